"""Both ends of the local socket: what is handed in comes out, is answered, and survives an engine that goes away."""

import asyncio
import socket
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tongpin.journal.submitting import ACCEPTED, KNOWN, UNAVAILABLE, Answer
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.course import ActReported
from tongpin.runtime import frames
from tongpin.runtime.broker import Delivery
from tongpin.runtime.local_inbox import LocalInbox
from tongpin.runtime.submitter import Submitter


def arrival(number: int, text: str = "你好") -> Arrival:
    return Arrival("toy", str(number), 1_000 + number, "message", "room", "ann", text)


@pytest.fixture(name="path")
def socket_path() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tp") as folder:  # a path short enough for a socket
        yield Path(folder) / "engine.sock"


async def take(inbox: LocalInbox, count: int) -> list[Delivery]:
    taken: list[Delivery] = []
    while len(taken) < count:
        taken += await asyncio.to_thread(inbox.consume, count - len(taken), 0.05)
    return taken


async def test_what_is_handed_in_comes_out_in_order_and_is_answered(path: Path) -> None:
    inbox = LocalInbox(path)
    async with Submitter(path) as submitter:
        handed = [asyncio.create_task(submitter.submit(number % 2, arrival(number))) for number in range(5)]
        taken = await take(inbox, 5)
        assert [(each.community, each.arrival) for each in taken] == [(n % 2, arrival(n)) for n in range(5)]
        inbox.answer(taken, [Answer(ACCEPTED, n) for n in range(5)])
        assert await asyncio.gather(*handed) == [Answer(ACCEPTED, n) for n in range(5)]
    inbox.close()


async def test_a_report_keeps_its_event(path: Path) -> None:
    report = Arrival("dispatch", "1-2-0:0", 5, "event", event=ActReported(2, 0, "done"))
    inbox = LocalInbox(path)
    async with Submitter(path) as submitter:
        handed = asyncio.create_task(submitter.submit(1, report))
        taken = await take(inbox, 1)
        assert taken[0].arrival == report
        inbox.answer(taken, [Answer(ACCEPTED, 3)])
        await handed
    inbox.close()


async def test_what_was_not_answered_is_handed_in_again_when_the_engine_is_back(path: Path) -> None:
    async with Submitter(path) as submitter:
        handed = [asyncio.create_task(submitter.submit(1, arrival(number))) for number in range(3)]
        first = LocalInbox(path)
        taken = await take(first, 3)
        first.answer(taken[:1], [Answer(ACCEPTED, 1)])
        assert await handed[0] == Answer(ACCEPTED, 1)
        first.close()
        second = LocalInbox(path)
        again = await take(second, 2)
        assert [each.arrival.id for each in again] == ["1", "2"]
        second.answer(again, [Answer(KNOWN, 2), Answer(ACCEPTED, 3)])
        assert await asyncio.gather(*handed[1:]) == [Answer(KNOWN, 2), Answer(ACCEPTED, 3)]
        second.close()


async def test_what_could_not_be_written_is_handed_in_until_it_is(path: Path) -> None:
    inbox = LocalInbox(path)
    async with Submitter(path) as submitter:
        handed = asyncio.create_task(submitter.submit_until_written(1, arrival(1)))
        inbox.answer(await take(inbox, 1), [Answer(UNAVAILABLE)])
        inbox.answer(await take(inbox, 1), [Answer(ACCEPTED, 1)])
        assert await handed == Answer(ACCEPTED, 1)
    inbox.close()


async def test_what_is_given_up_is_not_handed_in_again(path: Path) -> None:
    inbox = LocalInbox(path)
    async with Submitter(path) as submitter:
        handed = asyncio.create_task(submitter.submit(1, arrival(1)))
        taken = await take(inbox, 1)
        handed.cancel()
        await asyncio.gather(handed, return_exceptions=True)
        inbox.answer(taken, [Answer(ACCEPTED, 1)])
        following = asyncio.create_task(submitter.submit(1, arrival(2)))
        taken = await take(inbox, 1)
        inbox.answer(taken, [Answer(ACCEPTED, 2)])
        assert await following == Answer(ACCEPTED, 2)
    inbox.close()


