"""What stands in a chat, as a reader sees it: messages and notices, put together of what the engine has written.

A page of a chat and a live stream load their posts here, so that both show the same. Every load is a constant number
of queries, whatever is on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tongpin.connectors.webchat.models import Reaction, Recall, Restored
from tongpin.journal.models import Entry, Message, Outbox, Text
from tongpin.kernel.vocabulary import decode_actions, decode_facts
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.conduct import BreachFound
from tongpin.webkit.people import Name, people

PAGE = 50
"""Messages that are shown at once."""
MOST_NOTICES = 500
"""Notices, to whomever, that are looked at for a page: between two messages there may be any number of them."""
MOST_QUOTED = 80
"""Characters of a message that a reply quotes."""


class Quote(NamedTuple):
    """The message that another one answers; without a text where it was recalled or deleted."""

    message: int
    name: Name | None
    text: str


class Echo(NamedTuple):
    """A reaction and who gave it."""

    reaction: str
    members: tuple[int, ...]


@dataclass(slots=True)
class Post:
    """One message or notice. `text` is None where it was deleted; a recalled message shows none.

    A notice (`sentence`) is Tongpin's own; with `to` it is for that member alone. `rule` says why a message was
    recalled, `case` where that is told.
    """

    n: int
    index: int
    chat: int
    at: int
    message: int = 0
    member: int = 0
    name: Name | None = None
    text: str | None = ""
    picture: str = ""
    quote: Quote | None = None
    recalled: bool = False
    rule: str = ""
    case: int = 0
    echoes: list[Echo] = field(default_factory=list)
    notice: Say | None = None

    @property
    def anchor(self) -> str:
        """The post's own id on a page, the same whenever it is shown."""
        return f"m{self.message}" if self.message else f"n{self.n}-{self.index}"

    @property
    def to(self) -> int:
        """The member for whom alone it is meant; 0 for everybody."""
        return self.notice.to if self.notice else 0


class Page(NamedTuple):
    """Posts in order; `before` is the number of the oldest message where older ones follow, else 0."""

    posts: list[Post]
    before: int


def latest(community: int, chat: int, reader: int, before: int = 0) -> Page:
    """Return the newest posts of a chat that a member may read, or those before a message."""
    rows = Message.objects.filter(community=community, chat=chat)
    if before:
        rows = rows.filter(number__lt=before)
    found = list(rows.order_by("-number")[: PAGE + 1])
    older = len(found) > PAGE
    found = found[:PAGE][::-1]
    since = found[0].n if found and older else 0
    until = _entry_of(community, before) if before else 0
    posts = said(community, found) + noticed(community, chat, reader, since, until)
    return Page(sorted(posts, key=lambda post: (post.n, post.index)), found[0].number if older else 0)


def said(community: int, rows: Sequence[Message], *, whole: bool = False) -> list[Post]:
    """Return the posts of messages; what a case took back is left out of them, unless they are asked for whole."""
    events = _events(community, [row.n for row in rows])
    texts = _Texts(community)
    for row in rows:
        event, _ = events.get(row.n, (None, None))
        texts.want(row.text, event.picture if event else 0)
    quoted = {event.reply_to for event, _ in events.values() if event.reply_to}
    targets = {row.number: row for row in Message.objects.filter(community=community, number__in=quoted)}
    texts.want(*(row.text for row in targets.values()))
    recalls = _recalls(community, [row.number for row in rows] + list(targets))
    echoes = _echoes(community, [row.number for row in rows])
    names = people().names(community, [row.member for row in (*rows, *targets.values())])
    bodies = texts.read()
    posts = []
    for row in rows:
        event, breach = events.get(row.n, (None, None))
        case = recalls.get(row.number, 0)
        is_hidden = bool(case) and not whole
        target = targets.get(event.reply_to) if event else None
        posts.append(
            Post(
                n=row.n,
                index=-1,
                chat=row.chat,
                at=row.sent,
                message=row.number,
                member=row.member,
                name=names.get(row.member),
                text="" if is_hidden or not row.text else bodies.get(row.text),
                picture="" if is_hidden or not event else bodies.get(event.picture, ""),
                quote=_quote(target, bodies, names, recalls) if target else None,
                recalled=bool(case),
                rule=breach.rule if case and breach else "",
                case=case,
                echoes=echoes.get(row.number, []),
            )
        )
    return posts


