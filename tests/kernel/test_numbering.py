import pytest

from tongpin.kernel import numbering as numbering_module
from tongpin.kernel.numbering import Numbering


def test_numbers_are_given_by_first_appearance_and_per_source() -> None:
    numbering = Numbering()
    assert [numbering.member("web", "a"), numbering.member("web", "b"), numbering.member("web", "a")] == [1, 2, 1]
    assert numbering.member("qq", "a") == 3
    assert [numbering.chat("web", "main"), numbering.chat("qq", "main"), numbering.chat("web", "main")] == [1, 2, 1]
    assert [numbering.text(), numbering.text()] == [1, 2]


def test_new_names_are_handed_over_once() -> None:
    numbering = Numbering()
    numbering.member("web", "a")
    numbering.chat("web", "main")
    assert numbering.take_new() == ([(1, "web", "main")], [(1, "web", "a")])
    numbering.member("web", "a")
    assert numbering.take_new() == ([], [])


def test_replies_find_only_the_last_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering_module, "MESSAGES_KEPT", 4)
    numbering = Numbering()
    assert [numbering.message("web", f"m{n}") for n in range(1, 7)] == [1, 2, 3, 4, 5, 6]
    assert [numbering.replied_to("web", f"m{n}") for n in range(8)] == [0, 0, 0, 0, 4, 5, 6, 0]
    assert numbering.message("web", "m7") == 7
    assert [numbering.replied_to("web", f"m{n}") for n in range(8)] == [0, 0, 0, 0, 4, 5, 6, 7]
    assert numbering.replied_to("web", "") == 0
    assert numbering.replied_to("qq", "m5") == 0


def test_a_restart_finds_what_was_found_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering_module, "MESSAGES_KEPT", 4)
    for last in range(1, 12):
        numbering, restarted = Numbering(), Numbering()
        for number in range(1, last + 1):
            numbering.message("web", f"m{number}")
        for number in range(max(1, last - 3), last + 1):
            restarted.know_message(number, "web", f"m{number}")
        names = [f"m{number}" for number in range(last + 1)]
        assert [restarted.replied_to("web", each) for each in names] == [
            numbering.replied_to("web", each) for each in names
        ]


def test_an_id_that_comes_twice_means_its_latest_message() -> None:
    numbering = Numbering()
    for name in ("m", "x", "m", "y"):
        numbering.message("web", name)
    assert numbering.replied_to("web", "m") == 3


def test_a_restart_goes_on_where_the_registry_ends() -> None:
    numbering = Numbering()
    numbering.know_chat(4, "web", "main")
    numbering.know_member(9, "web", "a")
    numbering.know_message(30, "web", "m30")
    assert numbering.chat("web", "side") == 5
    assert numbering.member("web", "b") == 10
    assert numbering.member("web", "a") == 9
    assert numbering.replied_to("web", "m30") == 30
    assert numbering.message("web", "m31") == 31
