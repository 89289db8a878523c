"""What `tongpin bench` measures: one module a contender, run side by side in the same rounds.

Absolute figures drift by half between minutes on a shared machine, so a ratio within a round is what counts.
"""
