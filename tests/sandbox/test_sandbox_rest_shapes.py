"""Every answer of the REST API against the shapes of Twilio's own description."""

import asyncio
import io
import wave
from typing import Any

import aiohttp
import pytest
from twilio.base.exceptions import TwilioRestException

from tests.sandbox import shapes
from tests.sandbox.rep_browser import IDENTITY, token
from tests.sandbox.stage import ACCOUNT, APPLICATION, KEY, NUMBER, SECRET, TOKEN, VERIFIED, Stage, dial, ring

later = asyncio.to_thread
ROOT = f"/2010-04-01/Accounts/{ACCOUNT}"
AUTH = {"Authorization": aiohttp.encode_basic_auth(ACCOUNT, TOKEN)}


async def ask(stage: Stage, path: str, *, status: int = 200, **form: str) -> Any:
    """GET, or POST with a form; the parsed answer."""
    method = "POST" if form else "GET"
    async with stage.http.request(method, path, data=form or None, headers=AUTH) as response:
        assert response.status == status, await response.text()
        return await response.json()


async def recorded_call(stage: Stage) -> tuple[str, str, dict[str, str]]:
    """A call of some seconds that was recorded: the sids of its legs, and what the application was told."""
    stage.app.document = dial(record="record-from-answer-dual", recordingStatusCallback="/recorded")
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    await stage.until(lambda: rep.heard > 60 and rep.loudest > 1000)
    await rep.hang_up()
    await stage.until(lambda: stage.app.at("/recorded"))
    return rep.call_sid, stage.app.at("/status")[0].fields["CallSid"], stage.app.at("/recorded")[0].fields


async def test_single_resources_have_the_shape(stage: Stage) -> None:
    parent, child, told = await recorded_call(stage)
    recording = told["RecordingSid"]
    (number,) = (await ask(stage, f"{ROOT}/IncomingPhoneNumbers.json"))["incoming_phone_numbers"]
    for path, shape in {
        f"{ROOT}.json": shapes.ACCOUNT,
        f"{ROOT}/Calls/{parent}.json": shapes.CALL,
        f"{ROOT}/Calls/{child}.json": shapes.CALL,
        f"{ROOT}/Calls/{parent}/Recordings/{recording}.json": shapes.CALL_RECORDING,
        f"{ROOT}/Recordings/{recording}.json": shapes.ACCOUNT_RECORDING,
        f"{ROOT}/Applications/{APPLICATION}.json": shapes.APPLICATION,
        f"{ROOT}/IncomingPhoneNumbers/{number['sid']}.json": shapes.PHONE_NUMBER,
    }.items():
        assert shapes.misfits(shape, await ask(stage, path)) == [], path


async def test_lists_have_the_shape(stage: Stage) -> None:
    await stage.call("+12025550116")
    await stage.told("action failed")
    failed = stage.app.at("/status")[-1].fields["CallSid"]
    stage.app.told.clear()
    parent, _, _ = await recorded_call(stage)
    for path, shape in {
        "/Calls.json": shapes.CALL,
        f"/Calls/{failed}/Notifications.json": shapes.NOTIFICATION,
        f"/Calls/{parent}/Recordings.json": shapes.CALL_RECORDING,
        "/Recordings.json": shapes.ACCOUNT_RECORDING,
        "/Applications.json": shapes.APPLICATION,
        "/IncomingPhoneNumbers.json": shapes.PHONE_NUMBER,
        "/OutgoingCallerIds.json": shapes.CALLER_ID,
    }.items():
        page = await ask(stage, f"{ROOT}{path}")
        (name,) = page.keys() - shapes.PAGE.keys()
        items = page.pop(name)
        assert shapes.misfits(shapes.PAGE, page) == [], path
        assert items, path
        assert [wrong for item in items for wrong in shapes.misfits(shape, item)] == [], path


@pytest.mark.parametrize(
    ("path", "form", "status", "code"),
    [
        ("/Calls/CA0.json", {}, 404, 20404),
        ("/Recordings/RE0.json", {}, 404, 20404),
        ("/Nonsense.json", {}, 404, 20404),
        ("/Calls.json", {"To": "+1"}, 501, 20501),
        ("/Calls.json?StartTime=yesterday", {}, 400, 20001),
        ("/Applications.json", {"VoiceUrl": "ftp://x"}, 400, 21502),
        ("/Applications.json", {"VoiceMethod": "PUT"}, 400, 20001),
        ("/Keys.json", {"FriendlyName": "x" * 65}, 400, 20001),
    ],
)
async def test_refusals_have_the_shape(
    stage: Stage, path: str, form: dict[str, str], status: int, code: int
) -> None:
    refused = await ask(stage, f"{ROOT}{path}", status=status, **form)
    assert shapes.misfits(shapes.ERROR, refused) == []
    assert (refused["status"], refused["code"]) == (status, code)


