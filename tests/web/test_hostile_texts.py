"""Texts and pictures that mean harm: shown as what they are, or refused with a reason, on every page that shows any."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.db import connections
from django.test import Client

from tests.web.cases import ADVERT, advertise, command, text_of
from tests.web.conftest import PLAYBOOK, Lived
from tongpin.connectors.webchat.hub import Hub
from tongpin.connectors.webchat.stream import stream
from tongpin.kernel.words.arrivals import Arrival
from tongpin.runtime.engine import wall_clock
from tongpin.webkit.seat import WEBCHAT, Seat

ClientOf = Callable[[str], Client]

MARK = "zzq"
"""Stands in every text, so that it is found wherever it comes out."""
MARKUP = [
    f"<script>{MARK}(1)</script>",
    f'"><img src=x onerror={MARK}(1)>',
    f"'><svg onload={MARK}(1)>",
    f"</textarea></title><iframe src=javascript:{MARK}(1)>",
    f'<a href="javascript:{MARK}(1)">看这里</a>',
    f"<b onmouseover={MARK}(1)>粗</b> <style>*{{display:none}}</style>",
    f"{{{{ {MARK} }}}} {{% {MARK} %}} ${{{MARK}}} <%= {MARK} %>",
    f"[{MARK}](javascript:alert(1)) ![x](http://elsewhere.example/{MARK})",
    f"[CQ:image,file=http://elsewhere.example/{MARK}] <at id='{MARK}'/> <!--{MARK}--> <![CDATA[{MARK}]]>",
    f"&lt;{MARK}&gt; &#x3c;script&#x3e; \\x3cscript\\x3e {MARK}",
    f"javascript:{MARK}(1) data:text/html,<script>{MARK}(1)</script>",
    f'https://elsewhere.example/?{MARK}="onmouseover={MARK}(1)//"><script>{MARK}',
]
ODD = {
    "bidi overrides": f"\u202e{MARK}\u2066\u2067 txt.exe\u202d",
    "nothing visible": f"\u200b\u200c\u200d\ufeff{MARK}\u2060\u00ad",
    "line separators": f"{MARK}\u2028data: x\u2029\x0b\x0c\x1c\x85event: end",
    "controls": f"{MARK}\x01\x07\x1b[31m\x7f",
    "NUL": f"{MARK}\x00tail",
    "marks": MARK + "\u0301" * 3_000,
    "families": MARK + "👨‍👩‍👧‍👦" * 300,
    "deep quotes": ">" * 2_000 + MARK,
    "mentions": "@m " * 1_300 + MARK,
}
ALLOWED_SCHEMES = re.compile(r"^(https?://|mailto:|data:image/svg|/|\?|#|$)")
NEVER = {"iframe", "object", "embed", "base", "style", "frame"}


REASON = r'<p role="alert">[^<]{20,}</p>'


class Reading(HTMLParser):
    """What a page is made of, as far as it could do harm."""

    def __init__(self) -> None:
        super().__init__()
        self.harm: list[str] = []
        self.words: list[str] = []
        self._is_own_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in NEVER or (tag == "script" and not (given.get("src") or "").startswith("/static/")):
            self.harm.append(f"<{tag} {given}>")
        self.harm += [f"<{tag} {name}={value}>" for name, value in attrs if _is_harmful(name, value or "")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.harm.append(f"<!--{data}-->")


def _is_harmful(name: str, value: str) -> bool:
    if name.startswith("on") or name == "style" or MARK in name:
        return True
    if name not in {"href", "src", "action", "formaction"}:
        return False
    return not ALLOWED_SCHEMES.match(value) or (name != "href" and MARK in value)


def harm_in(html: str) -> list[str]:
    """Return elements and attributes that no page of ours has, but a text that got out would."""
    reading = Reading()
    reading.feed(html)
    reading.close()
    return reading.harm


def words_in(html: str) -> str:
    reading = Reading()
    reading.feed(html)
    return "".join(reading.words)


def shown_to(client: Client, lived: Lived, paths: list[str], *, may_be_gone: bool = False) -> dict[str, str]:
    """Return pages by path; all of them are there, or else only not found."""
    pages = {}
    for path in paths:
        response = client.get(path.format(c=lived.community), headers={"accept-language": "zh-hans"})
        assert response.status_code in ({200, 404} if may_be_gone else {200}), path
        pages[path] = text_of(response)
    return pages


PORTAL = [
    "/c/{c}/",
    "/c/{c}/me/",
    "/c/{c}/points/",
    "/c/{c}/leaderboard/",
    "/c/{c}/activities/",
    "/c/{c}/cases/",
    "/c/{c}/cases/1/",
    "/c/{c}/chat/1/",
    "/c/{c}/chat/1/older/?before=9999",
    "/c/{c}/chat/1/search/?q=" + MARK,
]
CONSOLE = [
    "/console/{c}/",
    "/console/{c}/members/",
    "/console/{c}/members/?q=" + MARK,
    "/console/{c}/members/4/",
    "/console/{c}/members/2/",
    "/console/{c}/chats/",
    "/console/{c}/chats/1/",
    "/console/{c}/review/",
    "/console/{c}/review/cases/",
    "/console/{c}/review/rules/",
    "/console/{c}/decisions/",
    "/console/{c}/settings/",
    "/console/{c}/settings/audit/",
    "/console/{c}/playbook/",
    "/console/{c}/playbook/versions/",
    "/console/{c}/playbook/versions/1/",
    "/console/{c}/activities/",
    "/console/{c}/points/",
    "/console/{c}/palette/?q=" + MARK,
]


def lived_through(lived: Lived, texts: list[str]) -> None:
    """Let each text be the card, the words, the advert and the appeal of somebody, and what a chat is called."""
    for number, text in enumerate(texts, 1):
        name = f"h{number}"
        lived.hand_in("join", name)
        lived.hand_in("card", name, text)
        lived.say(name, text)
        lived.say("member", f"答 {text}", reply_to=f"t{lived.events}")
        lived.hand_in("chat", "owner", text, chat=f"room{number}")
        lived.say(name, f"{ADVERT} {text}")
        command(lived, name, f"申诉 {number} {text}")
    lived.hand_in("card", "member", texts[0])
    lived.take(Arrival("console", "again", wall_clock(), "playbook", text=f"{PLAYBOOK}\n", reason="".join(texts)))
    assert lived.store.failures(lived.community) == []


def pages_after(lived: Lived, client_of: ClientOf, cases: int) -> dict[str, str]:
    """Return every page that shows what members wrote, by its path."""
    newest = lived.store.last_entry(lived.community)
    assert newest
    of_cases = [f"/c/{{c}}/cases/{number}/" for number in range(1, cases + 1)]
    of_cards = [f"/console/{{c}}/review/?card=appeal-{number}" for number in range(1, cases + 1)]
    of_members = [f"/console/{{c}}/members/{number}/" for number in range(1, cases + 6)]
    of_decisions = [f"/console/{{c}}/decisions/{n}/" for n in range(1, newest.n + 1)]
    pages = shown_to(client_of("member"), lived, PORTAL)
    pages |= shown_to(client_of("second"), lived, [*CONSOLE, *of_cases, *of_cards, *of_members])
    return pages | shown_to(client_of("second"), lived, of_decisions, may_be_gone=True)


def test_markup_is_shown_as_it_was_written_on_every_page(lived: Lived, client_of: ClientOf) -> None:
    lived_through(lived, MARKUP)
    second = client_of("second")
    decided = {"decision": "undo", "reason": "".join(MARKUP), "key": "d"}
    second.post(f"/console/{lived.community}/review/1/", decided)
    pages = pages_after(lived, client_of, len(MARKUP))
    assert {path: harm for path, page in pages.items() if (harm := harm_in(page))} == {}
    said = words_in(pages["/c/{c}/chat/1/"])
    assert len([text for text in MARKUP if text in said]) > len(MARKUP) // 2  # some break rules, and are recalled
    told = "".join(words_in(page) for path, page in pages.items() if re.search(r"/cases/\d", path))
    assert [text for text in MARKUP if text not in told] == []


SEARCHED = [
    "/c/{c}/chat/1/search/",
    "/console/{c}/members/",
    "/console/{c}/decisions/",
    "/console/{c}/palette/",
    "/console/{c}/chats/1/",
    "/console/{c}/settings/audit/",
]


def test_a_search_for_markup_shows_it_as_it_was_typed(lived: Lived, client_of: ClientOf) -> None:
    client = client_of("owner")
    for text in (*MARKUP, *ODD.values(), "%", "_", "!", "\\"):
        for path in SEARCHED:
            response = client.get(path.format(c=lived.community), {"q": text})
            assert response.status_code == 200, (path, text)
            assert harm_in(text_of(response)) == [], path


def test_odd_signs_stay_where_they_stand(lived: Lived, client_of: ClientOf) -> None:
    lived_through(lived, list(ODD.values()))
    pages = pages_after(lived, client_of, len(ODD))
    assert {path: harm for path, page in pages.items() if (harm := harm_in(page))} == {}
    # Whatever direction a text takes, it ends with the text.
    chat = pages["/c/{c}/chat/1/"]
    assert re.search(r'<p class="post-text"><bdi>[^<]*\u202e', chat)
    assert re.search(r"<bdi>[^<]*\u202e[^<]*</bdi></a>", chat)


async def test_a_live_stream_escapes_and_frames_what_it_sends(lived: Lived) -> None:
    settings = connections.settings["default"]
    is_file = "sqlite" in settings["ENGINE"]
    place = "postgresql://{USER}@{HOST}:{PORT}/{NAME}" if not is_file else "sqlite:///{NAME}"
    hub = Hub(place.format(**settings))
    feed = await hub.feed(lived.community)
    seat = Seat(lived.community, "技术交流群", "owner", member=lived.member("owner"), number=1, joined=1)
    chunks = stream(hub, feed, seat, 1, feed.position, "zh-hans")
    texts = [*MARKUP, ODD["line separators"], ODD["bidi overrides"], f"{MARK}\n\nevent: end\ndata: 1"]
    for number, text in enumerate(texts):
        lived.say(("member", "second", "steward")[number % 3], text)  # one alone would be too fast
    events: list[str] = []
    while sum(each.startswith("event: post") for each in events) < len(texts):
        events += (await asyncio.wait_for(anext(chunks), 10)).decode().split("\n\n")
    await chunks.aclose()
    await hub.close()
    sent = [each for each in events if each.startswith("event: post")]
    assert [
        line for each in sent for line in each.split("\n") if not re.match(r"event: post$|id: \d+$|data: ", line)
    ] == []
    shown = ["\n".join(re.findall(r"^data: (.*)$", each, re.MULTILINE)) for each in sent]
    assert [harm for each in shown if (harm := harm_in(each))] == []
    pairs = [(text, each) for text, each in zip(MARKUP, shown, strict=False) if "is-recalled" not in each]
    assert len(pairs) > len(MARKUP) // 2
    assert [text for text, each in pairs if text not in words_in(each)] == []


@pytest.mark.parametrize(
    "text",
    ["字" * 600_000, "a" + "\u0301" * 100_000, "@member " * 10_000, "nul \x00 inside", "   \u3000 "],
    ids=["1 MB", "marks", "10,000 mentions", "NUL", "blanks"],
)
def test_what_is_too_much_is_refused_with_a_reason(lived: Lived, client_of: ClientOf, text: str) -> None:
    client, before = client_of("member"), lived.store.last_entry(lived.community)
    response = client.post(f"/c/{lived.community}/chat/1/post/", {"text": text})
    assert response.status_code == 400
    assert re.search(REASON, text_of(response))
    short = client.post(f"/c/{lived.community}/chat/1/post/", {"text": text}, headers={"x-fragment": "1"})
    assert (short.status_code, short.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert lived.store.last_entry(lived.community) == before


LONG_FORMS = [
    ("second", "/console/{c}/review/1/", {"decision": "undo", "reason": "TEXT", "key": "d"}),
    ("member", "/c/{c}/cases/1/appeal/", {"reason": "TEXT", "key": "a"}),
    ("member", "/c/{c}/me/card/", {"card": "TEXT"}),
    ("owner", "/console/{c}/chats/open/", {"title": "TEXT"}),
    ("owner", "/console/{c}/chats/1/title/", {"title": "TEXT"}),
]


@pytest.mark.parametrize("role,path,form", LONG_FORMS, ids=lambda each: each if isinstance(each, str) else "")
@pytest.mark.parametrize("text", ["字" * 700_000, "nul \x00 inside"], ids=["2 MB", "NUL"])
def test_no_form_takes_what_is_too_much(
    lived: Lived, client_of: ClientOf, role: str, path: str, form: dict[str, str], text: str
) -> None:
    advertise(lived)
    before = lived.store.last_entry(lived.community)
    client = client_of(role)
    response = client.post(
        path.format(c=lived.community), {k: text if v == "TEXT" else v for k, v in form.items()}, follow=True
    )
    assert response.status_code in {200, 400, 413, 422}
    assert lived.store.last_entry(lived.community) == before
    assert harm_in(text_of(response)) == []


@pytest.mark.parametrize("number", ["9" * 19, "9" * 30, "9" * 5_000, "-1", "1e9", "٣", "²", "\x00"])
def test_numbers_that_are_none_lead_nowhere(lived: Lived, client_of: ClientOf, number: str) -> None:
    lived.say("member", f"{MARK} 你好")
    client = client_of("owner")
    queries = [
        ("/c/{c}/chat/1/older/", "before"),
        ("/c/{c}/chat/1/search/?q=zzq", "before"),
        ("/c/{c}/points/", "before"),
        ("/c/{c}/cases/", "before"),
        ("/console/{c}/decisions/", "before"),
        ("/console/{c}/members/", "before"),
        ("/console/{c}/chats/1/", "before"),
        ("/console/{c}/points/", "before"),
        ("/console/{c}/settings/audit/", "before"),
        ("/console/{c}/review/cases/", "before"),
    ]
    for path, name in queries:
        where, _, more = path.format(c=lived.community).partition("?")
        asked = {name: number} | dict(part.split("=") for part in more.split("&") if part)
        assert client.get(where, asked).status_code in {200, 302, 404}, (path, number)
    for where in ("post", "react"):
        form = {"text": "你好", "reply_to": number, "message": number, "reaction": "👍"}
        answer = client.post(f"/c/{lived.community}/chat/1/{where}/", form)
        assert answer.status_code in {302, 400}, (where, number)


# ---- what other platforms hand in, past every form


@pytest.mark.parametrize(
    "text",
    ["字" * 350_000, "a" + "\u0301" * 100_000, "@member " * 10_000, f"{MARK} \x00 NUL", f"{MARK} \ud800 half \udfff"],
    ids=["1 MB", "marks", "10,000 mentions", "NUL", "lone surrogates"],
)
def test_what_comes_from_elsewhere_is_bounded_when_it_is_shown(lived: Lived, client_of: ClientOf, text: str) -> None:
    for kind, sender, chat in (("message", "member", "main"), ("card", "steward", ""), ("chat", "owner", "side")):
        arrival = Arrival(WEBCHAT, f"{kind}-1", wall_clock(), kind, chat=chat, sender=sender, text=text)
        lived.take(arrival)
    lived.say("steward", "好", reply_to="message-1")
    assert lived.store.failures(lived.community) == []
    pages = shown_to(client_of("member"), lived, [each for each in PORTAL if "cases/1" not in each])
    pages |= shown_to(client_of("owner"), lived, CONSOLE)
    assert {path: len(page) for path, page in pages.items() if len(page) > 400_000} == {}
