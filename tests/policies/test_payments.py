"""A transaction is the fold of its events."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from policies.payments import PaymentEvent, fold
from policies.vocabulary import Dispute, PaymentWord
from tests.scenarios import START

CHARGE = PaymentEvent(
    PaymentWord.CHARGE, "evt_1", START, amount=1000, currency="USD", refunded=0, email="ann@firm.example"
)


def later(seconds: int, word: PaymentWord, name: str, **facts: object) -> PaymentEvent:
    return PaymentEvent(word, name, START + timedelta(seconds=seconds), **facts)  # type: ignore[arg-type]


def refund(seconds: int, total: int) -> PaymentEvent:
    return later(seconds, PaymentWord.REFUND, f"r{total}", refunded=total)


@st.composite
def events(draw: st.DrawFn) -> PaymentEvent:
    word = draw(st.sampled_from([each for each in PaymentWord if each is not PaymentWord.OTHER]))
    event = later(draw(st.integers(0, 3)), word, f"evt_{draw(st.integers(0, 10**6))}")
    if word is PaymentWord.CHARGE:
        return replace(
            event, amount=draw(st.integers(1, 9)) * 100, currency="USD", refunded=0, email="a@b.example"
        )
    if word is PaymentWord.DISPUTE:
        return replace(event, dispute=draw(st.sampled_from(Dispute)))
    return replace(event, refunded=draw(st.integers(0, 1200)))


@given(st.lists(events(), max_size=8, unique_by=lambda one: one.event_id), st.randoms())
def test_any_order_and_repetition_gives_the_same(told: list[PaymentEvent], random: object) -> None:
    again = [*told, *told[: len(told) // 2]]
    random.shuffle(again)  # type: ignore[attr-defined]
    assert fold(again) == fold(told)
    if found := fold(told):
        assert 0 <= found.refunded <= found.amount


def test_without_its_charge_nothing_is_known() -> None:
    assert fold([refund(5, 300), later(6, PaymentWord.DISPUTE, "d", dispute=Dispute.OPEN)]) is None


def test_the_last_total_of_refunds_counts() -> None:
    found = fold([refund(9, 700), CHARGE, refund(5, 300)])
    assert found
    assert found.refunded == 700
    assert found.email == "ann@firm.example"


def test_a_refund_in_another_currency_counts_for_nothing() -> None:
    foreign = later(5, PaymentWord.REFUND, "r", currency="JPY", refunded=700)
    found = fold([foreign, CHARGE, replace(refund(6, 300), currency="USD")])
    assert found
    assert (found.refunded, found.currency) == (300, "USD")


def test_a_refund_that_failed_comes_back() -> None:
    failed = later(9, PaymentWord.REFUND_FAILED, "f", refunded=300)
    found = fold([CHARGE, refund(5, 300), failed])
    assert found
    assert found.refunded == 0


def test_a_dispute_stands_as_it_was_closed() -> None:
    opened = later(5, PaymentWord.DISPUTE, "z", dispute=Dispute.OPEN)
    for closed in (Dispute.WON, Dispute.LOST):
        for seconds in (5, 9):
            found = fold([later(seconds, PaymentWord.DISPUTE, "a", dispute=closed), opened, CHARGE])
            assert found
            assert found.dispute is closed
