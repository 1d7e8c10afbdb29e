"""What stood before, and who may bring it back until when."""

from datetime import timedelta

import pytest

from policies.undo import Denial, Entry, Undo, decide_undo, standing
from policies.vocabulary import OutcomeSource
from tests.scenarios import START

ME, OTHER = 7, 8
REP, LINE = OutcomeSource.REP, OutcomeSource.WEBHOOK


def history(*entries: str) -> list[Entry]:
    """``line``, ``mine``, ``theirs`` and ``undo`` (mine), a second apart, the last of them right now."""
    first = START - timedelta(seconds=len(entries) - 1)
    return [
        Entry(
            record_id=number,
            source=LINE if what == "line" else REP,
            by_id={"line": None, "theirs": OTHER}.get(what, ME),
            at=first + timedelta(seconds=number),
            is_undo=what == "undo",
        )
        for number, what in enumerate(entries)
    ]


# The history; and the entry that is brought back (None: no outcome), or why nothing is.
CASES = {
    "nothing yet": ([], Denial.NOTHING_TO_UNDO),
    "my first choice": (["mine"], None),
    "over a pre-fill": (["line", "mine"], 0),
    "over a colleague's": (["theirs", "mine"], 0),
    "over my own": (["mine", "mine"], 0),
    "only a pre-fill": (["line"], Denial.NOTHING_TO_UNDO),
    "a colleague's": (["mine", "theirs"], Denial.NOTHING_TO_UNDO),
    "twice": (["line", "mine", "undo"], Denial.NOTHING_TO_UNDO),
    "a new choice after an undo": (["line", "mine", "undo", "mine"], 0),
    "a pre-fill that came after an undo": (["mine", "undo", "line", "mine"], 2),
}


@pytest.mark.parametrize("name", CASES)
def test_only_ones_own_newest_choice_and_only_once(name: str) -> None:
    entries, expected = CASES[name]
    decision = decide_undo(history(*entries), by_id=ME, now=START)
    if isinstance(expected, Denial):
        assert decision is expected
        return
    assert isinstance(decision, Undo)
    assert (decision.restores.record_id if decision.restores else None) == expected


@pytest.mark.parametrize(
    ("seconds", "may"), [(0, True), (10, True), (15, True), (15.1, False), (3600, False)]
)
def test_ten_seconds_and_a_little_grace(seconds: float, may: bool) -> None:
    decision = decide_undo(history("mine"), by_id=ME, now=START + timedelta(seconds=seconds))
    assert (decision is not Denial.TOO_LATE) is may


def test_the_command_line_has_nothing_to_take_back() -> None:
    assert decide_undo(history("line"), by_id=None, now=START) is Denial.NOTHING_TO_UNDO


def test_a_pre_fill_brought_back_may_be_replaced_by_the_line_and_a_choice_may_not() -> None:
    for entries, chosen in ((["line", "mine"], False), (["theirs", "mine"], True), (["mine"], False)):
        decision = decide_undo(history(*entries), by_id=ME, now=START)
        assert isinstance(decision, Undo)
        assert decision.chosen_by_person is chosen


def test_each_undo_takes_away_the_entry_before_it() -> None:
    assert standing(history("mine", "mine", "undo")) == history("mine", "mine", "undo")[0]
    assert standing(history("mine", "undo")) is None
