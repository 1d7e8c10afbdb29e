"""What the required switch would have done last week, before it is turned on (row P7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from dialer.models import Call, OutcomeRecord
from policies import wrap_up
from policies.vocabulary import CallState, Direction

PERIOD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class LastWeek:
    """Calls that ended since then, and how many of them the switch would have held."""

    since: datetime
    calls: int = 0
    held: int = 0


def count_would_be_held(session: Session, *, now: datetime) -> LastWeek:
    """Count the dialer's calls, out and in, that a rep ended or left in the last seven days, and which of them
    had no outcome at that moment: the policy would have held each in wrap-up.

    What was recorded or cleared after the end does not matter; a call that was never placed or that nobody took
    is never held; one that a manager released was held.
    """
    since = now - PERIOD
    has_outcome = case((_had_outcome_at_its_end(), True), else_=False).label("has_outcome")
    query = (
        select(Call.result, has_outcome, func.count().label("calls"))
        .where(Call.ended_at >= since, Call.ended_at <= now, Call.created_at >= since - timedelta(days=1))
        .where(Call.rep_id.is_not(None), Call.direction != Direction.MANUAL)
        .group_by(Call.result, has_outcome)
    )
    calls = held = 0
    for result, had, count in session.execute(query):
        facts = wrap_up.CallFacts(CallState.WRAP_UP, has_outcome=bool(had), released=False, result=result)
        calls += count
        held += count if wrap_up.needs_outcome(facts, outcome_required=True) else 0
    return LastWeek(since, calls, held)


def _had_outcome_at_its_end() -> ColumnElement[bool]:
    """The one that is there is no younger than the end, or the last thing recorded before it was an outcome."""
    later = aliased(OutcomeRecord)
    last_before_end = (OutcomeRecord.call_id == Call.id, OutcomeRecord.at <= Call.ended_at)
    superseded = exists().where(
        later.call_id == OutcomeRecord.call_id, later.id > OutcomeRecord.id, later.at <= Call.ended_at
    )
    recorded = exists().where(*last_before_end, OutcomeRecord.outcome_id.is_not(None), ~superseded)
    return or_(Call.outcome_at <= Call.ended_at, recorded)
