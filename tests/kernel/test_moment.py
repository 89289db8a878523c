from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.kernel import moment as moment_module
from tongpin.kernel.moment import ClockFace

ZONES = ["Asia/Shanghai", "America/Sao_Paulo", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"]


@given(st.sampled_from(ZONES), st.integers(0, 2_000_000_000_000))
def test_the_clock_face_reads_as_the_zone_does(zone: str, instant: int) -> None:
    face = ClockFace(ZoneInfo(zone))
    local = datetime.fromtimestamp(instant // 1000, UTC).astimezone(ZoneInfo(zone))
    assert face.day(instant) == local.toordinal()
    assert face.minute(instant) == local.hour * 60 + local.minute
    # Once before the offset of the quarter of an hour is known, and once after.
    week_minute = (local.weekday() * 24 + local.hour) * 60 + local.minute
    assert ClockFace(ZoneInfo(zone)).minute_of_week(instant) == face.minute_of_week(instant) == week_minute


@given(st.sampled_from(ZONES), st.integers(date(1970, 1, 2).toordinal(), date(2033, 1, 1).toordinal()))
def test_a_local_day_begins_where_the_one_before_ends(zone: str, day: int) -> None:
    face = ClockFace(ZoneInfo(zone))
    begins = face.begins(day)
    assert face.day(begins - 1) < day <= face.day(begins)


def test_a_zone_may_change_its_offset_a_minute_past_midnight() -> None:
    zone = ZoneInfo("America/St_Johns")
    face = ClockFace(zone)
    midnight = int(datetime(2006, 10, 29, 2, 30, tzinfo=UTC).timestamp()) * 1000
    for second in range(0, 900, 20):
        local = datetime.fromtimestamp(midnight // 1000 + second, zone)
        assert face.minute(midnight + second * 1000) == local.hour * 60 + local.minute
        assert face.day(midnight + second * 1000) == local.toordinal()


def test_a_skipped_day_begins_with_the_next_one() -> None:
    face = ClockFace(ZoneInfo("Pacific/Apia"))
    assert face.begins(date(2011, 12, 30).toordinal()) == face.begins(date(2011, 12, 31).toordinal())


def test_the_memory_of_offsets_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moment_module, "_SLOTS_KEPT", 3)
    face = ClockFace(ZoneInfo("Europe/Berlin"))
    for slot in range(50):
        face.minute(slot * 900_000)
        assert len(face._offsets) <= 3
