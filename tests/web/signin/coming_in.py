"""What tests of coming in have in common: who asks, with what, and who it turned out to be."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from tongpin.signin.models import Account
from tongpin.signin.passes import Issued

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

    Reply = _MonkeyPatchedWSGIResponse

one_database = pytest.mark.parametrize("lived", ["sqlite"], indirect=True)
"""For what does not depend on the kind of database."""
ClientOf = Callable[[str], Client]
SENTENCE = "ein alter Baum steht am Fluss"
"""A password that nobody has written before."""
REFUSED, TOO_MANY, GONE = 422, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.NOT_FOUND


def account(role: str) -> Account:
    return Account.objects.get(external=role)


def link(issued: Issued) -> str:
    return reverse("enter-link", kwargs={"token": issued.token})


def stranger(**headers: str) -> Client:
    return Client(headers={"accept-language": "en", **headers})


def signed_in(client: Client) -> str:
    """The id by which the journal knows whoever is signed in; "" for nobody."""
    number = client.session.get("_auth_user_id")
    return Account.objects.get(pk=number).external if number else ""


def text(answer: Reply) -> str:
    return answer.content.decode()


def key_in(page: str) -> str:
    (found,) = re.findall(r'name="key" value="([^"]+)"', page)
    return str(found)


def send(client: Client, address: str, **filled: str) -> Reply:
    """Open a page and send its form, with its own key."""
    return client.post(address, {"key": key_in(text(client.get(address))), **filled})


def sign_in(client: Client, password: str = SENTENCE, **more: str) -> Reply:
    return client.post("/account/login/", {"login": "shu", "password": password, **more})
