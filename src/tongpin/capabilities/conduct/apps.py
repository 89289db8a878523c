"""The read tables of this capability, as Django knows them."""

from django.apps import AppConfig


class ConductConfig(AppConfig):
    name = "tongpin.capabilities.conduct"
    label = "tongpin_conduct"
