"""Histories: every line is read, or named."""

import gzip
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.chat import DAY, MINUTE
from tongpin.runtime import history as module
from tongpin.runtime.history import History, HistoryUnreadable
from tongpin.runtime.instants import Instants

T0 = 1_706_702_400_000  # 2024-01-31T12:00:00Z


def line(**fields: object) -> str:
    return json.dumps(
        {"ts": "2024-01-31T12:00:00Z", "chat": "main", "sender": "a", "kind": "message", "text": "你好"} | fields,
        ensure_ascii=False,
    )


def written(folder: Path, *lines: str, name: str = "talk.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(f"{each}\n" for each in lines))
    return path


def arrivals(path: Path) -> list[Arrival]:
    return [arrival for batch in History(path).batches() for arrival in batch.arrivals]


def complaint(path: Path) -> str:
    with pytest.raises(HistoryUnreadable) as stopped:
        arrivals(path)
    return stopped.value.said.en


def test_a_line_becomes_an_arrival(tmp_path: Path) -> None:
    path = written(tmp_path, line(id="m1", reply_to=7, bot=True, ts_precision="day", sender_name="Ann"))
    assert arrivals(path) == [
        Arrival("history", "m1", T0, "message", "main", "a", "你好", reply_to="7", precision=DAY, bot=True)
    ]


def test_what_a_line_leaves_out(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "",
        '{"ts":"2024-01-31T12:00:00Z","channel":"side","sender":"a","kind":"join","text":null,"id":null}',
        line(ts_precision="minute", chat="main", channel="side"),
    )
    assert arrivals(path) == [
        Arrival("history", "2", T0, "join", "side", "a"),
        Arrival("history", "3", T0, "message", "main", "a", "你好", precision=MINUTE),
    ]


def test_times_stay_as_they_were_written(tmp_path: Path) -> None:
    path = written(tmp_path, line(ts="2024-01-31T20:00:00+08:00"), line(kind="nick"), line(ts="2024-01-31T12:00:00.5Z"))
    stamps = [stamp for batch in History(path).batches() for stamp in batch.stamps]
    assert stamps == ["2024-01-31T20:00:00+08:00", "2024-01-31T12:00:00.5Z"]


def test_kinds_without_meaning_are_counted(tmp_path: Path) -> None:
    history = History(written(tmp_path, line(kind="nick"), line(), "", line(kind="nick"), line(kind="event")))
    read = [arrival for batch in history.batches() for arrival in batch.arrivals]
    assert (len(read), history.lines, dict(history.passed_over)) == (1, 4, {"nick": 2, "event": 1})


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    written(tmp_path, line(text="third"), name="b.jsonl")
    with gzip.open(tmp_path / "a.jsonl.gz", "wt") as packed:
        packed.write(line(text="first") + "\n" + line(text="second"))
    written(tmp_path, "no history", name="readme.md")
    read = [(each.id, each.text) for each in arrivals(tmp_path)]
    assert read == [("1", "first"), ("2", "second"), ("3", "third")]


def test_many_chunks_give_the_same_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, *(line(id=number, text="话" * (number % 50)) for number in range(200)))
    whole = arrivals(path)
    monkeypatch.setattr(module, "CHUNK", 100)
    assert arrivals(path) == whole


def test_progress_ends_at_the_size(tmp_path: Path) -> None:
    history = History(written(tmp_path, *[line()] * 10))
    assert len(list(history.batches())) == 1
    assert history.done == history.size > 0


@pytest.mark.parametrize(
    "bad,said",
    [
        ("{", "it is not one whole JSON object"),
        ("[1]", "a field is missing or of another type"),
        ('{"kind":"message","sender":"a"}', "missing required field `ts`"),
        (line(text=5), "Expected `str | null`, got `int` - at `$.text`"),
        (line(ts="2024-01-31T12:00:00"), "ts is no time with an offset: 2024-01-31T12:00:00."),
        (line(ts="2024-13-31T12:00:00Z"), "ts is no time with an offset: 2024-13-31T12:00:00Z."),
        (line(ts="yesterday"), "ts is no time with an offset: yesterday."),
        (line(ts_precision="week"), "Invalid enum value 'week' - at `$.ts_precision`"),
        (line(sender=""), "sender is missing"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, bad: str, said: str) -> None:
    path = written(tmp_path, line(), "", bad, line())
    told = complaint(path)
    assert (told.startswith(f"{path}, line 3: "), said in told) == (True, True)


def test_two_objects_on_a_line_are_no_line(tmp_path: Path) -> None:
    path = written(tmp_path, line(), line() + line())
    assert complaint(path).startswith(f"{path}, line 2: it is not one whole JSON object")


def test_a_line_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "talk.jsonl"
    path.write_bytes(line().encode() + b"\n" + line().encode("gb18030") + b"\n")
    assert complaint(path).startswith(f"{path}, line 2: ")


def test_a_byte_order_mark_is_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "talk.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + line().encode())
    assert len(arrivals(path)) == 1


def test_a_cut_off_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "talk.jsonl.gz"
    path.write_bytes(gzip.compress(line().encode() * 50)[:-12])
    assert complaint(path).startswith(f"{path} cannot be read on: ")


def test_a_missing_history_is_named(tmp_path: Path) -> None:
    assert complaint(tmp_path / "none") == (
        f"There is no history at {tmp_path / 'none'}. Check the path: it is a file or a folder."
    )


def test_a_folder_without_histories_is_named(tmp_path: Path) -> None:
    assert complaint(tmp_path).startswith(f"{tmp_path} holds no history.")


@given(
    st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2999, 1, 1)),  # noqa: DTZ001
    st.integers(-23 * 60 - 59, 23 * 60 + 59),
)
def test_instants_agree_with_the_calendar(local: datetime, offset: int) -> None:
    instant = local.replace(microsecond=local.microsecond // 1000 * 1000, tzinfo=timezone(timedelta(minutes=offset)))
    assert Instants().read(instant.isoformat(timespec="milliseconds")) == round(instant.timestamp() * 1000)


def test_instants_are_read_the_same_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongpin.runtime.instants._KEPT", 1)
    instants = Instants()
    read = [
        instants.read(text) for text in ("2024-01-31t12:00:00z", "2024-01-31 12:01:00Z", "2024-01-31T12:00:60Z") * 2
    ]
    assert read == [T0, T0 + 60_000, T0 + 60_000] * 2
