"""Taking back, for some seconds, what one has just recorded on a call.

Undoing brings back what stood before, its effects included (do-not-call excepted, which never undoes itself). A call
that recording has ended stays ended. Where the company requires outcomes, an ended call is never left without one:
then undoing is refused with ``outcome_required``, the outcome stands until another is chosen, and the page opens the
picker for that. So nothing is bypassed, and no call ends twice.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from dialer.calls import record
from dialer.calls.queries import history_of
from dialer.errors import Conflict
from dialer.models import Call, Outcome, OutcomeRecord
from dialer.people import Principal
from policies.undo import Denial, Entry, decide_undo

WHY_NOT = {
    Denial.NOTHING_TO_UNDO: "There is nothing of yours to take back on this call.",
    Denial.TOO_LATE: "It is too late to take this back. Change the outcome instead.",
}


def undo_outcome(session: Session, call: Call, by: Principal, *, version: int, now: datetime) -> None:
    """Take back the newest decision on the call, which must be one's own and seconds old.

    Raises Conflict ``stale_version`` when somebody has decided since, ``nothing_to_undo``, ``too_late``, or
    ``outcome_required``.
    """
    record.require_changer(call, by)
    if version != call.version:
        raise Conflict(record.STALE, code="stale_version")
    history = {one.id: one for one in history_of(session, call)}
    decision = decide_undo([_entry(one) for one in history.values()], by_id=by.user_id, now=now)
    if isinstance(decision, Denial):
        raise Conflict(WHY_NOT[decision], code=decision.value)
    before = record.NOTHING
    if decision.restores is not None:
        before = _meaning(session, history[decision.restores.record_id])
    if before.outcome is None:
        record.require_clearable(session, call)
    record.restore(session, call, by, before, decided=decision.chosen_by_person, now=now)


def _entry(one: OutcomeRecord) -> Entry:
    return Entry(one.id, one.source, one.by_id, one.at, one.is_undo)


def _meaning(session: Session, one: OutcomeRecord) -> record.Meaning:
    outcome = session.get(Outcome, one.outcome_id) if one.outcome_id else None
    return record.Meaning(outcome, one.source, one.by_id, one.at, one.connect_status, one.sentiment)
