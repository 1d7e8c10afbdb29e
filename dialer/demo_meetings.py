"""The demo company's meetings: booked from its calls and on its public page, held, decided, and still to come.

The same seed and calls make the same meetings. They are written once, after the last day of calls.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from dialer import demo_booking as offers
from dialer import demo_habits as habits
from dialer.clock import DAY
from dialer.demo_diary import Desk, Diaries
from dialer.demo_words import APPROVED_SOON, DISCOVERY_ENDINGS, FREE, NOTES, STRATEGY_ENDINGS, Ending
from dialer.meetings import event_types, slots
from dialer.models import Call, Company, Lead, Meeting, MeetingEntry, MeetingHold, Outcome
from dialer.models.base import table_of
from dialer.sales.marks import mark_rows
from policies.booking import quanta
from policies.vocabulary import BookingSource, MeetingAct, MeetingKind, MeetingOutcome, MeetingReason

AHEAD = 60 * DAY
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
TAKEN_UP = 0.45  # of the calls that came to a meeting; the rest was booked elsewhere, or never
FORGOTTEN = timedelta(days=3)  # how far back somebody may still owe an outcome
Row = dict[str, Any]


def are_written(session: Session, company: Company, began: datetime) -> bool:
    """Whether the past has its meetings."""
    known = select(Meeting.id).where(Meeting.company_id == company.id, Meeting.booked_at < began)
    return session.scalar(known.limit(1)) is not None


def write_meetings(session: Session, company: Company, *, seed: int, days: int, began: datetime) -> bool:
    """Write all of them at once. False when nobody can be booked for anything."""
    offers.offer_meetings(session, company, now=began)
    past = Past(session, company, Random(f"{seed} meetings"), began)
    for call in _calls_to_book(session, company, began):
        past.follow_call(*call)
    past.fill_public_page(days)
    past.write(session)
    return bool(past.meetings)


def _calls_to_book(
    session: Session, company: Company, began: datetime
) -> Iterable[tuple[int, int, int, datetime]]:
    query = select(Call.id, Call.lead_id, Call.rep_id, Call.ended_at).join(
        Outcome, (Outcome.id == Call.outcome_id) & (Outcome.key == "meeting_booked")
    )
    query = query.where(Call.company_id == company.id, Call.created_at < began, Call.lead_id.is_not(None))
    return [
        (row.id, row.lead_id, row.rep_id, row.ended_at)
        for row in session.execute(query.order_by(Call.created_at, Call.id))
    ]


class Past:
    """Meetings as rows, those that others follow from first."""

    def __init__(self, session: Session, company: Company, chance: Random, began: datetime) -> None:
        self.company_id, self.chance, self.began = company.id, chance, began
        types = event_types.list_event_types(session, archived=False)
        hosts = event_types.hosts_of(session, *types)
        self.desks = {
            one.name: Desk(
                one.id, one.kind, slots.rules_of(one), [(host.id, host.priority) for host in hosts[one.id]]
            )
            for one in types
        }
        everybody = [host for found in hosts.values() for host in found]
        known = slots.read_diaries(session, types[0], everybody, began, began + AHEAD) if types else {}
        self.diaries = Diaries(
            {host_id: diary.schedule for host_id, diary in known.items()},
            {host_id: list(diary.busy) for host_id, diary in known.items()},
            chance,
        )
        called = Lead.phone.in_(list(habits.phones()))
        self.strangers = list(session.scalars(select(Lead.id).where(called).order_by(Lead.id)))
        self.known: set[int] = set()
        self.meetings: list[Row] = []
        self.following: list[tuple[int, Row]] = []  # the place of the discovery call, and the strategy call

    def follow_call(self, call_id: int, lead_id: int, rep_id: int, at: datetime) -> None:
        """What was booked on a call, and what came of it."""
        if lead_id in self.known or self.chance.random() > TAKEN_UP or offers.DISCOVERY not in self.desks:
            return
        source = {"call_id": call_id, "source": BookingSource.CALL, "booked_by_id": rep_id}
        row = self._book(offers.DISCOVERY, lead_id, at, **source)
        if row is None:
            return
        self.meetings.append(row)
        place, host_id = len(self.meetings) - 1, row["host_id"]
        if row["outcome"] is MeetingOutcome.APPROVED and self.chance.random() < APPROVED_SOON:
            source = {"source": BookingSource.APPROVED, "booked_by_id": host_id}
            if strategy := self._book(offers.STRATEGY, lead_id, row["outcome_at"], **source):
                self.following.append((place, strategy))

    def fill_public_page(self, days: int) -> None:
        """Some book by themselves, up to today: at least one."""
        for back in range(days, -1, -1):
            at = self.began - back * DAY - timedelta(minutes=self.chance.randint(5, 600))
            lead_id = self.chance.choice(self.strangers)
            chosen = back == 0 or self.chance.random() < FREE
            if chosen and lead_id not in self.known and offers.TALK in self.desks:
                row = self._book(offers.TALK, lead_id, at, source=BookingSource.PUBLIC, booked_by_id=None)
                self.meetings += [row] if row else []

    def write(self, session: Session) -> None:
        """Insert them, with their history and the time of the hosts that is still taken."""
        ids = self._insert(session, self.meetings)
        for place, row in self.following:
            row["discovery_id"] = ids[place]
        self._insert(session, [row for _, row in self.following])

    def _insert(self, session: Session, rows: list[Row]) -> list[int]:
        if not rows:
            return []
        table = table_of(Meeting)
        ids = list(session.scalars(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows))
        mark_rows(session, meetings=rows)
        pairs = list(zip(ids, rows, strict=True))
        entries = [entry for meeting_id, row in pairs for entry in _history(meeting_id, row)]
        session.execute(insert(table_of(MeetingEntry)), entries)
        rules = {desk.id: desk.rules for desk in self.desks.values()}
        holds = [
            {"company_id": self.company_id, "host_id": row["host_id"], "meeting_id": meeting_id, "at": at}
            for meeting_id, row in pairs
            if row["ends_at"] > self.began - DAY and not row["cancelled_at"]
            for at in quanta(row["starts_at"], rules[row["event_type_id"]])
        ]
        if holds:
            session.execute(insert(table_of(MeetingHold)), holds)
        return ids

    def _book(self, name: str, lead_id: int, at: datetime, **more: Any) -> Row | None:
        desk = self.desks[name]
        taken = self.diaries.take(desk, at + self.chance.randint(1, 5) * DAY, now=at)
        if taken is None:
            return None
        self.known.add(lead_id)
        host_id, starts_at = taken
        row = {
            "company_id": self.company_id, "event_type_id": desk.id, "kind": desk.kind, "lead_id": lead_id,
            "host_id": host_id, "call_id": None, "discovery_id": None, "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=desk.rules.length),
            "invitee_zone": self.chance.choice(ZONES),
            "notes": self.chance.choice(NOTES), "booked_at": at, "moves": 0, "confirmed_at": None,
        }  # fmt: skip
        return row | self._ending(desk, row) | more

    def _ending(self, desk: Desk, row: Row) -> Row:
        """What it came to, as far as that is known by now."""
        nothing: Row = {
            **dict.fromkeys(("outcome", "reason", "objection", "outcome_by_id", "outcome_at", "attended")),
            **dict.fromkeys(("cancelled_at", "cancelled_by_id")), "outcome_notes": "", "version": 0,
        }  # fmt: skip
        owed = self.began - row["starts_at"] < FORGOTTEN and self.chance.random() < 0.4
        endings = DISCOVERY_ENDINGS if desk.kind is MeetingKind.DISCOVERY else STRATEGY_ENDINGS
        (ending,) = self.chance.choices(endings, [each.often for each in endings])
        if row["starts_at"] >= self.began or owed:
            return nothing
        if ending.cancelled:
            return nothing | self._cancelled(ending, row)
        at = row["ends_at"] + timedelta(minutes=self.chance.randint(1, 50))
        return nothing | {
            "outcome": ending.outcome, "reason": ending.reason, "version": 1,
            "objection": self.chance.choice(ending.objections) if ending.objections else None,
            "outcome_notes": self.chance.choice(ending.notes), "outcome_by_id": row["host_id"],
            "outcome_at": min(at, self.began), "attended": ending.reason is not MeetingReason.NO_SHOW,
        }  # fmt: skip

    def _cancelled(self, ending: Ending, row: Row) -> Row:
        at = row["booked_at"] + (row["starts_at"] - row["booked_at"]) * self.chance.uniform(0.2, 0.9)
        by_id = row["host_id"] if ending.reason is MeetingReason.ADMIN_CANCELLED else None
        said = {"cancelled_at": at, "cancelled_by_id": by_id}
        if ending.outcome is None:
            return said
        return said | {
            "outcome": ending.outcome,
            "reason": ending.reason,
            "outcome_at": at,
            "outcome_by_id": by_id,
        }


def _history(meeting_id: int, row: Row) -> Iterable[Row]:
    fixed = {"company_id": row["company_id"], "meeting_id": meeting_id}
    place = {name: row[name].isoformat() for name in ("starts_at", "ends_at")} | {"host_id": row["host_id"]}
    booked = {"act": MeetingAct.BOOKED, "by_id": row["booked_by_id"], "at": row["booked_at"]}
    yield fixed | booked | {"before": None, "after": place}
    if row["cancelled_at"]:
        after = {"outcome": row["outcome"], "outcome_reason": row["reason"]} if row["outcome"] else {}
        cancelled = {"act": MeetingAct.CANCELLED, "by_id": row["cancelled_by_id"], "at": row["cancelled_at"]}
        yield fixed | cancelled | {"before": None, "after": after}
    elif row["outcome"]:
        after = {name: row[name] for name in ("outcome", "reason", "objection")} | {
            "notes": row["outcome_notes"]
        }
        decided = {"act": MeetingAct.OUTCOME, "by_id": row["outcome_by_id"], "at": row["outcome_at"]}
        yield fixed | decided | {"before": {"outcome": None}, "after": after}
