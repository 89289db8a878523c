"""What members see of their cases and of the public log, and what stewards decide."""
