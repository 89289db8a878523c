"""The journal's tables, as Django knows them."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "tongpin.journal"
    label = "tongpin_journal"
