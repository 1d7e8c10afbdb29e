"""What a processor says of a charge, and how it signs it."""

import hmac
import json
import secrets
import time
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

STRIPE, GENERIC = "stripe", "webhook"
WITHOUT_DECIMALS = frozenset(("JPY", "KRW", "CLP", "VND"))
WITH_THREE = frozenset(("KWD", "BHD", "JOD", "OMR", "TND"))


@dataclass
class Charge:
    """A payment as its processor keeps it. Amounts are in the smallest unit."""

    processor: str
    amount: int
    currency: str
    email: str
    phone: str
    name: str
    description: str
    id: str = field(default_factory=lambda: "ch_" + secrets.token_hex(9))
    at: int = field(default_factory=lambda: int(time.time()))
    refunded: int = 0
    dispute: str = ""


@dataclass(frozen=True)
class Letter:
    """One event on its way: body and signed headers."""

    processor: str
    said: str
    charge_id: str
    body: str
    event_id: str


def places(currency: str) -> int:
    """How many decimals the currency has."""
    return 0 if currency in WITHOUT_DECIMALS else 3 if currency in WITH_THREE else 2


def written(minor: int, currency: str) -> str:
    """An amount as people write it."""
    return f"{Decimal(minor).scaleb(-places(currency)):f}"


def charged(charge: Charge) -> Letter:
    """It was paid."""
    if charge.processor == STRIPE:
        return _stripe(charge, "charge.succeeded", _as_stripe_charge(charge, refunded=0))
    data = {
        "payment_id": charge.id,
        "amount": written(charge.amount, charge.currency),
        "currency": charge.currency,
        "email": charge.email,
        "phone": charge.phone,
        "name": charge.name,
        "description": charge.description,
    }
    return _generic(charge, "payment.succeeded", data)


def given_back(charge: Charge) -> Letter:
    """Part or all of it was given back."""
    if charge.processor == STRIPE:
        return _stripe(charge, "charge.refunded", _as_stripe_charge(charge, refunded=charge.refunded))
    refunded = written(charge.refunded, charge.currency)
    data = {"payment_id": charge.id, "refunded": refunded, "currency": charge.currency}
    return _generic(charge, "payment.refunded", data)


def disputed(charge: Charge) -> Letter:
    """The payer disputes it, or that is settled."""
    if charge.processor == GENERIC:
        return _generic(charge, "payment.disputed", {"payment_id": charge.id, "status": charge.dispute})
    status = {"open": "needs_response"}.get(charge.dispute, charge.dispute)
    kind = "charge.dispute.created" if charge.dispute == "open" else "charge.dispute.closed"
    thing = {"id": f"dp_{charge.id}", "object": "dispute", "charge": charge.id, "status": status}
    return _stripe(charge, kind, {**thing, "amount": charge.amount, "currency": charge.currency.lower()})


def signed(letter: Letter, secret: str, *, age: int = 0) -> dict[str, str]:
    """The headers that prove whose it is."""
    at = int(time.time()) - age
    if letter.processor == STRIPE:
        mac = hmac.new(secret.encode(), f"{at}.{letter.body}".encode(), sha256).hexdigest()
        return {"Stripe-Signature": f"t={at},v1={mac}"}
    key = b64decode(secret.removeprefix("whsec_"))
    mac_bytes = hmac.new(key, f"{letter.event_id}.{at}.{letter.body}".encode(), sha256).digest()
    return {
        "webhook-id": letter.event_id,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{b64encode(mac_bytes).decode()}",
    }


def _as_stripe_charge(charge: Charge, *, refunded: int) -> dict[str, Any]:
    return {
        "id": charge.id,
        "object": "charge",
        "amount": charge.amount,
        "amount_captured": charge.amount,
        "amount_refunded": refunded,
        "captured": True,
        "status": "succeeded",
        "currency": charge.currency.lower(),
        "created": charge.at,
        "description": charge.description,
        "billing_details": {"email": charge.email, "phone": charge.phone, "name": charge.name},
    }


def _stripe(charge: Charge, kind: str, thing: dict[str, Any]) -> Letter:
    event_id = "evt_" + secrets.token_hex(9)
    event = {
        "id": event_id,
        "object": "event",
        "type": kind,
        "created": int(time.time()),
        "data": {"object": thing},
    }
    return Letter(STRIPE, kind, charge.id, json.dumps(event), event_id)


def _generic(charge: Charge, kind: str, data: dict[str, Any]) -> Letter:
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    body = json.dumps({"type": kind, "timestamp": stamp, "data": data})
    return Letter(GENERIC, kind, charge.id, body, "msg_" + secrets.token_hex(9))
