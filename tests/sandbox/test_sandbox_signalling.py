"""The browser's socket: tokens, audio both ways, digits, and coming back after a loss."""

import asyncio
import time

import pytest

from tests.sandbox.rep_browser import IDENTITY, token
from tests.sandbox.stage import Stage


async def test_listening_and_registering(stage: Stage) -> None:
    rep = await stage.browser()
    connected = next(payload for kind, payload in rep.frames if kind == "connected")
    assert connected["token"]["identity"] == IDENTITY
    assert 590 <= connected["token"]["ttl"] <= 600
    assert connected["home"]
    await rep.send("register", media={"audio": True})
    await rep.expect("ready")
    await rep.send("register", media={"audio": False})
    await rep.expect("offline")


@pytest.mark.parametrize(
    ("jwt", "code"),
    [
        ("nonsense", 31204),
        ("a.b.c", 31204),
        (lambda: token(secret="some-other-secret-of-32-characters"), 31204),
        (lambda: token(ttl=-10), 31205),
        (lambda: token(ttl=25 * 3600), 31207),
        (lambda: token(nbf=int(time.time()) + 600), 31204),
    ],
)
async def test_a_bad_token_is_refused_with_its_code(stage: Stage, jwt: object, code: int) -> None:
    rep = await stage.browser()
    await rep.listen(jwt=jwt() if callable(jwt) else str(jwt))
    assert (await rep.expect("error"))["error"]["code"] == code


async def test_a_token_that_expired_since_stops_new_calls_but_not_this_one(stage: Stage) -> None:
    rep = await stage.browser(jwt=token(ttl=2))
    await rep.invite(To="+12025550101")
    await rep.expect("answer")
    await asyncio.sleep(1.8)
    await rep.send("register", media={"audio": True})
    assert (await rep.expect("error"))["error"]["code"] == 31205
    await rep.hang_up()
    await stage.over()


async def test_a_token_may_be_made_to_end_early_and_a_newer_one_goes_on(stage: Stage) -> None:
    await stage.control("faults", token_seconds=1)
    rep = await stage.browser()
    connected = next(payload for kind, payload in rep.frames if kind == "connected")
    assert connected["token"]["ttl"] <= 1
    await asyncio.sleep(1.1)
    await rep.send("register", media={"audio": True})
    assert (await rep.expect("error"))["error"]["code"] == 31205
    await rep.listen(jwt=token(nbf=int(time.time()) - 2))
    assert (await rep.expect("error"))["error"]["code"] == 31205
    await stage.control("faults")
    await rep.listen()
    assert (await rep.expect("connected"))["token"]["ttl"] > 500
    await rep.send("register", media={"audio": True})
    await rep.expect("ready")


@pytest.mark.assumption
async def test_an_application_of_another_account_cannot_be_called(stage: Stage) -> None:
    rep = await stage.browser(jwt=token(application="AP" + "9" * 32))
    await rep.invite(To="+12025550101")
    hung_up = await rep.expect("hangup")
    assert hung_up["callsid"] == rep.temporary_sid
    assert hung_up["error"]["code"] == 31002
    assert [note.code for note in stage.sandbox.notes] == [21218]


async def test_nothing_before_listening(stage: Stage) -> None:
    rep = await stage.browser()
    rep._url = rep._url
    await rep.lose_socket()
    await rep.open()
    await rep.send("register", media={"audio": True})
    assert (await rep.expect("error"))["error"]["code"] == 31204
    await rep.send("what is this")


async def test_sound_goes_both_ways_and_is_counted(stage: Stage) -> None:
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    await stage.until(lambda: rep.heard > 25 and rep.loudest > 3000)
    lead = stage.app.at("/status")[0].fields["CallSid"]
    await stage.until(lambda: stage.sandbox.open_calls[lead].report()["level_heard"])
    await stage.until(lambda: stage.sandbox.open_calls[rep.call_sid].report()["packets_in"] > 10)
    reports = {leg: party.report() for leg, party in stage.sandbox.open_calls.items()}
    assert reports[rep.call_sid]["packets_out"] > 25
    assert -20 < reports[lead]["level_heard"] < 0


async def test_digits_arrive_as_sound_and_as_frames(stage: Stage) -> None:
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    lead = stage.sandbox.open_calls[rep.call_sid].lead
    await stage.until(lambda: rep.heard)
    await rep.press(5)
    await rep.press(11)
    await stage.until(lambda: lead.phone.digits == "5#")
    await rep.send("dtmf", callsid=rep.call_sid, dtmf="12")
    await stage.until(lambda: lead.phone.digits == "5#12")


async def test_a_message_is_acknowledged(stage: Stage) -> None:
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    await rep.send("message", callsid=rep.call_sid, content="{}", voiceeventsid="KX1")
    assert await rep.expect("ack") == {"acktype": "message", "callsid": rep.call_sid, "voiceeventsid": "KX1"}


async def test_a_call_survives_the_loss_of_its_socket(stage: Stage) -> None:
    rep = await stage.call("+12025550101", reconnect_timeout=5)
    await rep.expect("answer")
    assert await stage.control("cut-signalling", identity=IDENTITY) == 200
    await stage.until(lambda: not stage.sandbox.sessions)
    await rep.open()
    await rep.listen(reconnect_timeout=5)
    await rep.expect("connected")
    await rep.resume()
    assert (await rep.expect("answer"))["reconnect"] == rep.reconnect
    await rep.hang_up()
    await stage.over()
    assert stage.app.story()[-3:] == ["completed", "action completed", "parent completed"]


async def test_without_a_reconnect_time_it_does_not(stage: Stage) -> None:
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    await rep.lose_socket()
    await stage.over()


async def test_a_ringing_call_dies_with_its_socket(stage: Stage) -> None:
    rep = await stage.call("+12025550103", reconnect_timeout=5)
    await rep.expect("ringing")
    await rep.lose_socket()
    await stage.over()
    assert "canceled" in stage.app.story()


async def test_coming_back_to_a_call_that_is_over(stage: Stage) -> None:
    rep = await stage.browser()
    rep.call_sid, rep.reconnect = "CA" + "0" * 32, "RT0"
    await rep.resume()
    assert (await rep.expect("hangup"))["callsid"] == rep.call_sid


async def test_a_new_audio_path(stage: Stage) -> None:
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    await stage.until(lambda: rep.heard > 5)
    await rep.restart_media()
    await rep.expect("answer")
    before = rep.heard
    await stage.until(lambda: rep.heard > before + 10)


async def test_the_heart_beats(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialer.sandbox.signalling.HEARTBEAT_SECONDS", 0.05)
    rep = await stage.browser()
    await stage.until(lambda: rep.heartbeats > 2)


async def test_a_second_call_on_the_same_socket(stage: Stage) -> None:
    rep = await stage.call("+12025550102")
    await rep.expect("hangup")
    rep.temporary_sid, rep.call_sid = rep.temporary_sid + "b", ""
    await rep.invite(To="+12025550101")
    await rep.expect("answer")
