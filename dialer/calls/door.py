"""The one doorway out of a call: nothing else in the program sets ``ended_at``, which a test holds (row B1)."""

from datetime import datetime

from sqlalchemy.orm import Session

from dialer import flows, hooks, nudges, people
from dialer.analytics.marks import mark_stale
from dialer.calls.queries import facts_of
from dialer.crm.marks import mark_for_crm
from dialer.errors import Conflict
from dialer.models import Call
from policies import wrap_up
from policies.vocabulary import CallState


def leave(session: Session, call: Call, *, at: datetime) -> None:
    """The call is over for its rep, if the required-outcome policy lets it end. Twice is harmless.

    Raises Conflict ``outcome_required``; whoever releases a call notes that on it first.
    """
    if call.ended_at is not None:
        return
    company = people.company_of(session, call.company_id)
    decision = wrap_up.decide_end(facts_of(call), outcome_required=company.outcome_required)
    if isinstance(decision, wrap_up.Denial):
        raise Conflict("This call needs an outcome before it can end. Pick one.", code=decision.value)
    call.ended_at, call.state = at, CallState.ENDED
    if call.decided_at is None and call.rep_id is not None:  # its wrap-up ends here
        mark_stale(session, call, now=at)
    mark_for_crm(session, call, now=at)
    flows.move_on(session, call, at=at)
    hooks.tell_ended(session, call.id, now=at)
    nudges.refetch(session, f"call:{call.id}", "calls", company_id=call.company_id, rep_id=call.rep_id)


def reopen(call: Call, state: CallState) -> None:
    """A call that had ended for nobody is somebody's after all: who took it is heard of late."""
    call.ended_at, call.state = None, state
