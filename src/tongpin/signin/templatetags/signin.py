"""What templates of signing in need beside the parts of all pages."""

from __future__ import annotations

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: object) -> str:
    """Write a value for a `data-` attribute; the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)
