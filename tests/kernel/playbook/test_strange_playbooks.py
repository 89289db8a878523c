"""Whatever stands in a file, it is read or every complaint has its place; nothing else comes out."""

from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.playbook.toys import HEAD, TOYS
from tongpin.kernel.capability import Capability
from tongpin.kernel.playbook.playbook import Playbook, read_playbook
from tongpin.kernel.playbook.problems import PlaybookInvalid, render
from tongpin.project.wiring import CAPABILITIES

BROKEN = [path.read_bytes().decode() for path in sorted((Path(__file__).parent / "broken").glob("*.yaml"))]
KEYS = st.sampled_from(["rules", "rule", "words", "quiet", "names", "often", "best", "title", "名称", "x"])
SCALARS = st.sampled_from(["flood", "刷屏", "[]", "''", "10m", "10分", "1/day", "-1", "20:00", "null", "'a: b'", "开"])


def no_such_file(_name: str) -> str:
    raise FileNotFoundError


def read_or_complain(text: str, capabilities: Sequence[Capability]) -> None:
    try:
        assert isinstance(read_playbook(text, capabilities, read_file=no_such_file), Playbook)
    except PlaybookInvalid as invalid:
        places = [(problem.line, problem.column) for problem in invalid.problems]
        assert places
        assert places == sorted(places)
        for problem in invalid.problems:
            assert 1 <= problem.column <= len(problem.source) + 1
            assert render(problem, "zh").count("\n") in {3, 4}


@given(st.sampled_from(BROKEN), st.data())
def test_a_playbook_with_a_piece_taken_out_and_another_put_in(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = min(len(text), start + data.draw(st.integers(0, 20)))
    piece = data.draw(st.text(alphabet="a1 :-[]{},'\"#&*!|>%\n：，中\u200b\U0001f600", max_size=6))
    read_or_complain(text[:start] + piece + text[end:], CAPABILITIES)


def flow(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(flow(each) for each in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow(each)}' for key, each in value.items())}}}"
    return str(value)


@given(st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4)))
def test_values_of_every_shape_where_a_section_is_expected(value: object) -> None:
    read_or_complain(f"{HEAD}speech: {flow(value)}\n", TOYS)
    read_or_complain(f"{HEAD}speech: {{rules: [{flow(value)}], best: {flow(value)}}}\n", TOYS)
