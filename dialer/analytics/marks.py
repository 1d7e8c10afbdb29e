"""Saying that a rep's day must be recounted."""

from datetime import datetime

from sqlalchemy.orm import Session

from dialer import db, nudges
from dialer.direct import Direct, Found
from dialer.models import Call, StaleDay
from dialer.models.base import table_of

MARKS = table_of(StaleDay)
RECOUNT = "workers.analytics.recount_stale_days"


def mark_stale(work: Session | Direct, call: Call | Found, *, now: datetime) -> None:
    """Mark the day of a call whose facts changed. A plain insert: an upsert would lose marks or block webhooks."""
    mark_day(work, call.rep_id, call.created_at, now=now)


def mark_day(work: Session | Direct, rep_id: int | None, called_at: datetime, *, now: datetime) -> None:
    """The same for another rep than the one who has the call now."""
    db.direct(work).add(MARKS, rep_id=rep_id, called_at=called_at, marked_at=now)
    nudges.ask_for(work, RECOUNT)
