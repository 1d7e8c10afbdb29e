"""Tallies of sales say what meetings and deals say, whatever happens and whoever crashes; and how fresh they are."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from dialer import db, recounting
from dialer.models import DealTally, Meeting, MeetingTally, StaleSale, User
from dialer.models.base import table_of
from dialer.sales import recount
from policies.vocabulary import MeetingOutcome
from tests.bench.counting import Silent
from tests.people import Person
from tests.sales.changes import (
    both_readings,
    calendar_of,
    change_something,
    drain,
    marks,
    move_to,
)
from tests.sales.history import Truth, users, write
from tests.sales.test_sales_numbers import FIRST, GROUPS, LAST, PERIOD, asked, check
from tests.world import World
from workers.upkeep import sweep

TOKYO, LORD_HOWE = "Asia/Tokyo", "Australia/Lord_Howe"
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def right(admin: Person, world: World) -> None:
    assert marks(world) == 0
    manager = world.rows(select(User.id).where(User.email == "manager@demo.test"))
    for user_id in (admin.id, *manager):
        for scope, tallies, tables in both_readings(user_id, users(), now=world.clock()):
            assert tallies == tables, (user_id, scope)


def strategy_meeting(world: World, **values: Any) -> int:
    """One of those that were written, made over."""
    with db.transaction(1) as session:
        row = session.scalars(select(Meeting).where(Meeting.kind == "strategy").limit(1)).one()
        for name, value in values.items():
            setattr(row, name, value)
        return row.id


def crash_while_counting(world: World) -> None:
    """Die when days are counted and nothing committed."""
    with db.transaction(1) as session:
        assert recount.recount_some(session, now=world.clock())
        session.flush()
        raise KeyboardInterrupt


def change_and_fail() -> None:
    """Change what counts, and do not keep it."""
    with db.transaction(1) as session:
        session.scalars(select(Meeting).limit(1)).one().outcome = MeetingOutcome.SALE
        session.flush()
        assert session.scalar(select(StaleSale.id).limit(1)) is not None
        raise KeyboardInterrupt


def meetings_counted(admin: Person, **query: Any) -> int:
    return int(asked(admin, **query)["totals"]["counts"]["meetings"])


def test_whatever_happens_the_tallies_say_what_the_tables_say(world: World, admin: Person) -> None:
    chance = Random(11)
    history = write(chance, users()[:4], now=world.clock(), meetings=40)
    drain()
    truth = Truth(history, world.clock(), "UTC", FIRST, LAST)
    right(admin, world)
    for group_by in GROUPS:
        check(asked(admin, group_by=group_by), truth, group_by)
    for zone in (None, TOKYO, LORD_HOWE):
        if zone:
            move_to(zone, world)
        for _ in range(15):
            change_something(chance, now=world.clock())
            world.clock.tick(chance.randint(0, 40 * 60))
        drain()
        assert calendar_of(world).time_zone == (zone or "UTC")
        right(admin, world)
    found = recounting.recount(date(2026, 1, 1), Silent())
    assert (found.differing, found.examples) == (0, [])
    assert found.meetings > 25
    assert found.deals > 10


@SQLITE
def test_a_meeting_counts_once_its_time_has_passed(world: World, admin: Person) -> None:
    write(Random(21), users()[:2], now=world.clock(), meetings=1)
    soon = world.clock() + timedelta(minutes=10)
    undecided = {"outcome": None, "reason": None, "objection": None, "cancelled_at": None}
    strategy_meeting(world, starts_at=soon, ends_at=soon + timedelta(minutes=30), **undecided)
    drain()
    assert meetings_counted(admin) == 0
    world.clock.tick(15 * 60)  # it has begun
    sweep()
    assert meetings_counted(admin) == 0
    world.clock.tick(30 * 60)  # it is over, and nobody said anything
    assert asked(admin)["waiting"] == 1
    assert asked(admin)["as_of"] == (soon + timedelta(minutes=30)).isoformat().replace("+00:00", "Z")
    sweep()
    answer = asked(admin)
    assert (answer["totals"]["counts"]["undecided"], answer["waiting"]) == (1, 0)


@SQLITE
def test_numbers_say_how_many_days_wait_and_narrow_ones_wait_for_nobody(world: World, admin: Person) -> None:
    write(Random(22), users()[:3], now=world.clock(), meetings=20)
    drain()
    before = asked(admin)["totals"]["counts"]
    at = world.clock() - timedelta(days=2)
    changed = {"starts_at": at, "ends_at": at, "outcome": MeetingOutcome.SALE, "cancelled_at": None}
    strategy_meeting(world, host_id=users()[0], **changed)
    stale = asked(admin)
    assert (stale["totals"]["counts"], stale["waiting"] > 0) == (before, True)
    products = asked(admin, group_by="product", closer_id=users()[0])
    assert (products["waiting"], products["as_of"]) == (0, world.clock().isoformat().replace("+00:00", "Z"))
    drain()
    fresh = asked(admin)
    assert (fresh["totals"]["counts"] != before, fresh["waiting"]) == (True, 0)


def test_a_crash_while_counting_costs_nothing(world: World, admin: Person) -> None:
    write(Random(23), users()[:3], now=world.clock(), meetings=20)
    drain()
    change_something(Random(1), now=world.clock())
    strategy_meeting(world, outcome=MeetingOutcome.SALE, cancelled_at=None)
    waiting = marks(world)
    with pytest.raises(KeyboardInterrupt):
        crash_while_counting(world)
    assert marks(world) == waiting > 0
    drain()
    right(admin, world)


@SQLITE
def test_what_is_rolled_back_leaves_no_mark(world: World) -> None:
    write(Random(24), users()[:2], now=world.clock(), meetings=2)
    drain()
    with pytest.raises(KeyboardInterrupt):
        change_and_fail()
    assert marks(world) == 0


@SQLITE
def test_notes_move_no_number_and_leave_no_mark(world: World) -> None:
    write(Random(25), users()[:2], now=world.clock(), meetings=2)
    drain()
    strategy_meeting(world, outcome_notes="Likes tea", confirmed_at=world.clock())
    assert marks(world) == 0


def test_a_new_zone_takes_over_once_everything_is_counted_by_it(world: World, admin: Person) -> None:
    write(Random(26), users()[:2], now=world.clock(), meetings=1)
    at = datetime(2026, 2, 20, 20, 0, tzinfo=UTC)  # the next day in Tokyo
    strategy_meeting(world, starts_at=at, ends_at=at + timedelta(minutes=30))
    drain()
    move_to(TOKYO, world)
    answer = asked(admin, group_by="day")
    assert answer["time_zone"] == "UTC"
    assert answer["rebuilding"] == 0
    assert "2026-02-20" in {group["key"] for group in answer["groups"] if group["counts"]["meetings"]}
    day = {"from": "2026-02-20", "to": "2026-02-20"}
    assert len(admin.see("/api/meetings", **day, past="true")["items"]) == 1
    drain()
    answer = asked(admin, group_by="day")
    assert (answer["time_zone"], answer["rebuilding"]) == (TOKYO, None)
    assert "2026-02-21" in {group["key"] for group in answer["groups"] if group["counts"]["meetings"]}
    assert admin.see("/api/meetings", **day, past="true")["items"] == []
    generations = world.rows(select(MeetingTally.generation).distinct())
    assert generations == [calendar_of(world).generation]


@SQLITE
def test_a_zone_that_is_taken_back_leaves_everything_as_it_was(world: World, admin: Person) -> None:
    write(Random(27), users()[:2], now=world.clock(), meetings=5)
    drain()
    before = calendar_of(world).generation
    move_to(TOKYO, world)
    move_to("UTC", world)
    drain()
    calendar = calendar_of(world)
    assert (calendar.generation, calendar.next_generation) == (before, None)
    right(admin, world)


def test_what_was_there_before_there_were_tallies_is_right_before_and_after_it_is_counted(
    world: World, admin: Person
) -> None:
    history = write(Random(28), users()[:4], now=world.clock(), meetings=30)
    with db.transaction(1) as session:
        session.execute(delete(StaleSale))
    truth = Truth(history, world.clock(), "UTC", FIRST, LAST)
    check(asked(admin), truth, "closer")
    sweep()
    assert calendar_of(world).generation == 1
    check(asked(admin), truth, "closer")
    right(admin, world)


@SQLITE
def test_counting_again_names_what_was_wrong(world: World, admin: Person) -> None:
    write(Random(29), users()[:2], now=world.clock(), meetings=10)
    drain()
    with db.transaction(1) as session:
        _spoil(session)
    found = recounting.recount(date(2026, 1, 1), Silent())
    assert {line.split(":")[0] for line in found.examples} >= {"- meeting_tallies", "+ deal_tallies"}
    assert found.differing > 2
    right(admin, world)
    assert recounting.recount(date(2026, 1, 1), Silent()).differing == 0


def _spoil(session: Session) -> None:
    session.execute(update(MeetingTally).where(MeetingTally.period == "2026").values(won=777))
    session.execute(delete(DealTally).where(DealTally.split == "all"))
    orphan = {
        "company_id": 1, "generation": 1, "team_id": None, "period": "2026-02-16", "split": "reason", "key": "none",
        **dict.fromkeys(("won", "recurring", "deposit", "owing_deal", "lost", "undecided", "no_show"), 0),
        "cancelled": 9,
    }  # fmt: skip
    session.execute(insert(table_of(MeetingTally)), [orphan])


@SQLITE
def test_who_changes_teams_takes_their_numbers_along_at_once(
    world: World, admin: Person, manager: Person, setter: Person
) -> None:
    write(Random(30), [admin.id, setter.id], now=world.clock(), meetings=20)
    drain()
    before = meetings_counted(manager)
    assert before > 0
    assert admin.ask("PATCH", f"/api/users/{setter.id}", json={"team_id": None}).status_code == 200
    assert meetings_counted(manager) == 0  # from the tables, until everything is counted anew
    drain()
    right(admin, world)
    assert meetings_counted(manager) == 0


@SQLITE
def test_a_year_is_read_from_few_rows(world: World, admin: Person) -> None:
    from dialer.sales.reading import _periods
    from dialer.sales.scope import SalesScope

    assert [*_periods(SalesScope(date(2025, 1, 1), date(2025, 12, 31)))] == ["2025"]
    some = [*_periods(SalesScope(date(2024, 12, 30), date(2026, 4, 1)))]
    assert some == ["2025", "2026Q1", "2024-12-30", "2024-12-31", "2026-04-01"]
    assert PERIOD["from"] == FIRST.isoformat()
