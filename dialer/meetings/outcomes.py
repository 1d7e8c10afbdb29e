"""What a meeting came to, as its host or a manager says, and who came.

Whoever records holds the lead's row and the meeting's (see ``lock_for_outcome``): what screening says of a lead is
decided one by one with bookings.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from dialer import audit, deals
from dialer.errors import Conflict, Invalid
from dialer.meetings import booking
from dialer.meetings.history import add_entry
from dialer.meetings.queries import facts_of, lock_lead, lock_meeting, require_host, strategies_resting_on
from dialer.meetings.telling import tell_outcome
from dialer.models import Meeting
from dialer.people import Principal
from policies import meeting_words
from policies.meetings import OutcomeDenial, Result, check_result, decide_outcome
from policies.vocabulary import MeetingAct, MeetingOutcome

Then = Literal["keep", "cancel"]  # what becomes of a strategy call when its approval goes
SENTENCES = {
    OutcomeDenial.NOT_STARTED: "This meeting has not begun. Its outcome can be recorded from its start on.",
    OutcomeDenial.CANCELLED: "This meeting was cancelled, so there is nothing to record. Book another one.",
}


def lock_for_outcome(session: Session, meeting: Meeting) -> Meeting:
    """The meeting as it is now, it and its lead locked until the transaction ends."""
    lock_lead(session, meeting.lead_id)
    return lock_meeting(session, meeting.id)


def require_begun(meeting: Meeting, *, now: datetime) -> None:
    """Raises Conflict ``not_started`` or ``meeting_cancelled``."""
    if denial := decide_outcome(facts_of(meeting), now=now):
        raise Conflict(SENTENCES[denial], code=denial.value)


def record_outcome(
    session: Session,
    meeting: Meeting,
    by: Principal,
    result: Result,
    *,
    version: int | None = None,
    change_reason: str | None = None,
    then: Then | None = None,
    now: datetime,
) -> None:
    """Say what the meeting came to. Saying the same again changes nothing, so that a request may be repeated.

    Who is not the host gives a ``change_reason``, which is audited. Raises Forbidden; Conflict ``not_started``,
    ``meeting_cancelled``, ``stale_version``, and ``strategy_booked`` when an approval goes while a strategy call that
    rests on it is still to come and ``then`` does not say what becomes of it, and ``deal_stands`` when a sale goes
    that became a deal; Invalid with the code of what does not
    fit together, or ``change_reason_required``.
    """
    require_host(meeting, by)
    require_begun(meeting, now=now)
    if _standing(meeting) == _as_json(result):
        return
    _require_version(meeting, version)
    approved = result.outcome is MeetingOutcome.APPROVED
    resting = [] if approved else _resting(session, meeting, then, now=now)
    if flaw := check_result(meeting.kind, result):
        raise Invalid(meeting_words.sentence(meeting.kind, result, flaw), code=flaw.value)
    _require_reason(meeting, by, change_reason)
    _decide(session, meeting, by, result, change_reason=change_reason, now=now)
    _cancel(session, resting, then, by, now=now)


def clear_outcome(
    session: Session,
    meeting: Meeting,
    by: Principal,
    *,
    version: int | None = None,
    change_reason: str | None = None,
    then: Then | None = None,
    now: datetime,
) -> None:
    """Take the outcome away: the meeting owes one again. Raises as recording does."""
    require_host(meeting, by)
    require_begun(meeting, now=now)
    _require_version(meeting, version)
    if meeting.outcome is None:
        return
    resting = _resting(session, meeting, then, now=now)
    _require_reason(meeting, by, change_reason)
    _decide(session, meeting, by, None, change_reason=change_reason, now=now)
    _cancel(session, resting, then, by, now=now)


def set_attendance(
    session: Session, meeting: Meeting, by: Principal, attended: bool | None, *, now: datetime
) -> None:
    """Say whether somebody came, apart from what the host made of it. Raises as recording does."""
    require_host(meeting, by)
    require_begun(meeting, now=now)
    if meeting.attended is attended:
        return
    before, meeting.attended = {"attended": meeting.attended}, attended
    add_entry(
        session, meeting, MeetingAct.ATTENDANCE, by, before=before, after={"attended": attended}, now=now
    )


def _decide(
    session: Session,
    meeting: Meeting,
    by: Principal,
    result: Result | None,
    *,
    change_reason: str | None,
    now: datetime,
) -> None:
    """Put it on the meeting and into its history; audited when it is another's meeting."""
    if meeting.outcome is MeetingOutcome.SALE and (
        result is None or result.outcome is not MeetingOutcome.SALE
    ):
        deals.require_no_deal(session, meeting.id)
    before = _standing(meeting)
    meeting.outcome = result.outcome if result else None
    meeting.reason = result.reason if result else None
    meeting.objection = result.objection if result else None
    meeting.outcome_notes = result.notes if result else ""
    meeting.outcome_by_id = by.user_id if result else None
    meeting.outcome_at = now if result else None
    meeting.version += 1
    session.flush()
    after = _standing(meeting) | ({"change_reason": change_reason} if change_reason else {})
    add_entry(session, meeting, MeetingAct.OUTCOME, by, before=before, after=after, now=now)
    tell_outcome(session, meeting, by, previous=before, reason=change_reason, now=now)
    if meeting.host_id != by.user_id:
        subject = f"meeting:{meeting.id}"
        audit.write_entry(
            session, by, "meeting_outcome.changed", subject, before=before, after=after, now=now
        )


