"""TwiML: what is run, what is refused, and what happens when the application is not well."""

import asyncio
from html import escape

import pytest
from aiohttp import web

from dialer.sandbox.twiml import BadTwiml, Dial, Number, Unsupported, Warned, parse
from tests.sandbox.stage import APPLICATION, NUMBER, Answer, Stage, dial, xml


def test_a_dial_with_everything() -> None:
    (verb,) = parse(
        '<Response><Dial timeout="2" callerId="+1" answerOnBridge="true" action="/a" method="get">'
        '<Number statusCallback="/s" statusCallbackEvent="ringing answered" machineDetection="Enable"'
        ' amdStatusCallback="/m" url="/w" method="get"> +12025550101 </Number></Dial></Response>'
    )
    assert isinstance(verb, Dial)
    assert (verb.timeout, verb.caller_id, verb.answer_on_bridge) == (5.0, "+1", True)
    assert (verb.action, verb.method) == ("/a", "GET")
    events = frozenset({"ringing", "answered"})
    (number,) = verb.to
    assert isinstance(number, Number)
    assert (number.address, number.status_callback, number.events) == ("+12025550101", "/s", events)
    assert (number.machine_detection, number.amd_status_callback) == ("Enable", "/m")
    assert (number.whisper, number.whisper_method) == ("/w", "GET")


def test_a_dial_of_plain_text() -> None:
    (verb,) = parse('<Response><Dial callerId="+1">+12025550102</Dial></Response>')
    assert isinstance(verb, Dial)
    assert verb.to == (Number("+12025550102"),)
    assert verb.timeout == 30


@pytest.mark.parametrize(
    "inside",
    [
        "<Gather/>",
        "<Dial><Conference>x</Conference></Dial>",
        "<Dial>" + "<Number>1</Number>" * 11 + "</Dial>",
    ],
)
def test_what_the_sandbox_cannot_do_is_named(inside: str) -> None:
    assert isinstance(parse(f"<Response>{inside}</Response>")[0], Unsupported)


@pytest.mark.parametrize("text", ["hello", "<Answer/>", "<Response>"])
def test_what_is_no_document(text: str) -> None:
    with pytest.raises(BadTwiml):
        parse(text)


ABSENT = {
    "<Gather><Say>Press one</Say></Gather>": "digits reach the phones",
    "<Record/>": "a call is recorded by <Dial record>",
    "<Dial><Conference>room</Conference></Dial>": "joins two sides",
    "<Enqueue>support</Enqueue>": "nobody waits in a line",
    "<Sms>hello</Sms>": "<Sms>",
}


@pytest.mark.parametrize("inside", ABSENT)
async def test_an_unsupported_verb_is_noted_and_the_call_hung_up(stage: Stage, inside: str) -> None:
    stage.app.document = f"<Response>{inside}</Response>"
    rep = await stage.call("+12025550101")
    await rep.expect("hangup")
    await stage.over()
    said = stage.sandbox.notes[-1].text
    assert said.startswith("the sandbox cannot do <")
    assert said.endswith("the call is hung up")
    assert ABSENT[inside] in said
    async with stage.http.get("/") as page:
        assert escape(said) in await page.text()


NONSENSE = {
    "<Dial><Number>abc</Number></Dial>": (13223, "<Number>: 'abc' is no telephone number"),
    "<Dial>abc</Dial>": (13223, "<Dial>: 'abc' is no telephone number"),
    '<Dial timeout="abc">+12025550102</Dial>': (13212, "a whole number of seconds above 0"),
    '<Dial timeLimit="-1">+12025550102</Dial>': (13216, "a whole number of seconds above 0"),
    '<Dial record="zzz">+12025550102</Dial>': (13217, "true or false or do-not-record"),
    '<Dial><Number method="put">+12025550102</Number></Dial>': (13221, "get or post"),
    '<Reject reason="zzz"/>': (13810, "rejected or busy"),
    '<Pause length="abc"/>': (13910, "a whole number of seconds above 0"),
    '<Pause length="100000"/>': (0, "100000 seconds are cut to 14400, the longest life of a call"),
}


