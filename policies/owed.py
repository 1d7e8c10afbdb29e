"""Owed outcomes: which may be recorded many at once (row B2)."""

from dataclasses import dataclass
from enum import StrEnum

from policies.vocabulary import LineResult

MOST_AT_ONCE = 200
# Nobody spoke: one outcome may be right for many of these, whatever the picker would offer for each.
NO_ANSWER_RESULTS = frozenset(
    {
        LineResult.BUSY,
        LineResult.NO_ANSWER,
        LineResult.CANCELED,
        LineResult.NOT_IN_SERVICE,
        LineResult.MACHINE,
        LineResult.FAX,
    }
)


class Skipped(StrEnum):
    """Why a call was left as it is when many were recorded at once; the API's stable code."""

    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    LINE_UP = "line_up"
    ANSWERED = "not_a_no_answer"
    HAS_OUTCOME = "has_outcome"
    STALE = "stale_version"
    REASON_REQUIRED = "reason_required"


@dataclass(frozen=True, slots=True)
class OwedFacts:
    """What recording in bulk needs to know of a call."""

    line_over: bool
    result: LineResult | None
    has_outcome: bool


def decide_bulk(call: OwedFacts) -> Skipped | None:
    """Why this call cannot be one of many; None when it can."""
    if not call.line_over:
        return Skipped.LINE_UP
    if call.has_outcome:
        return Skipped.HAS_OUTCOME
    return None if call.result in NO_ANSWER_RESULTS else Skipped.ANSWERED
