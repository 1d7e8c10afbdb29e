"""May this call end, is it held, may this rep dial? Every combination there is."""

from itertools import product

import pytest

from policies.vocabulary import CallState, LineResult
from policies.wrap_up import (
    CallFacts,
    Denial,
    MayDial,
    MayEnd,
    decide_clear,
    decide_dial,
    decide_end,
    needs_outcome,
)

RESULTS = (None, *LineResult)
EVERY_CALL = [
    CallFacts(state, has_outcome, released, result)
    for state, has_outcome, released, result in product(CallState, (False, True), (False, True), RESULTS)
]
MAY, REFUSED = MayEnd(), Denial.OUTCOME_REQUIRED


def wrap_up(**changes: object) -> CallFacts:
    """A call whose line is over and which has no outcome."""
    facts = {
        "state": CallState.WRAP_UP,
        "has_outcome": False,
        "released": False,
        "result": LineResult.ANSWERED,
    }
    return CallFacts(**(facts | changes))  # type: ignore[arg-type]


# The call, then with the switch on: is it held, may it end?
HELD = {
    "no outcome": (wrap_up(), True, REFUSED),
    "an outcome": (wrap_up(has_outcome=True), False, MAY),
    "released": (wrap_up(released=True), False, MAY),
    "never placed": (wrap_up(result=LineResult.NOT_PLACED), False, MAY),
    "nobody took it": (wrap_up(taken=False, result=LineResult.NO_ANSWER), False, MAY),
    "blocked": (wrap_up(result=LineResult.BLOCKED), True, REFUSED),
    "given up while ringing": (wrap_up(result=LineResult.CANCELED), True, REFUSED),
    "line still up": (wrap_up(state=CallState.LIVE, result=None), False, REFUSED),
    "still dialing": (wrap_up(state=CallState.DIALING, result=None), False, REFUSED),
    "line up, outcome picked": (wrap_up(state=CallState.LIVE, has_outcome=True), False, MAY),
    "ended": (wrap_up(state=CallState.ENDED), False, MAY),
}


@pytest.mark.parametrize("name", HELD)
def test_the_switch_holds_what_lacks_its_outcome(name: str) -> None:
    call, held, may_end = HELD[name]
    assert needs_outcome(call, outcome_required=True) is held
    assert decide_end(call, outcome_required=True) == may_end


def test_without_the_switch_nothing_is_held_or_refused() -> None:
    for call in EVERY_CALL:
        assert not needs_outcome(call, outcome_required=False), call
        assert decide_end(call, outcome_required=False) == MAY, call
        assert decide_clear(call, outcome_required=False) == MAY, call


def test_a_held_call_is_one_that_may_not_end() -> None:
    for call in EVERY_CALL:
        if needs_outcome(call, outcome_required=True):
            assert decide_end(call, outcome_required=True) is REFUSED, call


def test_an_outcome_may_be_taken_away_until_the_call_has_ended() -> None:
    for call in EVERY_CALL:
        expected = REFUSED if call.state is CallState.ENDED else MAY
        assert decide_clear(call, outcome_required=True) == expected, call


@pytest.mark.parametrize("required", [False, True])
def test_dialing_waits_for_a_line_and_for_a_held_call_only(required: bool) -> None:
    for call in (call for call in EVERY_CALL if call.state is not CallState.ENDED):
        held = needs_outcome(call, outcome_required=required)
        waits = call.state is not CallState.WRAP_UP or held
        expected = Denial.CALL_OPEN if waits else MayDial(end_first=True)
        assert decide_dial(call, outcome_required=required) == expected, call


def test_with_nothing_open_the_rep_may_dial() -> None:
    assert decide_dial(None, outcome_required=True) == MayDial(end_first=False)
