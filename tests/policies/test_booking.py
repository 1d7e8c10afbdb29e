"""Which times are free, why others are not, and whose turn it is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.booking import (
    Candidate,
    Denial,
    Diary,
    Rules,
    choose_host,
    decide,
    free_slots,
    nearest_denial,
    quanta,
)
from policies.hours import Hours, Schedule, instant_of, minute_of

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # a Monday
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = timedelta(days=7)
MORNING = Schedule("UTC", {0: (Hours(9 * 60, 12 * 60),)})
NEW_YORK = "America/New_York"


def at(clock: str, day: int = 2, month: int = 3) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, month, day, int(hour), int(minute), tzinfo=UTC)


def busy(*words: str) -> list[tuple[int, int]]:
    """``"9:00-9:30"``, on Monday."""
    pairs = [word.split("-") for word in words]
    return [(minute_of(at(begin)), minute_of(at(end))) for begin, end in pairs]


def free(diary: Diary, rules: Rules, *, now: datetime = NOW) -> list[str]:
    """The free times of Monday."""
    found = free_slots(diary, rules, MONDAY, MONDAY + timedelta(days=1), now=now)
    return [f"{instant_of(each):%H:%M}" for each in found]


HALVES = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]
# What is asked for, what the host is busy with, and the times that are free.
FREE = {
    "a quiet morning": (Rules(30), [], HALVES),
    "an hour has to fit": (Rules(60), [], HALVES[:-1]),
    "a quarter of an hour apart": (Rules(120, step=15), [], ["09:00", "09:15", "09:30", "09:45", "10:00"]),
    "longer than the hours": (Rules(240), [], []),
    "somebody was first": (Rules(30), busy("9:30-10:00"), ["09:00", *HALVES[2:]]),
    "in between two": (Rules(30), busy("9:00-9:30", "10:00-12:00"), ["09:30"]),
    "a pause after": (Rules(30, after=15), busy("10:00-10:30"), ["09:00", *HALVES[3:]]),
    "a pause before": (Rules(30, before=15), busy("10:00-10:30"), ["09:00", "09:30", "11:00", "11:30"]),
    "pauses reach over the hours": (Rules(30, before=60, after=60), [], HALVES),
    "busy until just now": (Rules(30), busy("8:00-9:05"), HALVES[1:]),
    "all day": (Rules(30), busy("0:00-23:00"), []),
    "notice": (Rules(30, notice=120), [], HALVES[2:]),
    "a full day": (Rules(30, daily_limit=1), busy("9:00-9:30"), []),
    "not yet full": (Rules(30, daily_limit=2), busy("9:00-9:30"), HALVES[1:]),
}


@pytest.mark.parametrize(("rules", "held", "expected"), FREE.values(), ids=FREE)
def test_free_times(rules: Rules, held: list[tuple[int, int]], expected: list[str]) -> None:
    diary = Diary(MORNING, held, {date(2026, 3, 2): len(held)})
    assert free(diary, rules) == expected


def test_what_has_begun_is_not_free() -> None:
    assert free(Diary(MORNING), Rules(30), now=at("10:00")) == HALVES[3:]
    assert free(Diary(MORNING), Rules(30), now=at("9:59") + timedelta(seconds=30)) == HALVES[2:]


def test_a_meeting_may_run_from_one_stretch_into_the_next() -> None:
    schedule = Schedule("UTC", {0: (Hours(540, 600), Hours(600, 640)), 1: ()})
    assert free(Diary(schedule), Rules(60)) == ["09:00", "09:30"]


def test_a_meeting_may_run_over_midnight_when_the_hours_do() -> None:
    schedule = Schedule("UTC", {0: (Hours(23 * 60, 24 * 60),), 1: (Hours(0, 30),)})
    assert free(Diary(schedule), Rules(60)) == ["23:00", "23:30"]


# When somebody asks, for which time, and why it cannot be.
REFUSED = {
    "it can": ("9:30", Rules(30), [], None),
    "in the past": ("7:00", Rules(30), [], Denial.TOO_SOON),
    "right now": ("8:00", Rules(30), [], Denial.TOO_SOON),
    "too little notice": ("9:30", Rules(30, notice=91), [], Denial.TOO_SOON),
    "just enough notice": ("9:30", Rules(30, notice=90), [], None),
    "outside the hours": ("13:00", Rules(30), [], Denial.OUTSIDE_AVAILABILITY),
    "running over the hours": ("11:30", Rules(60), [], Denial.OUTSIDE_AVAILABILITY),
    "between the steps": ("9:10", Rules(30), [], Denial.OUTSIDE_AVAILABILITY),
    "taken": ("9:30", Rules(30), busy("9:00-12:00"), Denial.SLOT_TAKEN),
    "half taken": ("9:30", Rules(30), busy("9:45-10:15"), Denial.SLOT_TAKEN),
    "right after another": ("9:30", Rules(30), busy("9:00-9:30"), None),
    "a full day": ("9:30", Rules(30, daily_limit=1), busy("11:00-11:30"), Denial.DAY_FULL),
}


@pytest.mark.parametrize(("clock", "rules", "held", "denial"), REFUSED.values(), ids=REFUSED)
def test_why_not(clock: str, rules: Rules, held: list[tuple[int, int]], denial: Denial | None) -> None:
    diary = Diary(MORNING, held, {date(2026, 3, 2): len(held)})
    assert decide(diary, rules, at(clock), now=NOW) is denial


def test_too_far_ahead() -> None:
    rules = Rules(30, horizon_days=7)
    assert decide(Diary(MORNING), rules, at("9:00", day=9), now=at("9:00")) is None
    assert decide(Diary(MORNING), rules, at("9:30", day=9), now=at("9:00")) is Denial.TOO_FAR


def test_the_daily_limit_goes_by_the_hosts_own_days() -> None:
    """Half past eleven in the evening, and half past midnight: two days there, one day in UTC."""
    schedule = Schedule(NEW_YORK, {day: (Hours(0, 24 * 60),) for day in range(7)})
    diary = Diary(schedule, booked={date(2026, 3, 3): 1})
    rules = Rules(30, daily_limit=1)
    assert decide(diary, rules, at("4:30", day=4), now=NOW) is Denial.DAY_FULL
    assert decide(diary, rules, at("5:30", day=4), now=NOW) is None


def test_spring_forward() -> None:
    """One to four o'clock is two hours, and nothing begins in the third."""
    diary = Diary(Schedule(NEW_YORK, {6: (Hours(60, 240),)}))
    found = free_slots(diary, Rules(60), at("0:00", day=8), at("0:00", day=9), now=NOW)
    assert [f"{instant_of(each):%H:%M}" for each in found] == ["06:00", "06:30", "07:00"]
    assert decide(diary, Rules(60), at("6:30", day=8), now=NOW) is None
    assert decide(diary, Rules(60), at("7:30", day=8), now=NOW) is Denial.OUTSIDE_AVAILABILITY


