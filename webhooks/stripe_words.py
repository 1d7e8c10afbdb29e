"""Stripe's words -> ours (https://docs.stripe.com/api/events/types). What we do not need is ignored, not refused."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from dialer.payments import Notice
from policies.currencies import CURRENCIES, decimals
from policies.payments import PaymentEvent
from policies.vocabulary import Dispute, PaymentFate, PaymentWord, Processor
from webhooks.payment_text import Unreadable, email, instant, name_of_charge, phone, text, whole

# https://docs.stripe.com/currencies: where its smallest unit is another than the currency's own
NO_DECIMALS = frozenset(
    ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"]
)
THREE_DECIMALS = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])
DISPUTES = {
    "won": Dispute.WON,
    "warning_closed": Dispute.WON,
    "prevented": Dispute.WON,
    "lost": Dispute.LOST,
}
Event = dict[str, Any]
NOT_A_PAYMENT = "Not a payment that succeeded."


def read(event: Any) -> Notice:
    """One event of Stripe's. Raises Unreadable where not even its name can be read."""
    if not isinstance(event, dict):
        raise Unreadable("an object is needed")
    event_id = name_of_charge(event.get("id"), "id")
    said = text(event.get("type"), 120)
    try:
        at = instant(event.get("created"), "created")
        data = event.get("data")
        thing = data.get("object") if isinstance(data, dict) else None
        if not isinstance(thing, dict):
            raise Unreadable("data.object: an object is needed")
        reader = READERS.get(said) or (_dispute if said.startswith("charge.dispute.") else _other)
        return reader(thing, said, event_id, at)
    except Unreadable as error:
        at = instant_or_nothing(event.get("created"))
        return _nothing(said, event_id, at, PaymentFate.UNREADABLE, str(error))


def instant_or_nothing(value: Any) -> datetime:
    """When it was said, as far as that can be read."""
    try:
        return instant(value, "created")
    except Unreadable:
        return instant(1_000_000_000, "created")


def _charge(charge: Event, said: str, event_id: str, at: datetime) -> Notice:
    if charge.get("status", "succeeded") != "succeeded" or charge.get("captured") is False:
        return _nothing(said, event_id, at, PaymentFate.IGNORED, NOT_A_PAYMENT)
    currency = _currency(charge)
    billed = charge.get("billing_details")
    billed = billed if isinstance(billed, dict) else {}
    captured = charge.get("amount_captured") or charge.get("amount")
    event = PaymentEvent(
        word=PaymentWord.REFUND if said == "charge.refunded" else PaymentWord.CHARGE,
        event_id=event_id,
        at=at,
        amount=_amount(captured, currency, "amount"),
        currency=currency,
        refunded=_amount(charge.get("amount_refunded", 0), currency, "amount_refunded"),
        email=email(billed.get("email")) or email(charge.get("receipt_email")),
        phone=phone(billed.get("phone")),
        name=text(billed.get("name"), 200),
        description=text(charge.get("description"), 300),
        paid_at=instant(charge.get("created"), "data.object.created"),
    )
    return Notice(Processor.STRIPE, name_of_charge(charge.get("id"), "data.object.id"), said, event)


def _refund_failed(refund: Event, said: str, event_id: str, at: datetime) -> Notice:
    currency = _currency(refund)
    amount = _amount(refund.get("amount"), currency, "amount")
    event = PaymentEvent(PaymentWord.REFUND_FAILED, event_id, at, currency=currency, refunded=amount)
    return Notice(Processor.STRIPE, _charge_of(refund), said, event)


def _dispute(dispute: Event, said: str, event_id: str, at: datetime) -> Notice:
    status = DISPUTES.get(text(dispute.get("status"), 40), Dispute.OPEN)
    event = PaymentEvent(PaymentWord.DISPUTE, event_id, at, dispute=status)
    return Notice(Processor.STRIPE, _charge_of(dispute), said, event)


def _other(_: Event, said: str, event_id: str, at: datetime) -> Notice:
    return _nothing(said, event_id, at, PaymentFate.IGNORED, "Nothing that a transaction would show.")


def _nothing(said: str, event_id: str, at: datetime, fate: PaymentFate, reason: str) -> Notice:
    event = PaymentEvent(PaymentWord.OTHER, event_id, at)
    return Notice(Processor.STRIPE, "", said or "?", event, fate, reason)


def _charge_of(thing: Event) -> str:
    charge = thing.get("charge")
    return name_of_charge(charge.get("id") if isinstance(charge, dict) else charge, "data.object.charge")


def _currency(thing: Event) -> str:
    found = text(thing.get("currency"), 3).upper()
    if found not in CURRENCIES:
        raise Unreadable(f"currency: {found!r} is none that is known here")
    return found


def _amount(value: Any, currency: str, field: str) -> int:
    """Stripe's smallest unit as the currency's own."""
    given = Decimal(whole(value, field)).scaleb(decimals(currency) - _decimals_at_stripe(currency))
    return int(given)


def _decimals_at_stripe(currency: str) -> int:
    if currency in NO_DECIMALS:
        return 0
    return 3 if currency in THREE_DECIMALS else 2


READERS: dict[str, Callable[[Event, str, str, datetime], Notice]] = {
    "charge.succeeded": _charge,
    "charge.captured": _charge,
    "charge.updated": _charge,
    "charge.refunded": _charge,
    "refund.failed": _refund_failed,
}
