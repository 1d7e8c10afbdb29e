"""A transaction is the fold of what its processor said of it: any order and repetition gives the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from policies.vocabulary import Dispute, PaymentWord


@dataclass(frozen=True, slots=True)
class PaymentEvent:
    """One thing said of a payment. Amounts are in the currency's smallest unit.

    ``refunded`` is all that was given back so far, as the event knows it; of REFUND_FAILED, what came back to us.
    An event that knows the amount describes the charge itself, whatever else it says. A refund that names another
    currency than its charge counts for nothing.
    """

    word: PaymentWord
    event_id: str
    at: datetime
    amount: int | None = None
    currency: str | None = None
    refunded: int | None = None
    dispute: Dispute | None = None
    email: str = ""
    phone: str = ""
    name: str = ""
    description: str = ""
    paid_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """What a transaction shows."""

    amount: int
    currency: str
    refunded: int
    dispute: Dispute | None
    email: str
    phone: str
    name: str
    description: str
    paid_at: datetime


def fold(events: Iterable[PaymentEvent]) -> Charge | None:
    """The charge as all these events together tell it; None while none of them says what was charged."""
    told = sorted(
        {event.event_id: event for event in events}.values(), key=lambda one: (one.at, one.event_id)
    )
    charges = [event for event in told if event.amount is not None and event.currency is not None]
    if not charges:
        return None
    newest = charges[-1]
    assert newest.amount is not None  # each of them says it
    assert newest.currency is not None
    return Charge(
        amount=newest.amount,
        currency=newest.currency,
        refunded=min(_refunded([event for event in told if fits(event, newest.currency)]), newest.amount),
        dispute=_dispute(told),
        email=_last(event.email for event in charges),
        phone=_last(event.phone for event in charges),
        name=_last(event.name for event in charges),
        description=_last(event.description for event in charges),
        paid_at=min(event.paid_at or event.at for event in charges),
    )


def fits(event: PaymentEvent, currency: str) -> bool:
    """Whether its amounts can be of a charge in this currency."""
    return event.currency in (None, currency)


def _refunded(told: list[PaymentEvent]) -> int:
    """The last total that was told, less the refunds that failed after it."""
    total, since = 0, None
    for event in told:
        if event.refunded is not None and event.word is not PaymentWord.REFUND_FAILED:
            same_moment = since is not None and event.at == since
            total, since = max(total, event.refunded) if same_moment else event.refunded, event.at
    failed = [event for event in told if event.word is PaymentWord.REFUND_FAILED]
    return max(0, total - sum(event.refunded or 0 for event in failed if since is None or event.at > since))


def _dispute(told: list[PaymentEvent]) -> Dispute | None:
    """How it stands last; of two words of one moment, the one that closes it."""
    found = [event for event in told if event.dispute is not None]
    if not found:
        return None
    newest = [event.dispute for event in found if event.at == found[-1].at]
    closed = [word for word in newest if word is not Dispute.OPEN]
    return closed[-1] if closed else Dispute.OPEN


def _last(said: Iterable[str]) -> str:
    return next((word for word in reversed(list(said)) if word), "")
