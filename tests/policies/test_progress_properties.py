"""What holds for any events at all, in any order, however often."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from policies.prefill import suggest
from policies.progress import LegEvent, fold
from policies.vocabulary import AnsweredBy, CallState, EventKind, LegStatus, LineResult
from tests.scenarios import KINDS, START

LEG_WORDS = [word for word in LegStatus if word not in (LegStatus.HUNG_UP, LegStatus.LINE_FAILED)]
WORDS = {
    "lead": LEG_WORDS,
    "rep": LEG_WORDS,
    "dial": [LegStatus.COMPLETED, LegStatus.BUSY, LegStatus.NO_ANSWER, LegStatus.FAILED, LegStatus.CANCELED],
    "amd": list(AnsweredBy),
    "page": [LegStatus.HUNG_UP, LegStatus.LINE_FAILED],
}
SECONDS = st.integers(-5, 120) | st.floats(0, 90, allow_nan=False)
ANSWERS = (LineResult.ANSWERED, LineResult.MACHINE, LineResult.FAX)


@st.composite
def leg_events(draw: st.DrawFn, whose: tuple[str, ...] = tuple(WORDS)) -> LegEvent:
    who = draw(st.sampled_from(whose))
    role, kind = KINDS[who]
    return LegEvent(
        leg=role,
        kind=kind,
        status=draw(st.sampled_from(WORDS[who])),
        at=START + timedelta(seconds=draw(SECONDS)),
        sip_code=draw(st.sampled_from([None, 200, 404, 403, 486, 487, 503, 603])),
        error_code=draw(st.sampled_from([None, None, 13224, 13227, 21211, 32017])),
        duration=draw(st.none() | st.integers(0, 3600)),
    )


CALLS = st.lists(leg_events(), max_size=10)


@given(CALLS, st.randoms())
def test_any_order_gives_the_same_call(said: list[LegEvent], random: object) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold(shuffled) == fold(said)


@given(CALLS, st.data())
def test_any_repetition_gives_the_same_call(said: list[LegEvent], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(said))) if said else []
    assert fold([*said, *again]) == fold(said)


@given(CALLS)
def test_what_is_said_again_later_changes_nothing(said: list[LegEvent]) -> None:
    known = fold(said)
    for event in said:
        later = LegEvent(event.leg, event.kind, event.status, event.at + timedelta(hours=1))
        assert fold([*said, later]) == known


@given(CALLS)
def test_times_and_seconds_make_sense(said: list[LegEvent]) -> None:
    line = fold(said)
    if line.answered_at and line.line_ended_at:
        assert line.line_ended_at >= line.answered_at
    assert all(seconds is None or seconds >= 0 for seconds in (line.ring_seconds, line.talk_seconds))
    assert (line.talk_seconds is not None) <= line.is_over


@given(CALLS)
def test_the_line_is_over_exactly_when_there_is_a_result(said: list[LegEvent]) -> None:
    line = fold(said)
    assert line.is_over == (line.state is CallState.WRAP_UP) == (line.result is not None)
    assert line.state is not CallState.ENDED


ANSWERED = LegEvent(*KINDS["lead"], LegStatus.ANSWERED, START + timedelta(seconds=9))


@given(CALLS)
def test_an_answered_call_is_never_busy_unplaced_or_unanswered(said: list[LegEvent]) -> None:
    line = fold([*said, ANSWERED])
    assert line.result in (None, *ANSWERS)


@given(st.lists(leg_events(("lead", "amd", "dial")), max_size=8), st.lists(leg_events(("page", "rep"))))
def test_what_the_page_says_never_makes_a_placed_call_unplaced(
    heard: list[LegEvent], page: list[LegEvent]
) -> None:
    before = fold(heard).result
    if not heard or before is LineResult.NOT_PLACED:
        return
    assert fold([*heard, *page]).result is not LineResult.NOT_PLACED


@given(CALLS)
def test_a_prefill_always_has_its_evidence(said: list[LegEvent]) -> None:
    prefill = suggest(fold(said))
    if prefill.trigger or prefill.offer:
        assert prefill.reason
        assert prefill.reason.startswith("Twilio: ")


@given(CALLS)
def test_nothing_is_pre_filled_for_a_fault_or_a_block(said: list[LegEvent]) -> None:
    line = fold(said)
    if line.result in (LineResult.NOT_PLACED, LineResult.BLOCKED, LineResult.ANSWERED, LineResult.FAX):
        assert suggest(line).trigger is None


def test_every_kind_of_event_is_drawn() -> None:
    assert {kind for _, kind in KINDS.values()} == set(EventKind)
