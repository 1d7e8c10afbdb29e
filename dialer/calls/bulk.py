"""Recording one no-answer outcome on many owed calls at once (row B2)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from dialer import outcomes
from dialer.calls import door
from dialer.calls.queries import find_call, lock_call
from dialer.calls.record import record_outcome
from dialer.errors import Conflict, Forbidden, Invalid, NotFound
from dialer.models import Call
from dialer.people import Principal
from policies.owed import OwedFacts, Skipped, decide_bulk
from policies.vocabulary import OutcomeGroup

WHY = {
    Skipped.LINE_UP: "The line is still up.",
    Skipped.HAS_OUTCOME: "It has an outcome already; change it on its own.",
    Skipped.ANSWERED: "Somebody or something answered; look at it on its own.",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A call, and the version of it that the person has seen."""

    call_id: int
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What happened to one call: recorded, or skipped and why."""

    call_id: int
    skipped: Skipped | None = None
    detail: str = ""


def record_many(
    session: Session, by: Principal, items: list[Item], key: str, *, reason: str | None = None, now: datetime
) -> list[Done]:
    """Record the outcome on each call that it fits; one's own that were still open end by it.

    Says of every call what happened, in the order asked. Raises Invalid for an outcome that is not of the group
    "no answer".
    """
    outcome = outcomes.find_usable(session, key)
    if outcome.group is not OutcomeGroup.NO_ANSWER:
        detail = f"{outcome.label} says that somebody answered. Only a no-answer outcome can be given to many calls."
        raise Invalid(detail, code="not_a_no_answer_outcome")
    # Always in the same order, so that two of these never wait for each other.
    wanted = {item.call_id: item for item in sorted(items, key=lambda item: item.call_id)}
    done = {item.call_id: _record_one(session, by, item, key, reason, now=now) for item in wanted.values()}
    return [done[call_id] for call_id in dict.fromkeys(item.call_id for item in items)]


def _record_one(
    session: Session, by: Principal, item: Item, key: str, reason: str | None, *, now: datetime
) -> Done:
    try:
        found = find_call(session, item.call_id, by)
        call = lock_call(session, found.id)
        assert call is not None  # found a moment ago, and calls are never deleted
        if skipped := decide_bulk(_facts(call)):
            return Done(item.call_id, skipped, WHY[skipped])
        record_outcome(session, call, by, key, version=item.version, reason=reason, now=now)
        if call.rep_id == by.user_id:
            door.leave(session, call, at=now)
    except (NotFound, Forbidden, Conflict, Invalid) as error:
        return Done(item.call_id, _skipped(error.code), error.detail)
    return Done(item.call_id)


def _skipped(code: str) -> Skipped:
    """A call that nobody took is not one that this person could describe."""
    return Skipped(code) if code in set(Skipped) else Skipped.FORBIDDEN


def _facts(call: Call) -> OwedFacts:
    return OwedFacts(call.line_ended_at is not None, call.result, call.outcome_id is not None)
