"""The pages of activities: the members' and the stewards'."""
