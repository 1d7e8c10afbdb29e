"""The phones beyond the first six, and what a person may change about each."""

import asyncio
from typing import Any

import pytest

from dialer.sandbox.phone_list import PHONES
from dialer.sandbox.phone_settings import Settings, SettingsFile
from dialer.sandbox.phones import PhoneBook
from tests.sandbox.stage import DETECTING, Stage, dial, quick_phones

ENABLE = DETECTING | {"number_machineDetection": "Enable"}


@pytest.mark.assumption
@pytest.mark.parametrize(
    ("suffix", "story", "sip_code", "error_code", "told_browser"),
    [
        ("0107", ["ringing", "busy"], "603", None, 31603),
        ("0114", ["failed"], "503", None, None),
        ("0115", ["failed"], "603", "32017", 31603),
        ("0116", ["failed"], None, "13227", None),
    ],
)
async def test_the_other_ways_not_to_reach_somebody(
    stage: Stage,
    suffix: str,
    story: list[str],
    sip_code: str | None,
    error_code: str | None,
    told_browser: int | None,
) -> None:
    rep = await stage.call(f"+1303555{suffix}")
    hung_up = await rep.expect("hangup")
    await stage.over()
    assert stage.app.story()[2:-2] == story
    ended, action = stage.app.at("/status")[-1].fields, stage.app.at("/action")[0].fields
    assert (ended.get("SipResponseCode"), ended.get("ErrorCode")) == (sip_code, error_code)
    assert action.get("ErrorCode") == error_code
    assert hung_up.get("error", {}).get("code") == told_browser


@pytest.mark.assumption
@pytest.mark.parametrize(
    ("suffix", "at_once", "at_the_end"),
    [
        ("0105", "machine_start", "machine_end_beep"),
        ("0108", "machine_start", "machine_end_beep"),
        ("0110", "machine_start", "machine_end_silence"),
        ("0112", "fax", "fax"),
        ("0113", "machine_start", "machine_end_other"),
        ("0118", "unknown", "unknown"),
    ],
)
async def test_what_machine_detection_says(stage: Stage, suffix: str, at_once: str, at_the_end: str) -> None:
    for detecting, verdict in ((ENABLE, at_once), (DETECTING, at_the_end)):
        stage.app.told.clear()
        stage.app.document = dial(**detecting)
        rep = await stage.call(f"+1202555{suffix}")
        await stage.until(lambda: stage.app.at("/amd"), seconds=12)
        assert stage.app.at("/amd")[0].fields["AnsweredBy"] == verdict
        await rep.hang_up()
        await stage.over()


async def test_a_machine_keeps_what_it_heard(stage: Stage) -> None:
    rep = await stage.call("+12025550105")
    await rep.expect("answer")
    lead = stage.sandbox.open_calls[rep.call_sid].lead
    await stage.until(lambda: len(lead.phone.tape or b"") > 4000)
    await rep.hang_up()
    await stage.over()
    await stage.until(lambda: stage.sandbox.shelf.newest_first())
    (kept,) = stage.sandbox.shelf.newest_first()
    assert (kept.kind, kept.call_sid) == ("machine", lead.leg.sid)
    async with stage.http.get(f"/recordings/{kept.sid}.wav") as response:
        assert (response.status, (await response.read())[:4]) == (200, b"RIFF")
    async with stage.http.get("/") as page:
        assert f"/recordings/{kept.sid}.wav" in await page.text()


async def test_the_menu_reacts_to_digits(stage: Stage) -> None:
    rep = await stage.call("+12025550111")
    await rep.expect("answer")
    phone = stage.sandbox.open_calls[rep.call_sid].lead.phone
    await stage.until(lambda: phone.mouth.talking)
    await rep.send("dtmf", callsid=rep.call_sid, dtmf="7")
    await stage.until(lambda: phone.greeted.is_set())
    assert not phone.echoing
    await rep.send("dtmf", callsid=rep.call_sid, dtmf="2")
    await rep.expect("hangup", seconds=15)


@pytest.mark.assumption
async def test_an_answer_without_sound_sends_no_packets(stage: Stage) -> None:
    rep = await stage.call("+12025550118")
    await rep.expect("answer")
    line = stage.sandbox.open_calls[rep.call_sid].line
    await stage.until(lambda: stage.sandbox.open_calls[rep.call_sid].lead.phone.dead)
    await stage.until(lambda: line.media.packets_in > 20)
    before = line.media.packets_out
    await stage.until(lambda: line.media.packets_in > 60)
    assert line.media.packets_out == before


def test_every_line_result_has_a_number_and_a_sentence() -> None:
    assert [phone.suffix for phone in PHONES] == [f"01{number:02}" for number in range(1, 19)]
    assert {phone.suffix: phone.wait for phone in PHONES}["0117"] == 29
    assert all(phone.refusal or phone.script for phone in PHONES)


async def set_phone(stage: Stage, **body: Any) -> tuple[int, dict[str, Any]]:
    async with stage.http.post("/control/phones", json=body) as response:
        return response.status, await response.json()


