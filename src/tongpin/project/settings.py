"""Django's settings. Floor 6: knows everything below; nothing below knows it by name."""

import os
import secrets

from tongpin.journal.opening import database_url, django_database

# No secret stands in the repository: what is signed without TONGPIN_SECRET holds until this process ends.
SECRET_KEY = os.environ.get("TONGPIN_SECRET") or secrets.token_urlsafe(50)
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "tongpin.journal",
    "tongpin.capabilities.members",
    "tongpin.capabilities.conduct",
    "tongpin.capabilities.sanctions",
    "tongpin.capabilities.incentives",
    "tongpin.capabilities.activities",
]
DATABASES = {"default": django_database(database_url(os.environ))}
