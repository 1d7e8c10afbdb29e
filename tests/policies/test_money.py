"""Amounts as people write them."""

import pytest

from policies.currencies import CURRENCIES, decimals
from policies.money import BadAmount, example, parse, written

READ = [
    ("1200.50", "USD", 120_050),
    ("1200", "USD", 120_000),
    ("1200.5", "USD", 120_050),
    (" 0.01 ", "EUR", 1),
    ("1200", "JPY", 1200),
    ("1200.0", "JPY", 1200),
    ("1.234", "KWD", 1234),
    ("999999999999.99", "USD", 99_999_999_999_999),
]
REFUSED = [
    ("-1", "USD", "more than nothing"),
    ("0", "USD", "more than nothing"),
    ("0.001", "USD", "2 decimals"),
    ("1.5", "JPY", "no decimals"),
    ("1.2345", "KWD", "3 decimals"),
    ("1000000000000000", "USD", "too large"),
    ("1,5", "USD", "no commas"),
    ("1,200.00", "USD", "no commas"),
    ("", "USD", "as a number"),
    ("1e15", "USD", "as a number"),
    ("nan", "USD", "as a number"),
    ("٣", "USD", "as a number"),
    ("$5", "USD", "as a number"),
    ("5", "XXX", "no currency"),
    ("9" * 41, "USD", "as a number"),
]


@pytest.mark.parametrize(("text", "currency", "minor"), READ)
def test_what_is_read(text: str, currency: str, minor: int) -> None:
    assert parse(text, currency) == minor


@pytest.mark.parametrize(("text", "currency", "why"), REFUSED)
def test_what_is_refused_and_why(text: str, currency: str, why: str) -> None:
    with pytest.raises(BadAmount, match=why):
        parse(text, currency)


def test_what_is_written_reads_the_same_in_every_currency() -> None:
    for currency in CURRENCIES:
        assert parse(written(123_456, currency), currency) == 123_456
        assert parse(example(currency), currency) > 0


@pytest.mark.parametrize(("currency", "places"), [("JPY", 0), ("USD", 2), ("KWD", 3), ("ISK", 0), ("TND", 3)])
def test_how_many_decimals(currency: str, places: int) -> None:
    assert decimals(currency) == places
