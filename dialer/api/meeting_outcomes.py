"""What a meeting came to, and who came."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import clock
from dialer.api import wire
from dialer.api.booking import to_instant
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.meeting_shapes import meeting_detail
from dialer.api.schemas.meetings import (
    AttendanceIn,
    ClearMeetingQuery,
    FollowingIn,
    MeetingDetail,
    MeetingOutcomeIn,
)
from dialer.db import transaction
from dialer.errors import Conflict, Invalid
from dialer.meetings import approval, event_types, outcomes
from dialer.meetings.queries import find_meeting, require_host
from dialer.models import Meeting
from policies.meetings import Result
from policies.permissions import Action
from policies.vocabulary import MeetingOutcome

bp = Blueprint("meeting_outcomes", __name__, url_prefix="/api/meetings")


@bp.put("/<int:meeting_id>/outcome")
@describe(MeetingDetail, body=MeetingOutcomeIn, tag="meetings")
@allowed(Action.LOOK)
def record_outcome(meeting_id: int) -> ResponseReturnValue:
    """Say what a meeting came to, from its start on; with Approved, ``strategy`` books the call that follows at once.

    ``/api/meetings/choices`` says what goes with what. Without ``notes`` those that stand are kept. Who is not the host
    gives a ``change_reason``, which is audited. 409 ``not_started``, ``meeting_cancelled``, ``stale_version``;
    ``strategy_booked`` when an approval goes while a strategy call is still to come: say ``keep`` or ``cancel`` then.
    What stands in the way of booking is told as by ``POST /api/meetings``, and then nothing is saved.
    """

    def record(session: Session, meeting: Meeting, now: datetime) -> None:
        given = wire.body(MeetingOutcomeIn)
        following = given.strategy if isinstance(given.strategy, FollowingIn) else None
        if following and given.outcome is not MeetingOutcome.APPROVED:
            detail = "Only Approved leads on to a strategy call. Leave strategy out."
            raise Invalid(detail, code="not_approved")
        notes = meeting.outcome_notes if given.notes is None else given.notes.strip()
        outcomes.record_outcome(
            session,
            meeting,
            me(),
            Result(given.outcome, given.reason, given.objection, notes),
            version=given.version,
            change_reason=given.change_reason,
            then=given.strategy if isinstance(given.strategy, str) else None,
            now=now,
        )
        if following:
            _book(session, meeting, following, now=now)

    return _change(meeting_id, record)


@bp.delete("/<int:meeting_id>/outcome")
@describe(MeetingDetail, query=ClearMeetingQuery, tag="meetings")
@allowed(Action.LOOK)
def clear_outcome(meeting_id: int) -> ResponseReturnValue:
    """Take the outcome away: the meeting owes one again. Refused as recording is."""

    def clear(session: Session, meeting: Meeting, now: datetime) -> None:
        asked = wire.query(ClearMeetingQuery)
        outcomes.clear_outcome(
            session,
            meeting,
            me(),
            version=asked.version,
            change_reason=asked.change_reason,
            then=asked.strategy,
            now=now,
        )

    return _change(meeting_id, clear)


@bp.put("/<int:meeting_id>/attendance")
@describe(MeetingDetail, body=AttendanceIn, tag="meetings")
@allowed(Action.LOOK)
def set_attendance(meeting_id: int) -> ResponseReturnValue:
    """Say whether somebody came, from the start on; null: nobody has said. It is kept apart from the outcome."""

    def attend(session: Session, meeting: Meeting, now: datetime) -> None:
        outcomes.set_attendance(session, meeting, me(), wire.body(AttendanceIn).attended, now=now)

    return _change(meeting_id, attend)


def _change(meeting_id: int, do: Callable[[Session, Meeting, datetime], None]) -> ResponseReturnValue:
    """Find (404), permit (403), lock, look whether it is time (409), do. A refusal carries the meeting as it is now."""
    now = clock.now()
    with transaction(me().company_id) as session:
        found = find_meeting(session, meeting_id, me())
        permit(Action.LOOK)
        require_host(found, me())
        meeting = outcomes.lock_for_outcome(session, found)
        before = meeting_detail(session, meeting, me(), now=now)
        try:
            outcomes.require_begun(meeting, now=now)
            do(session, meeting, now)
        except Conflict as error:
            error.extra["meeting"] = before.model_dump(mode="json", by_alias=True)
            raise
        session.flush()
        return wire.answer(meeting_detail(session, meeting, me(), now=now))


def _book(session: Session, meeting: Meeting, following: FollowingIn, *, now: datetime) -> None:
    event_type = event_types.find_event_type(session, following.event_type_id)
    approval.book_following(
        session,
        meeting,
        event_type,
        starts_at=to_instant(following.starts_at, meeting.invitee_zone),
        host_id=following.host_id,
        by=me(),
        now=now,
    )
