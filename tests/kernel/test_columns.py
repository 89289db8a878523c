from array import array

from hypothesis import given
from hypothesis import strategies as st

from tongpin.kernel.columns import Column, Ring


def test_a_column_answers_zero_for_what_was_never_set() -> None:
    column = Column()
    assert column[7] == 0
    column[3] = 5
    assert (column[3], column[2], column[4], column[100]) == (5, 0, 0, 0)


def test_growing_twice_keeps_the_values_and_their_room() -> None:
    column = Column(array("q", [0, 1]))
    column.grow(1)
    assert len(column) == 2
    column.grow(9)
    assert len(column) >= 10
    assert column[1] == 1


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(-5, 5)), max_size=60))
def test_a_column_is_a_dict_with_zeroes(sets: list[tuple[int, int]]) -> None:
    column, oracle = Column(), dict[int, int]()
    for number, value in sets:
        column[number] = value
        oracle[number] = value
    assert [column[n] for n in range(12)] == [oracle.get(n, 0) for n in range(12)]


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(-9, 9)), max_size=80), st.integers(1, 4))
def test_a_ring_keeps_the_newest(pushes: list[tuple[int, int]], width: int) -> None:
    ring = Ring(width)
    oracle: dict[int, list[int]] = {}
    for number, value in pushes:
        ring.push(number, value)
        oracle.setdefault(number, []).insert(0, value)
    for number in range(1, 8):
        kept = oracle.get(number, [])[:width]
        expected = [kept[back] if back < len(kept) else None for back in range(width + 2)]
        assert [ring.newest(number, back) for back in range(width + 2)] == expected
        assert [ring.count(number, value) for value in range(1, 4)] == [kept.count(value) for value in range(1, 4)]
