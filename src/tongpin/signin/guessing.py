"""Keeps codes from being guessed: so many wrong ones from one address, and so many from everywhere, then a pause.

Counted in the database, so that all web processes count together and a restart forgets nothing. What is written is
bounded: at most a row for each counted try, none beyond the limit, and old windows are deleted as new ones begin. An
address is kept as a keyed hash. Nobody is locked out for good, and links, which cannot be guessed, always work.
"""

from __future__ import annotations

import ipaddress

from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from tongpin.signin.models import Miss

WINDOW_MS = 10 * 60_000
MOST_FROM_ONE = 10
MOST_FROM_ALL = 200
"""With a thousand codes open, a year of trying finds one with a chance of about 1 in 80."""
EVERYWHERE = ""
_PREFIX_OF_ONE = 64
"""Bits of an IPv6 address that one household has."""


class Try:
    """One try of a code, counted before it is looked at: of many at once, no more than the limit are."""

    def __init__(self, request: HttpRequest, at: int) -> None:
        """Count a try; where `allowed` is False, whatever was typed must not be looked at."""
        self._window = at // WINDOW_MS
        self._places = (place_of(request), EVERYWHERE)
        self.allowed = (
            self._is_quiet_everywhere()
            and self._count(self._places[0], MOST_FROM_ONE)
            and self._count(EVERYWHERE, MOST_FROM_ALL)
        )

    def was_right(self) -> None:
        """Take the count back: only wrong codes count."""
        Miss.objects.filter(place__in=self._places, window=self._window).update(count=F("count") - 1)

    def _is_quiet_everywhere(self) -> bool:
        """Look before anything is written: of a crowd of addresses no more than the limit leave a row."""
        return not Miss.objects.filter(place=EVERYWHERE, window=self._window, count__gte=MOST_FROM_ALL).exists()

    def _count(self, place: str, most: int) -> bool:
        _, is_new = Miss.objects.get_or_create(place=place, window=self._window)
        if is_new:
            Miss.objects.filter(window__lt=self._window).delete()
        here = Miss.objects.filter(place=place, window=self._window, count__lt=most)
        return here.update(count=F("count") + 1) == 1


def place_of(request: HttpRequest) -> str:
    """Return where a request comes from, as a keyed hash: an IPv4 address, or the network of an IPv6 address."""
    return salted_hmac("tongpin.signin.place", _network(request.META.get("REMOTE_ADDR", ""))).hexdigest()[:32]


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:  # noqa: PLR2004 - the version of the protocol
        return address
    return str(ipaddress.ip_network((address, _PREFIX_OF_ONE), strict=False))
