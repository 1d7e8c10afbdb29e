"""Recording what a call came to. What a person chose is never overwritten by the line (row P4)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from dialer import audit, hooks, nudges, outcomes, people
from dialer.analytics.marks import mark_stale
from dialer.calls import effects
from dialer.calls.queries import facts_of
from dialer.crm.marks import mark_for_crm
from dialer.errors import Conflict, Forbidden, Invalid
from dialer.models import Call, Outcome, OutcomeRecord, User
from dialer.people import Principal
from policies import wrap_up
from policies.permissions import Action
from policies.vocabulary import ConnectStatus, OutcomeSource, Sentiment

STALE = "Somebody changed this call meanwhile; look at it again and choose."


@dataclass(frozen=True, slots=True)
class Meaning:
    """What stands on a call: the outcome with its meaning as it was when it was recorded, and who put it there."""

    outcome: Outcome | None
    source: OutcomeSource | None
    by_id: int | None
    at: datetime | None
    connect_status: ConnectStatus | None
    sentiment: Sentiment | None


NOTHING = Meaning(None, None, None, None, None, None)


def record_outcome(
    session: Session,
    call: Call,
    by: Principal,
    key: str,
    *,
    version: int | None = None,
    follow_up_at: datetime | None = None,
    reason: str | None = None,
    now: datetime,
) -> None:
    """A person chooses the outcome; effects of its flags follow, and those of the one before it are undone.

    Choosing the same again changes nothing (except when the follow-up is due), so that a request may be repeated.
    Somebody else than the rep gives a reason, which is audited. Raises Forbidden; Conflict ``not_taken`` for a call
    that nobody took, ``stale_version`` when ``version`` is given and the call has moved on; Invalid
    ``reason_required``, or when the outcome cannot be picked.
    """
    require_changer(call, by)
    same = call.outcome is not None and call.outcome.key == key and call.outcome_source is OutcomeSource.REP
    if same and follow_up_at is None:
        return
    _require_version(call, version)
    _require_reason(call, by, reason)
    outcome = call.outcome if same and call.outcome else outcomes.find_usable(session, key)
    flags = effects.flags_of(outcome, follow_up_at, now=now)
    record = effects.newest_record(session, call) if same else None
    if record is None:
        chosen = Meaning(
            outcome, OutcomeSource.REP, by.user_id, now, outcome.connect_status, outcome.sentiment
        )
        record = _decide(session, call, by, chosen, reason=reason, now=now)
    effects.follow_outcome(session, call, by, record, flags, now=now)


def clear_outcome(
    session: Session,
    call: Call,
    by: Principal,
    *,
    version: int | None = None,
    reason: str | None = None,
    now: datetime,
) -> None:
    """A person takes the outcome away. Raises as recording does, and Conflict where the policy keeps it."""
    require_changer(call, by)
    _require_version(call, version)
    require_clearable(session, call)
    if call.outcome_id is None:
        return
    _require_reason(call, by, reason)
    record = _decide(session, call, by, NOTHING, reason=reason, now=now)
    effects.follow_outcome(session, call, by, record, None, now=now)


def restore(
    session: Session, call: Call, by: Principal, before: Meaning, *, decided: bool, now: datetime
) -> None:
    """Bring back what stood before the last decision, its effects included; see ``dialer.calls.undo``."""
    record = _decide(session, call, by, before, reason=None, now=now, is_undo=True)
    call.is_decided = decided
    call.decided_at = call.decided_at if decided else None
    effects.follow_outcome(session, call, by, record, effects.flags_standing(call, now=now), now=now)


def write_notes(
    session: Session, call: Call, notes: str, *, before: str | None = None, now: datetime
) -> None:
    """Keep the rep's notes.

    ``before`` is what the writer had read: when the call has others by now, nothing is overwritten, and Conflict
    ``stale_notes`` is raised.
    """
    if notes == call.notes:
        return
    if before is not None and before != call.notes:
        detail = "Somebody wrote other notes meanwhile. Look at both, and save what should stay."
        raise Conflict(detail, code="stale_notes")
    call.notes = notes
    mark_for_crm(session, call, now=now)
    nudges.refetch(session, f"call:{call.id}", company_id=call.company_id, rep_id=call.rep_id)


def require_changer(call: Call, by: Principal) -> None:
    """Raises Conflict for a call that is nobody's, Forbidden unless it is one's own or one may change others'."""
    if call.rep_id is None:
        raise Conflict("Nobody took this call, so it has no outcome. Call them back.", code="not_taken")
    if call.rep_id != by.user_id and not by.may(Action.CHANGE_OTHERS_OUTCOME):
        raise Forbidden("This is somebody else's call. Its rep or a manager can change the outcome.")


def require_clearable(session: Session, call: Call) -> None:
    """Raises Conflict ``outcome_required`` for an ended call while the switch is on."""
    company = people.company_of(session, call.company_id)
    decision = wrap_up.decide_clear(facts_of(call), outcome_required=company.outcome_required)
    if isinstance(decision, wrap_up.Denial):
        detail = "Outcomes are required here: an ended call keeps one. Change it to another instead."
        raise Conflict(detail, code=decision.value)


def _require_version(call: Call, version: int | None) -> None:
    if version is not None and version != call.version:
        raise Conflict(STALE, code="stale_version")


def _require_reason(call: Call, by: Principal, reason: str | None) -> None:
    if call.rep_id != by.user_id and not reason:
        detail = "Say why: a reason is kept when somebody else than the rep decides what a call came to."
        raise Invalid(detail, code="reason_required")


def _decide(
    session: Session,
    call: Call,
    by: Principal,
    meaning: Meaning,
    *,
    reason: str | None,
    now: datetime,
    is_undo: bool = False,
) -> OutcomeRecord:
    """Put it on the call and into its history, its meaning frozen (row G8); audited when it is another's call."""
    before = call.outcome.key if call.outcome else None
    _put(session, call, meaning)
    call.version += 1
    call.is_decided = True
    call.decided_at = call.decided_at or (now if meaning.outcome else None)
    record = OutcomeRecord(
        call_id=call.id,
        outcome_id=call.outcome_id,
        source=meaning.source or OutcomeSource.REP,
        by_id=by.user_id,
        connect_status=meaning.connect_status,
        sentiment=meaning.sentiment,
        reason=reason,
        is_undo=is_undo,
        at=now,
    )
    session.add(record)
    session.flush()
    if call.rep_id != by.user_id:
        after = {"outcome": call.outcome.key if call.outcome else None, "reason": reason}
        subject = f"call:{call.id}"
        audit.write_entry(
            session, by, "outcome.changed", subject, before={"outcome": before}, after=after, now=now
        )
    mark_stale(session, call, now=now)
    mark_for_crm(session, call, now=now)
    hooks.tell_outcome(session, call.id, first=before is None, now=now)
    nudges.refetch(session, f"call:{call.id}", "calls", company_id=call.company_id, rep_id=call.rep_id)
    return record


def _put(session: Session, call: Call, meaning: Meaning) -> None:
    outcome = meaning.outcome
    call.outcome = outcome
    call.outcome_id = outcome.id if outcome else None
    call.outcome_source = meaning.source if outcome else None
    call.outcome_by = session.get(User, meaning.by_id) if outcome and meaning.by_id else None
    call.outcome_by_id = call.outcome_by.id if call.outcome_by else None
    call.outcome_at = meaning.at if outcome else None
    call.recorded_connect_status = meaning.connect_status
    call.recorded_sentiment = meaning.sentiment
