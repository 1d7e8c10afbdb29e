"""What screening says of a lead, and whether a strategy call may be booked (row I7), from what was booked and set."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialer import db
from dialer.errors import Conflict
from dialer.meetings import screening
from dialer.models import EventType, Lead
from policies.vocabulary import MeetingOutcome, MeetingReason, Standing
from tests.diary import Diary
from tests.world import World

COMPANY = 1
YES, NO = MeetingOutcome.APPROVED, MeetingOutcome.REJECTED


def standing_and_denial(diary: Diary, *, now: datetime) -> tuple[str, str | None]:
    """The standing, alike as a value and in a list, and why no strategy call may be booked."""
    with db.reading(COMPANY) as session:
        standing = screening.standing_of(session, diary.lead_id)
        listed = session.scalars(select(Lead.id).where(screening.standing() == standing)).all()
        assert diary.lead_id in listed
        strategy = session.get_one(EventType, diary.event_types["strategy"])
        try:
            screening.require_open(session, strategy, diary.lead_id, now=now)
        except Conflict as denial:
            return standing.value, denial.code
        return standing.value, None


def test_the_latest_word_counts(world: World) -> None:
    """One lead's story: each line is something that happens, and what is so from then on."""
    now = world.clock()
    diary = Diary(COMPANY, now=now)
    host = "setter@demo.test"

    def called(hours: float, **fields: Any) -> None:
        diary.book("discovery", host, now + timedelta(hours=hours), **fields)

    def decided(outcome: MeetingOutcome, hours: float) -> dict[str, Any]:
        return {"outcome": outcome, "outcome_at": now + timedelta(hours=hours)}

    def is_now(standing: str, denial: str | None) -> None:
        assert standing_and_denial(diary, now=now) == (standing, denial)

    is_now("potential", "discovery_required")
    called(0, cancelled_at=now)
    is_now("potential", "discovery_required")
    called(1)
    is_now("potential", "discovery_undecided")
    diary.set_without_call("approved", host, now + timedelta(hours=2))
    is_now("qualified", None)
    called(3, **decided(NO, 4), reason=MeetingReason.BAD_FIT)
    is_now("disqualified", "discovery_rejected")
    called(5, **decided(YES, 5))
    is_now("qualified", None)
    called(5.5, cancelled_at=now)
    is_now("qualified", None)
    diary.set_without_call("rejected", host, now + timedelta(hours=6))
    is_now("disqualified", "discovery_rejected")
    called(7)
    is_now("disqualified", "discovery_undecided")


def test_only_an_event_type_that_asks_for_it_needs_a_discovery_call(world: World) -> None:
    diary = Diary(COMPANY, now=world.clock())
    with db.transaction(COMPANY) as session:
        session.get_one(EventType, diary.event_types["strategy"]).needs_discovery = False
    assert standing_and_denial(diary, now=world.clock()) == ("potential", None)


@pytest.mark.parametrize("outcome", [MeetingOutcome.SALE, MeetingOutcome.NO_SALE])
def test_a_lead_is_a_customer_once_a_strategy_call_was_a_sale(world: World, outcome: MeetingOutcome) -> None:
    diary = Diary(COMPANY, now=world.clock())
    diary.book("strategy", "closer@demo.test", world.clock(), outcome=outcome)
    with db.reading(COMPANY) as session:
        customers = session.scalars(select(Lead.id).where(screening.is_customer())).all()
        assert standing_and_denial(diary, now=world.clock())[0] == Standing.POTENTIAL
    assert list(customers) == ([diary.lead_id] if outcome is MeetingOutcome.SALE else [])
