"""The pure ground floor: the words of a community and how a playbook decides over them.

No Django, clock, chance or I/O in here: time, seeds and numbers arrive in what is handed in.
"""
