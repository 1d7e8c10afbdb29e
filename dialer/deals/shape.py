"""Deals as those outside see them: the API's answers, and what webhooks are told."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from dialer.deals.worth import Worth, worth_of
from dialer.models import Deal, Lead, Product, User
from policies.money import written

OF_LEAD = ("id", "name", "organisation", "phone")
Shape = dict[str, Any]


def shape(session: Session, rows: Sequence[Deal]) -> list[Shape]:
    """Several, with what went back of their money."""
    worth = worth_of(session, [row.id for row in rows])
    return [_shape(row, worth.get(row.id, Worth())) for row in rows]


def lead_shape(lead: Lead) -> Shape:
    """A lead beside a deal."""
    return {name: getattr(lead, name) for name in OF_LEAD}


def _shape(row: Deal, worth: Worth) -> Shape:
    meeting = row.meeting
    return {
        "id": row.id,
        "lead": lead_shape(row.lead),
        "closer": _named(row.closer),
        "product": _named(row.product),
        "meeting": {"id": meeting.id, "starts_at": meeting.starts_at} if meeting else None,
        "earlier_deal_id": row.earlier_deal_id,
        "payment_type": row.payment_type,
        "value": written(row.value, row.currency),
        "returned": written(worth.returned, row.currency),
        "net": written(row.value - worth.returned, row.currency),
        "currency": row.currency,
        "date": row.day,
        "transactions": worth.transactions,
        "disputed": worth.disputed,
        "created_at": row.created_at,
        "voided_at": row.voided_at,
        "void_reason": row.void_reason,
        "version": row.version,
    }


def _named(row: User | Product) -> Shape:
    return {"id": row.id, "name": row.name}
