"""The members' shell, as Django knows it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "tongpin.portal"
    label = "tongpin_portal"
