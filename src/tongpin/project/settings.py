"""Django's settings. Floor 6: knows everything below; nothing below knows it by name."""

import os

from tongpin.journal.opening import database_url, django_database

SECRET_KEY = "not-a-secret-yet"  # noqa: S105 -- no page is served so far, so nothing is signed with it.
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["tongpin.journal", "tongpin.capabilities.conduct", "tongpin.capabilities.sanctions"]
DATABASES = {"default": django_database(database_url(os.environ))}
