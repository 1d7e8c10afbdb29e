"""Whatever is booked, moved, cancelled and rewritten, in whatever order: a host is never booked twice or outside
their hours, a free time is never refused, and turns go round.

What is free is found anew here, by looking at a clock on each host's wall every five minutes.
"""

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from dialer import db
from dialer.errors import Conflict
from dialer.meetings import availability, booking, event_types, slots
from dialer.meetings.availability import Written
from dialer.meetings.event_types import Turn
from dialer.models import (
    Availability,
    EventType,
    EventTypeHost,
    Lead,
    Mail,
    Meeting,
    MeetingEntry,
    MeetingHold,
    User,
)
from dialer.people import Principal, principal_of
from policies.vocabulary import BookingSource, MeetingKind
from tests.meetings.offers import EVERY_DAY, NINE_TO_FIVE, closer_of
from tests.people import Person
from tests.world import World

NOW = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)  # the Friday before clocks in America go forward
PIECE = timedelta(minutes=5)
ZONES = ("America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
NIGHTS = [{"weekday": day, "from": "00:00", "to": "04:00"} for day in range(7)]
WEEKS = (NINE_TO_FIVE, EVERY_DAY, NIGHTS, NINE_TO_FIVE[:2])
HOST, TYPE, WHICH = st.integers(0, 2), st.integers(0, 1), st.integers(0, 30)
WHEN = st.integers(0, 4 * 48).map(lambda half: NOW + timedelta(minutes=30 * half))
step = st.one_of(
    st.tuples(st.just("book"), TYPE, WHEN, st.none() | HOST),
    st.tuples(st.just("book"), TYPE, WHEN, st.none()),
    st.tuples(st.just("move"), WHICH, WHEN, st.none() | HOST),
    st.tuples(st.just("cancel"), WHICH),
    st.tuples(st.just("write"), HOST, st.sampled_from(WEEKS), st.sampled_from(ZONES)),
    st.tuples(st.just("away"), HOST, st.integers(0, 4)),
)


class Diaries:
    """Three closers, two event types, and what was booked with them."""

    def __init__(self, hosts: list[int], by: Principal) -> None:
        self.hosts, self.by = hosts, by
        with db.transaction(1) as session:
            for table in (Mail, MeetingHold, MeetingEntry, Meeting, EventTypeHost, EventType, Availability):
                session.execute(delete(table))
            short = {"minutes": 30, "buffer_after": 15, "step_minutes": 30}
            long = {"minutes": 60, "buffer_before": 10, "step_minutes": 15, "daily_limit": 2}
            shared = {"kind": MeetingKind.STRATEGY, "name": "Talk", "notice_minutes": 60, "horizon_days": 4}
            turns = [Turn(user_id, 1) for user_id in hosts]
            made = [
                event_types.make_event_type(session, by, shared | fields, turns, now=NOW)
                for fields in (short, long)
            ]
            self.types = [row.id for row in made]
        for index, zone in enumerate(ZONES):
            self.write(index, NINE_TO_FIVE, zone)

    def write(self, index: int, weekly: Any, zone: str, exceptions: Any = ()) -> None:
        with db.transaction(1) as session:
            user = session.get_one(User, self.hosts[index])
            written = Written(zone, list(weekly), list(exceptions))
            availability.set_availability(session, self.by, user, written, now=NOW)

    def away(self, index: int, days: int) -> None:
        with db.transaction(1) as session:
            row = availability.find_availability(session, self.hosts[index])
            assert row is not None
            weekly, zone = row.weekly, row.time_zone
        day = {"date": f"{NOW + timedelta(days=days):%Y-%m-%d}", "hours": []}
        self.write(index, weekly, zone, [day])

    def book(self, kind: int, at: datetime, index: int | None) -> None:
        with db.reading(1) as session:
            row = session.get_one(EventType, self.types[kind])
            free = self.free(session, row, at, index)
        chosen = None
        with suppress(Conflict), db.transaction(1) as session:
            row = session.get_one(EventType, self.types[kind])
            lead = session.scalars(select(Lead).order_by(Lead.id).limit(1)).one()
            made = booking.book_meeting(
                session, row, lead, starts_at=at, host_id=None if index is None else self.hosts[index],
                source=BookingSource.LEAD, by=self.by, invitee_zone="UTC", now=NOW,
            )  # fmt: skip
            chosen = made.host_id
        assert chosen in free if free else chosen is None, (at, free, chosen)

    def move(self, which: int, at: datetime, index: int | None) -> None:
        meeting_id = self.one_to_come(which)
        if meeting_id is None:
            return
        with db.reading(1) as session:
            meeting = session.get_one(Meeting, meeting_id)
            before = meeting.host_id
            free = self.free(session, meeting.event_type, at, index, but=meeting_id)
        chosen = None
        with suppress(Conflict), db.transaction(1) as session:
            meeting = session.get_one(Meeting, meeting_id)
            host_id = None if index is None else self.hosts[index]
            booking.move_meeting(session, meeting, starts_at=at, host_id=host_id, by=self.by, now=NOW)
            chosen = meeting.host_id
        assert chosen in free if free else chosen is None, (at, free, chosen)
        assert chosen == before or before not in free or not free, "it stays with a host who is free"

    def cancel(self, which: int) -> None:
        meeting_id = self.one_to_come(which)
        if meeting_id is not None:
            with db.transaction(1) as session:
                meeting = session.get_one(Meeting, meeting_id)
                booking.cancel_meeting(session, meeting, by=self.by, now=NOW)

    def one_to_come(self, which: int) -> int | None:
        with db.reading(1) as session:
            ids = list(session.scalars(select(Meeting.id).where(Meeting.cancelled_at.is_(None))))
        return ids[which % len(ids)] if ids else None

    def free(
        self, session: db.Session, row: EventType, at: datetime, index: int | None, *, but: int = 0
    ) -> set[int]:
        """Which hosts are free then, by the clock on the wall."""
        if not NOW + timedelta(minutes=row.notice_minutes) <= at <= NOW + timedelta(days=row.horizon_days):
            return set()
        asked = self.hosts if index is None else [self.hosts[index]]
        return {host for host in asked if self._is_free(session, row, at, host, but)}

    def _is_free(self, session: db.Session, row: EventType, at: datetime, host: int, but: int) -> bool:
        known = availability.find_availability(session, host)
        assert known is not None
        pieces = [at + PIECE * index for index in range(row.minutes // 5)]
        begins = [_stretch_at(known, piece) for piece in pieces]
        if begins[0] is None or None in begins:
            return False
        wall = at.astimezone(ZoneInfo(known.time_zone))
        if (wall.hour * 60 + wall.minute - begins[0]) % row.step_minutes:
            return False
        others = _to_come(session, host, but)
        span = _span(row, at)
        if any(
            span[0] < end and begin < span[1]
            for begin, end in (_span(m.event_type, m.starts_at) for m in others)
        ):
            return False
        same = [m for m in others if m.event_type_id == row.id]
        days = Counter(m.starts_at.astimezone(wall.tzinfo).date() for m in same)
        return row.daily_limit is None or days[wall.date()] < row.daily_limit

    def check(self) -> None:
        """Nobody is in two meetings, and what is held is what the meetings take."""
        with db.reading(1) as session:
            held = session.scalar(select(func.count(MeetingHold.id)))
            pieces = 0
            for host in self.hosts:
                spans = sorted(_span(m.event_type, m.starts_at) for m in _to_come(session, host, 0))
                pieces += sum((end - begin) // PIECE for begin, end in spans)
                assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False)), spans
            assert held == pieces
            for type_id in self.types:
                self._check_list(session, session.get_one(EventType, type_id))

    def _check_list(self, session: db.Session, row: EventType) -> None:
        """Every quarter of an hour of a day is listed with whoever is free then."""
        first, last = NOW + timedelta(days=1), NOW + timedelta(days=2)
        hosts = event_types.bookable_hosts(session, row)
        found = slots.list_slots(session, row, hosts, first=first, last=last, now=NOW)
        listed = {slot.starts_at: {host.id for host in slot.hosts} for slot in found}
        for quarter in range(0, 96, 7):
            at = first + timedelta(minutes=15 * quarter)
            assert listed.get(at, set()) == self.free(session, row, at, None), at


def _to_come(session: db.Session, host: int, but: int) -> list[Meeting]:
    query = select(Meeting).where(Meeting.host_id == host, Meeting.cancelled_at.is_(None), Meeting.id != but)
    return list(session.scalars(query))


def _span(row: EventType, at: datetime) -> tuple[datetime, datetime]:
    return (
        at - timedelta(minutes=row.buffer_before),
        at + timedelta(minutes=row.minutes + row.buffer_after),
    )


def _stretch_at(known: Availability, at: datetime) -> int | None:
    """When the hours begin in which the clock on the wall then stands, in minutes of the day."""
    wall = at.astimezone(ZoneInfo(known.time_zone))
    excepted = [item for item in known.exceptions if item["date"] == wall.date().isoformat()]
    hours = excepted[0]["hours"] if excepted else [h for h in known.weekly if h["weekday"] == wall.weekday()]
    shown = f"{wall:%H:%M}"
    begins = [item["from"] for item in hours if item["from"] <= shown < item["to"]]
    return int(begins[0][:2]) * 60 + int(begins[0][3:]) if begins else None


@pytest.fixture
def hosts(world: World) -> list[int]:
    return [world.sign_in("closer@demo.test").id, *(closer_of(world, name).id for name in ("ann", "bo"))]


@pytest.fixture
def by(world: World, manager: Person) -> Principal:
    with db.reading(1) as session:
        return principal_of(session.get_one(User, manager.id))


QUICKLY = settings(
    max_examples=7,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@QUICKLY
@given(steps=st.lists(step, min_size=12, max_size=25))
def test_bookings(hosts: list[int], by: Principal, steps: list[tuple[Any, ...]]) -> None:
    diaries = Diaries(hosts, by)
    for name, *values in steps:
        getattr(diaries, name)(*values)
    diaries.check()


@QUICKLY
@given(hours=st.lists(st.integers(1, 40), min_size=1, max_size=10, unique=True))
def test_turns_go_round(hosts: list[int], by: Principal, hours: list[int]) -> None:
    """Of three who are always free, none has two meetings more than another."""
    diaries = Diaries(hosts, by)
    for index in range(3):
        diaries.write(index, EVERY_DAY, ZONES[0])
    for hour in hours:
        diaries.book(0, NOW + timedelta(hours=hour + 1), None)
    with db.reading(1) as session:
        booked = Counter(session.scalars(select(Meeting.host_id)))
    assert booked.total() == len(hours)
    counts = [booked[host] for host in hosts]
    assert max(counts) - min(counts) <= 1, counts
