"""What members write about themselves."""

from __future__ import annotations

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_CARD = 40
"""Characters of a name card; the longest form that a playbook can ask for."""
_TURNERS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
"""Characters that turn the direction of what stands behind them, beyond the name."""


class CardForm(forms.Form):
    """A name card: one line of visible text."""

    card = forms.CharField(
        label=_("Name card"),
        max_length=MOST_CARD,
        error_messages={
            "required": _("Please write a name card."),
            "max_length": _("A name card has at most %(limit_value)d characters; yours has %(show_value)d."),
        },
    )

    def clean_card(self) -> str:
        """Refuse what cannot be seen, or makes other texts look different."""
        card: str = self.cleaned_data["card"]
        if any(each in _TURNERS or unicodedata.category(each) == "Cc" for each in card):
            raise ValidationError(_("This name card has invisible control characters in it. Please type it anew."))
        return card
