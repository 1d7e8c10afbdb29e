"""Many want the same time at the same moment. The database decides: one gets it, everybody else is told."""

from collections import Counter
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from dialer import db
from dialer.errors import Conflict
from dialer.meetings import booking, event_types, slots
from dialer.models import Lead, Meeting, MeetingHold
from policies.vocabulary import BookingSource
from tests.meetings.offers import closer_of, hours, offer
from tests.people import Person
from tests.together import at_once
from tests.world import World

MANY = 20


@pytest.fixture
def closer(world: World) -> Person:
    person = world.sign_in("closer@demo.test")
    hours(person)
    return person


def _book(world: World, event_type_id: int, lead_id: int, hour: int = 10, host_id: int | None = None) -> str:
    now = world.clock()
    starts_at = (now + timedelta(days=1)).replace(hour=hour)
    try:
        with db.transaction(1) as session:
            booking.book_meeting(
                session,
                event_types.find_event_type(session, event_type_id),
                session.get_one(Lead, lead_id),
                starts_at=starts_at,
                host_id=host_id,
                source=BookingSource.LEAD,
                by=None,
                invitee_zone="UTC",
                now=now,
            )
    except Conflict as refusal:
        return refusal.code
    return "booked"


def _leads(world: World) -> list[int]:
    """One for each of the many, the company's over and over."""
    known = world.rows(select(Lead.id).where(Lead.company_id == 1))
    return list(islice(cycle(known), MANY))


def test_twenty_at_once_for_one_time(world: World, manager: Person, closer: Person) -> None:
    talk = offer(manager, closer)
    deeds = [lambda lead=lead: _book(world, talk["id"], lead) for lead in _leads(world)]
    assert Counter(at_once(*deeds)) == {"booked": 1, "slot_taken": MANY - 1}
    assert len(world.rows(select(Meeting))) == 1


def test_twenty_at_once_for_two_hosts(world: World, manager: Person, closer: Person) -> None:
    ann = closer_of(world, "ann")
    hours(ann)
    talk = offer(manager, closer, ann)
    deeds = [lambda lead=lead: _book(world, talk["id"], lead) for lead in _leads(world)]
    assert Counter(at_once(*deeds)) == {"booked": 2, "slot_taken": MANY - 2}
    assert {meeting.host_id for meeting in world.rows(select(Meeting))} == {closer.id, ann.id}


def test_the_database_refuses_whoever_did_not_look(
    world: World, manager: Person, closer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of different event types, neither of whom sees what is held: the unique key is what tells them apart."""
    first, second = offer(manager, closer), offer(manager, closer, minutes=60)
    assert _book(world, first["id"], 1) == "booked"
    monkeypatch.setattr(slots, "_busy", lambda *_: {})
    assert _book(world, second["id"], 2) == "slot_taken"
    assert len(world.rows(select(Meeting))) == 1, "and nothing of the second is left"


def test_no_row_can_be_held_twice(world: World, manager: Person, closer: Person) -> None:
    talk = offer(manager, closer)
    _book(world, talk["id"], 1)
    (held, *_) = world.rows(select(MeetingHold))
    with pytest.raises(IntegrityError), db.transaction(1) as session:
        session.add(MeetingHold(host_id=held.host_id, at=held.at, meeting_id=held.meeting_id))
    with db.reading(1) as session:
        assert session.scalar(select(func.count(MeetingHold.id))) == 6


def test_moving_and_booking_at_once(world: World, manager: Person, closer: Person, rep: Person) -> None:
    """Two meetings are moved to where a third is being booked."""
    talk = offer(manager, closer)
    for hour in (9, 11):
        assert _book(world, talk["id"], hour, hour=hour) == "booked"
    meetings = [meeting.id for meeting in world.rows(select(Meeting))]

    def move(meeting_id: int) -> str:
        target = (world.clock() + timedelta(days=1)).replace(hour=14)
        try:
            with db.transaction(1) as session:
                meeting = session.get_one(Meeting, meeting_id)
                booking.move_meeting(session, meeting, starts_at=target, by=None, now=world.clock())
        except Conflict as refusal:
            return refusal.code
        return "booked"

    deeds: list[Any] = [lambda m=meeting: move(m) for meeting in meetings]
    said = at_once(*deeds, lambda: _book(world, talk["id"], 3, hour=14))
    assert Counter(said) == {"booked": 1, "slot_taken": 2}
