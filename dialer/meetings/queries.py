"""Finding meetings, and what the policies need to know of one."""

from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from dialer.errors import Forbidden, NotFound
from dialer.models import Lead, Meeting, User
from dialer.people import Principal
from policies.meetings import MeetingFacts
from policies.permissions import Action


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
