"""Payments: what processors say of them, the transactions that come of it, and whose they are."""

from dialer.payments.doors import (
    MOST_SECRETS,
    Door,
    Secret,
    door_by_public_id,
    forget_secret,
    keep_secret,
    list_doors,
)
from dialer.payments.notices import Notice, list_notices, take_notice
from dialer.payments.transactions import (
    Filters,
    Place,
    deals_of,
    find_transaction,
    list_transactions,
    lock_transactions,
    match_transaction,
    of_lead,
    place_of,
    returned_of,
)

__all__ = [
    "MOST_SECRETS",
    "Door",
    "Filters",
    "Notice",
    "Place",
    "Secret",
    "deals_of",
    "door_by_public_id",
    "find_transaction",
    "forget_secret",
    "keep_secret",
    "list_doors",
    "list_notices",
    "list_transactions",
    "lock_transactions",
    "match_transaction",
    "of_lead",
    "place_of",
    "returned_of",
    "take_notice",
]
