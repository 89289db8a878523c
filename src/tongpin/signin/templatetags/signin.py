"""What templates need of signing in: `{% load signin %}`."""

from __future__ import annotations

import json

from allauth.mfa.utils import is_mfa_enabled
from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: object) -> str:
    """Write a value for a `data-` attribute; the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.inclusion_tag("signin/parts/second_lock.html", takes_context=True)
def second_lock(context: template.RequestContext) -> dict[str, bool]:
    """Remind whoever is signed in without a second factor of setting one up; for pages of those who run a community."""
    return {"is_open": not is_mfa_enabled(context["request"].user)}
