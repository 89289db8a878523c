"""Pure: the state of cases, what a breach costs, what time ends, and what humans decide."""
