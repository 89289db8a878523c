"""Django's settings. Floor 6: knows everything below; nothing below knows it by name."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tongpin.journal.opening import database_url, django_database
from tongpin.project.wiring import CAPABILITIES

# No secret stands in the repository: what is signed without TONGPIN_SECRET holds until this process ends.
SECRET_KEY = os.environ.get("TONGPIN_SECRET") or secrets.token_urlsafe(50)

# TONGPIN_ORIGIN is the address at which people open Tongpin: https://chat.example.org
ORIGIN = os.environ.get("TONGPIN_ORIGIN", "")
_ADDRESS = urlsplit(ORIGIN)
ALLOWED_HOSTS = [_ADDRESS.hostname] if _ADDRESS.hostname else ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _ADDRESS.scheme == "https" else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _ADDRESS.scheme == "https"
SECURE_HSTS_SECONDS = 31_536_000 if _ADDRESS.scheme == "https" else 0
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "tongpin_session", "tongpin_csrf", "tongpin_language"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Before allauth, whose templates it takes the place of.
    "tongpin.signin",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "tongpin.journal",
    *(f"tongpin.capabilities.{each.name}" for each in CAPABILITIES),
    "tongpin.webkit",
    "tongpin.connectors.webchat",
    "tongpin.console",
    "tongpin.portal",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tongpin.project.gate.GateMiddleware",
]
ROOT_URLCONF = "tongpin.project.urls"
ASGI_APPLICATION = "tongpin.project.asgi.application"
APPEND_SLASH = True
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.tz",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tongpin.project.surroundings.surroundings",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "tongpin.webkit.templatetags.tongpin",
            ],
        },
    },
]

DATABASES = {"default": django_database(database_url(os.environ))}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Each request runs in a thread of its own: without a pool each would wait for a connection of its own.
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 20}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

DATA = Path(os.environ.get("TONGPIN_DATA", "data")).absolute()
MEDIA_ROOT = DATA / "pictures"
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
# Names with a hash of their content where `serve` has gathered the files; plain names else, as in tests.
_GATHERED = os.environ.get("TONGPIN_STATIC") == "gathered"
SERVESTATIC_USE_FINDERS = not _GATHERED
SERVESTATIC_AUTOREFRESH = not _GATHERED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"
        if _GATHERED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

AUTH_USER_MODEL = "tongpin_signin.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/demo/" if os.environ.get("TONGPIN_DEMO") else "/in/"
LOGIN_REDIRECT_URL = "/"

# Operators sign in by username and password, or by a passkey; nobody signs up by himself, and no mail is sent.
ACCOUNT_ADAPTER = "tongpin.signin.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/in/"
ACCOUNT_SESSION_REMEMBER = True
# Wrong passwords: so many from one address, and so many for one account. A passkey or a link gets past the latter.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,20/5m/key"}
MFA_ADAPTER = "tongpin.signin.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "tongpin.signin.second_factors.AppForm",
    "authenticate": "tongpin.signin.second_factors.CodeForm",
    "reauthenticate": "tongpin.signin.second_factors.CodeAgainForm",
    "add_webauthn": "tongpin.signin.second_factors.PasskeyForm",
    "login_webauthn": "tongpin.signin.second_factors.PasskeyLoginForm",
    "authenticate_webauthn": "tongpin.signin.second_factors.PasskeyAuthenticateForm",
    "reauthenticate_webauthn": "tongpin.signin.second_factors.PasskeyReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tongpin"
# A phone's clock may be half a minute out.
MFA_TOTP_TOLERANCE = 1

# What goes wrong is told on stderr, once; nothing is sent to anybody by mail.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}

# What a playbook may speak of.
TONGPIN_CAPABILITIES = "tongpin.project.wiring.CAPABILITIES"
# Whom pages ask about people, and what the capabilities show, in the order of the console.
TONGPIN_PEOPLE = "tongpin.project.people.JournalPeople"
TONGPIN_PAGES: list[str] = [
    "tongpin.capabilities.members.pages.PAGES",
    "tongpin.capabilities.conduct.pages.PAGES",
    "tongpin.capabilities.sanctions.pages.PAGES",
    "tongpin.capabilities.activities.pages.PAGES",
    "tongpin.capabilities.incentives.pages.PAGES",
    "tongpin.signin.pages.PAGES",
]
# Who explains why something was, or was not, decided.
TONGPIN_EXPLAINER = "tongpin.project.processes.EXPLAINER"

# Whether this process runs the demo: `tongpin demo` says so.
DEMO = bool(os.environ.get("TONGPIN_DEMO"))
if DEMO:
    TEMPLATES[0]["OPTIONS"]["context_processors"].append("tongpin.project.tour.tour")
