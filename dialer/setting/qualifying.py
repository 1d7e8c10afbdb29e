"""Approving and rejecting leads without a discovery call (row I9)."""

from datetime import datetime

from sqlalchemy.orm import Session

from dialer import nudges
from dialer.errors import Forbidden, Invalid
from dialer.meetings import screening
from dialer.meetings.queries import lock_lead
from dialer.models import Lead, Qualification
from dialer.people import Principal
from policies.meeting_words import sentence
from policies.meetings import Result, check_result
from policies.vocabulary import MeetingKind


def qualify_lead(
    session: Session, by: Principal, lead: Lead, result: Result, *, now: datetime
) -> Qualification:
    """Keep what was decided, as after a discovery call; earlier decisions stay in the history.

    Said again while it is the last word, it is kept once. Raises Invalid with the flaw's code.
    """
    if flaw := check_result(MeetingKind.DISCOVERY, result):
        raise Invalid(sentence(MeetingKind.DISCOVERY, result, flaw), code=flaw.value)
    if by.user_id is None:
        raise Forbidden("Only a person can decide about a lead.")
    lock_lead(session, lead.id)
    last = _last_word(session, lead)
    if last is not None and _says(last) == _said(result):
        return last
    notes = result.notes.strip()
    made = Qualification(
        lead_id=lead.id, outcome=result.outcome, reason=result.reason, notes=notes, by_id=by.user_id, at=now
    )
    session.add(made)
    session.flush()
    nudges.refetch(session, "leads", "meetings", company_id=by.company_id)
    return made


def _last_word(session: Session, lead: Lead) -> Qualification | None:
    """What was last set, unless a discovery call has spoken since."""
    put = screening.latest_qualification(session, lead.id)
    held = screening.latest_discovery(session, lead.id)
    spoke_at = (held.outcome_at or held.starts_at) if held else None
    return put if put and (spoke_at is None or spoke_at <= put.at) else None


def _says(last: Qualification) -> tuple[object, ...]:
    return last.outcome, last.reason, last.notes


def _said(result: Result) -> tuple[object, ...]:
    return result.outcome, result.reason, result.notes.strip()
