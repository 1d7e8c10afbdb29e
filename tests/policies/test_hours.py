"""Hours by the clock on the wall, in real time: plain days, both changes of the clock, odd zones."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.hours import (
    DAY,
    Hours,
    HoursFlaw,
    Schedule,
    check_hours,
    instant_of,
    instants_at,
    minute_of,
    openings,
)

NEW_YORK, LORD_HOWE, APIA = "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"


def hours(*words: str) -> tuple[Hours, ...]:
    """``"9:00-17:00"``."""
    return tuple(Hours(*(_minutes(end) for end in word.split("-"))) for word in words)


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def real(zone: str, day: str, *words: str) -> list[str]:
    """What hours of one day are in UTC; only that day has any."""
    on = date.fromisoformat(day)
    schedule = Schedule(zone, exceptions={on: hours(*words)})
    noon = minute_of(datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo(zone)))
    found = openings(schedule, noon - 2 * DAY, noon + 2 * DAY)
    return [f"{instant_of(each.start):%d %H:%M}-{instant_of(each.end):%d %H:%M}" for each in found]


# Zone, day, the hours there, and what they are in UTC.
REAL = {
    "winter": (NEW_YORK, "2026-03-06", ["9:00-17:00"], ["06 14:00-06 22:00"]),
    "summer": (NEW_YORK, "2026-03-09", ["9:00-17:00"], ["09 13:00-09 21:00"]),
    "two stretches, not in order": (
        *(NEW_YORK, "2026-03-06", ["13:00-17:00", "9:00-12:00"]),
        ["06 14:00-06 17:00", "06 18:00-06 22:00"],
    ),
    "over the hour that is skipped": (
        *(NEW_YORK, "2026-03-08", ["1:00-4:00"]),
        ["08 06:00-08 07:00", "08 07:00-08 08:00"],
    ),
    "ending in it": (NEW_YORK, "2026-03-08", ["1:00-2:30"], ["08 06:00-08 07:00"]),
    "beginning in it": (NEW_YORK, "2026-03-08", ["2:30-4:00"], ["08 07:00-08 08:00"]),
    "all of it": (NEW_YORK, "2026-03-08", ["2:00-3:00"], []),
    "the day after": (NEW_YORK, "2026-03-09", ["2:00-3:00"], ["09 06:00-09 07:00"]),
    "over the hour that is repeated": (
        *(NEW_YORK, "2026-11-01", ["0:00-3:00"]),
        ["01 04:00-01 06:00", "01 06:00-01 08:00"],
    ),
    "only it": (NEW_YORK, "2026-11-01", ["1:00-2:00"], ["01 05:00-01 06:00", "01 06:00-01 07:00"]),
    "half of it": (NEW_YORK, "2026-11-01", ["1:30-2:00"], ["01 05:30-01 06:00", "01 06:30-01 07:00"]),
    "half an hour skipped": (
        *(LORD_HOWE, "2026-10-04", ["1:00-3:00"]),
        ["03 14:30-03 15:30", "03 15:30-03 16:00"],
    ),
    "half an hour repeated": (
        *(LORD_HOWE, "2026-04-05", ["1:30-2:00"]),
        ["04 14:30-04 15:00", "04 15:00-04 15:30"],
    ),
    "a quarter off": ("Asia/Kathmandu", "2026-03-06", ["9:00-10:00"], ["06 03:15-06 04:15"]),
    "a day ahead": ("Pacific/Kiritimati", "2026-03-06", ["9:00-24:00"], ["05 19:00-06 10:00"]),
    "a day that never was": (APIA, "2011-12-30", ["9:00-17:00"], []),
    "the whole day": ("UTC", "2026-03-06", ["0:00-24:00"], ["06 00:00-07 00:00"]),
}


@pytest.mark.parametrize(("zone", "day", "words", "expected"), REAL.values(), ids=REAL)
def test_hours_in_real_time(zone: str, day: str, words: list[str], expected: list[str]) -> None:
    assert real(zone, day, *words) == expected


def test_an_exception_stands_instead_of_its_weekday() -> None:
    schedule = Schedule(
        "UTC",
        weekly={4: hours("9:00-17:00"), 5: hours("9:00-17:00")},
        exceptions={date(2026, 3, 6): (), date(2026, 3, 7): hours("10:00-11:00")},
    )
    assert schedule.on(date(2026, 3, 6)) == ()
    assert schedule.on(date(2026, 3, 7)) == hours("10:00-11:00")
    assert schedule.on(date(2026, 3, 13)) == hours("9:00-17:00")
    assert schedule.on(date(2026, 3, 8)) == ()


FLAWS = {
    "none at all": ([], None),
    "one after the other": (["9:00-12:00", "12:00-17:00"], None),
    "to midnight": (["9:00-24:00"], None),
    "overlapping": (["9:00-12:00", "11:55-17:00"], HoursFlaw.OVERLAP),
    "overlapping, not in order": (["11:55-17:00", "9:00-12:00"], HoursFlaw.OVERLAP),
    "the same twice": (["9:00-12:00", "9:00-12:00"], HoursFlaw.OVERLAP),
    "backwards": (["17:00-9:00"], HoursFlaw.BACKWARDS),
    "empty": (["9:00-9:00"], HoursFlaw.BACKWARDS),
    "at an odd minute": (["9:01-12:00"], HoursFlaw.ODD),
}


@pytest.mark.parametrize(("words", "flaw"), FLAWS.values(), ids=FLAWS)
def test_flaws_of_a_days_hours(words: list[str], flaw: HoursFlaw | None) -> None:
    assert check_hours(hours(*words)) is flaw


WALLS = {
    "an ordinary time": ("2026-03-06T09:00", ["2026-03-06T14:00"]),
    "one that is skipped": ("2026-03-08T02:30", []),
    "just before": ("2026-03-08T01:59", ["2026-03-08T06:59"]),
    "just after": ("2026-03-08T03:00", ["2026-03-08T07:00"]),
    "one that is repeated": ("2026-11-01T01:30", ["2026-11-01T05:30", "2026-11-01T06:30"]),
}


@pytest.mark.parametrize(("wall", "expected"), WALLS.values(), ids=WALLS)
def test_when_a_clock_shows_a_time(wall: str, expected: list[str]) -> None:
    found = instants_at(datetime.fromisoformat(wall), NEW_YORK)
    assert [f"{each:%Y-%m-%dT%H:%M}" for each in found] == expected


ZONES = (
    NEW_YORK,
    LORD_HOWE,
    "UTC",
    "Asia/Kathmandu",
    "Europe/Dublin",
    "Africa/Casablanca",
    "Pacific/Chatham",
)
STRETCH = st.tuples(st.integers(0, 287), st.integers(1, 96)).map(
    lambda drawn: Hours(drawn[0] * 5, min(drawn[0] + drawn[1], 288) * 5)
)


@given(
    st.sampled_from(ZONES),
    st.dictionaries(
        st.integers(0, 6), st.lists(STRETCH, max_size=2).filter(lambda day: not check_hours(day))
    ),
    st.integers(0, 364),
    st.integers(0, 287),
)
def test_an_instant_is_open_exactly_when_the_clock_there_says_so(
    zone: str, weekly: dict[int, list[Hours]], day: int, step: int
) -> None:
    instant = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day, minutes=5 * step)
    wall = instant.astimezone(ZoneInfo(zone))
    shown = wall.hour * 60 + wall.minute
    expected = any(each.start <= shown < each.end for each in weekly.get(wall.weekday(), ()))
    at = minute_of(instant)
    found = openings(Schedule(zone, weekly), at - DAY, at + DAY)
    assert any(each.start <= at < each.end for each in found) == expected
