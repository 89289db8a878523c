"""A table as a file that spreadsheets open: readable in all of them, and never run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

from tongpin.webkit.pages import Said

MOST_ROWS = 50_000
"""Rows of a file: whoever needs more asks for a shorter span."""
_BOM = "\ufeff"
"""Without it Excel takes Chinese for gibberish."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a text must not begin with: spreadsheets would run it."""


def csv_response(name: str, heading: Sequence[Said], rows: Iterable[Sequence[int | str]]) -> HttpResponse:
    """Return rows as the file `name`.csv, to be kept; numbers stay numbers, texts stay texts."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow([str(each) for each in heading])
    writer.writerows([_harmless(each) for each in row] for row in rows)
    response = HttpResponse(_BOM + file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _harmless(value: int | str) -> int | str:
    return f"'{value}" if isinstance(value, str) and value.lstrip().startswith(_FORMULA) else value
