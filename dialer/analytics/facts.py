"""What the tallies read of a call."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal

from dialer.analytics.instants import epoch_seconds
from dialer.models import Call
from policies.quality import BRIEF_TALK, HASTY, LONG_TALK, LONGEST_WRAP_UP
from policies.vocabulary import LineResult, OutcomeSource

# Placed, over, and somebody's: a call from outside that nobody took is in no rep's numbers.
COUNTED = (
    Call.line_ended_at.is_not(None),
    Call.result != LineResult.NOT_PLACED,
    Call.rep_id.is_not(None),
)
BY_PERSON = Call.outcome_source.in_([OutcomeSource.REP, OutcomeSource.IMPORT])
BY_LINE = Call.outcome_source == OutcomeSource.WEBHOOK
TALK = func.coalesce(Call.talk_seconds, 0)
IS_BRIEF = TALK < BRIEF_TALK
IS_LONG = TALK > LONG_TALK
_WAITED = epoch_seconds(func.coalesce(Call.decided_at, Call.ended_at)) - epoch_seconds(Call.line_ended_at)
# Chosen after the line was over, and at once. Who chose while it was up had time.
IS_HASTY = and_(Call.decided_at > Call.line_ended_at, _WAITED < HASTY)
HAS_WRAP_UP = _WAITED <= LONGEST_WRAP_UP  # unknown, and so no, while neither chosen nor ended


def one_if(condition: Any) -> ColumnElement[int]:
    """1 where the condition holds, else 0."""
    return case((condition, literal(1)), else_=literal(0))


def wrap_up_seconds() -> ColumnElement[int]:
    """From the line's end to a person's first choice, or to the end; none when chosen while the line was up."""
    return case((and_(HAS_WRAP_UP, _WAITED > 0), _WAITED), else_=literal(0))