@pytest.mark.parametrize("inside", NONSENSE)
def test_what_makes_no_sense_is_warned_of_in_twilios_codes(inside: str) -> None:
    code, text = NONSENSE[inside]
    warning, _ = parse(f"<Response>{inside}</Response>")
    assert isinstance(warning, Warned)
    assert (warning.code, text in warning.text) == (code, True), warning


def test_what_makes_sense_is_not_warned_of() -> None:
    whole = '<Dial timeout="20" record="record-from-answer-dual" method="GET"><Number>+12025550102</Number></Dial>'
    for inside in (
        whole,
        '<Reject reason="busy"/>',
        '<Pause length="3"/>',
        "<Dial><Client>ann</Client></Dial>",
    ):
        assert len(parse(f"<Response>{inside}</Response>")) == 1


async def test_a_number_that_is_none_is_complained_of(stage: Stage) -> None:
    await stage.call("abc")
    await stage.over()
    assert [(each.code, "'abc'" in each.text) for each in stage.sandbox.notes] == [(13223, True)]


async def test_a_document_that_is_too_long_is_called_too_long(stage: Stage) -> None:
    stage.app.document = f"<Response><!--{'x' * 70_000}--><Hangup/></Response>"
    await stage.call("+12025550101")
    await stage.until(lambda: len(stage.sandbox.notes) == 1)
    (note,) = stage.sandbox.notes
    assert (note.code, note.text.endswith("more than 64 KB: too long")) == (11750, True)


def whispering(text: str) -> Answer:
    async def answer(fields: dict[str, str]) -> web.Response:
        return xml(text)

    return answer


async def test_who_answers_hears_a_whisper_before_the_two_are_joined(stage: Stage) -> None:
    stage.app.document = dial(number_url="/whisper")
    stage.app.answers["/whisper"] = whispering("<Response><Say>This call is recorded</Say></Response>")
    rep = await stage.call("+12025550101")
    await stage.told("in-progress")
    assert "answer" not in [kind for kind, _ in rep.frames]
    await rep.expect("answer")
    (asked,) = stage.app.at("/whisper")
    assert (asked.fields["CallStatus"], asked.fields["To"]) == ("in-progress", "+12025550101")
    assert asked.fields["ParentCallSid"] == rep.call_sid
    assert asked.genuine


@pytest.mark.assumption
@pytest.mark.parametrize("whisper", ["<Response><Hangup/></Response>", "nonsense"])
async def test_a_whisper_that_hangs_up_or_fails_joins_nobody(stage: Stage, whisper: str) -> None:
    stage.app.document = dial(number_url="/whisper")
    stage.app.answers["/whisper"] = whispering(whisper)
    rep = await stage.call("+12025550101")
    await stage.over()
    assert "answer" not in [kind for kind, _ in rep.frames]
    action = stage.app.at("/action")[0].fields
    assert (action["DialCallStatus"], action["DialBridged"]) == ("completed", "false")


async def test_the_fallback_url_is_asked_when_the_first_one_fails(stage: Stage) -> None:
    fallback = f"{stage.app.base}/plan-b"
    await asyncio.to_thread(stage.rest().applications(APPLICATION).update, voice_fallback_url=fallback)
    stage.app.answers["/voice"] = whispering("nonsense")
    stage.app.answers["/plan-b"] = whispering(dial("+12025550102"))
    await stage.call("+12025550101")
    await stage.told("busy")
    (asked,) = stage.app.at("/plan-b")
    assert (asked.fields["ErrorCode"], asked.fields["ErrorUrl"]) == ("12100", f"{stage.app.base}/voice")
    assert asked.genuine


