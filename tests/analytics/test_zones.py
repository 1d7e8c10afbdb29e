"""Days and hours are the company's, clocks that are put back included; a new zone takes over once it is counted."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from dialer import clock, db, people
from dialer.analytics import rezone
from dialer.company_settings import change_settings
from dialer.models import Calendar, Call, DayTally
from dialer.people import Principal
from policies.vocabulary import CallState, Direction, LineResult
from tests.people import Person
from tests.scenarios import BUSY
from tests.twilio_client import Twilio, after
from tests.world import World
from workers.analytics import build_next_generation, recount_stale_days
from workers.upkeep import sweep

LORD_HOWE, KOLKATA, APIA, ZURICH = "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "Europe/Zurich"
ST_JOHNS, HAVANA = "America/St_Johns", "America/Havana"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "instant", "day", "hour"),
    [
        (KOLKATA, "2026-03-02T18:29:59", "2026-03-02", 23),
        (KOLKATA, "2026-03-02T18:30:00", "2026-03-03", 0),
        (LORD_HOWE, "2026-04-04T14:59:59", "2026-04-05", 1),  # summer time, eleven hours ahead
        (LORD_HOWE, "2026-04-04T15:00:00", "2026-04-05", 1),  # put back by half an hour: 01:30 again
        (LORD_HOWE, "2026-04-04T15:30:00", "2026-04-05", 2),
        (ZURICH, "2026-03-29T00:59:59", "2026-03-29", 1),
        (ZURICH, "2026-03-29T01:00:00", "2026-03-29", 3),  # put forward: there is no two o'clock
        (ZURICH, "2026-10-25T00:30:00", "2026-10-25", 2),
        (ZURICH, "2026-10-25T01:30:00", "2026-10-25", 2),  # the second time
        (APIA, "2011-12-30T09:59:59", "2011-12-29", 23),
        (APIA, "2011-12-30T10:00:00", "2011-12-31", 0),  # the day between was left out
        (HAVANA, "2026-11-01T04:30:00", "2026-11-01", 0),
        (HAVANA, "2026-11-01T05:30:00", "2026-11-01", 0),  # midnight again, and still that day
        (ST_JOHNS, "2006-10-29T02:29:00", "2006-10-28", 23),
        (ST_JOHNS, "2006-10-29T02:40:00", "2006-10-29", 23),  # put back across midnight: the new day goes on
    ],
)
def test_an_instant_falls_on_a_day_and_an_hour(zone: str, instant: str, day: str, hour: int) -> None:
    assert clock.local_day_and_hour(utc(instant), zone) == (date.fromisoformat(day), hour)


@pytest.mark.parametrize("zone", [KOLKATA, LORD_HOWE, APIA, ZURICH, HAVANA, ST_JOHNS, "UTC"])
@pytest.mark.parametrize("year", [2006, 2011, 2026])
def test_days_follow_one_another_without_gap_or_overlap(zone: str, year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        begins, ends = clock.day_start(day, zone), clock.day_start(day + clock.DAY, zone)
        if begins < ends:
            last = ends - timedelta(seconds=1)
            assert [clock.local_day_and_hour(at, zone)[0] for at in (begins, last)] == [day, day]
        else:
            assert (zone, day) == (APIA, date(2011, 12, 30))
        day += clock.DAY


@pytest.mark.parametrize(
    ("zone", "switches"), [(KOLKATA, 0), (ZURICH, 2), (LORD_HOWE, 2), ("UTC", 0), (HAVANA, 2)]
)
def test_the_offsets_of_a_year(zone: str, switches: int) -> None:
    found = clock.offsets(date(2026, 1, 1), date(2026, 12, 31), zone)
    assert len(found) == switches + 1
    for instant, seconds in found[1:]:
        before = instant - timedelta(seconds=1)
        assert (clock._offset(before, zone) != seconds, clock._offset(instant, zone)) == (True, seconds)


def call_at(rep: Person, instant: str) -> None:
    """A talk of that moment, marked."""
    from dialer.analytics.marks import mark_stale

    at = utc(instant)
    with db.transaction(1) as session:
        call = Call(
            rep_id=rep.id, direction=Direction.OUTBOUND, from_number="+1", to_number="+2",
            day=at.date(), hour=at.hour, state=CallState.ENDED, created_at=at, line_ended_at=at, ended_at=at,
            result=LineResult.ANSWERED, talk_seconds=60, offered_words=[],
        )  # fmt: skip
        session.add(call)
        session.flush()
        mark_stale(session, call, now=at)


def move_to(zone: str, world: World) -> None:
    with db.transaction(1) as session:
        by = Principal(company_id=1, user_id=None)
        change_settings(session, people.company_of(session, 1), by, {"time_zone": zone}, now=world.clock())


def crash_while_building(world: World) -> None:
    """Die when a day is counted and nothing committed."""
    with db.transaction(1) as session:
        rezone.build_day(session, now=world.clock())
        session.flush()
        raise KeyboardInterrupt


def days(admin: Person, group_by: str = "day") -> dict[str, int]:
    answer = admin.numbers(**{"from": "2011-12-01", "to": "2012-01-31"}, group_by=group_by)
    return {group["key"]: group["calls"] for group in answer["groups"]}


@pytest.fixture
def around_new_year(rep: Person, world: World) -> None:
    world.clock.at = utc("2012-01-01T12:00:00")
    for instant in (
        "2011-12-29T09:30:00",
        "2011-12-30T09:30:00",
        "2011-12-30T10:30:00",
        "2011-12-31T23:45:00",
    ):
        call_at(rep, instant)
    recount_stale_days()


def test_a_new_zone_takes_over_once_every_day_is_counted_by_it(
    admin: Person, world: World, around_new_year: None
) -> None:
    in_utc = {"2011-12-29": 1, "2011-12-30": 2, "2011-12-31": 1}
    assert days(admin) == in_utc
    move_to(APIA, world)
    with db.transaction(1) as session:
        rezone.build_day(session, now=world.clock())
    answer = admin.numbers(**{"from": "2011-12-01", "to": "2012-01-31"})
    assert (answer["time_zone"], 0 < answer["rebuilding"] < 1) == ("UTC", True)
    assert days(admin) == in_utc
    build_next_generation()
    assert days(admin) == {"2011-12-28": 1, "2011-12-29": 1, "2011-12-31": 1, "2012-01-01": 1}
    assert days(admin, "hour") == {"00": 1, "13": 1, "23": 2}
    assert admin.numbers()["rebuilding"] is None
    assert set(world.rows(select(DayTally.generation))) == {2}


def test_calls_meanwhile_are_right_in_both_zones(
    rep: Person, admin: Person, world: World, around_new_year: None
) -> None:
    move_to(KOLKATA, world)
    for _ in range(2):
        with db.transaction(1) as session:
            rezone.build_day(session, now=world.clock())
    call_at(rep, "2011-12-29T20:00:00")  # a day that has been counted by the new zone, one that has not
    call_at(rep, "2012-01-01T11:00:00")
    recount_stale_days()
    assert days(admin) == {"2011-12-29": 2, "2011-12-30": 2, "2011-12-31": 1, "2012-01-01": 1}
    build_next_generation()
    assert days(admin) == {"2011-12-29": 1, "2011-12-30": 3, "2012-01-01": 2}
    for group in admin.numbers(**{"from": "2011-12-01", "to": "2012-01-31"}, group_by="day")["groups"]:
        assert len(admin.see(group["calls_url"])["items"]) == group["calls"]


def test_the_catalogue_counts_a_call_once_while_a_zone_is_made(
    rep: Person, admin: Person, twilio: Twilio, world: World
) -> None:
    rep.end(after(rep, twilio, BUSY))
    world.clock.tick(86_400)
    rep.end(after(rep, twilio, BUSY))
    recount_stale_days()
    move_to(KOLKATA, world)
    with db.transaction(1) as session:
        rezone.build_day(session, now=world.clock())
    assert set(world.rows(select(DayTally.generation))) == {1, 2}
    assert admin.see("/api/outcomes/usage")["items"] == [{"key": "busy", "calls": 2, "reps": 1}]


def test_a_crash_in_the_middle_costs_a_day_and_the_sweep_goes_on(
    admin: Person, world: World, around_new_year: None
) -> None:
    move_to(KOLKATA, world)
    with pytest.raises(KeyboardInterrupt):
        crash_while_building(world)
    sweep()
    assert days(admin) == {"2011-12-29": 1, "2011-12-30": 2, "2012-01-01": 1}


def test_going_back_drops_what_was_being_made(admin: Person, world: World, around_new_year: None) -> None:
    move_to(KOLKATA, world)
    with db.transaction(1) as session:
        rezone.build_day(session, now=world.clock())
    move_to("UTC", world)
    move_to(APIA, world)
    build_next_generation()
    assert world.rows(select(Calendar.generation).where(Calendar.company_id == 1)) == [3]
    assert set(world.rows(select(DayTally.generation))) == {3}
    assert days(admin) == {"2011-12-28": 1, "2011-12-29": 1, "2011-12-31": 1, "2012-01-01": 1}


def test_an_admin_moves_the_company_and_not_to_the_moon(admin: Person, around_new_year: None) -> None:
    refused = admin.ask("PATCH", "/api/settings", json={"time_zone": "Moon/Tycho"})
    assert (refused.status_code, refused.json["code"]) == (422, "invalid")
    assert admin.ask("PATCH", "/api/settings", json={"time_zone": KOLKATA}).json["time_zone"] == KOLKATA
    build_next_generation()
    assert days(admin) == {"2011-12-29": 1, "2011-12-30": 2, "2012-01-01": 1}


def test_where_nothing_was_counted_a_new_zone_holds_at_once(rep: Person, admin: Person, world: World) -> None:
    move_to(KOLKATA, world)
    call_at(rep, "2011-12-31T18:45:00")
    recount_stale_days()
    assert days(admin) == {"2012-01-01": 1}
