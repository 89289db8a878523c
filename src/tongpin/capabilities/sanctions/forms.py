"""What people write on pages of cases."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_REASON = 2_000
"""Characters of a reason."""

CONFIRM, UNDO, KEEP = "confirm", "undo", "keep"
DECISIONS = (CONFIRM, UNDO, KEEP)
_NEED_A_REASON = {UNDO, KEEP}


def _reason(**more: Any) -> forms.CharField:  # noqa: ANN401 - as Django's own field
    return forms.CharField(
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Please write why: one sentence is enough."),
            "max_length": _("That is too long: at most %(limit_value)d characters. Please shorten it."),
        },
        **more,
    )


class AppealForm(forms.Form):
    """Why a member does not agree."""

    reason = _reason(label=_("Why do you see it otherwise?"))


class DecisionForm(forms.Form):
    """What a steward decides on a case, and why; only standing behind what the machine did needs no reason."""

    decision = forms.ChoiceField(choices=[(each, each) for each in DECISIONS])
    reason = _reason(label=_("Reason"), required=False)

    def ask_for_reason(self, *, always: bool) -> None:
        """Let the page say beforehand whether every answer needs a reason, or undoing alone."""
        self.fields["reason"].required = always
        if not always:
            self.fields["reason"].help_text = _("Needed to undo: the member reads it.")

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the member has to be told one."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") in _NEED_A_REASON and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Please write why: the member reads it."))
        return cleaned


class CaseFilter(forms.Form):
    """Which cases are looked for. Whatever is left out does not matter; whatever makes no sense is passed over."""

    rule = forms.CharField(label=_("Rule"), required=False, max_length=40)
    standing = forms.ChoiceField(label=_("State"), required=False)
    number = forms.IntegerField(label=_("Member no."), required=False, min_value=1)
    since = forms.DateField(
        label=pgettext_lazy("date", "From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=pgettext_lazy("date", "To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
