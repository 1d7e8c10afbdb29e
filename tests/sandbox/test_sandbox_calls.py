"""What the application is told about a call to each phone, in order."""

import pytest

from dialer.sandbox.parent import BEYOND_TIMEOUT
from tests.sandbox.stage import ACCOUNT, APPLICATION, DETECTING, NUMBER, Stage, dial

ANSWERED = ["voice ringing", "initiated", "ringing", "in-progress"]


@pytest.mark.assumption
async def test_a_person_answers_and_the_rep_hangs_up(stage: Stage) -> None:
    stage.app.document = dial(**DETECTING)
    rep = await stage.call("+12025550101")
    assert (await rep.expect("ringing"))["sdp"]
    await rep.expect("answer")
    await stage.told("amd human")
    await rep.hang_up()
    await stage.over()
    assert stage.app.story() == [*ANSWERED, "amd human", "completed", "action completed", "parent completed"]
    assert all(each.genuine for each in stage.app.told)


@pytest.mark.assumption
@pytest.mark.parametrize(
    ("number", "story", "sip_code", "error"),
    [
        ("+13035550102", ["busy"], "486", 31486),
        ("+13035550103", ["ringing", "no-answer"], "487", 31480),
        ("+13035550104", ["failed"], "404", 31404),
        ("not a number", ["failed"], "404", 31404),
    ],
)
async def test_nobody_answers(stage: Stage, number: str, story: list[str], sip_code: str, error: int) -> None:
    rep = await stage.call(number)
    hung_up = await rep.expect("hangup")
    await stage.over()
    assert hung_up["error"]["code"] == error
    last = story[-1]
    assert stage.app.story() == ["voice ringing", "initiated", *story, f"action {last}", "parent completed"]
    ended = stage.app.at("/status")[-1].fields
    assert (ended["SipResponseCode"], ended["CallDuration"], ended["Duration"]) == (sip_code, "0", "0")
    assert "DialCallDuration" not in stage.app.at("/action")[0].fields
    assert stage.app.at("/action")[0].fields["DialBridged"] == "false"


async def test_the_timeout_of_the_dial_ends_the_ringing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialer.sandbox.twiml.TIMEOUT_LIMITS", (0.1, 600.0))
    monkeypatch.setattr("dialer.sandbox.parent.BEYOND_TIMEOUT", 0.0)
    stage.app.document = dial(timeout="0.2")
    await stage.call("+12025550103")
    await stage.told("no-answer")
    assert stage.app.at("/status")[-1].fields["SipResponseCode"] == "487"


async def test_a_dial_rings_five_seconds_longer_than_its_timeout(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialer.sandbox.twiml.TIMEOUT_LIMITS", (0.1, 600.0))
    assert BEYOND_TIMEOUT == 5.0
    stage.app.document = dial(timeout="0.1")
    rep = await stage.call("+12025550101")
    await rep.expect("answer")


@pytest.mark.parametrize(
    ("mode", "verdict"), [("DetectMessageEnd", "machine_end_beep"), ("Enable", "machine_start")]
)
async def test_a_machine_answers(stage: Stage, mode: str, verdict: str) -> None:
    stage.app.document = dial(**DETECTING | {"number_machineDetection": mode})
    rep = await stage.call("+12025550105")
    await stage.told(f"amd {verdict}")
    told = stage.app.at("/amd")[0].fields
    lead = stage.app.at("/status")[0].fields["CallSid"]
    assert (told["CallSid"], told["AccountSid"]) == (lead, ACCOUNT)
    assert int(told["MachineDetectionDuration"]) > 90
    await rep.hang_up()
    await stage.over()
    assert stage.app.story()[-3:] == ["completed", "action completed", "parent completed"]


@pytest.mark.assumption
async def test_the_lead_hangs_up_first(stage: Stage) -> None:
    rep = await stage.call("+12025550106")
    hung_up = await rep.expect("hangup")
    assert hung_up["callsid"] == rep.call_sid
    assert "error" not in hung_up
    await stage.over()
    assert stage.app.story() == [*ANSWERED, "completed", "action completed", "parent completed"]
    action = stage.app.at("/action")[0].fields
    assert (action["CallStatus"], action["DialBridged"]) == ("in-progress", "true")
    assert action["DialCallDuration"] == "0"


async def test_a_number_not_in_the_book_answers_like_the_first(stage: Stage) -> None:
    rep = await stage.call("+442079460000")
    await rep.expect("answer")


async def test_the_voice_request_says_who_calls_and_carries_the_pages_parameters(stage: Stage) -> None:
    rep = await stage.browser()
    await rep.invite(To="+12025550102", call_id="42", From="+19995550000", AccountSid="AC0", note="café & co")
    await stage.told("busy")
    asked = stage.app.at("/voice")[0].fields
    assert asked["From"] == asked["Caller"] == "client:rep_7"
    assert asked["To"] == asked["Called"] == "+12025550102"
    assert (asked["AccountSid"], asked["ApplicationSid"]) == (ACCOUNT, APPLICATION)
    assert (asked["Direction"], asked["ApiVersion"]) == ("inbound", "2010-04-01")
    assert (asked["call_id"], asked["note"]) == ("42", "café & co")
    assert "ParentCallSid" not in asked


@pytest.mark.assumption
async def test_the_lead_leg_names_its_parent_and_counts_the_events_asked_for(stage: Stage) -> None:
    stage.app.document = dial(events="ringing completed")
    await stage.call("+12025550106")
    await stage.over()
    parent = stage.app.at("/voice")[0].fields["CallSid"]
    told = [each.fields for each in stage.app.at("/status")]
    assert [each["CallStatus"] for each in told] == ["ringing", "completed"]
    assert [each["SequenceNumber"] for each in told] == ["0", "1"]
    assert {each["ParentCallSid"] for each in told} == {parent}
    assert {each["CallbackSource"] for each in told} == {"call-progress-events"}
    assert {(each["From"], each["To"]) for each in told} == {(NUMBER, "+12025550106")}
    assert told[1]["Timestamp"].endswith("+0000")


async def test_without_events_only_the_end_is_told(stage: Stage) -> None:
    stage.app.document = dial(events="")
    await stage.call("+12025550102")
    await stage.over()
    assert [each.fields["CallStatus"] for each in stage.app.at("/status")] == ["busy"]


@pytest.mark.assumption
async def test_without_answer_on_bridge_the_rep_is_answered_at_once(stage: Stage) -> None:
    stage.app.document = dial(answerOnBridge="false")
    rep = await stage.call("+12025550102")
    await rep.expect("answer")
    assert "error" not in await rep.expect("hangup")
    await stage.over()
    assert stage.app.at("/parent")[0].fields["CallStatus"] == "completed"
