"""A lead calls one of our numbers: the number's document rings a rep's browser."""

import asyncio
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.sandbox.rep_browser import IDENTITY, token
from tests.sandbox.stage import ACCOUNT, INBOUND, NUMBER, Stage, dial, ring

CALLER = "+12025550101"


async def test_a_rep_accepts_talks_and_hangs_up(stage: Stage) -> None:
    stage.app.inbound_document = ring(parameters={"call_id": "42", "name": "Ada & Co"})
    rep = await stage.registered()
    parent = await stage.call_in()
    asked = (await rep.accept())["parameters"]
    assert (asked["From"], asked["To"], asked["AccountSid"]) == (CALLER, f"client:{IDENTITY}", ACCOUNT)
    assert dict(parse_qsl(asked["Params"])) == {"call_id": "42", "name": "Ada & Co"}
    assert asked["CallSid"] == rep.call_sid != parent
    caller = stage.sandbox.open_calls[parent]
    await stage.until(lambda: rep.heard > 20 and rep.loudest > 1000)
    await stage.until(lambda: caller.report()["level_heard"])
    await rep.hang_up()
    await stage.told("action completed")
    await stage.until(lambda: not stage.sandbox.open_calls)
    told = ["inbound ringing", "initiated", "ringing", "in-progress", "completed", "action completed"]
    assert stage.app.story() == told
    assert all(each.genuine for each in stage.app.told)


async def test_the_request_of_an_inbound_call(stage: Stage) -> None:
    parent = await stage.call_in("0103", gives_up_after=5)
    await stage.told("action no-answer")
    asked = stage.app.at(INBOUND)[0].fields
    assert (asked["From"], asked["Caller"]) == ("+12025550103", "+12025550103")
    assert (asked["To"], asked["Called"]) == (NUMBER, NUMBER)
    assert (asked["CallSid"], asked["Direction"], asked["CallStatus"]) == (parent, "inbound", "ringing")
    assert "ParentCallSid" not in asked
    assert "ApplicationSid" not in asked


async def test_the_browsers_leg_names_its_parent_and_keeps_the_callers_number(stage: Stage) -> None:
    await stage.registered()
    parent = await stage.call_in(gives_up_after=0.5)
    await stage.told("canceled")
    told = stage.app.at("/status")[0].fields
    assert (told["ParentCallSid"], told["From"], told["To"]) == (parent, CALLER, f"client:{IDENTITY}")
    assert told["Direction"] == "outbound-dial"


@pytest.mark.assumption
async def test_a_caller_who_gives_up_cancels_the_ringing(stage: Stage) -> None:
    rep = await stage.registered()
    await stage.call_in(gives_up_after=0.5)
    asked = await rep.expect("invite")
    assert (await rep.expect("cancel"))["callsid"] == asked["callsid"]
    await stage.told("action canceled")
    ended = stage.app.at("/status")[-1].fields
    assert (ended["CallStatus"], ended["SipResponseCode"]) == ("canceled", "487")
    assert stage.app.at("/action")[0].fields["CallStatus"] == "no-answer"


@pytest.mark.assumption
async def test_a_rep_who_rejects_is_busy(stage: Stage) -> None:
    rep = await stage.registered()
    await stage.call_in()
    await rep.reject()
    await stage.told("action busy")
    ended = stage.app.at("/status")[-1].fields
    assert (ended["CallStatus"], ended["SipResponseCode"], ended["CallDuration"]) == ("busy", "600", "0")


