"""What the list of members can be narrowed down to, and how it can be sorted. What makes no sense is passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from tongpin.kernel.standing import OWNER, STEWARD
from tongpin.webkit.pages import Said

MOST_SOUGHT = 60
"""Characters of a text that is looked for."""
DUTIES: Mapping[str, tuple[Said, int]] = {
    "any": (_("Any duty"), OWNER | STEWARD),
    "owner": (_("Owners"), OWNER),
    "steward": (_("Stewards"), STEWARD),
}
STATES: Mapping[str, Said] = {
    "member": _("Members now"),
    "left": _("Left or removed"),
    "muted": _("Muted now"),
}
LATELY: Mapping[str, Said] = {
    "new": _("New within 7 days"),
    "silent": _("Silent for 30 days"),
}
SORTS: Mapping[str, Said] = {
    "-number": _("Newest first"),
    "number": _("Oldest first"),
    "-joined": _("Joined last first"),
    "-last_message": _("Spoke last first"),
    "last_message": _("Silent longest first"),
    "-messages": _("Most messages first"),
    "-balance": _("Most points first"),
}
"""Columns by which the list is sorted; a minus turns the order round."""


Choices = Sequence[tuple[str, Said]]
CHOICES: Mapping[str, tuple[Said, Choices]] = {
    "duty": (_("Duty"), [("", _("Duty")), *((each, label) for each, (label, _bits) in DUTIES.items())]),
    "state": (_("State"), [("", _("State")), *STATES.items()]),
    "lately": (_("Lately"), [("", _("Lately")), *LATELY.items()]),
    "sort": (_("Order"), list(SORTS.items())),
}
"""What can be chosen: the name of the field, what it is called, and its values."""


class MemberFilter(forms.Form):
    """Which members are looked for, in which order."""

    q = forms.CharField(required=False, max_length=MOST_SOUGHT)
    duty = forms.ChoiceField(required=False, choices=CHOICES["duty"][1])
    state = forms.ChoiceField(required=False, choices=CHOICES["state"][1])
    lately = forms.ChoiceField(required=False, choices=CHOICES["lately"][1])
    sort = forms.ChoiceField(required=False, choices=CHOICES["sort"][1])

    @property
    def wanted(self) -> dict[str, str]:
        """Return what is asked for, field by field; empty where nothing sensible is."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class DutyForm(forms.Form):
    """A duty that is to be given or taken."""

    duty = forms.ChoiceField(choices=[(each, label) for each, (label, _bits) in DUTIES.items() if each != "any"])
    given = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")
