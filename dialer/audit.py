"""Every administrative change, written with the change itself and never touched again: the database refuses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from dialer.models import AuditEntry
from dialer.people import Principal


@dataclass(frozen=True, slots=True)
class Filters:
    """What the log is narrowed to. ``action`` and ``subject`` may name a family: ``user`` finds ``user:7``."""

    actor_id: int | None = None  # 0: the command line
    action: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None  # not included


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


def list_entries(
    session: Session, filters: Filters, *, before_id: int | None, limit: int
) -> Sequence[AuditEntry]:
    """The newest entries first, from before an id."""
    query = select(AuditEntry).options(joinedload(AuditEntry.actor)).order_by(AuditEntry.id.desc())
    if before_id is not None:
        query = query.where(AuditEntry.id < before_id)
    return session.scalars(_narrow(query, filters).limit(limit)).all()


def actions_present(session: Session) -> list[str]:
    """Every kind of change that the log knows, for choosing one."""
    return list(session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)))


def _narrow(query: Select[AuditEntry], filters: Filters) -> Select[AuditEntry]:
    if filters.actor_id is not None:
        actor_id = filters.actor_id or None
        query = query.where(AuditEntry.actor_id == actor_id if actor_id else AuditEntry.actor_id.is_(None))
    if filters.action:
        query = query.where(_named(AuditEntry.action, filters.action, "."))
    if filters.subject:
        query = query.where(_named(AuditEntry.subject, filters.subject, ":"))
    if filters.since:
        query = query.where(AuditEntry.at >= filters.since)
    if filters.until:
        query = query.where(AuditEntry.at < filters.until)
    return query


def _named(column: Any, word: str, separator: str) -> Any:
    """The column says this word, or something of the family that the word names."""
    return or_(column == word, column.startswith(word + separator, autoescape=True))
