import pytest

from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.problems import PlaybookInvalid, Problem, columns, problems_as_json, render

PROBLEM = Problem(
    code="PB203",
    file="playbook.yaml",
    line=9,
    column=11,
    message=Both("时长写法不认识：“10分”。", "This duration cannot be read: “10分”."),
    fix=Both("可写：10m。是否想写 10分钟？", "Write 10m. Did you mean 10分钟?"),
    source="    mute: 10分        # 上周加的",
    before="    do: 撤回",
    width=3,
)


def test_a_problem_is_shown_with_its_line_and_a_caret() -> None:
    assert (
        render(PROBLEM, "zh-Hans")
        == """\
playbook.yaml:9:11  错误 PB203  时长写法不认识：“10分”。
   8 │     do: 撤回
   9 │     mute: 10分        # 上周加的
                 ^^^^
  可写：10m。是否想写 10分钟？   说明：docs/playbook-errors.md#pb203"""
    )


def test_the_same_in_english() -> None:
    assert render(PROBLEM, "en").splitlines() == [
        "playbook.yaml:9:11  error PB203  This duration cannot be read: “10分”.",
        "   8 │     do: 撤回",
        "   9 │     mute: 10分        # 上周加的",
        "                 ^^^^",
        "  Write 10m. Did you mean 10分钟?   See docs/playbook-errors.md#pb203",
    ]


def caret(source: str, column: int, width: int = 1, line: int = 1) -> tuple[str, str]:
    shown = render(
        Problem("PB101", "p", line, column, Both("", ""), Both("", ""), source, "", width), "en"
    ).splitlines()
    gutter = shown[1].index("│") + 2
    return shown[1][gutter:], shown[2][gutter:]


@pytest.mark.parametrize(
    "source, column, width, under",
    [
        ("a: b", 4, 1, "   ^"),
        ("签到: 每天", 5, 2, "      ^^^^"),
        ("e\u0301: b", 5, 1, "   ^"),
        ("\u200ba", 2, 1, "^"),
        ("👍: b", 4, 1, "    ^"),
        ("a:\tb", 4, 1, "   ^"),
        ("a: b", 4, 1000, "   ^"),
        ("a:", 3, 1, "  ^"),
        ("a: b   ", 4, 4, "   ^"),
        ("", 1, 1, "^"),
    ],
)
def test_the_caret_stands_under_the_place_however_wide_the_text_before_it(
    source: str, column: int, width: int, under: str
) -> None:
    assert caret(source, column, width)[1] == under


@pytest.mark.parametrize("column", [1, 30, 500, 995])
def test_of_a_long_line_only_what_is_around_the_place_is_shown(column: int) -> None:
    line = "".join(chr(ord("a") + place % 26) for place in range(1000))
    shown, under = caret(line, column, 3)
    assert columns(shown) <= 102
    assert shown[under.index("^") : under.index("^") + 3] == line[column - 1 : column + 2]


def test_long_lines_of_wide_characters_are_cut_by_columns() -> None:
    shown, under = caret("词" * 200, 100)
    assert (shown, columns(under)) == ("…" + "词" * 50 + "…", 1 + 2 * 40 + 2)


def test_a_line_number_of_five_figures_fits() -> None:
    problem = Problem("PB101", "p", 12345, 1, Both("", ""), Both("", ""), "a", "b")
    assert render(problem, "en").splitlines()[1:4] == [" 12344 │ b", " 12345 │ a", "         ^"]


def test_problems_for_machines() -> None:
    assert problems_as_json([PROBLEM], "en") == {
        "errors": [
            {
                "code": "PB203",
                "file": "playbook.yaml",
                "line": 9,
                "column": 11,
                "message": "This duration cannot be read: “10分”.",
                "fix": "Write 10m. Did you mean 10分钟?",
            }
        ]
    }


def test_the_exception_shows_all_problems() -> None:
    assert str(PlaybookInvalid([PROBLEM, PROBLEM])) == "\n".join([render(PROBLEM, "en")] * 2)


def test_sentences_are_filled_by_language() -> None:
    both = Both("要{what}，{n}个", "{n} of {what}").filled({"what": Both("一个列表", "a list"), "n": 3})
    assert both == ("要一个列表，3个", "3 of a list")
    assert (both.spoken("zh-Hant"), both.spoken("en"), both.spoken("fr")) == (both.zh, both.en, both.en)
