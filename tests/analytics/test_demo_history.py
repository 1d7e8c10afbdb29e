"""The demo company's past: made in pieces, the same every time, and believable."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import config, db, demo_history
from dialer.demo_booking import offer_meetings
from dialer.demo_deals import write_deals
from dialer.demo_founding import found_company
from dialer.demo_meetings import Past
from dialer.models import (
    Call,
    CallEffect,
    Company,
    CrmMark,
    CrmTask,
    Deal,
    DealTransaction,
    Flow,
    Lead,
    Meeting,
    Outcome,
    OutcomeRecord,
    Task,
    Team,
    Transaction,
    User,
)
from policies.meetings import Result, check_result
from policies.vocabulary import BookingSource, MeetingOutcome, PaymentType
from tests.deal_rows import make_sale
from tests.meeting_rows import make_meeting_rows
from tests.people import Person
from tests.world import World
from workers.analytics import recount_stale_days
from workers.demo import begin

DAYS = 10


def remember(world: World, days: int = DAYS, most: int = 1000) -> int:
    """Write pieces of the past; how many there were."""
    for done in range(most):
        with db.transaction(1) as session:
            company = session.get_one(Company, 1)
            if not demo_history.remember_some(session, company, days=days, now=world.clock()):
                return done
    return most


def story(world: World) -> list[Any]:
    rows = world.rows(select(Call).order_by(Call.created_at, Call.rep_id, Call.to_number))
    return [
        (call.created_at, call.to_number, call.result, call.outcome_source, call.talk_seconds)
        for call in rows
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_team_has_lived_and_its_numbers_say_so(world: World, admin: Person, rep: Person) -> None:
    remember(world)
    recount_stale_days()
    assert len(world.rows(select(Team).where(Team.company_id == 1))) == 3
    assert len(world.rows(select(Flow))) == 3
    callers = world.rows(select(Call.rep_id).distinct())
    assert 11 <= len(callers) <= 12
    period = {"from": "2026-02-01", "to": "2026-03-02"}
    totals = admin.numbers(**period)["totals"]
    assert totals["calls"] > 1500
    assert 0.2 < totals["connect_rate"] < 0.45
    now, then = (admin.numbers(**period, meaning=one)["totals"] for one in ("now", "recorded"))
    assert now["connected_calls"] != then["connected_calls"]
    assert 0 < admin.see("/api/calls/owed")["count"] < 10
    assert rep.see("/api/calls/owed")["count"] == 0
    for table in (CrmMark, CrmTask, Task, CallEffect):  # nothing of it is anybody's to do, or goes anywhere
        assert world.rows(select(table)) == []
    assert admin.numbers()["totals"]["calls"] == 0  # today is the visitor's own


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_leads_with_scripted_phones_stay_first_in_the_queue(world: World, rep: Person) -> None:
    before = [item["lead"]["id"] for item in rep.see("/api/queue", limit=18)["items"]]
    remember(world)
    assert [item["lead"]["id"] for item in rep.see("/api/queue", limit=18)["items"]] == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_same_past_comes_of_stopping_in_the_middle(world: World) -> None:
    assert remember(world, most=4) == 4
    world.clock.tick(3 * 86_400)  # and it ends where it began to be written
    remember(world)
    assert remember(world) == 0
    once = story(world)
    assert max(at for at, *_ in once) < datetime(2026, 3, 2, tzinfo=UTC)
    with db.transaction(1) as session:
        company, began = session.get_one(Company, 1), world.clock() - timedelta(days=3)
        history = demo_history.History(session, company, demo_history.Random("7 2026-02-20"), began, DAYS)
        made = [call.row["to_number"] for call in history.day(datetime(2026, 2, 20, tzinfo=UTC).date())]
    assert Counter(made) == Counter(number for at, number, *_ in once if at.day == 20)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_meetings_follow_from_calls_and_keep_to_what_any_booking_keeps_to(
    world: World, admin: Person
) -> None:
    remember(world)
    meetings = world.rows(select(Meeting).order_by(Meeting.host_id, Meeting.starts_at))
    assert {one.source for one in meetings} == {
        BookingSource.CALL,
        BookingSource.APPROVED,
        BookingSource.PUBLIC,
    }
    assert len({one.host_id for one in meetings}) == 5
    held = [one for one in meetings if one.cancelled_at is None]
    for before, after in pairwise(held):
        assert before.host_id != after.host_id or before.ends_at <= after.starts_at
    by_id = {one.id: one for one in meetings}
    approved = [by_id[one.discovery_id].outcome for one in meetings if one.discovery_id]
    assert set(approved) == {MeetingOutcome.APPROVED}
    for one in held:
        said = Result(one.outcome, one.reason, one.objection, one.outcome_notes) if one.outcome else None
        assert said is None or check_result(one.kind, said) is None
    assert admin.see("/api/meetings", past="false")["items"], "some are to come"
    assert all(lead.email.endswith(".test") for lead in world.rows(select(Lead)))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_same_seed_makes_the_same_meetings(world: World) -> None:
    with db.transaction(1) as session:
        company, chance = session.get_one(Company, 1), demo_history.Random
        offer_meetings(session, company, now=world.clock())
        found_company(session, company, chance(7), DAYS, world.clock())
        one, other = (Past(session, company, chance("7 meetings"), world.clock()) for _ in range(2))
        for past in (one, other):
            past.fill_public_page(DAYS)
    assert one.meetings == other.meetings
    assert one.meetings


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_a_past_there_is_still_something_to_book(world: World, rep: Person) -> None:
    config.use(world.settings.model_copy(update={"demo_days": 0}))
    begin.__wrapped__()
    begin.__wrapped__()
    types = rep.see("/api/event-types")["items"]
    assert [(one["kind"], one["needs_discovery"], len(one["hosts"])) for one in types] == [
        ("strategy", False, 2), ("discovery", False, 2), ("strategy", True, 3),
    ]  # fmt: skip
    assert all(host["has_hours"] and host["active"] for one in types for host in one["hosts"])
    assert world.rows(select(Meeting)) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_hours_are_office_hours_on_both_sides_of_a_switch_of_the_clocks(world: World) -> None:
    with db.transaction(1) as session:
        session.get_one(Company, 1).time_zone = "Europe/Zurich"
    world.clock.at = datetime(2026, 4, 3, 12, tzinfo=UTC)
    remember(world)
    zone = ZoneInfo("Europe/Zurich")
    local = [at.astimezone(zone) for at, *_ in story(world)]
    assert {at.utcoffset() for at in local} == {timedelta(hours=1), timedelta(hours=2)}
    assert {at.hour for at in local} <= set(range(8, 18))
    deleted = world.rows(select(Outcome).where(Outcome.deleted_at.is_not(None)))
    assert [outcome.label for outcome in deleted] == ["Callback requested"]
    assert len(world.rows(select(OutcomeRecord.id))) > len(local)
    assert world.rows(select(User.id).where(User.email == "yuki@demo.test"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_two_hundred_deals_of_all_sorts_the_same_every_time(world: World, admin: Person) -> None:
    make_meeting_rows(1, now=world.clock() - timedelta(days=3))
    make_sale(1, 1, now=world.clock() - timedelta(days=2))
    stories = []
    for seed in (7, 7, 8):
        with db.transaction(1) as session:
            company, whole = session.get_one(Company, 1), session.begin_nested()
            found_company(session, company, Random(1), DAYS, world.clock())
            offer_meetings(session, company, now=world.clock())
            write_deals(session, company, seed=seed, days=90, began=world.clock())
            if seed == 7 and len(stories) == 1:
                paid, refunded = deal_payments(session)
                assert 30 < paid < 110
                assert refunded == 1
            made = session.scalars(select(Deal).order_by(Deal.id))
            stories.append([(deal.day, deal.value, deal.payment_type, deal.lead_id) for deal in made])
            whole.rollback()
    assert stories[0] == stories[1] != stories[2]
    assert 180 < len(stories[0]) <= 201
    assert {kind for _, _, kind, _ in stories[0]} == set(PaymentType)


def deal_payments(session: Session) -> tuple[int, int]:
    """How many deals were paid by card, and how many of those payments went back in part."""
    paid = session.scalars(
        select(Transaction).join(DealTransaction, DealTransaction.transaction_id == Transaction.id)
    ).all()
    return len(paid), sum(row.refunded > 0 for row in paid)
