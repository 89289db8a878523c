"""The shared words: events, facts and actions that capabilities exchange instead of code.

An *event* is what happened outside, a *fact* what is now so (past tense), an *action* what the world
should be told (imperative). Words carry numbers, never names and never texts.
"""
