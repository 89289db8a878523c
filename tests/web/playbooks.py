"""What a browser does on the playbook's pages: it reads forms and hands them in, hidden fields and all."""

from __future__ import annotations

import json
from html import unescape
from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse

from tongpin.journal.models import PlaybookVersion


class Form(HTMLParser):
    """The fields of the page's own form (the one with `name="base"`), as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[tuple[str, list[tuple[str, str]]]] = []
        self._area = self._choice = ""
        self.feed(page)
        self.action, self.pairs = next(each for each in self.forms if any(name == "base" for name, _ in each[1]))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("action", ""), []))
        name = given.get("name", "")
        if tag == "input" and name and ("checked" in given or given.get("type") not in {"checkbox", "radio"}):
            self._put(name, given.get("value", ""))
        if tag == "textarea":
            self._area = name
            self._put(name, "")
        if tag == "select":
            self._choice = name
            self._put(name, "")
        if tag == "option" and "selected" in given:
            self.forms[-1][1][-1] = (self._choice, given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            name, value = self.forms[-1][1][-1]
            self.forms[-1][1][-1] = (name, value.removeprefix("\n").replace("\n", "\r\n"))
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            name, value = self.forms[-1][1][-1]
            self.forms[-1][1][-1] = (name, value + data)

    def _put(self, name: str, value: str) -> None:
        if self.forms:
            self.forms[-1][1].append((name, value))

    def filled(self, **changes: str | list[str]) -> dict[str, list[str]]:
        """What is sent when some fields are changed; keywords stand for places with `__` for `/`."""
        sent: dict[str, list[str]] = {}
        for name, value in self.pairs:
            sent.setdefault(name, []).append(value)
        for name, given in changes.items():
            sent[name.replace("__", "/")] = [given] if isinstance(given, str) else given
        return sent


class Pages:
    """Somebody at the playbook's pages of a community."""

    def __init__(self, client: Client, community: int) -> None:
        self.client = client
        self.community = community
        self.status = 0
        self.page = ""

    def at(self, name: str, *args: object) -> str:
        return reverse(f"playbook-{name}" if name else "playbook", args=[self.community, *args])

    def open(self, name: str, *args: object, query: str = "") -> str:
        return self._shown(self.client.get(self.at(name, *args) + query))

    def send(self, name: str, *args: object, **fields: str | list[str]) -> str:
        """Hand in the form of the page that was shown last, to its own address or to another."""
        sent = Form(self.page).filled(**fields)
        return self._shown(self.client.post(self.at(name, *args), sent, follow=True))

    def post(self, name: str, *args: object, **fields: object) -> str:
        return self._shown(self.client.post(self.at(name, *args), fields, follow=True))

    def change(self, place: str, act: str = "save", **fields: str | list[str]) -> str:
        """Open the form of a place, change something and press a button."""
        self.open("section", place)
        return self.send("section", place, act=act, **fields)

    def adopt(self, reason: str = "因为") -> str:
        return self.send("adopt", reason=reason)

    @property
    def draft(self) -> str:
        """The text that the page carries along."""
        carried = Form(self.page).filled().get("draft", [""])[0]
        return str(json.loads(carried)) if carried else ""

    def _shown(self, response: object) -> str:
        self.status = response.status_code  # type: ignore[attr-defined] # a response
        self.page = response.content.decode()  # type: ignore[attr-defined] # a response
        return unescape(self.page)


def in_force(community: int) -> PlaybookVersion:
    return PlaybookVersion.objects.filter(community=community).order_by("-version")[0]
