"""What was made of a delivery is said in the answer, for whoever looks at the other end."""

from datetime import timedelta
from typing import Any

import pytest

from tests.people import Person
from tests.scenarios import RINGING, TALKED_IN_FULL, Step, steps
from tests.twilio_client import Line, Twilio, new_sid

VERDICT = "X-Delivery-Verdict"


@pytest.fixture
def call_id(rep: Person) -> int:
    return rep.dial()


@pytest.fixture
def line(rep: Person, twilio: Twilio, call_id: int) -> Line:
    """A call that rings."""
    return twilio.connect(rep, call_id).play(RINGING)


def busy(line: Line, **changes: Any) -> dict[str, Any]:
    return {**line.lead_form(Step(2, "lead", "busy", {"sip": 486})), **changes}


def said(line: Line, form: dict[str, Any]) -> str:
    answer = line.twilio.post(line.urls["lead"] or "", form)
    assert answer.status_code == 204
    return answer.headers[VERDICT]


def test_a_delivery_that_is_followed_says_what_is_new_about_the_call(line: Line, call_id: int) -> None:
    assert said(line, busy(line)) == f"call {call_id}: busy, SIP 486, rang 1 s, filled in Busy"


def test_the_document_that_is_answered_is_said_in_words(rep: Person, twilio: Twilio, call_id: int) -> None:
    sid = new_sid()
    dialed = twilio.asks_for(call_id, rep, sid).headers[VERDICT]
    assert dialed.startswith(f"call {call_id}: dials +")
    again = twilio.asks_for(call_id, rep, new_sid()).headers[VERDICT]
    assert again == f"call {call_id}: hung up: it is over, dialed already or not this rep's"
    assert twilio.asks_for("x", rep, sid).headers[VERDICT] == "hung up: it names no call of this account"


def test_no_bookkeeping_is_said_of_a_conversation(rep: Person, twilio: Twilio, call_id: int) -> None:
    line = twilio.connect(rep, call_id)
    told = []
    for step in steps(TALKED_IN_FULL):
        twilio.clock.at = line.start + timedelta(seconds=step.second)
        told.append(line.say(step).headers[VERDICT])
    assert told[1:3] == [f"call {call_id}: ringing", f"call {call_id}: live, rang 8 s"], told
    assert told[4] == f"call {call_id}: answered, SIP 200, talked 45 s"
    assert not any("_" in each for each in told), told


def test_one_that_comes_out_of_order_says_when_it_changes_nothing(line: Line, call_id: int) -> None:
    said(line, busy(line))
    late = {"CallSid": line.rep_sid, "DialCallSid": line.lead_sid, "DialCallStatus": "busy"}
    answer = line.twilio.post(line.urls["dial"] or "", late)
    assert answer.headers[VERDICT] == f"call {call_id}: nothing new"


def test_a_repeated_one_says_so(line: Line) -> None:
    form = busy(line)
    said(line, form)
    assert said(line, form) == "repeated: Said before."


def test_one_that_cannot_be_used_says_why_on_one_plain_line(line: Line) -> None:
    assert said(line, busy(line, CallSid="")).startswith("unknown_call: ")
    odd = said(line, busy(line, CallStatus="café\r\nX: y"))
    assert odd.startswith("unknown_word: 'caf"), odd
    assert odd.endswith("is not a word we know.")


def test_one_that_is_refused_explains_itself_in_its_body(line: Line) -> None:
    answer = line.twilio.post(line.urls["lead"] or "", busy(line), signature="x")
    assert (answer.status_code, answer.json["code"]) == (403, "bad_signature")
    assert VERDICT not in answer.headers
