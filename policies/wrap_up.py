"""The required-outcome policy: may this call end, is it held, may this rep dial? (rows P5-P8, B1)"""

from dataclasses import dataclass
from enum import StrEnum

from policies.vocabulary import CallState, LineResult


class Denial(StrEnum):
    """Why not, as the API's stable code."""

    OUTCOME_REQUIRED = "outcome_required"
    CALL_OPEN = "call_open"


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What the policy needs to know of a call."""

    state: CallState
    has_outcome: bool
    released: bool
    result: LineResult | None
    taken: bool = True  # a call from outside that nobody took is nobody's to describe


@dataclass(frozen=True, slots=True)
class MayEnd:
    """The call may end."""


@dataclass(frozen=True, slots=True)
class MayDial:
    """The rep may dial; ``end_first`` says that the open wrap-up call is to be ended by it."""

    end_first: bool = False


def needs_outcome(call: CallFacts, *, outcome_required: bool) -> bool:
    """Whether a call is held: the line is over, and the switch keeps it in wrap-up until it has an outcome.

    A call that was never placed is not held, nor is one that nobody took or that a manager released.
    """
    return call.state is CallState.WRAP_UP and _lacks_outcome(call, outcome_required=outcome_required)


def decide_end(call: CallFacts, *, outcome_required: bool) -> MayEnd | Denial:
    """May the call end as it would be after this very hang-up? The far side may always hang up; a rep may not."""
    if call.state is not CallState.ENDED and _lacks_outcome(call, outcome_required=outcome_required):
        return Denial.OUTCOME_REQUIRED
    return MayEnd()


def decide_clear(call: CallFacts, *, outcome_required: bool) -> MayEnd | Denial:
    """May a recorded outcome be taken away again? Not from an ended call while the switch is on."""
    if outcome_required and call.state is CallState.ENDED:
        return Denial.OUTCOME_REQUIRED
    return MayEnd()


def decide_dial(open_call: CallFacts | None, *, outcome_required: bool) -> MayDial | Denial:
    """May the rep start another call? Not while a line is up or a call is held."""
    if open_call is None:
        return MayDial()
    if open_call.state is not CallState.WRAP_UP or needs_outcome(
        open_call, outcome_required=outcome_required
    ):
        return Denial.CALL_OPEN
    return MayDial(end_first=True)


def _lacks_outcome(call: CallFacts, *, outcome_required: bool) -> bool:
    nobodys = not call.taken or call.result is LineResult.NOT_PLACED
    excused = call.has_outcome or call.released or nobodys
    return outcome_required and not excused
