"""Chance that anybody can recompute. The known draws were computed apart, with HMAC written out by hand."""

from __future__ import annotations

import hmac
from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.kernel.chance import Chance, commitment, derive

SEED = b"a seed of thirty-two bytes ......"


def test_the_commitment_is_the_seeds_sha_256() -> None:
    assert commitment(b"abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_stream_is_hmac_of_a_counter() -> None:
    """A byte at a time, 256 numbers are the blocks 0, 1, ... themselves."""
    blocks = b"".join(hmac.new(SEED, n.to_bytes(8, "big"), sha256).digest() for n in range(3))
    chance = Chance(SEED)

    assert bytes(chance.below(256) for _ in range(96)) == blocks


def test_a_number_may_reach_over_two_blocks() -> None:
    block = b"".join(hmac.new(SEED, n.to_bytes(8, "big"), sha256).digest() for n in range(2))
    chance = Chance(SEED)

    assert [chance.below(1 << 160) for _ in range(3)] == [
        int.from_bytes(block[start : start + 20], "big") for start in (0, 20, 40)
    ]


def test_known_draws() -> None:
    chance = Chance(SEED)

    assert [chance.below(10) for _ in range(10)] == [7, 6, 3, 5, 8, 5, 7, 8, 8, 8]
    assert [chance.below(1_000_000) for _ in range(5)] == [842_672, 393_794, 646_914, 702_985, 467_271]
    assert chance.shuffled("abcdefgh") == list("gecbafdh")
    assert chance.pick(["red", "green", "blue"]) == "green"


def test_known_sub_seeds() -> None:
    assert derive(SEED).hex() == "27e591651289e149650c92c8cb1c7e044694e51fd1c0f37d0961e26b900d5ee7"
    assert derive(SEED, "draw", 7).hex() == "67a5a97b38be84804e88a79bfdb90fd786fe12956257f3bbf5a5f7e9e2316c05"


def test_labels_do_not_run_together() -> None:
    seeds = [derive(SEED, *labels) for labels in (("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), ())]

    assert len(set(seeds)) == 5
    assert derive(SEED, 7) == derive(SEED, "7")


@given(st.binary(max_size=64), st.lists(st.integers(1, 1 << 80), max_size=20))
def test_the_same_seed_gives_the_same_numbers(seed: bytes, bounds: list[int]) -> None:
    one, other = Chance(seed), Chance(seed)
    numbers = [one.below(bound) for bound in bounds]

    assert numbers == [other.below(bound) for bound in bounds]
    assert all(0 <= number < bound for number, bound in zip(numbers, bounds, strict=True))


@given(st.binary(max_size=64), st.lists(st.integers()))
def test_a_shuffle_loses_and_adds_nothing(seed: bytes, things: list[int]) -> None:
    before = list(things)
    shuffled = Chance(seed).shuffled(things)

    assert Counter(shuffled) == Counter(things)
    assert things == before


@pytest.mark.parametrize("n", [3, 7, 10, 100])
def test_numbers_are_uniform(n: int) -> None:
    """Chi-square within its mean plus five standard deviations; seed fixed, so this is no matter of luck."""
    draws = 1_000 * n
    chance = Chance(SEED)
    counts = Counter(chance.below(n) for _ in range(draws))

    chi_square = sum((counts[number] - 1_000) ** 2 for number in range(n)) / 1_000

    assert chi_square < (n - 1) + 5 * (2 * (n - 1)) ** 0.5


def test_every_order_is_equally_likely() -> None:
    chance = Chance(SEED)
    counts = Counter("".join(chance.shuffled("abcd")) for _ in range(24_000))

    chi_square = sum((count - 1_000) ** 2 for count in counts.values()) / 1_000

    assert len(counts) == 24
    assert chi_square < 23 + 5 * 46**0.5


@pytest.mark.parametrize("n", [0, -1])
def test_there_is_no_number_below_one(n: int) -> None:
    with pytest.raises(ValueError, match=f"There is no number from 0 to below {n}"):
        Chance(SEED).below(n)


def test_one_choice_costs_no_chance() -> None:
    chance = Chance(SEED)

    assert chance.below(1) == 0
    assert chance.pick(["only"]) == "only"
    assert chance.shuffled([]) == []
    assert chance.below(256) == Chance(SEED).below(256)