async def test_a_rep_who_ignores_it_lets_it_ring_out(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialer.sandbox.twiml.TIMEOUT_LIMITS", (0.1, 600.0))
    monkeypatch.setattr("dialer.sandbox.parent.BEYOND_TIMEOUT", 0.0)
    stage.app.inbound_document = ring(timeout="0.4")
    rep = await stage.registered()
    await stage.call_in()
    await rep.expect("cancel")
    await stage.told("action no-answer")


@pytest.mark.assumption
@pytest.mark.parametrize("minting", [{"incoming": False}, {"identity": "rep_8"}])
async def test_nobody_is_registered(stage: Stage, minting: dict[str, Any]) -> None:
    await stage.registered(jwt=token(**minting))
    await stage.call_in()
    await stage.told("action no-answer")
    assert "no browser is registered as rep_7" in stage.sandbox.notes[-1].text


@pytest.mark.assumption
async def test_every_tab_rings_and_the_first_to_answer_has_it(stage: Stage) -> None:
    quick, slow = await stage.registered(), await stage.registered()
    await stage.call_in()
    await slow.expect("invite")
    await quick.accept()
    await slow.expect("cancel")
    await stage.told("in-progress")
    await stage.until(lambda: quick.heard > 5)


async def test_the_first_of_several_people_has_it(stage: Stage) -> None:
    stage.app.inbound_document = (
        "<Response><Dial action='/action'><Client>rep_7</Client><Client>rep_8</Client></Dial></Response>"
    )
    first, second = await stage.registered(), await stage.registered(jwt=token(identity="rep_8"))
    await stage.call_in()
    await first.expect("invite")
    await second.accept()
    await first.expect("cancel")
    await second.hang_up()
    await stage.told("action completed")


async def test_the_caller_hangs_up_first(stage: Stage) -> None:
    rep = await stage.registered()
    await stage.call_in("0106")
    await rep.accept()
    assert (await rep.expect("hangup"))["callsid"] == rep.call_sid
    await stage.told("action completed")


async def test_an_accepted_call_survives_the_loss_of_its_socket(stage: Stage) -> None:
    rep = await stage.registered(reconnect_timeout=5)
    await stage.call_in()
    await rep.accept()
    await stage.told("in-progress")
    await stage.control("cut-signalling")
    await stage.until(lambda: not stage.sandbox.sessions)
    await rep.open()
    await rep.listen(reconnect_timeout=5)
    await rep.expect("connected")
    await rep.resume()
    assert (await rep.expect("answer"))["reconnect"] == rep.reconnect
    await rep.hang_up()
    await stage.told("completed")


async def test_a_call_can_be_passed_on_to_a_telephone(stage: Stage) -> None:
    stage.app.inbound_document = dial("+13035550106", callerId="")
    parent = await stage.call_in()
    await stage.told("action completed")
    assert stage.app.at("/status")[0].fields["From"] == CALLER
    await stage.until(lambda: parent in stage.sandbox.last_reports)
    assert stage.sandbox.last_reports[parent]["frames_heard"] > 5


@pytest.mark.assumption
@pytest.mark.parametrize(("reason", "status"), [("busy", "busy"), ("rejected", "no-answer")])
async def test_a_rejected_caller(stage: Stage, reason: str, status: str) -> None:
    stage.app.inbound_document = f'<Response><Reject reason="{reason}"/></Response>'
    parent = await stage.call_in()
    await stage.until(lambda: parent in stage.sandbox.last_reports)
    assert stage.sandbox.ledger.get(parent).status == status


async def test_either_leg_can_be_given_another_document(stage: Stage) -> None:
    rep = await stage.registered()
    parent = await stage.call_in()
    await rep.accept()
    await stage.told("in-progress")
    client, pause = stage.rest(), "<Response><Pause length='30'/></Response>"
    await asyncio.to_thread(client.calls(rep.call_sid).update, twiml=pause)
    await stage.told("action completed")
    assert "DialCallDuration" not in stage.app.at("/action")[0].fields
    assert rep.call_sid in stage.sandbox.open_calls
    await stage.until(lambda: parent in stage.sandbox.last_reports)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"from": "0101", "to": "+19995550000"}, 404),
        ({"from": "nobody", "to": NUMBER}, 422),
        ({"from": "0101", "to": NUMBER, "gives_up_after": "soon"}, 422),
        ({"from": "0101", "to": NUMBER, "gives_up_after": 1e9}, 422),
    ],
)
async def test_a_call_that_cannot_be_placed(stage: Stage, body: dict[str, object], status: int) -> None:
    async with stage.http.post("/control/inbound", json=body) as response:
        assert response.status == status
        assert len((await response.json())["error"]) > 20
