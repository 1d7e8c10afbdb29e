"""Saying that a rep's day must be recounted."""

from datetime import datetime

from sqlalchemy.orm import Session

from dialer import nudges
from dialer.models import Call, StaleDay

RECOUNT = "workers.analytics.recount_stale_days"


def mark_stale(session: Session, call: Call, *, now: datetime) -> None:
    """Mark the day of a call whose facts changed. A plain insert: an upsert would lose marks or block webhooks."""
    session.add(StaleDay(company_id=call.company_id, rep_id=call.rep_id, day=call.day, marked_at=now))
    nudges.ask_for(session, RECOUNT)
