"""The operators' shell, as Django knows it."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "tongpin.console"
    label = "tongpin_console"
