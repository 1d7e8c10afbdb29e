"""Amounts of money: whole numbers of a currency's smallest unit, and the decimals that people write."""

import re
from decimal import Decimal

from policies.currencies import CURRENCIES, decimals

MOST = 10**12  # whole units; one more would be a typing error
WRITTEN = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?")


class BadAmount(ValueError):
    """What was written is no amount; the message says why and what to write instead."""


def parse(written: str, currency: str) -> int:
    """``"1200.50"`` in the smallest unit. Raises BadAmount."""
    text = written.strip()
    if currency not in CURRENCIES:
        raise BadAmount(f"{currency[:10]!r} is no currency. Write its three letters, such as USD.")
    if "," in text:
        raise BadAmount(f"Write {example(currency)}: a point before the decimals and no commas.")
    if not WRITTEN.fullmatch(text):
        raise BadAmount(f"Write the amount as a number, such as {example(currency)}.")
    amount = Decimal(text)
    if amount <= 0:
        raise BadAmount("The amount must be more than nothing.")
    if amount >= MOST:
        raise BadAmount(f"The amount is too large: it must be less than {MOST:,}.")
    minor = amount.scaleb(decimals(currency))
    if minor != int(minor):
        raise BadAmount(f"{currency} has {_places(currency)}: write {example(currency)}, say.")
    return int(minor)


def written(minor: int, currency: str) -> str:
    """The amount with all its decimals, ``"1200.50"``."""
    return f"{Decimal(minor).scaleb(-decimals(currency)):f}"


def example(currency: str) -> str:
    """An amount as it is written in this currency."""
    places = decimals(currency)
    return "1200" if places == 0 else f"1200.{'50'.ljust(places, '0')}"


def _places(currency: str) -> str:
    places = decimals(currency)
    return f"{places} decimals" if places else "no decimals"
