"""How requests reach the application: overrides in the fragment, retries, and faults on purpose."""

import asyncio
import socket

import pytest
from aiohttp import web

from dialer.sandbox.faults import Faults
from dialer.sandbox.signature import sign
from dialer.sandbox.targets import CONNECT, EVERYTHING, target_of
from tests.sandbox.stage import DETECTING, Stage, Told, dial


def failing(times: int, status: int = 503):  # noqa: ANN201
    """An answer that fails so many times, then is well."""
    left = [times]

    async def answer(fields: dict[str, str]) -> web.Response:
        left[0] -= 1
        return web.Response(status=status if left[0] >= 0 else 204)

    return answer


def ends(stage: Stage) -> list[Told]:
    """How often the application was told that the leg was busy."""
    return [told for told in stage.app.at("/status") if told.fields["CallStatus"] == "busy"]


def test_twilios_own_example_of_a_signature() -> None:
    fields = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675310",
        "Digits": "1234",
        "From": "+14158675310",
        "To": "+18005551212",
    }
    url = "https://example.com/myapp.php?foo=1&bar=2"
    assert sign("12345", url, fields) == "L/OH5YylLD5NRKLltdqwSvS0BnU="


def test_a_fragment_overrides_the_connection_and_is_not_part_of_the_url() -> None:
    target = target_of("/status?a=1#rc=3&rp=5xx,rt&ct=900&rt=4000&tt=99000", "https://example.com/voice#x")
    assert target.url == "https://example.com/status?a=1"
    assert (target.retries, target.retry_on) == (3, {"5xx", "rt"})
    assert (target.connect_seconds, target.read_seconds, target.total_seconds) == (0.9, 4.0, 15.0)


def test_without_a_fragment_only_a_failed_connection_is_tried_again_once() -> None:
    target = target_of("https://example.com/status")
    assert (target.retries, target.retry_on) == (1, {CONNECT})
    assert target_of("https://example.com/status#rp=all").retry_on == EVERYTHING


async def test_a_server_error_is_retried_when_the_fragment_asks(stage: Stage) -> None:
    stage.app.document = dial(url="/status#rc=2&amp;rp=5xx", events="completed")
    stage.app.answers["/status"] = failing(2)
    await stage.call("+12025550102")
    await stage.until(lambda: len(ends(stage)) == 3)
    assert all(told.genuine for told in ends(stage))
    assert len({told.headers["I-Twilio-Idempotency-Token"] for told in ends(stage)}) == 1
    outcomes = [each.outcome for each in stage.sandbox.courier.deliveries if each.kind == "completed"]
    assert outcomes == ["503", "503", "204"]


@pytest.mark.parametrize(
    ("fragment", "status"), [("", 503), ("#rc=2&amp;rp=5xx", 404), ("#rc=0&amp;rp=all", 500)]
)
async def test_other_failures_are_not(stage: Stage, fragment: str, status: int) -> None:
    stage.app.document = dial(url=f"/status{fragment}", events="completed")
    stage.app.answers["/status"] = failing(5, status)
    await stage.call("+12025550102")
    await stage.over()
    await asyncio.sleep(0.4)
    assert len(ends(stage)) == 1


async def test_a_refused_connection_is_tried_once_more(stage: Stage) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        stage.app.document = dial(url=f"http://127.0.0.1:{port}/status", events="completed")
        await stage.call("+12025550102")
        await stage.over()
        await stage.until(lambda: len(_outcomes(stage, "completed")) == 2)
        assert _outcomes(stage, "completed") == ["no connection", "no connection"]


async def test_a_slow_answer_is_retried_on_rt_and_does_not_hold_up_the_call(stage: Stage) -> None:
    async def slow(fields: dict[str, str]) -> web.Response:
        await asyncio.sleep(0.6)
        return web.Response(status=204)

    stage.app.document = dial(url="/status#rc=1&amp;rp=rt&amp;rt=100", events="completed")
    stage.app.answers["/status"] = slow
    await stage.call("+12025550102")
    await stage.over()
    await stage.until(lambda: len(ends(stage)) == 2)
    assert _outcomes(stage, "completed") == ["no answer in time"] * 2


async def test_callbacks_can_be_get_requests(stage: Stage) -> None:
    stage.app.document = dial(url="/status?call=42", events="completed", number_statusCallbackMethod="GET")
    await stage.call("+12025550102")
    await stage.over()
    told = ends(stage)[0]
    assert told.genuine
    assert told.fields["call"] == "42"


async def test_an_odd_url_is_signed_exactly_as_given(stage: Stage) -> None:
    stage.app.document = dial(url="/status?name=caf%C3%A9%2Fbar&amp;x=a%20b", events="completed")
    await stage.call("+12025550102")
    await stage.over()
    assert ends(stage)[0].genuine


async def test_faults_drop_kinds_of_callbacks(stage: Stage) -> None:
    assert await stage.control("faults", drop=["ringing", "completed", "parent"]) == 200
    await stage.call("+12025550106")
    await stage.told("action completed")
    await stage.until(lambda: "parent" in [each.kind for each in stage.sandbox.courier.deliveries])
    assert stage.app.story() == ["voice ringing", "initiated", "in-progress", "action completed"]
    assert _outcomes(stage, "completed") == ["dropped on purpose"]


async def test_faults_repeat_callbacks(stage: Stage) -> None:
    await stage.control("faults", repeat=2)
    await stage.call("+12025550102")
    await stage.told("parent completed", times=3)
    assert stage.app.story().count("busy") == 3
    assert stage.app.story().count("action busy") == 1


async def test_faults_delay_callbacks_but_not_the_call(stage: Stage) -> None:
    await stage.control("faults", delay=3.0)
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    assert "in-progress" not in stage.app.story()
    await stage.told("in-progress")


async def test_faults_shuffle_the_leads_callbacks(stage: Stage) -> None:
    await stage.control("faults", shuffle=True, seed=4)
    stage.app.document = dial(**DETECTING)
    await stage.call("+12025550106")
    await stage.told("parent completed")
    true_order = ["initiated", "ringing", "in-progress", "completed"]
    told = [word for word in stage.app.story() if word in true_order]
    assert sorted(told) == sorted(true_order)
    assert told != true_order
    numbers = [each.fields["SequenceNumber"] for each in stage.app.at("/status")]
    assert numbers == [str(true_order.index(word)) for word in told]


async def test_faults_can_be_read_and_taken_back(stage: Stage) -> None:
    await stage.control("faults", repeat=1)
    assert await stage.control("faults", drop=["nonsense"]) == 422
    assert await stage.control("faults", reverse=True) == 422
    async with stage.http.get("/control/faults") as response:
        assert (await response.json())["repeat"] == 1
    await stage.control("faults")
    assert stage.sandbox.faults == Faults()


def test_shuffling_one_callback_is_no_endless_search() -> None:
    assert Faults(shuffle=True, seed=1).shuffled([1]) == [1]


def _outcomes(stage: Stage, kind: str) -> list[str]:
    return [each.outcome for each in stage.sandbox.courier.deliveries if each.kind == kind]
