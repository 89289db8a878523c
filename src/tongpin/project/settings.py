"""Django's settings. Floor 6: knows everything below; nothing below knows it by name."""

import os
import secrets

from tongpin.journal.opening import database_url, django_database
from tongpin.project.wiring import CAPABILITIES

# No secret stands in the repository: what is signed without TONGPIN_SECRET holds until this process ends.
SECRET_KEY = os.environ.get("TONGPIN_SECRET") or secrets.token_urlsafe(50)
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["tongpin.journal", *(f"tongpin.capabilities.{each.name}" for each in CAPABILITIES)]
DATABASES = {"default": django_database(database_url(os.environ))}
