"""What a sale becomes: which payment type is proposed, and which transactions may pay for a deal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from policies.vocabulary import Dispute, PaymentType

EARLIEST = date(2000, 1, 1)
MEANINGS = {
    PaymentType.WON: "A customer's first purchase. It moves the closing rate.",
    PaymentType.RECURRING: "From somebody who is a customer already, or a running subscription. It leaves the "
    "closing rate alone.",
    PaymentType.DEPOSIT: "Paid in part, or ahead of a later purchase. It moves the engagement rate only.",
}


class DealDenial(StrEnum):
    """Why a deal cannot be made so; the values are the API's codes."""

    OTHER_LEAD = "transaction_of_another_lead"
    USED = "transaction_used"
    GIVEN_BACK = "transaction_given_back"
    MIXED = "mixed_currencies"
    OTHER_CURRENCY = "other_currency"


@dataclass(frozen=True, slots=True)
class Payment:
    """What the choice of a transaction depends on. ``in_deal``: the live deal that it pays for already."""

    amount: int
    currency: str
    returned: int
    lead_id: int | None
    in_deal: int | None


def propose_payment_type(*, is_customer: bool) -> PaymentType:
    """Recurring for somebody who is a customer already, else Won."""
    return PaymentType.RECURRING if is_customer else PaymentType.WON


def returned(amount: int, refunded: int, dispute: Dispute | None) -> int:
    """How much of a charge went back: what was refunded, or all of it after a lost dispute."""
    return amount if dispute is Dispute.LOST else min(refunded, amount)


def decide_payments(
    payments: Sequence[Payment], *, lead_id: int, currency: str, deal_id: int | None = None
) -> int | DealDenial:
    """What the deal is worth if these pay for it: their sum in the smallest unit, refunds not taken off."""
    if any(payment.in_deal not in (None, deal_id) for payment in payments):
        return DealDenial.USED
    if any(payment.lead_id not in (None, lead_id) for payment in payments):
        return DealDenial.OTHER_LEAD
    currencies = {payment.currency for payment in payments}
    if len(currencies) > 1:
        return DealDenial.MIXED
    if currencies - {currency}:
        return DealDenial.OTHER_CURRENCY
    if any(payment.in_deal is None and payment.returned >= payment.amount for payment in payments):
        return DealDenial.GIVEN_BACK
    return sum(payment.amount for payment in payments)


def is_sensible_day(day: date, *, today: date) -> bool:
    """Whether a deal may bear this date; tomorrow is today somewhere."""
    return EARLIEST <= day <= today + timedelta(days=1)
