"""What goes with each outcome of a meeting, when one is owed, and when a strategy call may be booked."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from policies import meeting_words
from policies.meetings import (
    OUTCOMES,
    RULES,
    Decision,
    Flaw,
    LastWord,
    MeetingFacts,
    OutcomeDenial,
    Result,
    ScreeningDenial,
    check_result,
    decide_outcome,
    decide_strategy,
    last_word,
    owes_outcome,
)
from policies.vocabulary import MeetingKind, MeetingOutcome, MeetingReason, Objection

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

# kind | outcome | reason | objection | notes. Whatever does not stand here is refused.
FITTING = """
    strategy   sale      -                    required  optional
    strategy   no_sale   unqualified          optional  optional
    strategy   no_sale   follow_up_scheduled  optional  optional
    strategy   no_sale   no_show              none      optional
    strategy   no_sale   not_interested       none      optional
    strategy   no_sale   contact_cancelled    none      optional
    strategy   no_sale   admin_cancelled      none      optional
    discovery  approved  -                    none      optional
    discovery  rejected  no_show              none      optional
    discovery  rejected  not_interested       none      optional
    discovery  rejected  bad_fit              none      optional
    discovery  rejected  others               none      required
"""
TABLE = {tuple(line.split()[:3]): tuple(line.split()[3:]) for line in FITTING.strip().splitlines()}


def fits(kind: str, outcome: str, reason: str, objection: Objection | None, notes: str) -> bool:
    needs = TABLE.get((kind, outcome, reason))
    if needs is None:
        return False
    for_objection, for_notes = needs
    if (objection is None and for_objection == "required") or (objection and for_objection == "none"):
        return False
    return bool(notes) or for_notes != "required"


@pytest.mark.parametrize(("kind", "outcome"), list(product(MeetingKind, MeetingOutcome)))
def test_every_pairing(kind: MeetingKind, outcome: MeetingOutcome) -> None:
    for reason, objection, notes in product([None, *MeetingReason], [None, *Objection], ["", "They moved."]):
        result = Result(outcome, reason, objection, notes)
        flaw = check_result(kind, result)
        assert (flaw is None) is fits(kind, outcome, reason or "-", objection, notes), result
        if flaw:
            said = meeting_words.sentence(kind, result, flaw)
            assert said.endswith(".")
            assert "  " not in said


@pytest.mark.parametrize(
    ("kind", "result", "flaw", "said"),
    [
        ("strategy", Result(MeetingOutcome.APPROVED), Flaw.OUTCOME_NOT_OFFERED, "A strategy call ends with Sale or No sale."),
        ("discovery", Result(MeetingOutcome.SALE), Flaw.OUTCOME_NOT_OFFERED, "A discovery call ends with Approved or Rejected."),
        ("strategy", Result(MeetingOutcome.SALE), Flaw.OBJECTION_REQUIRED,
         "Sale needs an objection: Money, Logistic, Partner, Fear, Smoke screen or No objection."),
        ("strategy", Result(MeetingOutcome.SALE, MeetingReason.NO_SHOW), Flaw.REASON_NOT_OFFERED,
         "Sale takes no reason. Leave it out."),
        ("strategy", Result(MeetingOutcome.NO_SALE), Flaw.REASON_REQUIRED,
         "No sale needs a reason: Unqualified, Follow up scheduled, No show, Not interested, Contact cancelled or Admin cancelled."),
        ("strategy", Result(MeetingOutcome.NO_SALE, MeetingReason.NO_SHOW, Objection.FEAR), Flaw.OBJECTION_NOT_OFFERED,
         "No sale with reason No show takes no objection. Leave it out."),
        ("discovery", Result(MeetingOutcome.REJECTED, MeetingReason.UNQUALIFIED), Flaw.REASON_NOT_OFFERED,
         "Choose a reason that goes with it: No show, Not interested, Bad fit or Others."),
        ("discovery", Result(MeetingOutcome.REJECTED, MeetingReason.OTHERS, notes="  "), Flaw.NOTES_REQUIRED,
         "Rejected with reason Others needs notes: say what it was."),
    ],
)  # fmt: skip
def test_what_is_said_of_a_wrong_pairing(kind: str, result: Result, flaw: Flaw, said: str) -> None:
    assert check_result(MeetingKind(kind), result) is flaw
    assert meeting_words.sentence(MeetingKind(kind), result, flaw) == said


def test_every_word_has_a_label_and_a_meaning_of_a_line() -> None:
    tables = [meeting_words.OUTCOMES, meeting_words.REASONS, meeting_words.OVERCOME, meeting_words.UNRESOLVED]
    for table, words in zip(tables, (MeetingOutcome, MeetingReason, Objection, Objection), strict=True):
        assert list(table) == list(words)
        assert all(
            label and 5 < len(meaning) < 90 and meaning.endswith(".") for label, meaning in table.values()
        )
    assert set(RULES) == {outcome for offered in OUTCOMES.values() for outcome in offered}


@pytest.mark.parametrize(
    ("starts_in", "cancelled", "decided", "denial", "owed"),
    [
        (1, False, False, OutcomeDenial.NOT_STARTED, False),
        (0, False, False, None, True),
        (-600, False, False, None, True),
        (-1, False, True, None, False),
        (-1, True, False, OutcomeDenial.CANCELLED, False),
        (1, True, True, OutcomeDenial.CANCELLED, False),
    ],
)
def test_an_outcome_is_taken_and_owed_from_the_start_on(
    starts_in: int, cancelled: bool, decided: bool, denial: OutcomeDenial | None, owed: bool
) -> None:
    meeting = MeetingFacts(NOON + starts_in * MINUTE, cancelled, decided)
    assert decide_outcome(meeting, now=NOON) is denial
    assert owes_outcome(meeting, now=NOON) is owed


@pytest.mark.parametrize(
    ("word", "asked_for", "not_asked_for"),
    [
        (LastWord.NOTHING, ScreeningDenial.REQUIRED, None),
        (LastWord.UNDECIDED, ScreeningDenial.UNDECIDED, ScreeningDenial.UNDECIDED),
        (LastWord.REJECTED, ScreeningDenial.REJECTED, ScreeningDenial.REJECTED),
        (LastWord.APPROVED, None, None),
    ],
)
def test_who_may_have_a_strategy_call(
    word: LastWord, asked_for: ScreeningDenial | None, not_asked_for: ScreeningDenial | None
) -> None:
    assert decide_strategy(word, needs_discovery=True) is asked_for
    assert decide_strategy(word, needs_discovery=False) is not_asked_for


YES, NO = MeetingOutcome.APPROVED, MeetingOutcome.REJECTED


@pytest.mark.parametrize(
    ("call", "setting", "expected"),
    [
        (None, None, LastWord.NOTHING),
        ((None, 0), None, LastWord.UNDECIDED),
        ((YES, 0), None, LastWord.APPROVED),
        (None, (NO, 0), LastWord.REJECTED),
        ((NO, 0), (YES, 1), LastWord.APPROVED),
        ((YES, 1), (NO, 0), LastWord.APPROVED),
        ((None, 0), (YES, 1), LastWord.APPROVED),
        ((None, 1), (YES, 0), LastWord.UNDECIDED),
        ((NO, 0), (YES, 0), LastWord.APPROVED),
    ],
)
def test_the_later_of_the_discovery_call_and_what_was_set_without_one(
    call: tuple[MeetingOutcome | None, int] | None,
    setting: tuple[MeetingOutcome, int] | None,
    expected: LastWord,
) -> None:
    made = [Decision(each[0], NOON + each[1] * MINUTE) if each else None for each in (call, setting)]
    assert last_word(*made) is expected
