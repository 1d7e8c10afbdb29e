"""The one doorway out of a call, for every page, tab, token and script (rows P5, P8)."""

from datetime import datetime

from sqlalchemy.orm import Session

from dialer import audit, nudges, people
from dialer.analytics.marks import mark_stale
from dialer.calls.follow import add_event, settle
from dialer.calls.queries import facts_of
from dialer.calls.record import record_outcome, write_notes
from dialer.errors import Conflict
from dialer.models import Call
from dialer.people import Principal
from policies import wrap_up
from policies.progress import LegEvent
from policies.vocabulary import CallState, EventKind, LegRole, LegStatus

HANG_UP = "workers.lines.hang_up"


def end_call(
    session: Session,
    call: Call,
    by: Principal,
    *,
    outcome: str | None = None,
    notes: str | None = None,
    version: int | None = None,
    now: datetime,
) -> None:
    """Record, end and hang up in one step.

    Ending takes the outcome given, else the one recorded, else what this very hang-up lets us suggest.
    Ending an ended call is harmless. Raises Conflict ``outcome_required``, and then nothing has changed and
    the line stays open; ``stale_version``; Invalid.
    """
    if outcome is not None:
        record_outcome(session, call, by, outcome, version=version, now=now)
    if notes is not None:
        write_notes(session, call, notes)
    if call.ended_at is not None:
        return
    if call.line_ended_at is None:
        _let_go(session, call, LegStatus.HUNG_UP, now=now)
    company = people.company_of(session, call.company_id)
    decision = wrap_up.decide_end(facts_of(call), outcome_required=company.outcome_required)
    if isinstance(decision, wrap_up.Denial):
        raise Conflict("This call needs an outcome before it can end. Pick one.", code=decision.value)
    finish(session, call, now=now)


def require_open(call: Call) -> None:
    """Raises Conflict ``already_ended`` for a call that holds nobody any more."""
    if call.ended_at is not None:
        raise Conflict("This call has ended already; nobody is held by it.", code="already_ended")


def release_call(session: Session, call: Call, by: Principal, reason: str, *, now: datetime) -> None:
    """A manager frees the rep from a call; it stays listed as missing its outcome. Audited."""
    require_open(call)
    if call.rep_id is None:
        raise Conflict("This call still rings; nobody is held by it.", code="not_taken")
    before = {"state": call.state.value, "rep_id": call.rep_id}
    call.released_by_id, call.released_at, call.release_reason = by.user_id, now, reason
    if call.line_ended_at is None:
        _let_go(session, call, LegStatus.HUNG_UP, now=now)
    finish(session, call, now=now)
    after = {"state": call.state.value, "rep_id": call.rep_id, "reason": reason}
    audit.write_entry(session, by, "call.released", f"call:{call.id}", before=before, after=after, now=now)


def fail_line(session: Session, call: Call, note: str, *, now: datetime) -> None:
    """The rep's page could not place the line: no microphone, an SDK error.

    It only counts as never placed while nothing was heard of the lead's leg; else the line is over for the
    rep, and the call asks for its outcome like any other.
    """
    if call.line_ended_at is None:
        _let_go(session, call, LegStatus.LINE_FAILED, note=note, now=now)


def finish(session: Session, call: Call, *, now: datetime) -> None:
    """The call is over for the rep. The policy has been asked."""
    call.ended_at = now
    call.state = CallState.ENDED
    if call.decided_at is None and call.rep_id is not None:  # its wrap-up ends here
        mark_stale(session, call, now=now)
    nudges.refetch(session, f"call:{call.id}", "calls", company_id=call.company_id, rep_id=call.rep_id)


def _let_go(session: Session, call: Call, how: LegStatus, *, note: str | None = None, now: datetime) -> None:
    event = LegEvent(LegRole.REP, EventKind.REP_ACTION, how, now, note=note)
    add_event(session, call.id, event, now=now)
    settle(session, call, now=now)
    nudges.ask_for(session, HANG_UP, call.id)
