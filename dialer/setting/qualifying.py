"""Approving and rejecting leads without a discovery call (row I9)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from dialer import nudges
from dialer.errors import Conflict, Forbidden, Invalid
from dialer.meetings import booking, screening
from dialer.meetings.queries import lock_lead, strategies_to_come
from dialer.models import Lead, Meeting, Qualification
from dialer.people import Principal
from policies.meeting_words import sentence
from policies.meetings import LastWord, Result, check_result
from policies.vocabulary import MeetingKind, MeetingOutcome

Then = Literal["keep", "cancel"]  # what becomes of a strategy call when the lead is no longer approved


def qualify_lead(
    session: Session, by: Principal, lead: Lead, result: Result, *, then: Then | None = None, now: datetime
) -> Qualification:
    """Keep what was decided, as after a discovery call; earlier decisions stay in the history.

    Said again while it is the last word, it is kept once. Raises Invalid with the flaw's code, and Conflict
    ``strategy_booked`` when an approval goes while a strategy call is still to come and ``then`` does not say what
    becomes of it.
    """
    if by.user_id is None:
        raise Forbidden("Only a person can decide about a lead.")
    lock_lead(session, lead.id)
    last = _last_word(session, lead)
    if last is not None and _says(last) == _said(result):
        return last
    booked = _still_to_come(session, lead, result, then, now=now)
    if flaw := check_result(MeetingKind.DISCOVERY, result):
        raise Invalid(sentence(MeetingKind.DISCOVERY, result, flaw), code=flaw.value)
    outcome, reason, notes = _said(result)
    made = Qualification(
        lead_id=lead.id, outcome=outcome, reason=reason, notes=notes, by_id=by.user_id, at=now
    )
    session.add(made)
    session.flush()
    if then == "cancel":
        for strategy in booked:
            booking.cancel_meeting(session, strategy, by=by, reason="The lead was rejected.", now=now)
    nudges.refetch(session, "leads", "meetings", company_id=by.company_id)
    return made


def _still_to_come(
    session: Session, lead: Lead, result: Result, then: Then | None, *, now: datetime
) -> Sequence[Meeting]:
    """The strategy calls that an approval made possible which now goes. Raises Conflict."""
    if result.outcome is not MeetingOutcome.REJECTED:
        return []
    if screening.last_word_on(session, lead.id) is not LastWord.APPROVED:
        return []
    found = strategies_to_come(session, lead.id, now=now)
    if found and then is None:
        detail = "A strategy call with this lead is still to come. Say what becomes of it: strategy is keep or cancel."
        raise Conflict(detail, code="strategy_booked", strategies=[_brief(one) for one in found])
    return found


def _brief(meeting: Meeting) -> dict[str, object]:
    host = {"id": meeting.host.id, "name": meeting.host.name}
    return {"id": meeting.id, "starts_at": meeting.starts_at.isoformat(), "host": host}


def _last_word(session: Session, lead: Lead) -> Qualification | None:
    """What was last set, unless a discovery call has spoken since."""
    put = screening.latest_qualification(session, lead.id)
    held = screening.latest_discovery(session, lead.id)
    spoke_at = (held.outcome_at or held.starts_at) if held else None
    return put if put and (spoke_at is None or spoke_at <= put.at) else None


def _says(last: Qualification) -> tuple[object, ...]:
    return last.outcome, last.reason, last.notes


def _said(result: Result) -> tuple[MeetingOutcome, object, str]:
    return result.outcome, result.reason, result.notes.strip()
