"""What a switch makes go wrong, beyond the delivery's order and number."""

import asyncio
from dataclasses import replace
from html import escape
from typing import Any

import pytest
from aiohttp import ClientError, web
from twilio.request_validator import RequestValidator

from dialer.sandbox.config import Config
from tests.sandbox.rep_browser import IDENTITY
from tests.sandbox.stage import Stage, dial


async def test_a_callback_is_delivered_by_two_requests_at_once(stage: Stage) -> None:
    inside, most = [0], [0]

    async def slow(fields: dict[str, str]) -> web.Response:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        await asyncio.sleep(0.2)
        inside[0] -= 1
        return web.Response(status=204)

    stage.app.answers["/status"] = slow
    stage.app.document = dial(events="completed")
    await stage.control("faults", twice=True)
    await stage.call("+12025550102")
    await stage.until(lambda: len(stage.app.at("/parent")) == 2)
    assert len(stage.app.at("/status")) == 2
    assert most[0] == 2


@pytest.mark.parametrize(
    ("sign_with", "token"), [("older", "the-older-token"), ("retired", "the-token-before"), ("wrong", None)]
)
async def test_requests_are_signed_with_another_token(
    stage: Stage, sign_with: str, token: str | None
) -> None:
    await stage.control("faults", sign_with=sign_with)
    await stage.call("+12025550102")
    await stage.over()
    assert not any(told.genuine for told in stage.app.told)
    if token:
        told = stage.app.at("/parent")[0]
        signature = told.headers["X-Twilio-Signature"]
        assert RequestValidator(token).validate(f"{stage.app.base}/parent", told.fields, signature)


@pytest.mark.parametrize(("sign_with", "list_of"), [("older", "auth_tokens"), ("retired", "retired_tokens")])
async def test_a_token_that_no_account_has_cannot_sign(stage: Stage, sign_with: str, list_of: str) -> None:
    (account,) = stage.sandbox.config.accounts
    without = replace(account, auth_tokens=account.auth_tokens[:1], retired_tokens=())
    stage.sandbox.config = Config((without,))
    async with stage.http.post("/control/faults", json={"sign_with": sign_with}) as response:
        assert response.status == 422
        assert list_of in (await response.json())["error"]
    assert stage.sandbox.faults.sign_with == ""


async def test_the_signalling_goes_down_and_comes_back(stage: Stage) -> None:
    rep = await stage.call("+12025550101", reconnect_timeout=10)
    await rep.expect("answer")
    await stage.control("faults", signalling_down=True)
    await stage.until(lambda: not stage.sandbox.sessions)
    with pytest.raises(ClientError):
        await rep.open()
    await stage.control("faults")
    await rep.open()
    await rep.listen(reconnect_timeout=10)
    await rep.expect("connected")
    await rep.resume()
    await rep.expect("answer")


async def test_the_media_dies_and_a_new_path_brings_it_back(stage: Stage) -> None:
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    await stage.until(lambda: rep.heard > 10)
    media = stage.sandbox.open_calls[rep.call_sid].line.media
    assert await stage.control("cut-media", identity=IDENTITY) == 200
    await stage.until(lambda: media._connection.connectionState != "connected")
    assert rep.call_sid in stage.sandbox.open_calls
    await rep.restart_media()
    await rep.expect("answer")
    before = media.packets_in
    await stage.until(lambda: media.packets_in > before + 10)


async def test_each_delivery_shows_what_the_application_answered(stage: Stage) -> None:
    async def unwell(fields: dict[str, str]) -> web.Response:
        return web.Response(status=422, text="<b>no such call</b> " + "x" * 500)

    stage.app.answers["/status"] = unwell
    stage.app.document = dial(events="completed")
    await stage.call("+12025550102")
    await stage.over()
    async with stage.http.get("/deliveries.json") as response:
        listed = (await response.json())["deliveries"]
    shown = next(each for each in listed if each["kind"] == "completed")
    assert (shown["status"], shown["outcome"]) == (422, "422")
    assert shown["answered"].startswith("<b>no such call</b>")
    assert len(shown["answered"]) == 200
    async with stage.http.get("/") as page:
        assert "&lt;b&gt;no such call&lt;/b&gt;" in await page.text()


