"""Hanging up at every stage, by either side and by REST."""

import asyncio

import pytest
from aiohttp import web

from tests.sandbox.stage import Stage, dial, xml


@pytest.mark.assumption
async def test_the_rep_gives_up_while_the_phone_rings(stage: Stage) -> None:
    rep = await stage.call("+12025550103")
    await rep.expect("ringing")
    await rep.hang_up()
    await stage.over()
    assert stage.app.story() == [
        "voice ringing",
        "initiated",
        "ringing",
        "canceled",
        "action canceled",
        "parent completed",
    ]
    assert stage.app.at("/status")[-1].fields["SipResponseCode"] == "487"


@pytest.mark.assumption
async def test_the_rep_gives_up_while_the_application_thinks(stage: Stage) -> None:
    async def slowly(fields: dict[str, str]) -> web.Response:
        await asyncio.sleep(0.4)
        return xml(dial("+12025550101"))

    stage.app.answers["/voice"] = slowly
    rep = await stage.call("+12025550101")
    await stage.told("voice ringing")
    await rep.hang_up()
    await stage.over()
    await asyncio.sleep(0.5)
    assert stage.app.story() == ["voice ringing", "parent completed"]


async def test_the_far_side_hangs_up_on_command(stage: Stage) -> None:
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    assert await stage.control("hangup", call_sid=rep.call_sid) == 200
    assert (await rep.expect("hangup"))["callsid"] == rep.call_sid
    await stage.over()
    assert stage.app.story()[-3:] == ["completed", "action completed", "parent completed"]
    assert await stage.control("hangup", call_sid=rep.call_sid) == 404


@pytest.mark.assumption
async def test_the_far_side_declines_what_still_rings(stage: Stage) -> None:
    rep = await stage.call("+12025550103")
    await rep.expect("ringing")
    assert await stage.control("hangup", call_sid=rep.call_sid) == 200
    assert (await rep.expect("hangup"))["error"]["code"] == 31603
    await stage.over()
    assert stage.app.story()[-3:] == ["busy", "action busy", "parent completed"]
    assert stage.app.at("/status")[-1].fields["SipResponseCode"] == "603"


async def test_rest_ends_the_leads_leg_and_the_action_decides_about_the_rep(stage: Stage) -> None:
    stage.app.after_dial = "<Response><Pause length='30'/></Response>"
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    lead = stage.app.at("/status")[0].fields["CallSid"]
    client = stage.rest()
    await asyncio.to_thread(client.calls(lead).update, status="completed")
    await stage.told("action completed")
    assert not stage.app.at("/parent")
    await asyncio.to_thread(client.calls(rep.call_sid).update, status="completed")
    assert (await rep.expect("hangup"))["callsid"] == rep.call_sid
    await stage.over()


@pytest.mark.assumption
async def test_rest_ends_a_ringing_call_by_either_leg(stage: Stage) -> None:
    for ended in ("child", "parent"):
        rep = await stage.call("+12025550103")
        await rep.expect("ringing")
        leg = rep.call_sid if ended == "parent" else stage.app.at("/status")[-1].fields["CallSid"]
        await asyncio.to_thread(stage.rest().calls(leg).update, status="canceled")
        await rep.expect("hangup")
        await stage.over()
        assert stage.app.story()[-3:] == ["canceled", "action canceled", "parent completed"]
        stage.app.told.clear()


async def test_canceled_leaves_a_live_call_alone(stage: Stage) -> None:
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    call = await asyncio.to_thread(stage.rest().calls(rep.call_sid).update, status="canceled")
    assert call.status == "in-progress"
    assert rep.call_sid in stage.sandbox.open_calls


async def test_a_hangup_for_an_unknown_call_is_nothing(stage: Stage) -> None:
    rep = await stage.browser()
    await rep.hang_up()
    await rep.send("register", media={"audio": True})
    await rep.expect("ready")