def test_fall_back() -> None:
    """One to three o'clock is three hours; half past one comes twice, and either can be booked."""
    diary = Diary(
        Schedule(NEW_YORK, {6: (Hours(60, 180),)}),
        [(minute_of(at("5:30", 1, 11)), minute_of(at("6:00", 1, 11)))],
    )
    rules, begin = Rules(30), at("0:00", 1, 11)
    found = free_slots(diary, rules, begin, begin + timedelta(days=1), now=begin - timedelta(days=1))
    assert [f"{instant_of(each):%H:%M}" for each in found] == ["05:00", "06:00", "06:30", "07:00", "07:30"]


def test_the_nearest_refusal_is_what_is_said() -> None:
    assert nearest_denial([Denial.OUTSIDE_AVAILABILITY, Denial.SLOT_TAKEN]) is Denial.SLOT_TAKEN
    assert nearest_denial([Denial.TOO_FAR, Denial.TOO_FAR]) is Denial.TOO_FAR
    assert nearest_denial([]) is Denial.OUTSIDE_AVAILABILITY


# Who is free, as (number, priority, last turn), and whose turn it is.
TURNS = {
    "nobody is free": ([], None),
    "the only one": ([(1, 1, 5)], 1),
    "who had none yet": ([(1, 1, 5), (2, 1, None)], 2),
    "the longest without": ([(1, 1, 5), (2, 1, 3), (3, 1, 9)], 2),
    "priority comes first": ([(1, 2, None), (2, 1, 9)], 2),
    "nobody ever had one": ([(3, 1, None), (2, 1, None)], 2),
}


@pytest.mark.parametrize(("hosts", "chosen"), TURNS.values(), ids=TURNS)
def test_whose_turn_it_is(hosts: list[tuple[int, int, int | None]], chosen: int | None) -> None:
    found = choose_host(Candidate(*host) for host in hosts)
    assert (found and found.user_id) == chosen


def test_a_meeting_takes_whole_pieces_of_time_with_its_pauses() -> None:
    pieces = quanta(at("9:00"), Rules(15, before=5, after=10))
    assert pieces == [at("8:55") + timedelta(minutes=5 * index) for index in range(6)]


STRETCHES = st.lists(st.tuples(st.integers(100, 170), st.integers(1, 12)), max_size=8)
RULES = st.builds(
    Rules,
    length=st.sampled_from((5, 30, 45, 90)),
    before=st.sampled_from((0, 5, 30)),
    after=st.sampled_from((0, 10, 60)),
    step=st.sampled_from((5, 15, 30)),
    notice=st.sampled_from((0, 60, 240)),
    horizon_days=st.sampled_from((1, 30)),
)


@given(STRETCHES, RULES)
def test_what_is_listed_is_what_can_be_booked(drawn: list[tuple[int, int]], rules: Rules) -> None:
    """And nothing else: every five minutes of the day, one way and the other."""
    held: list[tuple[int, int]] = []
    midnight = minute_of(MONDAY)
    for begin, length in sorted(drawn):
        begin = max(begin * 5 + midnight, held[-1][1] if held else 0)
        held.append((begin, begin + 5 * length))
    diary = Diary(MORNING, held)
    listed = free_slots(diary, rules, MONDAY, MONDAY + timedelta(days=1), now=NOW)
    every = [MONDAY + timedelta(minutes=5 * index) for index in range(288)]
    assert listed == [minute_of(each) for each in every if decide(diary, rules, each, now=NOW) is None]
