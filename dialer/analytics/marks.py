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
    db.direct(work).add(MARKS, rep_id=call.rep_id, day=call.day, marked_at=now)
    nudges.ask_for(work, RECOUNT)
