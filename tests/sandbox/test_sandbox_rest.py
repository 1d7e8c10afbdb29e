"""The REST API, through Twilio's own client library."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from twilio.base.exceptions import TwilioException, TwilioRestException

from tests.sandbox.stage import ACCOUNT, APPLICATION, KEY, NUMBER, SECRET, Stage

later = asyncio.to_thread


async def finished_call(stage: Stage, number: str = "+12025550106") -> tuple[str, str]:
    """The sids of a call that is over: the rep's leg, the lead's."""
    await stage.call(number)
    await stage.over()
    told = stage.app.at("/status")[-1].fields
    stage.app.told.clear()
    return told["ParentCallSid"], told["CallSid"]


async def test_a_finished_call_has_twilios_types(stage: Stage) -> None:
    rep, lead = await finished_call(stage)
    client = stage.rest()
    call = await later(client.calls(lead).fetch)
    assert (call.sid, call.parent_call_sid, call.account_sid) == (lead, rep, ACCOUNT)
    assert (call.status, call.direction, call.duration) == ("completed", "outbound-dial", "0")
    assert (call.to, call.to_formatted, call._from) == ("+12025550106", "(202) 555-0106", NUMBER)
    assert abs(call.start_time - datetime.now(UTC)) < timedelta(seconds=10)
    assert call.start_time <= call.end_time
    assert (call.price, call.price_unit, call.answered_by) == (None, "USD", None)
    parent = await later(client.calls(rep).fetch)
    assert (parent._from, parent.parent_call_sid, parent.direction) == ("client:rep_7", None, "inbound")


async def test_a_leg_nobody_answered_has_no_duration(stage: Stage) -> None:
    _, lead = await finished_call(stage, "+12025550102")
    call = await later(stage.rest().calls(lead).fetch)
    assert (call.status, call.duration) == ("busy", None)


async def test_a_live_call_is_queued_ringing_in_progress(stage: Stage) -> None:
    rep = await stage.call("+12025550101")
    await stage.told("initiated")
    lead = stage.app.at("/status")[0].fields["CallSid"]
    assert (await later(stage.rest().calls(lead).fetch)).status == "queued"
    await rep.expect("answer")
    call = await later(stage.rest(KEY, SECRET).calls(lead).fetch)
    assert (call.status, call.end_time, call.duration) == ("in-progress", None, None)


async def test_lists_filter_and_page(stage: Stage) -> None:
    pairs = [await finished_call(stage, "+12025550102") for _ in range(3)]
    client = stage.rest()

    async def sids(**wanted: Any) -> list[str]:
        return [call.sid for call in await later(client.calls.list, **wanted)]

    everything = [sid for rep, lead in reversed(pairs) for sid in (lead, rep)]
    assert await sids() == everything
    assert await sids(page_size=2) == everything
    assert await sids(limit=3) == everything[:3]
    assert await sids(parent_call_sid=pairs[0][0]) == [pairs[0][1]]
    assert await sids(status="busy") == [lead for _, lead in reversed(pairs)]
    assert await sids(from_="client:rep_7", status="completed") == [rep for rep, _ in reversed(pairs)]
    assert await sids(start_time_after=datetime.now(UTC) + timedelta(hours=1)) == []
    assert len(await sids(start_time_after=datetime.now(UTC) - timedelta(hours=1))) == 6


@pytest.mark.assumption
async def test_ending_an_ended_call_changes_nothing(stage: Stage) -> None:
    _, lead = await finished_call(stage, "+12025550102")
    call = await later(stage.rest().calls(lead).update, status="completed")
    assert call.status == "busy"
    await asyncio.sleep(0.1)
    assert stage.app.told == []


@pytest.mark.parametrize(
    ("name", "secret"), [(ACCOUNT, "wrong"), (KEY, "wrong"), ("AC" + "9" * 32, SECRET), (ACCOUNT, "")]
)
async def test_wrong_credentials(stage: Stage, name: str, secret: str) -> None:
    with pytest.raises(TwilioRestException) as refused:
        await later(stage.rest(name, secret or "-").calls("CA1").fetch)
    assert (refused.value.status, refused.value.code) == (401, 20003)


async def test_both_auth_tokens_open_the_door(stage: Stage) -> None:
    assert await later(stage.rest(secret="the-older-token").calls.list) == []
    with pytest.raises(TwilioException):
        await later(stage.rest(secret="the-token-before").calls.list)


async def test_an_unknown_call(stage: Stage) -> None:
    with pytest.raises(TwilioRestException) as refused:
        await later(stage.rest().calls("CA" + "0" * 32).fetch)
    assert (refused.value.status, refused.value.code) == (404, 20404)


async def test_what_is_not_built_says_so(stage: Stage) -> None:
    with pytest.raises(TwilioRestException) as refused:
        await later(lambda: stage.rest().calls.create(to="+12025550101", from_=NUMBER, twiml="<Response/>"))
    assert (refused.value.status, refused.value.code) == (501, 20501)
    assert "places no calls by REST" in refused.value.msg
    with pytest.raises(TwilioRestException) as none_here:
        await later(stage.rest().conferences("CF1").fetch)
    assert "has no conferences" in none_here.value.msg


async def test_account_application_and_numbers(stage: Stage) -> None:
    client = stage.rest()
    account = await later(client.api.accounts(ACCOUNT).fetch)
    assert (account.sid, account.status) == (ACCOUNT, "active")
    application = await later(client.applications(APPLICATION).fetch)
    assert application.voice_url == f"{stage.app.base}/voice"
    assert [each.sid for each in await later(client.applications.list)] == [APPLICATION]
    numbers = await later(client.incoming_phone_numbers.list)
    assert [each.phone_number for each in numbers] == [NUMBER]


async def test_an_api_key_may_not_see_the_account(stage: Stage) -> None:
    with pytest.raises(TwilioRestException) as refused:
        await later(stage.rest(KEY, SECRET).api.accounts(ACCOUNT).fetch)
    assert refused.value.status == 401


async def test_a_restart_remembers_and_closes_what_was_open(stage: Stage) -> None:
    rep, lead = await finished_call(stage, "+12025550102")
    live = await stage.call("+12025550101")
    await live.expect("answer")
    from dialer.sandbox.ledger import Ledger

    again = Ledger(stage.directory)
    known = {leg.sid: leg.status for leg in again.newest_first()}
    assert known[lead] == "busy"
    assert known[rep] == "completed"
    assert known[live.call_sid] == "completed"
    again.close()


async def test_a_message_is_dropped_on_the_lead(stage: Stage) -> None:
    """The lead's leg leaves for another document; the action says no duration; the leg lives on, then ends."""
    rep = await stage.call("+12025550105")
    await rep.expect("answer")
    lead = stage.app.at("/status")[0].fields["CallSid"]
    sound = f"{stage.url}/sdk/sounds/disconnect.mp3"
    twiml = f"<Response><Play>{sound}</Play><Redirect>{stage.app.base}/next</Redirect></Response>"
    stage.app.document = "<Response><Hangup/></Response>"
    await later(stage.rest().calls(lead).update, twiml=twiml)
    await rep.expect("hangup")
    await stage.told("completed")
    assert set(stage.app.story()[4:]) == {
        "action completed",
        "parent completed",
        "next in-progress",
        "completed",
    }
    action, following = stage.app.at("/action")[0].fields, stage.app.at("/next")[0].fields
    assert "DialCallDuration" not in action
    assert (following["CallSid"], following["CallStatus"]) == (lead, "in-progress")
    assert stage.sandbox.last_reports[lead]["frames_heard"] >= 5


