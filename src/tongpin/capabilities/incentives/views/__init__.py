"""The pages of incentives: the members' and the stewards'."""
