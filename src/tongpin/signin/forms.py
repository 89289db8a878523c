"""What is asked of people who come in, and of those who let others in."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from tongpin.signin.models import Account
from tongpin.signin.passes import INVITATION_DAYS, MOST_DAYS, MOST_USES
from tongpin.webkit.asking import MOST_KEY

MOST_TYPED = 40
MOST_CARD = 60
MOST_PASSWORD = 4_096


class CodeForm(forms.Form):
    """A short code, as it was read out or copied."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=MOST_TYPED,
        widget=forms.TextInput(
            attrs={
                "class": "field-code",
                "placeholder": "XXXX-XXXX",
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )


class CardForm(forms.Form):
    """A name card in the asked form, and the form's own key, so that pressing twice makes one member."""

    card = forms.CharField(label=_("Name card"), max_length=MOST_CARD)
    key = forms.CharField(widget=forms.HiddenInput, max_length=MOST_KEY, min_length=16)

    def __init__(self, asked: str, *args: Any, **named: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Ask for a card in a form such as 昵称-职业, or in any where `asked` is ""."""
        named.setdefault("initial", {"key": uuid4().hex})
        super().__init__(*args, **named)
        if asked:
            self.fields["card"].help_text = _("Here name cards look like this: %(form)s") % {"form": asked}


class OperatorForm(forms.Form):
    """A username and a password for whoever runs a community."""

    username = forms.CharField(
        label=_("Username"),
        max_length=150,
        help_text=_("For signing in only; members see your name card."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=MOST_PASSWORD,
        help_text=_("At least 10 characters; a sentence that only you would write is easiest to keep in mind."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        """Refuse what allauth and Django refuse, and what somebody else has."""
        name: str = get_adapter().clean_username(self.cleaned_data["username"])
        return name

    def clean(self) -> dict[str, Any]:
        """Look at the password beside the username."""
        cleaned = super().clean() or {}
        _refuse_weak(self, Account(username=cleaned.get("username", "")))
        return cleaned


class OwnerForm(OperatorForm, CardForm):
    """All that the first owner is asked for."""

    field_order = ("username", "password", "card", "key")


class NewPasswordForm(forms.Form):
    """A new password for an account; left empty, the old one stays."""

    password = forms.CharField(
        label=_("New password"),
        required=False,
        strip=False,
        max_length=MOST_PASSWORD,
        help_text=_("At least 10 characters. Left empty, the old one stays."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, account: Account, *args: Any, **named: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Ask for the password of an account."""
        super().__init__(*args, **named)
        self._account = account

    def clean(self) -> dict[str, Any]:
        """Look at a password where there is one."""
        cleaned = super().clean() or {}
        _refuse_weak(self, self._account)
        return cleaned


def _refuse_weak(form: forms.Form, account: Account) -> None:
    password = form.cleaned_data.get("password")
    if password:
        try:
            validate_password(password, account)
        except forms.ValidationError as error:
            form.add_error("password", error)


class InvitationForm(forms.Form):
    """How many an invitation lets in, and for how long."""

    uses = forms.IntegerField(label=_("For how many people"), min_value=1, max_value=MOST_USES, initial=1)
    days = forms.IntegerField(label=_("For how many days"), min_value=1, max_value=MOST_DAYS, initial=INVITATION_DAYS)