@pytest.mark.assumption
async def test_a_recording_is_a_wav_with_a_voice_in_each_channel(stage: Stage) -> None:
    parent, _, told = await recorded_call(stage)
    assert told["RecordingUrl"] == f"{stage.url}{ROOT}/Recordings/{told['RecordingSid']}"
    async with aiohttp.ClientSession() as anybody:
        for extension in ("", ".wav"):
            async with anybody.get(told["RecordingUrl"] + extension, headers=AUTH) as response:
                assert (response.status, response.content_type) == (200, "audio/x-wav")
                body = await response.read()
        async with anybody.get(told["RecordingUrl"]) as response:
            assert response.status == 401
        async with anybody.get(told["RecordingUrl"] + ".mp3", headers=AUTH) as response:
            assert (response.status, "ask for .wav" in (await response.json())["message"]) == (501, True)
    with wave.open(io.BytesIO(body)) as sound:
        assert (sound.getnchannels(), sound.getframerate(), sound.getsampwidth()) == (2, 8000, 2)
        assert round(sound.getnframes() / 8000) == int(told["RecordingDuration"])
        samples = memoryview(sound.readframes(sound.getnframes())).cast("h")
    assert max(samples[0::2]) > 3000, "the rep"
    assert max(samples[1::2]) > 3000, "the lead"
    (listed,) = await later(stage.rest().calls(parent).recordings.list)
    assert (listed.sid, listed.channels, listed.source) == (told["RecordingSid"], 2, "DialVerb")


async def test_a_new_key_signs_tokens_and_opens_the_door(stage: Stage) -> None:
    made = await later(stage.rest().new_keys.create, friendly_name="laptop")
    raw = await ask(stage, f"{ROOT}/Keys.json", status=201, FriendlyName="other")
    assert shapes.misfits(shapes.NEW_KEY, raw) == []
    assert await later(stage.rest(made.sid, made.secret).calls.list) == []
    rep = await stage.registered(jwt=token(key=made.sid, secret=made.secret))
    assert rep.frames
    with pytest.raises(TwilioRestException):
        await later(stage.rest(KEY, SECRET).new_keys.create)


async def test_an_application_is_made_changed_and_called(stage: Stage) -> None:
    client, url = stage.rest(), f"{stage.app.base}/next"
    made = await later(
        lambda: client.applications.create(friendly_name="ours", voice_url=f"{stage.app.base}/voice")
    )
    changed = await later(lambda: client.applications(made.sid).update(voice_url=url, voice_method="GET"))
    assert (changed.voice_url, changed.voice_method, changed.friendly_name) == (url, "GET", "ours")
    assert [each.sid for each in await later(client.applications.list)] == [APPLICATION, made.sid]
    stage.app.document = "<Response><Reject/></Response>"
    rep = await stage.browser(jwt=token(application=made.sid))
    await rep.invite(To="+12025550101")
    await rep.expect("hangup")
    assert [told.path for told in stage.app.told] == ["/next"]
    assert stage.app.told[0].genuine


async def test_a_number_is_given_another_voice_url_and_keeps_it(stage: Stage) -> None:
    client = stage.rest()
    (number,) = await later(client.incoming_phone_numbers.list)
    assert number.voice_url == f"{stage.app.base}/webhooks/twilio/inbound"
    stage.app.document = ring()
    await later(lambda: number.update(voice_url=f"{stage.app.base}/next"))
    await stage.call_in()
    await stage.until(lambda: stage.app.at("/next"))
    with pytest.raises(TwilioRestException) as refused:
        await later(lambda: number.update(voice_application_sid="AP" + "0" * 32))
    assert refused.value.code == 21218
    await later(lambda: number.update(voice_application_sid=APPLICATION))
    await stage.call_in()
    await stage.until(lambda: stage.app.at("/voice"))
    from dialer.sandbox.holdings import Holdings

    again = Holdings(stage.sandbox.config, stage.directory).find_number(NUMBER)
    assert again
    assert again[1].voice_application_sid == APPLICATION


async def test_a_verified_number_may_be_shown(stage: Stage) -> None:
    (listed,) = await later(stage.rest().outgoing_caller_ids.list)
    assert listed.phone_number == VERIFIED
    stage.app.document = dial(callerId=VERIFIED)
    await stage.call("+12025550102")
    await stage.told("busy")


async def test_the_notifications_of_a_call(stage: Stage) -> None:
    await stage.call("+12025550116")
    await stage.told("action failed")
    failed = stage.app.at("/status")[-1].fields["CallSid"]
    (note,) = await later(stage.rest().calls(failed).notifications.list)
    assert (note.error_code, note.call_sid) == ("13227", failed)


@pytest.mark.parametrize(("fault", "status"), [("429", 429), ("500", 500)])
async def test_the_api_can_be_unwell(stage: Stage, fault: str, status: int) -> None:
    await stage.control("faults", rest=fault)
    refused = await ask(stage, f"{ROOT}/Calls.json", status=status)
    assert shapes.misfits(shapes.ERROR, refused) == []


async def test_the_api_can_be_slow_and_can_speak_nonsense(stage: Stage) -> None:
    await stage.control("faults", rest="slow", rest_delay=0.3)
    clock = asyncio.get_running_loop().time
    began = clock()
    await ask(stage, f"{ROOT}/Calls.json")
    assert clock() - began >= 0.3
    await stage.control("faults", rest="malformed")
    with pytest.raises(ValueError, match="Unterminated"):
        await later(stage.rest().calls.list)


async def test_too_long_a_document_for_a_live_leg(stage: Stage) -> None:
    stage.app.inbound_document = ring()
    rep = await stage.registered()
    await stage.call_in()
    await rep.accept()
    await stage.told("in-progress")
    assert stage.app.at("/status")[0].fields["To"] == f"client:{IDENTITY}"
    long = await ask(stage, f"{ROOT}/Calls/{rep.call_sid}.json", status=400, Twiml="x" * 4001)
    assert long["code"] == 32018
    odd = await ask(stage, f"{ROOT}/Calls/{rep.call_sid}.json", status=400, Url="nowhere")
    assert odd["code"] == 21205
