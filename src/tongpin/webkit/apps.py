"""Templates, static files and translations of the shared parts of pages, as Django knows them."""

from django.apps import AppConfig


class WebkitConfig(AppConfig):
    name = "tongpin.webkit"
    label = "tongpin_webkit"
