"""What a sale becomes."""

from datetime import date

import pytest

from policies.deals import (
    MEANINGS,
    DealDenial,
    Payment,
    decide_payments,
    is_sensible_day,
    propose_payment_type,
    returned,
)
from policies.vocabulary import Dispute, PaymentType

PAID = Payment(amount=500, currency="USD", returned=0, lead_id=1, in_deal=None)


def paid(**changes: object) -> Payment:
    return Payment(**{**{name: getattr(PAID, name) for name in Payment.__slots__}, **changes})  # type: ignore[arg-type]


DECIDED = [
    ([paid()], 500),
    ([paid(), paid(amount=700)], 1200),
    ([paid(lead_id=None)], 500),
    ([paid(returned=100)], 500),  # what went back is counted apart
    ([paid(in_deal=9)], 500),  # it is this deal's own
    ([paid(in_deal=9, returned=500)], 500),  # it stays after its refund
    ([paid(in_deal=3)], DealDenial.USED),
    ([paid(lead_id=2)], DealDenial.OTHER_LEAD),
    ([paid(), paid(currency="EUR")], DealDenial.MIXED),
    ([paid(currency="EUR")], DealDenial.OTHER_CURRENCY),
    ([paid(returned=500)], DealDenial.GIVEN_BACK),
]


@pytest.mark.parametrize(("payments", "expected"), DECIDED)
def test_what_transactions_are_worth(payments: list[Payment], expected: int | DealDenial) -> None:
    assert decide_payments(payments, lead_id=1, currency="USD", deal_id=9) == expected


def test_recurring_is_proposed_for_who_is_a_customer_already() -> None:
    assert propose_payment_type(is_customer=True) is PaymentType.RECURRING
    assert propose_payment_type(is_customer=False) is PaymentType.WON


def test_every_payment_type_says_what_it_means() -> None:
    assert set(MEANINGS) == set(PaymentType)


@pytest.mark.parametrize(
    ("refunded", "dispute", "expected"),
    [
        (0, None, 0),
        (40, None, 40),
        (120, None, 100),
        (0, Dispute.OPEN, 0),
        (0, Dispute.LOST, 100),
        (40, Dispute.WON, 40),
    ],
)
def test_how_much_went_back(refunded: int, dispute: Dispute | None, expected: int) -> None:
    assert returned(100, refunded, dispute) == expected


@pytest.mark.parametrize(
    ("day", "sensible"),
    [
        ("2026-03-02", True),
        ("2026-03-03", True),
        ("2026-03-04", False),
        ("2000-01-01", True),
        ("1999-12-31", False),
    ],
)
def test_which_days_a_deal_may_bear(day: str, sensible: bool) -> None:
    assert is_sensible_day(date.fromisoformat(day), today=date(2026, 3, 2)) is sensible
