"""The sandbox's payment processors, as a person and a test use them."""

import json
from typing import Any

from aiohttp import web

from dialer.sandbox.payments.letters import Charge, charged, disputed, given_back, signed
from tests.processor import standard_headers, stripe_header
from tests.sandbox.stage import Stage


def a_charge(processor: str, **more: Any) -> Charge:
    said = {"email": "ann@firm.example", "phone": "", "name": "Ann", "description": "Course"}
    return Charge(processor, 120_000, "USD", **said, **more)


def test_it_signs_as_both_schemes_are_documented() -> None:
    stripe, other = charged(a_charge("stripe")), charged(a_charge("webhook"))
    header = signed(stripe, "whsec_abc")["Stripe-Signature"]
    at = int(header.split(",")[0][2:])
    assert header == stripe_header(stripe.body, "whsec_abc", at)
    secret = "whsec_" + "QUFB" * 8
    headers = signed(other, secret)
    assert headers == standard_headers(
        other.body, secret, int(headers["webhook-timestamp"]), headers["webhook-id"]
    )


def test_it_says_what_was_paid_given_back_and_disputed() -> None:
    charge = a_charge("webhook", refunded=30_050, dispute="open")
    told = [json.loads(letter(charge).body) for letter in (charged, given_back, disputed)]
    assert [each["type"] for each in told] == ["payment.succeeded", "payment.refunded", "payment.disputed"]
    assert (told[0]["data"]["amount"], told[1]["data"]["refunded"]) == ("1200.00", "300.50")
    as_stripe = json.loads(given_back(a_charge("stripe", refunded=500)).body)
    assert as_stripe["data"]["object"]["amount_refunded"] == 500


async def test_its_page_sends_well_and_badly(stage: Stage) -> None:
    taken: list[str] = []

    async def door(request: web.Request) -> web.Response:
        taken.append(request.headers["Stripe-Signature"])
        return web.Response(text="thanks")

    app = web.Application()
    app.router.add_post("/door", door)
    url = f"{await stage.serve(app)}/door"
    desk = stage.desk
    desk.doors = {"stripe": {"url": url, "secret": "whsec_abc"}}
    made = await told(stage, "charge", processor="stripe", amount="12.50", fault="twice")
    assert await told(stage, "after", id=made["id"], do="refund", fault="forged")
    assert "error" in await told(stage, "after", id="ch_none", do="refund")
    assert "error" in await told(stage, "charge", amount="1,5")
    async with stage.http.get("/payments.json") as response:
        seen = await response.json()
    said = sorted(each["said"] for each in seen["sent"])
    assert said == ["charge.refunded", "charge.succeeded", "charge.succeeded"]
    assert len(taken) == 3
    async with stage.http.get("/payments") as response:
        page = await response.text()
    assert "Take a payment" in page
    assert made["id"] in page


async def told(stage: Stage, what: str, **body: Any) -> dict[str, Any]:
    """What the sandbox says to a press of a button."""
    async with stage.http.post(f"/control/payments/{what}", json=body) as response:
        return dict(await response.json())
