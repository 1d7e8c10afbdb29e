"""Texts, instants and amounts from outside, cut to what we keep."""

from datetime import UTC, datetime
from typing import Any

from dialer import leads
from dialer.errors import Invalid

LARGEST_AMOUNT = 2**53
FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Unreadable(ValueError):
    """It does not say what it should; the message says which part."""


def text(value: Any, longest: int) -> str:
    """A text that every database keeps; empty for what is none."""
    plain = value if isinstance(value, str) else ""
    return plain.replace("\0", "").encode("utf-8", "replace").decode().strip()[:longest]


def email(value: Any) -> str:
    """An address in lower case; empty for what is none."""
    found = text(value, 254).lower()
    return found if "@" in found else ""


def phone(value: Any) -> str:
    """A number as leads have it; empty for what is none."""
    given = text(value, 40)
    try:
        return leads.to_e164(given) if given else ""
    except Invalid:
        return ""


def name_of_charge(value: Any, field: str) -> str:
    """A processor's own name for something. Raises Unreadable."""
    found = text(value, 201)
    if not found or len(found) > 200:
        raise Unreadable(f"{field}: a name of at most 200 characters is needed")
    return found


def instant(value: Any, field: str) -> datetime:
    """Seconds since 1970. Raises Unreadable."""
    if isinstance(value, int) and FIRST.timestamp() < value < LAST.timestamp():
        return datetime.fromtimestamp(value, UTC)
    raise Unreadable(f"{field}: seconds since 1970 are needed")


def whole(value: Any, field: str) -> int:
    """A whole number that is no debt. Raises Unreadable."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST_AMOUNT:
        return value
    raise Unreadable(f"{field}: a whole number from 0 on is needed")
