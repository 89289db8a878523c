"""What allauth asks of the house: who may sign up, where it may lead to, how a second factor is shown."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongpin.signin.models import Account
from tongpin.signin.next_page import is_own_path
from tongpin.signin.qr import svg_of


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Accounts are made by invitations alone, and nothing is sent by mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up by himself."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only own paths are gone on to, wherever the address came from."""
        return bool(url) and is_own_path(str(url))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Nothing is sent: no mail server is needed, and no address is known."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # as above
    """Second factors are shown by the username, as a QR code of the house's own library."""

    def get_totp_label(self, user: Account) -> str:
        """Return what an authenticator app shows beside the product's name."""
        return user.username

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """Return what a fresh passkey is called until its owner calls it something else."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def build_totp_svg(self, url: str) -> str:
        """Return a QR code that any theme shows dark on light."""
        return svg_of(url)
