"""Callbacks come late, twice and in any order; a call is the same whatever happens (rows P2, P4)."""

from itertools import permutations

import pytest

from tests.people import Person
from tests.scenarios import BUSY, BUSY_IN_FULL, MACHINE_HUNG_UP, TALKED_IN_FULL, steps
from tests.twilio_client import Twilio, after

WORDS_OF_A_BUSY_LINE = [step for step in steps(BUSY_IN_FULL) if step.who != "rep"]


def test_a_busy_line_is_busy_in_any_order(rep: Person, twilio: Twilio) -> None:
    for order in permutations(WORDS_OF_A_BUSY_LINE):
        call_id = rep.dial()
        twilio.connect(rep, call_id).deliver(order)
        call = rep.call(call_id)
        seen = (call["state"], call["line"]["result"], call["outcome"]["key"], call["version"])
        assert seen == ("wrap_up", "busy", "busy", 0), order


@pytest.mark.parametrize("scenario", [TALKED_IN_FULL, MACHINE_HUNG_UP], ids=["talked", "machine"])
def test_backwards_and_twice_gives_the_same_call(scenario: str, rep: Person, twilio: Twilio) -> None:
    straight = rep.call(after(rep, twilio, scenario))
    rep.end(straight["id"], outcome="follow_up")
    twilio.clock.tick(60)
    call_id = rep.dial()
    said = steps(scenario)
    twilio.connect(rep, call_id).deliver([*reversed(said), *said])
    backwards = rep.call(call_id)
    assert backwards["line"] == straight["line"]
    assert (backwards["state"], backwards["suggested"]) == (straight["state"], straight["suggested"])


def test_what_the_rep_chose_stays_whenever_it_was_chosen(rep: Person, twilio: Twilio) -> None:
    for place in range(len(WORDS_OF_A_BUSY_LINE) + 1):
        call_id = rep.dial()
        line = twilio.connect(rep, call_id).deliver(WORDS_OF_A_BUSY_LINE[:place])
        rep.record(call_id, "gatekeeper")
        line.deliver(WORDS_OF_A_BUSY_LINE[place:])
        call = rep.call(call_id)
        assert (call["outcome"]["key"], call["outcome_source"]) == ("gatekeeper", "rep"), place
        assert (call["line"]["result"], call["suggested"]["outcome"]) == ("busy", "busy"), place


def test_what_the_rep_took_away_stays_away(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    line = twilio.connect(rep, call_id).play(MACHINE_HUNG_UP)
    rep.clear(call_id)
    line.play("+36 dial completed lasted=20 \n +36 rep completed")
    assert rep.call(call_id)["outcome"] is None


def test_a_late_word_may_replace_what_the_line_itself_filled_in(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    line = twilio.connect(rep, call_id).play("+0 lead initiated \n +30 dial no_answer")
    assert rep.call(call_id)["outcome"]["key"] == "no_voicemail"
    line.play("+31 lead busy")
    call = rep.call(call_id)
    assert (call["outcome"]["key"], call["outcome_source"]) == ("busy", "webhook")


def test_an_ended_call_stays_ended_and_learns_what_comes_late(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    line = twilio.connect(rep, call_id).play("+0 lead initiated \n +1 lead ringing \n +9 lead answered")
    twilio.clock.tick(11)
    rep.end(call_id, outcome="follow_up")
    line.play(
        "+21 lead completed lasted=12 \n +23 amd human \n +24 dial completed lasted=12 \n +24 rep completed"
    )
    call = rep.call(call_id)
    assert (call["state"], call["outcome"]["key"]) == ("ended", "follow_up")
    assert (call["line"]["talk_seconds"], call["line"]["answered_by"]) == (11, "human")


def test_words_of_an_older_call_do_not_touch_the_new_one(rep: Person, twilio: Twilio) -> None:
    first = rep.dial()
    old = twilio.connect(rep, first).play(BUSY)
    second = rep.dial()
    old.play("+2 lead ringing \n +3 amd human")
    assert rep.call(second)["state"] == "dialing"
