"""Recording what a call came to. What a person chose is never overwritten by the line (row P4)."""

from datetime import datetime

from sqlalchemy.orm import Session

from dialer import leads, nudges, outcomes, people
from dialer.analytics.marks import mark_stale
from dialer.calls.queries import facts_of
from dialer.errors import Conflict
from dialer.models import HIDDEN_NUMBER, Call, Outcome, OutcomeRecord, User
from dialer.people import Principal
from policies import wrap_up
from policies.vocabulary import OutcomeSource

STALE = "Somebody changed this call meanwhile; look at it again and choose."


def record_outcome(
    session: Session, call: Call, by: Principal, key: str, *, version: int | None = None, now: datetime
) -> None:
    """A person chooses the outcome; effects of its flags follow.

    Choosing the same again changes nothing, so that a request may be repeated. Raises Conflict
    ``not_taken`` for a call that nobody took, ``stale_version`` when ``version`` is given and the call has
    moved on; Invalid when the outcome cannot be picked.
    """
    if call.outcome and call.outcome.key == key and call.outcome_source is OutcomeSource.REP:
        return
    if call.rep_id is None:
        raise Conflict("Nobody took this call, so it has no outcome. Call them back.", code="not_taken")
    if version is not None and version != call.version:
        raise Conflict(STALE, code="stale_version")
    outcome = outcomes.find_usable(session, key)
    _set(session, call, outcome, OutcomeSource.REP, by_id=by.user_id, reason=None, now=now)
    call.version += 1
    if outcome.marks_do_not_call and call.lead_number != HIDDEN_NUMBER:
        leads.bar_number(session, by, call.lead_number, f"Outcome: {outcome.label}", call_id=call.id, now=now)
        nudges.refetch(session, "leads", company_id=call.company_id)
    _tell(session, call, now=now)


def clear_outcome(
    session: Session, call: Call, by: Principal, *, version: int | None = None, now: datetime
) -> None:
    """A person takes the outcome away. Raises Conflict where the policy keeps it, or ``stale_version``."""
    if version is not None and version != call.version:
        raise Conflict(STALE, code="stale_version")
    company = people.company_of(session, call.company_id)
    decision = wrap_up.decide_clear(facts_of(call), outcome_required=company.outcome_required)
    if isinstance(decision, wrap_up.Denial):
        detail = "Outcomes are required here: an ended call keeps one. Change it to another instead."
        raise Conflict(detail, code=decision.value)
    if call.outcome_id is None:
        return
    _set(session, call, None, OutcomeSource.REP, by_id=by.user_id, reason=None, now=now)
    call.version += 1
    _tell(session, call, now=now)


def write_notes(session: Session, call: Call, notes: str) -> None:
    """Keep the rep's notes."""
    if notes != call.notes:
        call.notes = notes
        nudges.refetch(session, f"call:{call.id}", company_id=call.company_id, rep_id=call.rep_id)


def _set(
    session: Session,
    call: Call,
    outcome: Outcome | None,
    source: OutcomeSource,
    *,
    by_id: int | None,
    reason: str | None,
    now: datetime,
) -> None:
    """Put the outcome on the call and in its history, its meaning frozen as it is now (row G8)."""
    call.outcome = outcome
    call.outcome_id = outcome.id if outcome else None
    call.outcome_source = source if outcome else None
    call.outcome_by = session.get(User, by_id) if outcome and by_id else None
    call.outcome_by_id = call.outcome_by.id if call.outcome_by else None
    call.outcome_at = now if outcome else None
    call.decided_at = call.decided_at or (now if outcome else None)
    call.recorded_connect_status = outcome.connect_status if outcome else None
    call.recorded_sentiment = outcome.sentiment if outcome else None
    record = OutcomeRecord(
        call_id=call.id,
        outcome_id=call.outcome_id,
        source=source,
        by_id=by_id,
        connect_status=call.recorded_connect_status,
        sentiment=call.recorded_sentiment,
        reason=reason,
        at=now,
    )
    session.add(record)


def _tell(session: Session, call: Call, *, now: datetime) -> None:
    mark_stale(session, call, now=now)
    nudges.refetch(session, f"call:{call.id}", "calls", company_id=call.company_id, rep_id=call.rep_id)
