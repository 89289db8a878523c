"""The read tables of this capability, as Django knows them."""

from django.apps import AppConfig


class IncentivesConfig(AppConfig):
    name = "tongpin.capabilities.incentives"
    label = "tongpin_incentives"
