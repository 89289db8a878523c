"""The read tables of this capability, as Django knows them."""

from django.apps import AppConfig


class SanctionsConfig(AppConfig):
    name = "tongpin.capabilities.sanctions"
    label = "tongpin_sanctions"