def noticed(community: int, chat: int, reader: int, since: int, until: int = 0) -> list[Post]:
    """Return what Tongpin said to a reader in a chat, from entry `since` on and before `until` (0: until now).

    Of very many the newest.
    """
    rows = Outbox.objects.filter(community=community, chat=chat, kind="Say", n__gte=since)
    if until:
        rows = rows.filter(n__lt=until)
    newest = rows.order_by("-n", "-index")[:MOST_NOTICES]
    says = [(row.n, row.index, row.updated, _say(bytes(row.body))) for row in [*newest][::-1]]
    at = dict(Entry.objects.filter(community=community, n__in=[n for n, *_ in says]).values_list("n", "at"))
    posts = [notice(n, index, at.get(n, updated), say) for n, index, updated, say in says if say.to in {0, reader}]
    return with_quotes(community, posts)


def notice(n: int, index: int, at: int, say: Say) -> Post:
    """Return the post of something that Tongpin says."""
    return Post(n=n, index=index, chat=say.chat, at=at, case=say.case, notice=say)


def with_quotes(community: int, notices: list[Post]) -> list[Post]:
    """Let notices that answer a message quote it: to the member concerned its text is returned."""
    asked = {post.notice.reply_to for post in notices if post.notice and post.notice.reply_to}
    if not asked:
        return notices
    targets = {row.number: row for row in Message.objects.filter(community=community, number__in=asked)}
    recalls = _recalls(community, list(targets))
    names = people().names(community, [row.member for row in targets.values()])
    texts = _Texts(community)
    texts.want(*(row.text for row in targets.values()))
    bodies = texts.read()
    for post in notices:
        target = targets.get(post.notice.reply_to) if post.notice else None
        if target:
            hidden = {} if post.to == target.member else recalls
            post.quote = _quote(target, bodies, names, hidden)
    return notices


class _Texts:
    """The bodies of all texts of a page, read at once."""

    def __init__(self, community: int) -> None:
        self._community = community
        self._wanted: set[int] = set()

    def want(self, *numbers: int) -> None:
        self._wanted.update(number for number in numbers if number)

    def read(self) -> dict[int, str]:
        rows = Text.objects.filter(community=self._community, number__in=self._wanted)
        return dict(rows.values_list("number", "body"))


def _quote(target: Message, bodies: Mapping[int, str], names: Mapping[int, Name], recalls: Mapping[int, int]) -> Quote:
    text = "" if target.number in recalls else bodies.get(target.text, "")
    return Quote(target.number, names.get(target.member), text[:MOST_QUOTED])


def _events(community: int, entries: Iterable[int]) -> dict[int, tuple[MessagePosted, BreachFound | None]]:
    """Return, by entry, the message as it was posted and the breach that was found in it."""
    found = {}
    rows = Entry.objects.filter(community=community, n__in=list(entries)).values_list("n", "facts")
    for n, data in rows:
        facts = decode_facts(bytes(data))
        if isinstance(facts[0], MessagePosted):
            found[n] = facts[0], next((fact for fact in facts if isinstance(fact, BreachFound)), None)
    return found


def _recalls(community: int, messages: list[int]) -> dict[int, int]:
    """Return the case by which each of these messages is recalled now."""
    rows = list(Recall.objects.filter(community=community, message__in=messages).values_list("message", "case"))
    undone = set(
        Restored.objects.filter(community=community, case__in=[case for _, case in rows]).values_list("case", flat=True)
    )
    return {message: case for message, case in rows if case not in undone}


def _echoes(community: int, messages: list[int]) -> dict[int, list[Echo]]:
    rows = Reaction.objects.filter(community=community, message__in=messages, removed=0).order_by("n")
    given: dict[int, dict[str, list[int]]] = {}
    for row in rows:
        given.setdefault(row.message, {}).setdefault(row.reaction, []).append(row.member)
    return {
        message: [Echo(reaction, tuple(members)) for reaction, members in by_reaction.items()]
        for message, by_reaction in given.items()
    }


def _entry_of(community: int, message: int) -> int:
    return Message.objects.filter(community=community, number=message).values_list("n", flat=True).first() or 0


def _say(body: bytes) -> Say:
    (action,) = decode_actions(body)
    if not isinstance(action, Say):
        raise TypeError(f"The outbox holds a {type(action).__name__} under the kind Say.")
    return action
