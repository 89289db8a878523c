"""What is earned, what it costs, and what is given back. Pure."""
