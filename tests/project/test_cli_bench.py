"""`tongpin bench`: the same work for all, and ratios within a round."""

import json
import sys
from itertools import islice
from pathlib import Path

import pytest

from tongpin.project import cli
from tongpin.project.bench import corpus, rehearsal, rounds
from tongpin.project.bench.rounds import Contender
from tongpin.project.playbook_file import compile_playbook
from tongpin.runtime.history import History

FLOOR = "import sys\nopen(sys.argv[1]).read()\nprint(0.01)\n"


def test_the_corpus_is_the_same_for_the_same_seed() -> None:
    first, again, other = (list(corpus.lines(500, seed)) for seed in (1, 1, 2))
    assert (first == again, first == other) == (True, False)


def test_the_corpus_is_a_history_in_order_of_time(tmp_path: Path) -> None:
    corpus.write(tmp_path / "talk.jsonl", 2_000)
    arrivals = [arrival for batch in History(tmp_path / "talk.jsonl").batches() for arrival in batch.arrivals]
    times = [arrival.sent for arrival in arrivals]
    assert (len(arrivals), times) == (2_000, sorted(times))
    assert all(20 <= len(arrival.text) <= 90 for arrival in arrivals)


def test_word_lists_hold_different_words() -> None:
    words = corpus.words(1_000)
    assert (len(words), len(set(words)), words == corpus.words(1_000)) == (1_000, 1_000, True)


def test_the_playbook_is_the_first_rules_with_a_long_list(tmp_path: Path) -> None:
    rehearsal.write_playbook(tmp_path / "playbook.yaml")
    compiled = compile_playbook(tmp_path / "playbook.yaml")
    assert (len(compiled.plan.words), len(compiled.settings["conduct"].rules)) == (rehearsal.WORDS, 8)


def test_rates_and_ratios() -> None:
    contenders = [
        Contender(name, [sys.executable, "-c", f"print({seconds})"], 100) for name, seconds in (("a", 2), ("b", 4))
    ]
    said: list[str] = []
    rates = rounds.run(contenders, 2, said.append)
    assert [(rate.name, rate.median, rate.lowest, rate.highest, rate.times) for rate in rates] == [
        ("a", 50, 50, 50, {"b": 2.0}),
        ("b", 25, 25, 25, {"a": 0.5}),
    ]
    assert [line.split()[:2] for line in said] == [["1/2", "a"], ["1/2", "b"], ["2/2", "a"], ["2/2", "b"]]


def test_who_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "MESSAGES", 10)
    monkeypatch.setenv("TONGPIN_FLOOR8", str(tmp_path / "none.py"))
    monkeypatch.setattr(rehearsal, "find_spec", lambda _name: None)
    contenders, missing = rehearsal.contenders(tmp_path, None)
    assert ([each.name for each in contenders], sorted(missing)) == (["tongpin"], ["floor8", "python-telegram-bot"])


def test_a_small_bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    floor = tmp_path / "floor.py"
    floor.write_text(FLOOR)
    monkeypatch.setattr(rehearsal, "MESSAGES", 300)
    monkeypatch.setattr(rehearsal, "DISPATCHED", 50)
    monkeypatch.setenv("TONGPIN_LANG", "en")
    cli_arguments = ["bench", "rehearsal", "--rounds", "1", "--floor", str(floor), "--json"]
    with pytest.raises(SystemExit) as ended:
        cli.main(cli_arguments)
    (report,) = json.loads(capsys.readouterr().out)
    assert (ended.value.code, [rate["name"] for rate in report["rates"]], report["missing"]) == (
        0,
        ["tongpin", "floor8", "python-telegram-bot"],
        {},
    )
    assert all(rate["median"] > 0 for rate in report["rates"])


def test_an_unknown_bench(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_LANG", "en")
    with pytest.raises(SystemExit) as ended:
        cli.main(["bench", "kittens"])
    assert (ended.value.code, capsys.readouterr().err.startswith("There is no bench kittens; there are ")) == (2, True)


def test_doubles_and_adverts_are_as_rare_as_asked() -> None:
    texts = [line["text"] for line in islice(corpus.lines(20_000), 20_000)]
    doubles = 1 - len(set(texts)) / len(texts)
    adverts = sum(
        "刷单" in text or "秒批" in text or "包赢" in text or "博彩" in text or "招募" in text for text in texts
    )
    assert (0.005 < doubles < 0.02, 0.01 < adverts / len(texts) < 0.02) == (True, True)
