"""How fresh a company's numbers are (row B9)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialer.analytics.calendars import Zone
from dialer.models import StaleDay


def freshness(session: Session, zone: Zone, *, now: datetime) -> tuple[datetime, int]:
    """The instant up to which the numbers are right, and how many reps' days wait to be recounted."""
    calls = select(StaleDay.rep_id, StaleDay.called_at, func.min(StaleDay.marked_at).label("since"))
    found = session.execute(calls.group_by(StaleDay.rep_id, StaleDay.called_at)).all()
    days = {(row.rep_id, zone.day_of(row.called_at)) for row in found}
    return min((row.since for row in found), default=now), len(days)
