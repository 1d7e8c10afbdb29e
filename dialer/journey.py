"""A lead's journey: everything that happened with them, newest first, and what is still owed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from dialer.calls.queries import visible as visible_calls
from dialer.meetings.queries import visible as visible_meetings
from dialer.models import Call, DoNotCall, Lead, Meeting, Qualification, Task, User
from dialer.people import Principal
from dialer.tasks import visible as visible_tasks
from policies.permissions import Action
from policies.vocabulary import LineResult

KINDS_AT_MOST = 8  # a place tells rows of different kinds at the same instant apart
MOST_OWED = 50


class Kind(StrEnum):
    """What an entry is about."""

    CALL = "call"
    MEETING = "meeting"
    QUALIFICATION = "qualification"
    TASK = "task"
    DO_NOT_CALL = "do_not_call"


class Place(NamedTuple):
    """Where an entry stands: its instant, and a number that no other entry of that instant has."""

    at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: a meeting at its start, all else when it came about."""

    kind: Kind
    place: Place
    row: Any


@dataclass(frozen=True, slots=True)
class Owed:
    """What still waits: the outcome of a call or of a meeting, or a task that is open; since when, or till when."""

    kind: Kind
    id: int
    at: datetime
    who: User | None
    words: str


def sees_all(session: Session, by: Principal, lead: Lead) -> bool:
    """Whether nothing of the journey is hidden: from who owns the lead or has a meeting with them, and from
    whoever sees the whole company."""
    if by.may(Action.SEE_COMPANY) or (by.may(Action.SEE_TEAM) and by.team_id is None):
        return True
    has_meeting = select(Meeting.id).where(Meeting.lead_id == lead.id, Meeting.cancelled_at.is_(None))
    mine = or_(Meeting.host_id == by.user_id, Meeting.booked_by_id == by.user_id)
    return lead.owner_id == by.user_id or session.scalar(has_meeting.where(mine).limit(1)) is not None


def list_entries(
    session: Session, by: Principal, lead: Lead, *, whole: bool, after: Place | None, limit: int
) -> list[Entry]:
    """A page of what the person may see, the newest first, from past a place on."""
    found = []
    for rank, (kind, query_of, instant) in enumerate(SOURCES):
        query = query_of(lead, by, whole)
        number = _id_of(query) * KINDS_AT_MOST + rank
        if after is not None:
            query = query.where(or_(instant < after.at, and_(instant == after.at, number < after.number)))
        rows = session.scalars(query.order_by(instant.desc(), number.desc()).limit(limit))
        found += [
            Entry(kind, Place(getattr(row, instant.key), row.id * KINDS_AT_MOST + rank), row) for row in rows
        ]
    return sorted(found, key=lambda entry: entry.place, reverse=True)[:limit]


def openable(session: Session, by: Principal, call_ids: list[int]) -> set[int]:
    """Those of these calls that the person may open: hosts of a meeting see what came of others' calls, no more."""
    return set(session.scalars(visible_calls(select(Call.id).where(Call.id.in_(call_ids)), by)))


def owed_things(session: Session, by: Principal, lead: Lead, *, whole: bool, now: datetime) -> list[Owed]:
    """What still waits for somebody, what waits for the longest first."""
    found = [
        *_owed_calls(session, by, lead, whole),
        *_owed_meetings(session, by, lead, whole, now=now),
        *_open_tasks(session, by, lead, whole),
    ]
    return sorted(found, key=lambda owed: owed.at)


def customer_since(session: Session, lead_id: int) -> datetime | None:
    """When the lead first bought; None: they have not."""
    sold = select(Meeting.starts_at).where(Meeting.lead_id == lead_id, Meeting.outcome == "sale")
    return session.scalar(sold.order_by(Meeting.starts_at).limit(1))


def _calls(lead: Lead, by: Principal, whole: bool) -> Select[Any]:
    query = select(Call).where(Call.lead_id == lead.id)
    query = query.options(joinedload(Call.rep), joinedload(Call.lead), joinedload(Call.outcome))
    query = query.options(joinedload(Call.flow), joinedload(Call.flow_step), selectinload(Call.recordings))
    return query if whole else visible_calls(query, by)


def _meetings(lead: Lead, by: Principal, whole: bool) -> Select[Any]:
    query = select(Meeting).where(Meeting.lead_id == lead.id)
    query = query.options(joinedload(Meeting.event_type), joinedload(Meeting.host), joinedload(Meeting.lead))
    return query if whole else visible_meetings(query, by)


def _qualifications(lead: Lead, _by: Principal, _whole: bool) -> Select[Any]:
    return select(Qualification).where(Qualification.lead_id == lead.id)


def _tasks(lead: Lead, by: Principal, whole: bool) -> Select[Any]:
    query = select(Task).where(Task.lead_id == lead.id)
    query = query.options(joinedload(Task.owner), joinedload(Task.lead), joinedload(Task.call))
    return query if whole else visible_tasks(query, by)


def _bars(lead: Lead, _by: Principal, _whole: bool) -> Select[Any]:
    return select(DoNotCall).where(DoNotCall.phone == lead.phone)


Source = tuple[Kind, Callable[[Lead, Principal, bool], Select[Any]], Any]
SOURCES: tuple[Source, ...] = (
    (Kind.DO_NOT_CALL, _bars, DoNotCall.set_at),
    (Kind.TASK, _tasks, Task.created_at),
    (Kind.QUALIFICATION, _qualifications, Qualification.at),
    (Kind.MEETING, _meetings, Meeting.starts_at),
    (Kind.CALL, _calls, Call.created_at),
)


def _id_of(query: Select[Any]) -> Any:
    return query.column_descriptions[0]["entity"].id


def _owed_calls(session: Session, by: Principal, lead: Lead, whole: bool) -> list[Owed]:
    query = _calls(lead, by, whole).where(Call.outcome_id.is_(None), Call.rep_id.is_not(None))
    query = query.where(Call.line_ended_at.is_not(None), Call.result.is_distinct_from(LineResult.NOT_PLACED))
    rows = session.scalars(query.order_by(Call.created_at).limit(MOST_OWED))
    return [Owed(Kind.CALL, call.id, call.line_ended_at, call.rep, "") for call in rows]


def _owed_meetings(session: Session, by: Principal, lead: Lead, whole: bool, *, now: datetime) -> list[Owed]:
    query = _meetings(lead, by, whole).where(Meeting.outcome.is_(None), Meeting.cancelled_at.is_(None))
    rows = session.scalars(query.where(Meeting.starts_at <= now).order_by(Meeting.starts_at).limit(MOST_OWED))
    return [Owed(Kind.MEETING, one.id, one.starts_at, one.host, one.event_type.name) for one in rows]


def _open_tasks(session: Session, by: Principal, lead: Lead, whole: bool) -> list[Owed]:
    query = _tasks(lead, by, whole).where(Task.done_at.is_(None), Task.cancelled_at.is_(None))
    rows = session.scalars(query.order_by(Task.due_at).limit(MOST_OWED))
    return [Owed(Kind.TASK, task.id, task.due_at, task.owner, task.note) for task in rows]
