"""What follows from an outcome, and what is taken back when it changes."""

from datetime import timedelta

import pytest

from policies.effects import Bar, Flags, Standing, Step, check_follow_up, decide_effects
from policies.vocabulary import EffectAct, EffectKind
from tests.scenarios import START

FOLLOW_UP, BOOK, BARRED = EffectKind.FOLLOW_UP, EffectKind.BOOK_MEETING, EffectKind.DO_NOT_CALL
MADE, REVIVED, MOVED, CANCELLED, KEPT = (
    EffectAct.MADE,
    EffectAct.REVIVED,
    EffectAct.MOVED,
    EffectAct.CANCELLED,
    EffectAct.KEPT,
)
IN_3, IN_7 = START + timedelta(days=3), START + timedelta(days=7)
PLAIN, THINKING, MEETING, OPT_OUT = (
    Flags(1),
    Flags(2, follow_up_days=3),
    Flags(3, opens_booking=True),
    Flags(4, marks_do_not_call=True),
)
LATER = Flags(2, follow_up_days=3, follow_up_at=IN_7)
ASKED = Flags(1, follow_up_at=IN_7)
FREE, OURS, THEIRS = Bar(), Bar(in_force=True, by_this_call=True), Bar(in_force=True)


def task(**changes: object) -> Standing:
    """The open follow-up that the outcome THINKING has made."""
    return Standing(**({"task_id": 9, "kind": FOLLOW_UP, "outcome_id": 2, "due_at": IN_3} | changes))  # type: ignore[arg-type]


# The outcome chosen now, what it and others made before, the do-not-call list; and what is to be done.
CASES = {
    "nothing asked for": (PLAIN, [], FREE, []),
    "a follow-up in three days": (THINKING, [], FREE, [Step(FOLLOW_UP, MADE, due_at=IN_3)]),
    "at a time of the rep's": (LATER, [], FREE, [Step(FOLLOW_UP, MADE, due_at=IN_7)]),
    "a follow-up that no flag asks for": (ASKED, [], FREE, [Step(FOLLOW_UP, MADE, due_at=IN_7)]),
    "a meeting to book": (MEETING, [], FREE, [Step(BOOK, MADE, due_at=START)]),
    "the same again": (THINKING, [task()], FREE, []),
    "the same, at another time": (LATER, [task()], FREE, [Step(FOLLOW_UP, MOVED, 9, IN_7)]),
    "another outcome": (PLAIN, [task()], FREE, [Step(FOLLOW_UP, CANCELLED, 9, IN_3)]),
    "no outcome any more": (None, [task()], FREE, [Step(FOLLOW_UP, CANCELLED, 9, IN_3)]),
    "another that asks for its own": (
        MEETING,
        [task()],
        FREE,
        [Step(FOLLOW_UP, CANCELLED, 9, IN_3), Step(BOOK, MADE, due_at=START)],
    ),
    "back again": (THINKING, [task(cancelled=True)], FREE, [Step(FOLLOW_UP, REVIVED, 9, IN_3)]),
    "back again, at another time": (LATER, [task(cancelled=True)], FREE, [Step(FOLLOW_UP, REVIVED, 9, IN_7)]),
    "another outcome when it is done": (PLAIN, [task(done=True)], FREE, []),
    "the same when it is done": (THINKING, [task(done=True)], FREE, []),
    "cancelled already": (PLAIN, [task(cancelled=True)], FREE, []),
    "do not call": (OPT_OUT, [], FREE, [Step(BARRED, MADE)]),
    "barred before": (OPT_OUT, [], THEIRS, []),
    "barred by this very call": (OPT_OUT, [], OURS, []),
    "no longer opted out": (PLAIN, [], OURS, [Step(BARRED, KEPT)]),
    "opted out, then nothing": (None, [], OURS, [Step(BARRED, KEPT)]),
    "barred by another call": (PLAIN, [], THEIRS, []),
}


@pytest.mark.parametrize("name", CASES)
def test_effects_follow_the_outcome(name: str) -> None:
    chosen, standing, bar, expected = CASES[name]
    assert list(decide_effects(chosen, standing, bar, now=START)) == expected


def test_no_case_ever_takes_a_number_off_the_list() -> None:
    for chosen, standing, bar, _ in CASES.values():
        for step in decide_effects(chosen, standing, bar, now=START):
            assert step.kind is not BARRED or step.act in (MADE, KEPT)


@pytest.mark.parametrize(
    ("flags", "at", "refused"),
    [
        (THINKING, START + timedelta(minutes=1), False),
        (THINKING, START + timedelta(days=731), False),
        (THINKING, START, True),
        (THINKING, START - timedelta(days=1), True),
        (THINKING, START + timedelta(days=732), True),
        (OPT_OUT, IN_3, True),
    ],
)
def test_a_follow_up_lies_ahead_within_reach_and_on_a_number_one_may_call(
    flags: Flags, at: object, refused: bool
) -> None:
    assert (check_follow_up(at, flags, now=START) is not None) is refused  # type: ignore[arg-type]
