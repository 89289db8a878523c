"""What stewards write on the console's own pages."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.kernel.intake import MOST_TITLE

MOST_ID = 32
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


class TitleForm(forms.Form):
    """What a chat is called."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=MOST_TITLE)


class ChatForm(TitleForm):
    """A chat of the built-in platform that is to be opened."""

    id = forms.CharField(
        label=gettext_lazy("Short name"),
        max_length=MOST_ID,
        required=False,
        help_text=gettext_lazy("By this the playbook names the chat: small letters, digits and -. It never changes."),
    )

    def clean_id(self) -> str:
        """Let the short name be one that a playbook can name."""
        given: str = self.cleaned_data["id"]
        if given and not _ID.fullmatch(given):
            raise ValidationError(_("Small letters a–z, digits and - only, such as “tea-house”."))
        return given


class ErrandForm(forms.Form):
    """What became of something that Tongpin could not do by itself."""

    outcome = forms.ChoiceField(choices=[("done", ""), ("not needed", "")])