def _resting(session: Session, meeting: Meeting, then: Then | None, *, now: datetime) -> list[Meeting]:
    """The strategy calls to come that rest on the approval which goes. Raises Conflict ``strategy_booked``."""
    if meeting.outcome is not MeetingOutcome.APPROVED:
        return []
    found = strategies_resting_on(session, meeting, now=now)
    if found and then is None:
        raise Conflict(
            _still_to_come(found), code="strategy_booked", strategies=[_brief(one) for one in found]
        )
    return found


def _cancel(
    session: Session, resting: Sequence[Meeting], then: Then | None, by: Principal, *, now: datetime
) -> None:
    if then != "cancel":
        return
    for strategy in resting:
        booking.cancel_meeting(session, strategy, by=by, reason="The lead is no longer approved.", now=now)


def _still_to_come(found: Sequence[Meeting]) -> str:
    if len(found) == 1:
        return "A strategy call with this lead is still to come. Say what becomes of it: strategy is keep or cancel."
    return f"{len(found)} strategy calls are still to come. Say what becomes of them: strategy is keep or cancel."


def _brief(meeting: Meeting) -> dict[str, Any]:
    host = {"id": meeting.host.id, "name": meeting.host.name}
    return {"id": meeting.id, "starts_at": meeting.starts_at.isoformat(), "host": host}


def _standing(meeting: Meeting) -> dict[str, Any]:
    if meeting.outcome is None:
        return {"outcome": None}
    return _as_json(Result(meeting.outcome, meeting.reason, meeting.objection, meeting.outcome_notes))


def _as_json(result: Result) -> dict[str, Any]:
    said = {"outcome": result.outcome.value, "notes": result.notes}
    reason, objection = result.reason, result.objection
    return said | {
        "reason": reason.value if reason else None,
        "objection": objection.value if objection else None,
    }


def _require_version(meeting: Meeting, version: int | None) -> None:
    if version is not None and version != meeting.version:
        detail = "Somebody changed this meeting's outcome meanwhile; look at it again and choose."
        raise Conflict(detail, code="stale_version")


def _require_reason(meeting: Meeting, by: Principal, change_reason: str | None) -> None:
    if meeting.host_id != by.user_id and not change_reason:
        detail = "Say why: a change_reason is kept when somebody else than the host decides what a meeting came to."
        raise Invalid(detail, code="change_reason_required")
