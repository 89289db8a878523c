"""The first owner of a community: whoever runs the server gets a link for him, until he has come in."""

from __future__ import annotations

from django.urls import reverse

from tongpin.journal.models import Community, Identity
from tongpin.kernel.standing import OWNER
from tongpin.signin.models import Account
from tongpin.signin.passes import owner_pass, shell_pass
from tongpin.webkit.asking import now_ms
from tongpin.webkit.people import people
from tongpin.webkit.seat import WEBCHAT


def has_owner(community: int) -> bool:
    """Say whether an owner of a community has an account."""
    owners = [member for member, name in people().team(community).items() if name.duties & OWNER]
    known = Identity.objects.filter(community=community, source=WEBCHAT, member__in=owners)
    return Account.objects.filter(external__in=list(known.values_list("external", flat=True))).exists()


def first_owner_link(community: int) -> str:
    """Return the path by which a community's first owner comes in, once; what was returned before is void."""
    return reverse("enter-link", kwargs={"token": owner_pass(community, now_ms()).token})


def first_owner_links() -> list[tuple[str, str]]:
    """Return the name of each community that has no owner with an account, and a fresh path for him."""
    waiting = [each for each in Community.objects.order_by("id") if not has_owner(each.id)]
    return [(each.name, first_owner_link(each.id)) for each in waiting]


def sign_in_link(account: Account) -> str:
    """Return the path by which an account comes in, once, without password and second factor, to set new ones.

    For whoever has the server's shell; what was returned before is void.
    """
    return reverse("enter-link", kwargs={"token": shell_pass(account, now_ms()).token})