MADE_OF_IT = {
    "its own words": (
        web.Response(headers={"X-Delivery-Verdict": "repeated: said <before>"}),
        "repeated: said <before>",
    ),
    "a problem": (
        web.json_response(
            {"code": "bad_signature", "detail": "It does not fit."},
            status=403,
            content_type="application/problem+json",
        ),
        "bad_signature: It does not fit.",
    ),
    "a long one, whole": (
        web.Response(headers={"X-Delivery-Verdict": "why it was so, " * 25 + "and what to do"}),
        "and what to do",
    ),
    "a problem that is none": (web.Response(text="[", content_type="application/problem+json"), ""),
}


@pytest.mark.parametrize("said", MADE_OF_IT)
async def test_what_was_made_of_a_delivery_is_shown_beside_it(stage: Stage, said: str) -> None:
    reply, shown = MADE_OF_IT[said]

    async def answer(fields: dict[str, str]) -> web.Response:
        return web.Response(body=reply.body, status=reply.status, headers=reply.headers)

    stage.app.answers["/status"] = answer
    await stage.call("+12025550102")
    await stage.over()
    async with stage.http.get("/deliveries.json") as response:
        busy = [each for each in (await response.json())["deliveries"] if each["kind"] == "completed"]
    assert [each["verdict"][-len(shown) :] for each in busy] == [shown]
    async with stage.http.get("/") as page:
        assert escape(shown) in await page.text()


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"repeat": -1}, "repeat"),
        ({"repeat": "many"}, "repeat"),
        ({"repeat": 2.5}, "repeat must be a whole number, not 2.5"),
        ({"delay": 1e999}, "delay"),
        ({"shuffle": "yes"}, "shuffle"),
        ({"drop": "completed"}, "list"),
        ({"drop": [1]}, "list"),
        ({"sign_with": "mine"}, "sign_with"),
        ({"rest": "503"}, "rest"),
        ({"seed": {}}, "seed"),
        ({"x": 1}, "unknown"),
    ],
)
async def test_bad_switches_are_refused_with_a_sentence(
    stage: Stage, body: dict[str, Any], word: str
) -> None:
    async with stage.http.post("/control/faults", json=body) as response:
        assert response.status == 422
        assert word in (await response.json())["error"]


REFUSED = {
    "an identity that is no text": (b'{"identity": 5}', 422, "identity must be a text"),
    "a deep body": (b'{"x": ' + b"[" * 200_000, 422, "nested too deeply"),
    "a long body": (b'{"x": "' + b"x" * 1_100_000 + b'"}', 413, "longer than 1 MB"),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_a_strange_body_is_refused_in_a_sentence_of_json(stage: Stage, case: str) -> None:
    body, status, said = REFUSED[case]
    headers = {"Content-Type": "application/json"}
    async with stage.http.post("/control/cut-signalling", data=body, headers=headers) as response:
        assert response.status == status
        assert said in (await response.json())["error"]


async def test_the_page_sets_and_clears_the_switches(stage: Stage) -> None:
    form = [("shuffle", "on"), ("repeat", "2"), ("drop", "amd"), ("drop", "parent"), ("rest", "slow")]
    async with stage.http.post("/control/faults", data=form, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (303, "/")
    faults = stage.sandbox.faults
    assert (faults.shuffle, faults.twice, faults.repeat, faults.rest) == (True, False, 2, "slow")
    assert faults.drop == {"amd", "parent"}
    async with stage.http.post("/control/faults", data={"repeat": "99"}) as response:
        assert response.status == 422
        assert "Repeat must be a number" in await response.text()
    async with stage.http.post("/control/faults", data={"rest": ""}) as response:
        assert response.status == 200
    assert stage.sandbox.faults.to_json()["drop"] == []
