"""Simulation: invented members live under a playbook for some days, the same for the same seed."""
