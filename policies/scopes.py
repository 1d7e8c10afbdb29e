"""What an API token may be used for: reading and writing, noun by noun. A token never may what its maker may not."""

import re
from collections.abc import Iterable
from enum import StrEnum
from itertools import product
from typing import Final


class Noun(StrEnum):
    """What the API is about, as far as tokens tell it apart."""

    CALLS = "calls"
    OUTCOMES = "outcomes"
    LEADS = "leads"
    TASKS = "tasks"
    MEETINGS = "meetings"
    DEALS = "deals"
    ANALYTICS = "analytics"
    PEOPLE = "people"
    SETTINGS = "settings"
    WEBHOOKS = "webhooks"


class Access(StrEnum):
    """Looking or changing; neither contains the other."""

    READ = "read"
    WRITE = "write"


SCOPES: Final = tuple(f"{noun}:{access}" for noun, access in product(Noun, Access))
MEANINGS: Final = {
    Noun.CALLS: "calls, recordings and the dialer itself",
    Noun.OUTCOMES: "what calls came to, and the list of outcomes",
    Noun.LEADS: "leads, flows, the call queue and the do-not-call list",
    Noun.TASKS: "tasks and follow-ups",
    Noun.MEETINGS: "meetings, event types and availability",
    Noun.DEALS: "deals, products and transactions",
    Noun.ANALYTICS: "all reports",
    Noun.PEOPLE: "people, teams and invitations",
    Noun.SETTINGS: "company settings, the catalogue of outcomes, CRM, e-mail, payment doors, tokens and the audit log",
    Noun.WEBHOOKS: "webhooks and their deliveries",
}
# Read from the top; the first that fits says which noun an address under /api belongs to. None: any token may.
ADDRESSES: Final[tuple[tuple[str, Noun | None], ...]] = (
    (r"session|live|openapi\.json|docs|sign-in|join|book|bookings", None),
    (r"calls/[^/]+/outcome|calls/outcomes", Noun.OUTCOMES),
    (r"calls|voice-token|reachable", Noun.CALLS),
    (r"meetings|event-types|availability", Noun.MEETINGS),
    (r"leads|flows|queue|do-not-call|appointment-setting|saved-views", Noun.LEADS),
    (r"tasks", Noun.TASKS),
    (r"deals|products|transactions", Noun.DEALS),
    (r"analytics", Noun.ANALYTICS),
    (r"users|teams|invitations", Noun.PEOPLE),
    (r"webhooks", Noun.WEBHOOKS),
    (r"outcomes", Noun.OUTCOMES),
    (r"settings|caller-ids|crm|tokens|audit|deliveries|mail|payments", Noun.SETTINGS),
)
_PATTERNS: Final = tuple(
    (re.compile(rf"/api/(?:{words})(?:\.csv)?(?:/|$)"), noun) for words, noun in ADDRESSES
)
READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
FREE: Final = ""


def scope_of(method: str, address: str) -> str:
    """The scope that this request asks for; ``FREE`` where every token may. What we do not know is a setting."""
    access = Access.READ if method in READS else Access.WRITE
    for pattern, noun in _PATTERNS:
        if pattern.match(address):
            return _scope(noun, access, address)
    return f"{Noun.SETTINGS}:{access}"


def is_named(address: str) -> bool:
    """Whether the table says what this address belongs to."""
    return any(pattern.match(address) for pattern, _ in _PATTERNS)


def unknown_scopes(given: Iterable[str]) -> list[str]:
    """What is no scope of ours."""
    return sorted(set(given) - set(SCOPES))


def _scope(noun: Noun | None, access: Access, address: str) -> str:
    if noun is None:
        return FREE
    if noun is Noun.OUTCOMES and access is Access.WRITE and address.startswith("/api/outcomes"):
        return f"{Noun.SETTINGS}:{access}"  # changing the catalogue changes everybody's
    return f"{noun}:{access}"
