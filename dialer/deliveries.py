"""Webhook deliveries that changed nothing, kept with why (row B7). Those that did are leg events."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from dialer import db
from dialer.direct import Direct
from dialer.models import Delivery
from dialer.models.base import table_of

DELIVERIES = table_of(Delivery)
LONGEST_VALUE = 500  # characters kept of one field
MOST_FIELDS = 60
KEPT_PER_COMPANY = 5_000


def keep(
    work: Session | Direct,
    *,
    path: str,
    verdict: str,
    reason: str,
    payload: dict[str, Any],
    call_id: int | None,
    now: datetime,
) -> None:
    """Keep a delivery; of a forger's payload only as much as is worth reading."""
    short = {str(k)[:80]: str(v)[:LONGEST_VALUE] for k, v in list(payload.items())[:MOST_FIELDS]}
    db.direct(work).add(
        DELIVERIES,
        received_at=now,
        path=path[:300],
        verdict=verdict,
        reason=reason,
        call_id=call_id,
        payload=storable(short),
    )


def list_deliveries(session: Session, *, before_id: int | None, limit: int, path: str = "") -> list[Delivery]:
    """The newest first, from before an id; of one door only where ``path`` is how its addresses begin."""
    query = select(Delivery).order_by(Delivery.id.desc()).limit(limit)
    if path:
        query = query.where(Delivery.path.startswith(path, autoescape=True))
    if before_id is not None:
        query = query.where(Delivery.id < before_id)
    return list(session.scalars(query))


def prune(session: Session) -> None:
    """Forget all but the newest of each company, so that nobody fills the disk with forgeries."""
    ranked = select(
        Delivery.id,
        func.row_number().over(partition_by=Delivery.company_id, order_by=Delivery.id.desc()).label("place"),
    ).subquery()
    old = select(ranked.c.id).where(ranked.c.place > KEPT_PER_COMPANY)
    session.execute(delete(Delivery).where(Delivery.id.in_(old)))


def storable(payload: dict[str, str]) -> dict[str, str]:
    """PostgreSQL keeps no NUL character."""
    return {key.replace("\0", ""): value.replace("\0", "") for key, value in payload.items()}
