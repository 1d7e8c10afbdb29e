"""A month of free times for fifty hosts with a year of bookings against one host, and two hundred who want one time."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import TimeoutError as PoolTimeout

from dialer import db, people
from dialer.api.event_types import slots_out
from dialer.errors import Conflict
from dialer.meetings import booking, event_types, slots
from dialer.meetings.event_types import Turn
from dialer.models import Availability, EventType, Lead, Meeting, MeetingHold, User
from dialer.people import principal_of
from policies.booking import quanta
from policies.vocabulary import BookingSource, MeetingKind, Role
from tests.bench.place import DATABASES, furnished
from tests.bench.table import Result
from tests.together import at_once

HOSTS, MANY, ROUNDS = 50, 200, 5
COMPANY = 1
NOW = datetime.now(UTC).replace(hour=7, minute=0, second=0, microsecond=0)
YEAR = range(-305, 60)  # days from now that have bookings
HOURS = (9, 11, 13, 15)  # of each working day
CHUNK = 20_000
FIRST_ID = 1_000_000  # beyond what the database counts up to by itself meanwhile
ZONES = ("UTC", "America/New_York", "Europe/Zurich", "Asia/Kolkata", "Australia/Sydney")


def measure() -> list[Result]:
    """On either database."""
    return [result for database in DATABASES for result in _on(database)]


def _on(database: str) -> Iterator[Result]:
    with furnished(database):
        many, one = _offer(_hire())
        booked = _fill_a_year()
        for_one, for_many = [], []
        for _ in range(ROUNDS):
            for_one.append(_month(one))
            for_many.append(_month(many))
        pairs = zip(for_many, for_one, strict=True)
        yield Result(
            "a month of free times",
            f"{database}, {HOSTS} hosts, {booked:,} bookings",
            "s",
            for_many,
            f"one host, times {HOSTS}",
            [all_of / (single * HOSTS) for all_of, single in pairs],
            "1 or less: grows no faster than the hosts",
        )
        yield _rush(database, one)


def _hire() -> list[int]:
    """Closers with hours, in several zones."""
    weekly = [{"weekday": day, "from": "09:00", "to": "18:00"} for day in range(5)]
    with db.transaction(COMPANY) as session:
        company = people.company_of(session, COMPANY)
        made = [
            people.create_user(
                session, company=company, email=f"host{number}@firm.example", name=f"Host {number}", password="",
                password_hash="x", roles=[Role.CLOSER], team=None, now=NOW,
            )
            for number in range(HOSTS)
        ]  # fmt: skip
        session.flush()
        for place, user in enumerate(made):
            zone = ZONES[place % len(ZONES)]
            session.add(Availability(user_id=user.id, time_zone=zone, weekly=weekly, exceptions=[]))
        session.add_all(
            Lead(name=f"Lead {number}", phone=f"+1202555{number:04}", created_at=NOW)
            for number in range(MANY)
        )
        return [user.id for user in made]


def _offer(hosts: list[int]) -> tuple[int, int]:
    """An event type that all of them host, and one that one of them does."""
    with db.transaction(COMPANY) as session:
        admin = session.scalars(select(User).where(User.email == "admin@demo.test")).one()
        fields: dict[str, Any] = {"kind": MeetingKind.STRATEGY, "name": "Talk", "notice_minutes": 0}
        rules = {"minutes": 30, "buffer_after": 15, "step_minutes": 15, "daily_limit": 8}
        made = [
            event_types.make_event_type(
                session, principal_of(admin), fields | rules, [Turn(host, 1) for host in chosen], now=NOW
            )
            for chosen in (hosts, hosts[:1])
        ]
        return made[0].id, made[1].id


def _fill_a_year() -> int:
    """Four meetings on every working day of every host, with what they hold."""
    with db.transaction(COMPANY) as session:
        row = session.scalars(select(EventType).order_by(EventType.id).limit(1)).one()
        rules = slots.rules_of(row)
        lead = session.scalars(select(Lead.id).limit(1)).one()
        hosts = [host.id for host in event_types.bookable_hosts(session, row)]
        at = [(NOW + timedelta(days=day)).replace(hour=hour) for day in YEAR for hour in HOURS]
        at = [each for each in at if each.weekday() < 5]
        meetings = [
            {
                "id": number, "company_id": COMPANY, "event_type_id": row.id, "kind": row.kind, "lead_id": lead,
                "host_id": host, "source": BookingSource.LEAD, "starts_at": each,
                "ends_at": each + timedelta(minutes=30), "invitee_zone": "UTC", "notes": "", "booked_at": NOW,
                "moves": 0, "outcome_notes": "", "version": 0,
            }
            for number, (host, each) in enumerate(((host, each) for host in hosts for each in at), FIRST_ID)
        ]  # fmt: skip
        holds = [
            {"company_id": COMPANY, "host_id": one["host_id"], "at": piece, "meeting_id": one["id"]}
            for one in meetings
            for piece in quanta(one["starts_at"], rules)
        ]
        for table, rows in ((Meeting, meetings), (MeetingHold, holds)):
            for begin in range(0, len(rows), CHUNK):
                session.execute(insert(table), rows[begin : begin + CHUNK])
    return len(meetings)


def _month(event_type_id: int) -> float:
    """How long the answer takes to make, as the API does it."""
    began = time.perf_counter()
    with db.reading(COMPANY) as session:
        row = event_types.find_event_type(session, event_type_id)
        hosts = event_types.bookable_hosts(session, row)
        found = slots.list_slots(session, row, hosts, first=NOW, last=NOW + timedelta(days=30), now=NOW)
        assert slots_out(found).model_dump_json()
    assert len(found) > 100
    return time.perf_counter() - began


def _rush(database: str, event_type_id: int) -> Result:
    """Everybody asks for the same time in the same moment: one gets it, and all the others are told."""
    with db.reading(COMPANY) as session:
        row = event_types.find_event_type(session, event_type_id)
        hosts = event_types.bookable_hosts(session, row)
        free = slots.list_slots(session, row, hosts, first=NOW, last=NOW + timedelta(days=30), now=NOW)
        leads = list(session.scalars(select(Lead.id).order_by(Lead.id.desc()).limit(MANY)))
    seconds = []
    for slot in [free[place * len(free) // ROUNDS] for place in range(ROUNDS)]:
        began = time.perf_counter()
        said = Counter(at_once(*(_wanting(event_type_id, lead, slot.starts_at) for lead in leads)))
        seconds.append(time.perf_counter() - began)
        if said != {"booked": 1, "slot_taken": MANY - 1}:
            raise SystemExit(f"{MANY} wanted one time, and were told {dict(said)}")
    note = f"1 booked and {MANY - 1} told, in every round"
    return Result(f"{MANY} book one time at once", database, "s", seconds, note=note)


def _wanting(event_type_id: int, lead_id: int, starts_at: datetime) -> Any:
    def book() -> str:
        try:
            with db.transaction(COMPANY) as session:
                booking.book_meeting(
                    session,
                    event_types.find_event_type(session, event_type_id),
                    session.get_one(Lead, lead_id),
                    starts_at=starts_at,
                    host_id=None,
                    source=BookingSource.PUBLIC,
                    by=None,
                    invitee_zone="UTC",
                    now=NOW,
                )
        except Conflict as refusal:
            return refusal.code
        except PoolTimeout:  # the door says 503, busy, and the person asks again
            return book()
        return "booked"

    return book
