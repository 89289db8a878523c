"""The stewards' pages of members, and what the console needs to know of who said how much."""
