"""Saying that a rep's day must be recounted."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from dialer import db, nudges
from dialer.models import Call, StaleDay
from dialer.models.base import table_of

MARKS = table_of(StaleDay)
RECOUNT = "workers.analytics.recount_stale_days"


def mark_stale(session: Session, call: Call | Row[Any], *, now: datetime) -> None:
    """Mark the day of a call whose facts changed. A plain insert: an upsert would lose marks or block webhooks."""
    mark_day(session, call.rep_id, call.created_at, now=now)


def mark_day(session: Session, rep_id: int | None, called_at: datetime, *, now: datetime) -> None:
    """The same for another rep than the one who has the call now."""
    db.direct(session).insert(MARKS, rep_id=rep_id, called_at=called_at, marked_at=now)
    nudges.ask_for(session, RECOUNT)
