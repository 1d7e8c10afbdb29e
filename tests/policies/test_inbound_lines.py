"""Leg events of a call from outside -> where it is, who took it, what came of it."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.inbound import DECLINED, GAVE_UP, RANG_OUT, fold_inbound
from policies.vocabulary import LegStatus
from tests.inbound import said

ARRIVED = "+0 lead ringing"
RINGING = ARRIVED + "\n +0 robin initiated \n +1 robin ringing \n +0 sasha initiated \n +1 sasha ringing"
TAKEN = RINGING + "\n +6 robin answered \n +6 sasha canceled"
TALKED = TAKEN + "\n +46 robin completed lasted=40 \n +46 dial completed lasted=40"
RANG = RINGING + "\n +31 robin no_answer \n +31 sasha no_answer \n +31 dial no_answer"
ALL_DECLINED = RINGING + "\n +3 robin busy \n +5 sasha busy \n +5 dial busy"
ABANDONED = RINGING + "\n +8 robin canceled \n +8 sasha canceled \n +8 dial canceled \n +8 lead no_answer"

# state, result, why, who took it, seconds of ringing, seconds of talk
LINES = {
    "it has just arrived": (ARRIVED, ("ringing", None, None, None, None, None)),
    "it rings at two": (RINGING, ("ringing", None, None, None, None, None)),
    "one declines, the other still rings": (
        RINGING + "\n +3 sasha busy",
        ("ringing", None, None, None, None, None),
    ),
    "one took it": (TAKEN, ("live", None, None, "robin", 6, None)),
    "they talked": (TALKED, ("wrap_up", "answered", None, "robin", 6, 40)),
    "the rep hung up": (TAKEN + "\n +20 page hung_up", ("wrap_up", "answered", None, "robin", 6, 14)),
    "the caller hung up, told by REST": (
        TAKEN + "\n +20 lead completed",
        ("wrap_up", "answered", None, "robin", 6, 14),
    ),
    "the answer was never reported": (
        RINGING + "\n +46 robin completed lasted=40",
        ("wrap_up", "answered", None, "robin", 6, 40),
    ),
    "only the dial says that somebody came": (
        RINGING + "\n +46 dial completed lasted=40",
        ("wrap_up", "answered", None, None, 6, 40),
    ),
    "it rang out": (RANG, ("wrap_up", "no_answer", RANG_OUT, None, 31, None)),
    "it rang out, and then the caller was gone": (
        RANG + "\n +37 lead completed",
        ("wrap_up", "no_answer", RANG_OUT, None, 31, None),
    ),
    "everybody declined": (ALL_DECLINED, ("wrap_up", "no_answer", DECLINED, None, 5, None)),
    "the caller gave up": (ABANDONED, ("wrap_up", "canceled", GAVE_UP, None, 8, None)),
    "the caller gave up, told by REST alone": (
        RINGING + "\n +8 lead no_answer",
        ("wrap_up", "canceled", GAVE_UP, None, 8, None),
    ),
    "a page without a line hangs nothing up": (
        RINGING + "\n +3 page hung_up",
        ("ringing", None, None, None, None, None),
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_the_line_is_where_its_legs_say(name: str) -> None:
    scenario, expected = LINES[name]
    line = fold_inbound(said(scenario))
    at = line.progress
    assert (
        at.state,
        at.result,
        at.reason,
        line.answered_leg,
        at.ring_seconds,
        at.talk_seconds,
    ) == expected


@pytest.mark.parametrize("name", ["it rang out", "everybody declined", "the caller gave up"])
def test_what_nobody_took_is_missed(name: str) -> None:
    assert fold_inbound(said(LINES[name][0])).is_missed


@pytest.mark.parametrize("name", ["it rings at two", "one took it", "they talked"])
def test_what_rings_or_was_taken_is_not_missed(name: str) -> None:
    assert not fold_inbound(said(LINES[name][0])).is_missed


@pytest.mark.parametrize("scenario", [TAKEN, ALL_DECLINED])
def test_the_order_of_arrival_is_of_no_account(scenario: str) -> None:
    words = said(scenario)
    assert {fold_inbound(order) for order in permutations(words)} == {fold_inbound(words)}


LEGS = st.sampled_from(["lead", "robin", "sasha", "dial", "page"])
STATUSES = st.sampled_from([status.value for status in LegStatus])
EVENTS = st.lists(st.tuples(st.integers(0, 60), LEGS, STATUSES), max_size=12)


@given(EVENTS, st.randoms())
@settings(max_examples=300)
def test_any_words_in_any_order_and_number_make_the_same_line(
    words: list[tuple[int, str, str]], dice: object
) -> None:
    events = said("\n".join(f"+{second} {leg} {word}" for second, leg, word in words))
    shuffled = events + events[:3]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    line = fold_inbound(shuffled)
    assert line == fold_inbound(events)
    assert line.progress.talk_seconds is None or line.progress.talk_seconds >= 0
    assert line.progress.is_over == (line.progress.result is not None)
