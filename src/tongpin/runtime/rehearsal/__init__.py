"""Rehearsal: a playbook decides over past conversation, before it is switched on.

The same intake and the same fold as live; nothing is stored and nobody is told. `playing` decides, `tally` counts,
`surprise`, `comparing` and `scoring` look at what was decided, `rehearse` runs them over a history.
"""
