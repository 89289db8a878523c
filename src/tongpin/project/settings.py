"""Django's settings. Floor 6: knows everything below; nothing below knows it by name."""

SECRET_KEY = "not-a-secret-yet"  # noqa: S105 -- no page is served so far, so nothing is signed with it.
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["tongpin.capabilities.conduct"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
