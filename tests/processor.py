"""A payment processor on the far side: signs as Stripe does, or as Standard Webhooks say, and posts."""

import hmac
import json
import time
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.people import Person

STRIPE_SECRET = "whsec_" + "s" * 32


def stripe_header(body: str, secret: str, at: int) -> str:
    """``Stripe-Signature``."""
    mac = hmac.new(secret.encode(), f"{at}.{body}".encode(), sha256).hexdigest()
    return f"t={at},v1={mac}"


def standard_headers(body: str, secret: str, at: int, message_id: str) -> dict[str, str]:
    """The three headers of Standard Webhooks."""
    key = b64decode(secret.removeprefix("whsec_"))
    mac = hmac.new(key, f"{message_id}.{at}.{body}".encode(), sha256).digest()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{b64encode(mac).decode()}",
    }


@dataclass
class Processor:
    """One account at a processor. Signatures are of the present: the libraries read the real clock."""

    app: Flask
    url: str
    secret: str

    def stripe(self, event: dict[str, Any] | str, *, secret: str = "", age: int = 0) -> TestResponse:
        """Post an event as Stripe."""
        body = event if isinstance(event, str) else json.dumps(event)
        at = int(time.time()) - age
        headers = {"Stripe-Signature": stripe_header(body, secret or self.secret, at)}
        return self._post(body, headers)

    def generic(
        self, event: dict[str, Any] | str, message_id: str, *, secret: str = "", age: int = 0
    ) -> TestResponse:
        """Post an event as any other program."""
        body = event if isinstance(event, str) else json.dumps(event)
        headers = standard_headers(body, secret or self.secret, int(time.time()) - age, message_id)
        return self._post(body, headers)

    def _post(self, body: str, headers: dict[str, str]) -> TestResponse:
        return self.app.test_client().post(
            self.url,
            data=body.encode("utf-8", "surrogatepass"),
            headers=headers,
            content_type="application/json",
        )


def connect(app: Flask, admin: Person, which: str) -> Processor:
    """A door with one secret: Stripe's brings its own, the generic one is given one."""
    given = {"secret": STRIPE_SECRET} if which == "stripe" else {}
    made = admin.post(f"/api/payments/{which}/secrets", **given)
    assert made.status_code == 201, made.text
    path = made.json["door"]["url"].removeprefix(admin.origin)
    return Processor(app, path, made.json["secret"])


def charge(
    number: int = 1, *, amount: int = 120_000, currency: str = "usd", at: int = 1_772_442_000, **more: Any
) -> dict[str, Any]:
    """Stripe's ``charge.succeeded``."""
    kind, event_id = more.pop("type", "charge.succeeded"), more.pop("event_id", f"evt_charge_{number}")
    thing = {
        "id": f"ch_{number}",
        "object": "charge",
        "amount": amount,
        "amount_captured": amount,
        "amount_refunded": 0,
        "currency": currency,
        "created": 1_772_442_000,
        "status": "succeeded",
        "captured": True,
        "billing_details": {"email": "ann@firm.example", "name": "Ann", "phone": None},
    }
    return {
        "id": event_id,
        "object": "event",
        "type": kind,
        "created": at,
        "data": {"object": {**thing, **more}},
    }


def refund(number: int = 1, *, refunded: int, at: int, **more: Any) -> dict[str, Any]:
    """Stripe's ``charge.refunded``: the charge with all that was given back so far."""
    event_id = f"evt_refund_{number}_{refunded}"
    return charge(number, type="charge.refunded", event_id=event_id, amount_refunded=refunded, at=at, **more)


def dispute(number: int = 1, *, status: str, at: int) -> dict[str, Any]:
    """Stripe's ``charge.dispute.…``."""
    kind = "created" if status == "needs_response" else "closed"
    thing = {"id": f"dp_{number}", "object": "dispute", "charge": f"ch_{number}", "status": status}
    return {
        "id": f"evt_dispute_{number}_{status}",
        "object": "event",
        "type": f"charge.dispute.{kind}",
        "created": at,
        "data": {"object": {**thing, "amount": 120_000, "currency": "usd"}},
    }
