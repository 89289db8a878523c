"""Floor 0: what a text is.

A text is read once, in a batch, before anything is decided; whoever decides sees the `Reading` and never the text.
Nothing here knows a clock, a database or a person.
"""
