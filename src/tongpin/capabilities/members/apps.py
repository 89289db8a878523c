"""The read tables of this capability, as Django knows them."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "tongpin.capabilities.members"
    label = "tongpin_members"