async def test_the_rep_is_redirected_out_of_the_dial(stage: Stage) -> None:
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    await later(stage.rest().calls(rep.call_sid).update, twiml="<Response><Pause length='30'/></Response>")
    await stage.told("action completed")
    assert rep.call_sid in stage.sandbox.open_calls
    assert not stage.app.at("/parent")


async def test_an_ended_call_cannot_be_redirected(stage: Stage) -> None:
    _, lead = await finished_call(stage, "+12025550102")
    with pytest.raises(TwilioRestException) as refused:
        await later(stage.rest().calls(lead).update, twiml="<Response/>")
    assert (refused.value.status, refused.value.code) == (400, 21220)


async def test_a_new_application_was_made_now(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialer.sandbox.rest_account.STARTED", "Mon, 01 Jan 2024 00:00:00 +0000")
    client = stage.rest()
    made = await later(client.applications.create, friendly_name="fresh")
    assert abs((made.date_created - datetime.now(UTC)).total_seconds()) < 60
    changed = await later(client.applications(made.sid).update, friendly_name="fresher")
    assert changed.date_created == made.date_created


@pytest.mark.assumption
async def test_a_status_that_no_call_can_have_is_refused(stage: Stage) -> None:
    with pytest.raises(TwilioException, match="HTTP 400 .*20001.*Status nonsense is none of queued, "):
        await later(lambda: stage.rest().calls.list(status="nonsense"))
