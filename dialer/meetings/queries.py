"""Finding meetings, and what the policies need to know of one."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true
from sqlalchemy.orm import Session

from dialer.errors import Forbidden, NotFound
from dialer.models import Lead, Meeting, User
from dialer.people import Principal
from policies.meetings import MeetingFacts
from policies.permissions import Action
from policies.vocabulary import MeetingKind


def facts_of(meeting: Meeting) -> MeetingFacts:
    """A meeting as the policies see it."""
    return MeetingFacts(
        starts_at=meeting.starts_at,
        cancelled=meeting.cancelled_at is not None,
        has_outcome=meeting.outcome is not None,
    )


def visible(query: Select[Any], by: Principal) -> Select[Any]:
    """Narrow to what this person may see: what one hosts, booked or has the lead of; the team's; the company's."""
    if by.may(Action.SEE_COMPANY) or (by.may(Action.SEE_TEAM) and by.team_id is None):
        return query
    people: Any = [by.user_id]
    if by.may(Action.SEE_TEAM):
        people = select(User.id).where(or_(User.team_id == by.team_id, User.id == by.user_id))
    owned = select(Lead.id).where(Lead.owner_id.in_(people))
    return query.where(
        or_(Meeting.host_id.in_(people), Meeting.booked_by_id.in_(people), Meeting.lead_id.in_(owned))
    )


def concerns(by: Principal) -> ColumnElement[bool]:
    """That a meeting's outcome is this person's to see to: of their own meetings, the team's, or the company's."""
    if by.may(Action.SEE_COMPANY) or (by.may(Action.SEE_TEAM) and by.team_id is None):
        return true()
    if by.may(Action.SEE_TEAM):
        return Meeting.host_id.in_(
            select(User.id).where(or_(User.team_id == by.team_id, User.id == by.user_id))
        )
    return Meeting.host_id == by.user_id


def owing(*, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """That a meeting owes its outcome, as ``policies.meetings.owes_outcome`` says."""
    return Meeting.outcome.is_(None), Meeting.cancelled_at.is_(None), Meeting.starts_at <= now


def find_meeting(session: Session, meeting_id: int, by: Principal) -> Meeting:
    """A meeting that this person may see. Raises NotFound."""
    meeting: Meeting | None = session.scalar(visible(select(Meeting).where(Meeting.id == meeting_id), by))
    if meeting is None:
        raise NotFound("There is no such meeting, or it is not yours.")
    return meeting


def lock_meeting(session: Session, meeting_id: int) -> Meeting:
    """The meeting's row, locked until the transaction ends. Locks go lead first, then meeting."""
    query = select(Meeting).where(Meeting.id == meeting_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def lock_lead(session: Session, lead_id: int) -> Lead:
    """The lead's row, locked: what screening says of it, and whether it may be booked, is decided one by one."""
    query = select(Lead).where(Lead.id == lead_id).with_for_update(key_share=True)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def require_host(meeting: Meeting, by: Principal) -> None:
    """Raises Forbidden unless it is one's own meeting or one may decide about others'."""
    if meeting.host_id != by.user_id and not by.may(Action.CHANGE_OTHERS_OUTCOME):
        raise Forbidden("This is somebody else's meeting. Its host or a manager can say what it came to.")


def strategies_after(session: Session, discovery_ids: list[int]) -> dict[int, int]:
    """The strategy call that follows from each of these discovery calls, the newest that was not cancelled."""
    query = select(Meeting.discovery_id, func.max(Meeting.id)).group_by(Meeting.discovery_id)
    query = query.where(Meeting.discovery_id.in_(discovery_ids), Meeting.cancelled_at.is_(None))
    return {found: strategy_id for found, strategy_id in session.execute(query) if found is not None}


def strategies_to_come(session: Session, lead_id: int, *, now: datetime) -> list[Meeting]:
    """The lead's strategy calls that are neither over nor cancelled, the next first."""
    query = select(Meeting).where(Meeting.lead_id == lead_id, Meeting.kind == MeetingKind.STRATEGY)
    query = query.where(Meeting.starts_at > now, Meeting.cancelled_at.is_(None))
    return list(session.scalars(query.order_by(Meeting.starts_at, Meeting.id)))


def strategies_resting_on(session: Session, discovery: Meeting, *, now: datetime) -> list[Meeting]:
    """Those of them that this discovery call's approval made possible.

    One that was booked at another door names no discovery call: it rests on the latest.
    """
    latest = select(Meeting.id).where(Meeting.lead_id == discovery.lead_id, Meeting.cancelled_at.is_(None))
    latest = latest.where(Meeting.kind == MeetingKind.DISCOVERY)
    newest_id = session.scalar(latest.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(1))
    return [
        strategy
        for strategy in strategies_to_come(session, discovery.lead_id, now=now)
        if (strategy.discovery_id or newest_id) == discovery.id
    ]
