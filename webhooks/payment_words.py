"""The generic door's JSON -> our words: what Zapier, Make or any program sends (docs/running.md shows it)."""

from datetime import datetime
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from dialer.payments import Notice
from policies import money
from policies.currencies import CURRENCIES
from policies.payments import PaymentEvent
from policies.vocabulary import Dispute, PaymentWord, Processor
from webhooks.payment_text import Unreadable, email, instant, name_of_charge, phone, text

WORDS = {
    "payment.succeeded": PaymentWord.CHARGE,
    "payment.refunded": PaymentWord.REFUND,
    "payment.disputed": PaymentWord.DISPUTE,
}


class Payment(BaseModel):
    """What an event says of a payment. Amounts are decimals; ``refunded`` is all that was given back so far."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)
    payment_id: str
    amount: str = ""
    currency: str = ""
    refunded: str = ""
    status: Literal["open", "won", "lost"] = "open"
    email: str | None = None
    phone: str | None = None
    name: str | None = None
    description: str | None = None
    paid_at: AwareDatetime | None = None


class Message(BaseModel):
    """One event."""

    model_config = ConfigDict(extra="ignore")
    type: Literal["payment.succeeded", "payment.refunded", "payment.disputed"]
    timestamp: AwareDatetime | None = None
    data: Payment


def read(message: Any, *, event_id: str, sent_at: str) -> Notice:
    """One event. Its name and time are the signed headers'. Raises Unreadable."""
    told = _fit(message)
    at = told.timestamp or instant(_seconds(sent_at), "webhook-timestamp")
    word = WORDS[told.type]
    event = READERS[word](told.data, name_of_charge(event_id, "webhook-id"), at)
    payment_id = name_of_charge(told.data.payment_id, "data.payment_id")
    return Notice(Processor.WEBHOOK, payment_id, told.type, event)


def _fit(message: Any) -> Message:
    try:
        return Message.model_validate(message)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Unreadable(f"{where or 'body'}: {first['msg']}") from error


def _charge(data: Payment, event_id: str, at: datetime) -> PaymentEvent:
    currency = _currency(data.currency)
    return PaymentEvent(
        PaymentWord.CHARGE,
        event_id,
        at,
        amount=_amount(data.amount, currency, "data.amount"),
        currency=currency,
        email=email(data.email),
        phone=phone(data.phone),
        name=text(data.name, 200),
        description=text(data.description, 300),
        paid_at=data.paid_at or at,
    )


def _refund(data: Payment, event_id: str, at: datetime) -> PaymentEvent:
    currency = _currency(data.currency)
    refunded = _amount(data.refunded, currency, "data.refunded")
    return PaymentEvent(PaymentWord.REFUND, event_id, at, currency=currency, refunded=refunded)


def _dispute(data: Payment, event_id: str, at: datetime) -> PaymentEvent:
    return PaymentEvent(PaymentWord.DISPUTE, event_id, at, dispute=Dispute(data.status))


def _currency(written: str) -> str:
    currency = written.strip().upper()
    if currency not in CURRENCIES:
        raise Unreadable(
            f"data.currency: {written[:10]!r} is no currency. Write its three letters, such as USD."
        )
    return currency


def _amount(written: str, currency: str, field: str) -> int:
    try:
        return money.parse(written, currency)
    except money.BadAmount as error:
        raise Unreadable(f"{field}: {error}") from error


def _seconds(header: str) -> int | None:
    whole = header.partition(".")[0]
    return int(whole) if whole.isascii() and whole.isdigit() and len(whole) < 16 else None


READERS = {
    PaymentWord.CHARGE: _charge,
    PaymentWord.REFUND: _refund,
    PaymentWord.DISPUTE: _dispute,
}
