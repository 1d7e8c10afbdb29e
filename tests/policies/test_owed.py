"""Which calls may be recorded in bulk."""

import pytest

from policies.owed import NO_ANSWER_RESULTS, OwedFacts, Skipped, decide_bulk
from policies.vocabulary import LineResult


@pytest.mark.parametrize("result", [None, *LineResult])
def test_only_a_line_that_nobody_answered_is_one_of_many(result: LineResult | None) -> None:
    expected = None if result in NO_ANSWER_RESULTS else Skipped.ANSWERED
    assert decide_bulk(OwedFacts(True, result, False)) is expected


def test_neither_a_line_that_is_up_nor_what_has_its_outcome() -> None:
    assert decide_bulk(OwedFacts(False, None, False)) is Skipped.LINE_UP
    assert decide_bulk(OwedFacts(True, LineResult.BUSY, True)) is Skipped.HAS_OUTCOME


def test_what_counts_as_no_answer() -> None:
    others = {LineResult.ANSWERED, LineResult.BLOCKED, LineResult.NOT_PLACED}
    assert set(LineResult) - NO_ANSWER_RESULTS == others
