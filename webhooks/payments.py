"""What processors say of payments. Kept once, in any order; what is answered with 2xx is on disk."""

import json
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from dialer import clock, payments
from dialer.db import transaction
from dialer.errors import BadRequest, Invalid
from dialer.payments import Notice
from policies.vocabulary import Processor
from webhooks import payment_door, payment_words, stripe_words
from webhooks.payment_text import Unreadable

stripe_bp = Blueprint("payments_stripe", __name__, url_prefix="/webhooks/payments")
bp = Blueprint("payments_generic", __name__, url_prefix="/webhooks/payments")
payment_door.guard(stripe_bp, Processor.STRIPE)
payment_door.guard(bp, Processor.WEBHOOK)


@stripe_bp.post("/stripe")
def stripe() -> ResponseReturnValue:
    """An event of Stripe's. One that cannot be read is kept as that: sending it again would not help."""
    try:
        notice = stripe_words.read(_json())
    except Unreadable as error:
        raise _unreadable(error) from error
    return _take(notice)


@bp.post("")
def generic() -> ResponseReturnValue:
    """An event of another program's, signed as Standard Webhooks say."""
    headers = request.headers
    event_id, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    try:
        notice = payment_words.read(_json(), event_id=event_id, sent_at=sent_at)
    except Unreadable as error:
        raise _unreadable(error) from error
    return _take(notice)


def _take(notice: Notice) -> ResponseReturnValue:
    company_id = payment_door.door().company_id
    with transaction(company_id) as session:
        fate = payments.take_notice(session, notice, company_id=company_id, now=clock.now())
    return jsonify({"result": fate.value if fate else "repeated"})


def _json() -> Any:
    try:
        return json.loads(payment_door.body(), parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        payment_door.keep("unreadable", "The body is not JSON.")
        raise BadRequest("The body is not JSON.") from error


def _unreadable(error: Unreadable) -> Invalid:
    payment_door.keep("unreadable", str(error))
    return Invalid(f"{error}.".replace("..", "."), code="unreadable")
