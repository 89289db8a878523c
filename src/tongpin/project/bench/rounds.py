"""Contenders side by side: each runs once a round, and what counts is the ratio within a round."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import msgspec


class Contender(NamedTuple):
    """A command whose last line on stdout is the seconds that it took for `units`."""

    name: str
    command: Sequence[str]
    units: int


class Rate(msgspec.Struct):
    """Units a second: median and range over the rounds, and how many times as fast as each other contender."""

    name: str
    median: int
    lowest: int
    highest: int
    times: dict[str, float]


class Machine(msgspec.Struct):
    processor: str
    cores: int
    load: float
    python: str
    system: str


class Report(msgspec.Struct):
    """What a bench came to.

    `what` says what a unit is, `missing` who could not take part and why, `also` what else was measured.
    """

    bench: str
    what: str
    rounds: int
    machine: Machine
    rates: list[Rate]
    missing: dict[str, str] = {}
    also: dict[str, str] = {}


def run(contenders: Sequence[Contender], rounds: int, said: Callable[[str], None]) -> list[Rate]:
    """Run all contenders, round by round; a rate is said as soon as it is known."""
    rates: dict[str, list[float]] = {each.name: [] for each in contenders}
    for number in range(1, rounds + 1):
        for each in contenders:
            rate = each.units / _seconds(each.command)
            rates[each.name].append(rate)
            said(f"{number}/{rounds}  {each.name:<24} {rate:>12,.0f}/s")
    return [_rate(name, rates) for name in rates]


def _seconds(command: Sequence[str]) -> float:
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own contenders
    return float(done.stdout.split()[-1])


def _rate(name: str, rates: Mapping[str, Sequence[float]]) -> Rate:
    own = rates[name]
    times = {
        other: round(median(mine / theirs for mine, theirs in zip(own, rates[other], strict=True)), 3)
        for other in rates
        if other != name
    }
    return Rate(name, round(median(own)), round(min(own)), round(max(own)), times)


def machine() -> Machine:
    """Say where this was measured."""
    names = [line.split(":", 1)[1].strip() for line in _cpuinfo() if line.startswith("model name")]
    return Machine(
        processor=names[0] if names else platform.processor(),
        cores=os.cpu_count() or 0,
        load=round(os.getloadavg()[0], 2),
        python=platform.python_version(),
        system=platform.platform(),
    )


def _cpuinfo() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return []
