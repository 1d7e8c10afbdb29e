"""Every administrative change, written with the change itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.models import AuditEntry
from dialer.people import Principal


def write_entry(
    session: Session, by: Principal, action: str, subject: str, *, before: Any, after: Any, now: datetime
) -> None:
    """Note who changed ``subject`` from ``before`` to ``after`` (JSON values)."""
    entry = AuditEntry(
        company_id=by.company_id,
        at=now,
        actor_id=by.user_id,
        action=action,
        subject=subject,
        before=before,
        after=after,
        ip=by.ip,
    )
    session.add(entry)


def list_entries(session: Session, *, before_id: int | None, limit: int) -> list[AuditEntry]:
    """The newest entries first, from before an id."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if before_id is not None:
        query = query.where(AuditEntry.id < before_id)
    return list(session.scalars(query))
