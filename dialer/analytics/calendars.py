"""By which zone a company's calls fall on days and hours, and which generation of tallies says so."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.clock import local_day_and_hour
from dialer.models import Calendar, Company

FIRST_GENERATION = 1


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone and the tallies that were counted by it. Running sums go until ``summed_before``."""

    time_zone: str
    generation: int = FIRST_GENERATION
    summed_before: date = date.min
    progress: float | None = None  # of a new generation in the making, 0 to 1

    def day_of(self, instant: datetime) -> date:
        """The day of a call that began then."""
        return local_day_and_hour(instant, self.time_zone)[0]


def zone_of(session: Session) -> Zone:
    """What the company's numbers go by. Nothing counted yet: the zone it has set."""
    found = session.scalar(select(Calendar))
    if found is None:
        return Zone(session.scalars(select(Company.time_zone).where(_own(session))).one())
    return Zone(found.time_zone, found.generation, found.summed_before, _progress(found))


def find_calendar(session: Session) -> Calendar | None:
    """The company's calendar, locked until the transaction ends; None when nothing was ever counted."""
    return session.scalar(select(Calendar).with_for_update())


def lock_calendar(session: Session, *, wait: bool = True) -> Calendar | None:
    """The company's calendar, made if need be, locked until the transaction ends.

    Whoever changes tallies holds it. None when another holds it and we would not wait.
    """
    query = select(Calendar).with_for_update(skip_locked=not wait)
    if found := session.scalar(query.execution_options(populate_existing=True)):
        return found
    if session.scalar(select(Calendar.id)) is None:
        _make(session)
    return session.scalar(query)


def zones_counted(calendar: Calendar) -> list[Zone]:
    """The zone in force, and the one that is being counted beside it."""
    zones = [Zone(calendar.time_zone, calendar.generation, calendar.summed_before)]
    if calendar.next_generation is not None and calendar.next_time_zone is not None:
        zones.append(Zone(calendar.next_time_zone, calendar.next_generation))
    return zones


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after a day's."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _make(session: Session) -> None:
    time_zone = session.scalars(select(Company.time_zone).where(_own(session))).one()
    values = {
        "company_id": session.info["company_id"],
        "generation": FIRST_GENERATION,
        "newest_generation": FIRST_GENERATION,
        "time_zone": time_zone,
        "summed_before": date.min,
    }
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as upsert
    else:
        from sqlalchemy.dialects.sqlite import insert as upsert  # type: ignore[assignment]
    session.execute(upsert(Calendar).values(values).on_conflict_do_nothing())


def _own(session: Session) -> Any:
    return Company.id == session.info["company_id"]


def _progress(calendar: Calendar) -> float | None:
    first, at, last = calendar.next_first_day, calendar.next_day, calendar.next_last_day
    if first is None or at is None or last is None:
        return None
    return min(1.0, (at - first).days / ((last - first).days + 1))