async def test_who_leaves_cancels_what_was_not_answered(path: Path) -> None:
    async with Submitter(path) as submitter:
        handed = asyncio.create_task(submitter.submit(1, arrival(1)))
        await asyncio.sleep(0)
    assert isinstance((await asyncio.gather(handed, return_exceptions=True))[0], asyncio.CancelledError)


def test_only_the_owner_may_open_the_socket(path: Path) -> None:
    inbox = LocalInbox(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    inbox.close()
    assert not path.exists()


def test_a_socket_file_that_a_dead_engine_left_behind_is_taken_over(path: Path) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(path))
    left.close()
    LocalInbox(path).close()


def test_a_path_that_no_socket_can_have_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="shorter path"):
        LocalInbox(tmp_path / ("deep" * 30))


@pytest.mark.parametrize(
    "rubbish",
    [b"\xff" * 64, b"\x00\x00\x00\x01" + b"\x00" * 16 + b"\xc1"],
    ids=["too long a frame", "no message pack"],
)
def test_who_speaks_rubbish_is_cut_off_and_the_others_are_served(path: Path, rubbish: bytes) -> None:
    inbox = LocalInbox(path)
    good, bad = (socket.socket(socket.AF_UNIX) for _ in range(2))
    for each in (good, bad):
        each.connect(str(path))
    bad.send(rubbish)
    good.send(frames.published(7, 1, arrival(1)))
    taken: list[Delivery] = []
    while not taken:
        taken = inbox.consume(512, 0.05)
    inbox.answer(taken, [Answer(ACCEPTED, 1)])
    assert frames.take_answered(bytearray(good.recv(4096))) == [(7, Answer(ACCEPTED, 1))]
    for _ in range(4):
        inbox.consume(512, 0)
    assert bad.recv(4096) == b""
    for each in (good, bad):
        each.close()
    inbox.close()


def test_answers_to_a_client_that_is_gone_are_dropped(path: Path) -> None:
    inbox = LocalInbox(path)
    client = socket.socket(socket.AF_UNIX)
    client.connect(str(path))
    client.send(frames.published(1, 1, arrival(1)))
    taken: list[Delivery] = []
    while not taken:
        taken = inbox.consume(512, 0.05)
    client.close()
    inbox.answer(taken, [Answer(ACCEPTED, 1)])
    inbox.answer(taken, [Answer(ACCEPTED, 1)])
    inbox.close()


def test_a_client_that_leaves_its_answers_unread_is_cut_off_in_the_end(path: Path) -> None:
    inbox = LocalInbox(path)
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
        client.send(frames.published(1, 1, arrival(1)))
        taken: list[Delivery] = []
        while not taken:
            taken = inbox.consume(512, 0.05)
        many = taken * 100_000
        answers = [Answer(ACCEPTED, 1)] * len(many)
        size = len(frames.answered([(1, answers[0])] * len(many)))
        inbox.answer(many, answers)
        received = bytearray()
        while len(received) < size:
            inbox.consume(1, 0)
            received += client.recv(1 << 16)
        assert len(frames.take_answered(received)) == len(many)
        for _ in range(20):
            inbox.answer(many, answers)
        while client.recv(1 << 20):
            pass
    inbox.close()


def test_frames_may_come_in_any_pieces() -> None:
    stream = b"".join(frames.published(number, 1, arrival(number)) for number in range(3))
    buffer, taken = bytearray(), []
    for byte in stream:
        buffer.append(byte)
        taken += frames.take_published(buffer)
    assert taken == [(number, 1, arrival(number)) for number in range(3)]
    answers = bytearray()
    settled = []
    for byte in frames.answered([(1, Answer(ACCEPTED, 1))]) + frames.answered([(2, Answer(KNOWN, 1))]):
        answers.append(byte)
        settled += frames.take_answered(answers)
    assert settled == [(1, Answer(ACCEPTED, 1)), (2, Answer(KNOWN, 1))]


def test_an_arrival_too_large_for_a_frame_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="Shorten"):
        frames.published(1, 1, arrival(1, "x" * (frames.MOST_BYTES + 1)))
