"""Kinds of activities: one file each, settings and pure steps side by side."""