async def test_settings_change_a_phone_and_are_taken_back(stage: Stage) -> None:
    await set_phone(stage, suffix="0101", ring_seconds=0, hang_up_after=0.4, greeting="person")
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    await rep.expect("hangup")
    status, said = await set_phone(stage, suffix="0101")
    assert status == 200
    assert said["settings"] == {
        "ring_seconds": 0.15,
        "hang_up_after": None,
        "greeting": "hello",
        "sip_code": None,
        "behaves_like": None,
    }


@pytest.mark.assumption
async def test_a_refusal_can_have_another_sip_code(stage: Stage) -> None:
    await set_phone(stage, suffix="0115", sip_code=608)
    await stage.call("+12025550115")
    await stage.told("failed")
    assert stage.app.at("/status")[-1].fields["SipResponseCode"] == "608"


async def test_a_phone_takes_over_the_behaviour_of_another(stage: Stage) -> None:
    status, said = await set_phone(stage, suffix="0101", behaves_like="0102", sip_code=480)
    assert (status, said["suffix"], said["title"]) == (200, "0101", "Busy")
    assert said["settings"]["behaves_like"] == "0102"
    await stage.call("+12025550101")
    await stage.told("busy")
    assert stage.app.at("/status")[-1].fields["SipResponseCode"] == "480"
    again = PhoneBook(quick_phones(), SettingsFile(stage.directory).load())
    assert (again.find("+12025550101").title, again.find("+12025550102").settings.sip_code) == ("Busy", 486)
    await set_phone(stage, suffix="0101", behaves_like="0101")
    assert stage.sandbox.phones.find("+12025550101").title == "Answers and talks"


async def test_what_is_no_number_reaches_nobody_whatever_was_set(stage: Stage) -> None:
    await set_phone(stage, suffix="0104", behaves_like="0101")
    assert stage.sandbox.phones.find("hello").title == "Not in service"


async def test_settings_outlive_a_restart(stage: Stage) -> None:
    await set_phone(stage, suffix="0103", ring_seconds=40)
    assert SettingsFile(stage.directory).load() == {"0103": Settings(ring_seconds=40)}
    (stage.directory / "sandbox-phones.json").write_text("{nonsense")
    assert SettingsFile(stage.directory).load() == {}


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ({"suffix": "0999"}, 404, "0999"),
        ({}, 404, "last four digits"),
        ({"suffix": "0101", "ring_seconds": "long"}, 422, "ring_seconds"),
        ({"suffix": "0101", "ring_seconds": -1}, 422, "from 0 to 600"),
        ({"suffix": "0101", "hang_up_after": 1e999}, 422, "hang_up_after"),
        ({"suffix": "0101", "hang_up_after": True}, 422, "hang_up_after"),
        ({"suffix": "0101", "greeting": "../hello"}, 422, "greeting"),
        ({"suffix": "0102", "greeting": "hello"}, 422, "greeting"),
        ({"suffix": "0101", "sip_code": 486}, 422, "sip_code"),
        ({"suffix": "0102", "sip_code": 200}, 422, "from 400 to 699"),
        ({"suffix": "0101", "colour": "red"}, 422, "colour"),
        ({"suffix": "0101", "behaves_like": "9999"}, 404, "9999"),
        ({"suffix": "0101", "behaves_like": ["0102"]}, 404, "no phone"),
        ({"suffix": "0101", "behaves_like": "0102", "greeting": "hello"}, 422, "greeting"),
    ],
)
async def test_bad_settings_are_refused_with_a_sentence(
    stage: Stage, body: dict[str, Any], status: int, word: str
) -> None:
    answered, said = await set_phone(stage, **body)
    assert answered == status
    assert word in said["error"]


async def test_a_script_that_never_ends_is_cut_off(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialer.sandbox.lead_call.LONGEST_SCRIPT", 0.4)
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    await rep.expect("hangup")
    assert "never ends" in stage.sandbox.notes[-1].text


async def test_a_dial_has_a_time_limit(stage: Stage) -> None:
    stage.app.document = dial(timeLimit="1")
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    await rep.expect("hangup")
    await stage.told("action completed")
    assert "time limit" in stage.sandbox.notes[-1].text


async def test_two_phones_ring_and_the_quicker_one_has_the_call(stage: Stage) -> None:
    numbers = "<Number>+12025550103</Number><Number>+12025550101</Number>"
    stage.app.document = (
        f"<Response><Dial callerId='+12025550199' action='/action'>{numbers}</Dial></Response>"
    )
    rep = await stage.call("")
    legs = stage.sandbox.ledger.newest_first
    await stage.until(lambda: "in-progress" in [leg.status for leg in legs() if leg.to == "+12025550101"])
    await asyncio.to_thread(stage.rest().calls(rep.call_sid).update, status="completed")
    await stage.told("action completed")
    statuses = {leg.to: leg.status for leg in legs()}
    assert (statuses["+12025550103"], statuses["+12025550101"]) == ("canceled", "completed")
