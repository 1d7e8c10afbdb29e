"""What a list shows of each lead beside the lead itself, looked up once for the whole page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from dialer.meetings.screening import is_customer
from dialer.models import Lead, Meeting, User
from dialer.setting.standings import OUTCOMES, newest_decisions
from policies.vocabulary import MeetingOutcome, MeetingReason, Standing

STANDS = {outcome: standing for standing, outcome in OUTCOMES.items()}


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision that a lead stands by; ``meeting_id`` is None when it was set without a discovery call."""

    outcome: MeetingOutcome
    reason: MeetingReason | None
    notes: str
    by: User | None
    at: datetime
    meeting_id: int | None


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One lead of a list."""

    lead: Lead
    owner: User | None
    standing: Standing
    decision: Decided | None
    next_meeting: Meeting | None
    is_customer: bool


def rows_of(session: Session, leads: list[Lead], *, now: datetime) -> list[SettingRow]:
    """These leads in their order."""
    ids = [lead.id for lead in leads]
    found = session.execute(select(newest_decisions(ids))).all()
    people = _people(session, {lead.owner_id for lead in leads} | {row.by_id for row in found})
    decided = {
        row.lead_id: Decided(
            row.outcome, row.reason, row.notes, people.get(row.by_id), row.at, row.meeting_id
        )
        for row in found
    }
    coming, customers = _next_meetings(session, ids, now=now), _customers(session, ids)
    return [
        SettingRow(
            lead=lead,
            owner=people.get(lead.owner_id),
            standing=STANDS[made.outcome] if (made := decided.get(lead.id)) else Standing.POTENTIAL,
            decision=decided.get(lead.id),
            next_meeting=coming.get(lead.id),
            is_customer=lead.id in customers,
        )
        for lead in leads
    ]


def _people(session: Session, ids: set[int | None]) -> dict[int | None, User]:
    return {user.id: user for user in session.scalars(select(User).where(User.id.in_(ids - {None})))}


def _next_meetings(session: Session, ids: list[int], *, now: datetime) -> dict[int, Meeting]:
    query = select(Meeting).where(
        Meeting.lead_id.in_(ids), Meeting.cancelled_at.is_(None), Meeting.ends_at > now
    )
    query = query.options(joinedload(Meeting.event_type), joinedload(Meeting.host))
    latest_first = session.scalars(query.order_by(Meeting.starts_at.desc(), Meeting.id.desc()))
    return {meeting.lead_id: meeting for meeting in latest_first}  # the last one written is the first to come


def _customers(session: Session, ids: list[int]) -> set[int]:
    return set(session.scalars(select(Lead.id).where(Lead.id.in_(ids), is_customer())))