@pytest.mark.assumption
async def test_a_fallback_that_fails_as_well_ends_the_call(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialer.sandbox.parent.APOLOGY", 0.2)
    stage.app.answers["/voice"] = stage.app.answers["/plan-b"] = whispering("nonsense")
    fallback = f"{stage.app.base}/plan-b"
    (ours,) = stage.sandbox.holdings.numbers(stage.sandbox.config.accounts[0])
    number = stage.rest().incoming_phone_numbers(ours.sid)
    await asyncio.to_thread(number.update, voice_url=f"{stage.app.base}/voice", voice_fallback_url=fallback)
    await stage.call_in()
    await stage.until(lambda: len(stage.sandbox.notes) == 2)
    assert [each.path for each in stage.app.told] == ["/voice", "/plan-b"]


async def test_attributes_that_do_nothing_here_are_noted(stage: Stage) -> None:
    stage.app.document = dial(ringTone="us")
    await stage.call("+12025550102")
    await stage.told("busy")
    assert "ringTone" in stage.sandbox.notes[-1].text


async def test_a_caller_id_that_is_not_ours_fails_the_dial(stage: Stage) -> None:
    stage.app.document = dial(callerId="+13105550000")
    rep = await stage.call("+12025550101")
    await rep.expect("hangup")
    await stage.over()
    assert stage.app.story() == ["voice ringing", "action failed", "parent completed"]
    assert "DialCallSid" not in stage.app.at("/action")[0].fields
    assert stage.sandbox.notes[-1].code == 13214


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (web.Response(status=500), 11200),
        (web.Response(text="<Response", content_type="text/xml"), 12100),
        (web.Response(text="{}", content_type="application/json"), 12300),
    ],
)
async def test_an_application_that_is_not_well(
    stage: Stage, reply: web.Response, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def answer(fields: dict[str, str]) -> web.Response:
        return reply

    monkeypatch.setattr("dialer.sandbox.parent.APOLOGY", 0.2)
    stage.app.answers["/voice"] = answer
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    assert "error" not in await rep.expect("hangup")
    await stage.over()
    assert stage.app.story() == ["voice ringing", "parent completed"]
    assert stage.sandbox.notes[-1].code == code


async def test_a_hangup_first_answers_and_ends(stage: Stage) -> None:
    stage.app.document = "<Response><Hangup/></Response>"
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    await rep.expect("hangup")


@pytest.mark.assumption
@pytest.mark.parametrize(
    ("reason", "code", "status"), [("busy", 31486, "busy"), ("rejected", 31603, "no-answer")]
)
async def test_a_reject_does_not_answer(stage: Stage, reason: str, code: int, status: str) -> None:
    stage.app.document = f'<Response><Reject reason="{reason}"/></Response>'
    rep = await stage.call("+12025550101")
    hung_up = await rep.expect("hangup")
    assert (hung_up["callsid"], hung_up["error"]["code"]) == (rep.temporary_sid, code)
    await stage.told(f"parent {status}")


async def test_verbs_in_a_row_and_a_redirect(stage: Stage) -> None:
    async def first(fields: dict[str, str]) -> web.Response:
        return xml('<Response><Say>Hi.</Say><Pause length="0"/><Redirect>next#rc=2</Redirect></Response>')

    stage.app.answers["/voice"] = first
    stage.app.document = dial("+12025550106")
    rep = await stage.call("")
    await rep.expect("answer")
    await stage.over()
    assert stage.app.story()[:3] == ["voice ringing", "next in-progress", "initiated"]
    assert stage.app.at("/status")[-1].fields["To"] == "+12025550106"


async def test_a_circle_of_redirects_ends(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialer.sandbox.parent.APOLOGY", 0.0)
    stage.app.document = "<Response><Redirect>/voice</Redirect></Response>"
    rep = await stage.call("+12025550101")
    await rep.expect("hangup")
    assert "more than 50" in stage.sandbox.notes[-1].text


async def test_without_an_action_the_next_verb_follows(stage: Stage) -> None:
    plain = f'<Dial callerId="{NUMBER}">+12025550102</Dial>'
    stage.app.document = f"<Response>{plain}<Pause length='20'/></Response>"
    rep = await stage.call("+12025550102")
    await rep.expect("answer")
    await asyncio.sleep(0.8)
    assert rep.call_sid in stage.sandbox.open_calls


async def test_the_rep_hears_a_sound_file(stage: Stage) -> None:
    sound = f"{stage.url}/sdk/sounds/incoming.mp3"
    stage.app.document = f"<Response><Play>{sound}</Play></Response>"
    rep = await stage.call("")
    await rep.expect("answer")
    await stage.until(lambda: rep.loudest > 1000)
