"""The read tables of this capability, as Django knows them."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "tongpin.capabilities.activities"
    label = "tongpin_activities"
