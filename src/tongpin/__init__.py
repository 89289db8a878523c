"""Tongpin 同频: runs chat communities from a playbook."""
