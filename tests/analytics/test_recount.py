"""Recounting: exactly once per change, whatever crashes and whoever counts at the same time (row P9)."""

from collections.abc import Callable
from threading import Event, Thread

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from dialer import clock, db, nudges
from dialer.analytics import recount, report
from dialer.analytics.calendars import zone_of
from dialer.analytics.marks import RECOUNT, mark_stale
from dialer.models import Call, DayTally, StaleDay
from tests.people import Person
from tests.scenarios import BUSY, START, TALKED
from tests.together import at_once
from tests.twilio_client import Twilio, after
from tests.world import World
from workers.analytics import recount_stale_days
from workers.upkeep import sweep

DAY = START.date()


def tallies(world: World) -> list[tuple[int, int | None, int]]:
    """Who, with which outcome, how many."""
    return sorted((row.rep_id, row.outcome_id, row.calls) for row in world.rows(select(DayTally)))


def marks(world: World) -> list[int]:
    return world.rows(select(StaleDay.id).order_by(StaleDay.id))


def talk(rep: Person, twilio: Twilio, outcome: str = "follow_up") -> int:
    call_id = after(rep, twilio, TALKED)
    rep.end(call_id, outcome=outcome)
    return call_id


def crash_after(work: Callable[[Session], object]) -> None:
    """Die when all is written and nothing committed."""
    with db.transaction(1) as session:
        work(session)
        session.flush()
        raise KeyboardInterrupt


def test_recounting_twice_is_harmless(rep: Person, twilio: Twilio, world: World) -> None:
    talk(rep, twilio)
    recount_stale_days()
    first = tallies(world)
    recount_stale_days()
    with db.transaction(1) as session:
        recount.recount_day(session, rep.id, DAY, now=clock.now())
    assert tallies(world) == first == [(rep.id, first[0][1], 1)]


def test_every_mark_is_taken_away_and_no_other(
    rep: Person, setter: Person, twilio: Twilio, world: World
) -> None:
    talk(rep, twilio)
    talk(setter, twilio)
    with db.transaction(1) as session:
        recount.recount_day(session, rep.id, DAY, now=clock.now())
    left = world.rows(select(StaleDay.rep_id))
    assert set(left) == {setter.id}
    recount_stale_days()
    assert marks(world) == []


def test_a_crash_leaves_the_marks_and_the_old_numbers(rep: Person, twilio: Twilio, world: World) -> None:
    talk(rep, twilio)
    recount_stale_days()
    before = tallies(world)
    talk(rep, twilio, "bad_fit")
    waiting = marks(world)
    with pytest.raises(KeyboardInterrupt):
        crash_after(lambda session: recount.recount_day(session, rep.id, DAY, now=clock.now()))
    assert (tallies(world), marks(world)) == (before, waiting)
    recount_stale_days()
    assert (len(tallies(world)), marks(world)) == (2, [])


def test_a_mark_set_while_counting_survives_and_is_counted_next(
    rep: Person, twilio: Twilio, world: World
) -> None:
    call_id = talk(rep, twilio)
    counted, changed = Event(), Event()

    def change_meanwhile() -> None:
        counted.wait(10)
        rep.record(call_id, "bad_fit")
        changed.set()

    other = Thread(target=change_meanwhile)
    other.start()
    with db.transaction(1) as session:
        recount.recount_day(session, rep.id, DAY, now=clock.now())
        session.flush()
        counted.set()
        changed.wait(0.5)  # SQLite lets the other in only after us, PostgreSQL at once
    other.join(15)
    assert len(marks(world)) == 1
    recount_stale_days()
    (row,) = world.rows(select(DayTally))
    assert (row.outcome_id, row.calls) == (world.rows(select(Call.outcome_id))[0], 1)


def test_who_counts_at_the_same_time_counts_once(rep: Person, twilio: Twilio, world: World) -> None:
    for _ in range(3):
        talk(rep, twilio)
        at_once(recount_stale_days, recount_stale_days, recount_stale_days)
    assert [calls for _, _, calls in tallies(world)] == [3]
    assert marks(world) == []


def test_numbers_come_out_right_while_outcomes_keep_changing(
    rep: Person, twilio: Twilio, world: World
) -> None:
    calls = [talk(rep, twilio) for _ in range(4)]

    def change_all() -> None:
        for call_id in calls:
            rep.record(call_id, "bad_fit")
            rep.record(call_id, "hung_up")

    at_once(change_all, recount_stale_days, recount_stale_days)
    recount_stale_days()
    assert [calls for _, _, calls in tallies(world)] == [4]
    assert marks(world) == []


def test_what_is_rolled_back_leaves_no_mark_and_asks_for_nothing(
    rep: Person, twilio: Twilio, world: World
) -> None:
    call_id = talk(rep, twilio)
    recount_stale_days()
    nudges.redis().flushall()
    with pytest.raises(KeyboardInterrupt):
        crash_after(lambda session: mark_stale(session, session.get_one(Call, call_id), now=clock.now()))
    assert (marks(world), nudges.redis().keys("rq:job:*")) == ([], [])


def test_many_changes_ask_for_one_recount(rep: Person, twilio: Twilio, world: World) -> None:
    nudges.redis().flushall()
    for _ in range(4):
        talk(rep, twilio)
    asked = [nudges.redis().hget(key, "description") for key in nudges.redis().keys("rq:job:*")]
    assert sum(RECOUNT in str(one) for one in asked) == 1
    recount_stale_days()
    talk(rep, twilio)
    asked = [nudges.redis().hget(key, "description") for key in nudges.redis().keys("rq:job:*")]
    assert sum(RECOUNT in str(one) for one in asked) == 2


def test_a_lost_nudge_loses_no_number(rep: Person, manager: Person, twilio: Twilio) -> None:
    rep.end(after(rep, twilio, BUSY))
    nudges.redis().flushall()
    sweep()
    assert manager.numbers()["totals"]["calls"] == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_read_of_the_marks_looks_at_all_that_wait(rep: Person, twilio: Twilio, world: World) -> None:
    talk(rep, twilio)
    read: list[tuple[str, object]] = []
    event.listen(
        db.engine(), "before_cursor_execute", lambda _c, _r, sql, values, *_: read.append((sql, values))
    )
    with db.transaction(1) as session:
        report.freshness(session, zone_of(session), now=clock.now())
        recount.recount_day(session, rep.id, DAY, now=clock.now())
        recount.recount_some(session)
    asked = [(sql, values) for sql, values in read if "FROM stale_days" in sql and sql.startswith("SELECT")]
    assert len(asked) == 4
    by_rep, in_order = "rep_id_called_at_marked_at (company_id=?", "id (company_id=?"
    with db.engine().connect() as connection:
        indexes = (by_rep, by_rep, f"{by_rep} AND rep_id=?", in_order)
        for (sql, values), index in zip(asked, indexes, strict=True):
            plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, values).all()
            assert f"INDEX ix_stale_days_company_id_{index}" in str(plan), sql
