"""Allauth's forms for second factors, in our words, and unmoved by answers that no browser gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _


def _read(check: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever allauth returns
    """Refuse, like a wrong code, an answer that lacks a part or has one of another type."""
    try:
        return check()
    except (AttributeError, LookupError, TypeError, ValueError):
        raise get_adapter().validation_error("incorrect_code") from None


class PasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc] # allauth ships no types
    """A passkey, by default one that stands for username and password too."""

    def __init__(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Ask in our words."""
        super().__init__(*args, **named)
        self.fields["name"].label = _("What you call it")
        self.fields["name"].help_text = _("Such as “work phone”, to know it again.")
        alone = self.fields["passwordless"]
        alone.initial = True
        alone.label = _("It lets me in alone, without username and password")
        alone.help_text = _("The device asks for fingerprint, face or PIN each time.")

    def clean(self) -> Any:  # noqa: ANN401 - as allauth's
        """Look at the browser's answer."""
        return _read(super().clean)


class PasskeyLoginForm(webauthn.LoginWebAuthnForm):  # type: ignore[misc] # as above
    """Coming in by a passkey alone."""

    def clean_credential(self) -> Any:  # noqa: ANN401 - as allauth's
        """Look at the browser's answer."""
        return _read(super().clean_credential)


class PasskeyAuthenticateForm(webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc] # as above
    """A passkey after the password."""

    def clean_credential(self) -> Any:  # noqa: ANN401 - as allauth's
        """Look at the browser's answer."""
        return _read(super().clean_credential)


class PasskeyReauthenticateForm(webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc] # as above
    """A passkey once more, before something that protects is changed."""

    def clean_credential(self) -> Any:  # noqa: ANN401 - as allauth's
        """Look at the browser's answer."""
        return _read(super().clean_credential)


def _code(label: Any) -> forms.CharField:  # noqa: ANN401 - a text that is translated later
    return forms.CharField(
        label=label,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "field-code", "autocomplete": "one-time-code"}),
    )


class AppForm(totp.ActivateTOTPForm):  # type: ignore[misc] # as above
    """Setting up an authenticator app."""

    code = _code(_("Six digits"))


class CodeForm(codes.AuthenticateForm):  # type: ignore[misc] # as above
    """A code after the password."""

    code = _code(_("Six digits, or a recovery code"))


class CodeAgainForm(codes.ReauthenticateForm):  # type: ignore[misc] # as above
    """A code once more, before something that protects is changed."""

    code = _code(_("Six digits, or a recovery code"))
