"""How fresh a company's numbers are (row B9)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialer.analytics.calendars import Zone
from dialer.analytics.instants import local_day
from dialer.models import StaleDay


def freshness(session: Session, zone: Zone, *, now: datetime) -> tuple[datetime, int]:
    """The instant up to which the numbers are right, and how many reps' days wait to be recounted."""
    marks = select(func.min(StaleDay.called_at), func.max(StaleDay.called_at), func.min(StaleDay.marked_at))
    first, last, since = session.execute(marks).one()
    if first is None:
        return now, 0
    # In the database: after a bulk load there may be a mark for each of a million calls.
    day = local_day(StaleDay.called_at, zone.day_of(first), zone.day_of(last), zone.time_zone)
    days = select(StaleDay.rep_id, day.label("day")).distinct().subquery()
    return since, session.scalar(select(func.count()).select_from(days)) or 0
