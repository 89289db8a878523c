"""What members write into a chat, checked before it is handed in."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class MessageForm(forms.Form):
    """A message: words, a picture, or both."""

    MOST = 4_000
    """Characters of a message."""

    text = forms.CharField(
        required=False,
        max_length=MOST,
        strip=True,
        error_messages={
            "max_length": _("A message has at most %(limit_value)d characters; this one has %(show_value)d.")
        },
    )
    picture = forms.FileField(required=False)
    reply_to = forms.IntegerField(required=False, min_value=1)

    def clean(self) -> dict[str, object]:
        """Refuse a message with nothing in it."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("text") and not cleaned.get("picture"):
            raise ValidationError(_("There is nothing to post yet: write something or choose a picture."))
        return cleaned


class ReactionForm(forms.Form):
    """A reaction put on a message or taken off."""

    message = forms.IntegerField(min_value=1)
    reaction = forms.CharField(max_length=16)
    removed = forms.BooleanField(required=False)
