"""The built-in chat's read tables and pages, as Django knows them."""

from django.apps import AppConfig


class WebchatConfig(AppConfig):
    name = "tongpin.connectors.webchat"
    label = "tongpin_webchat"
