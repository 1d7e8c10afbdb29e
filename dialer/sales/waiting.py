"""The marks that wait, and the days they mean."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.analytics.calendars import Zone
from dialer.models import Deal, DealTransaction, Meeting, SalesCalendar, StaleSale

IDS_IN_A_STATEMENT = 500


@dataclass(slots=True)
class Waiting:
    """A mark as it was read, with the starts of meetings and the dates of deals that it is about."""

    mark_id: int
    marked_at: datetime
    is_everything: bool = False
    starts: set[datetime] = field(default_factory=set)
    dates: set[date] = field(default_factory=set)

    def days(self, zone: Zone) -> set[date]:
        """The days on which they are counted."""
        return self.dates | {zone.day_of(at) for at in self.starts}


def marks_waiting(session: Session, limit: int) -> list[Waiting]:
    """The oldest marks of the session's company."""
    marks = session.scalars(select(StaleSale).order_by(StaleSale.id).limit(limit)).all()
    starts, dates = _of_meetings(session, [one.meeting_id for one in marks if one.meeting_id])
    paid = _of_transactions(session, [one.transaction_id for one in marks if one.transaction_id])
    found = []
    for one in marks:
        waiting = Waiting(one.id, one.marked_at, one.is_everything)
        waiting.starts |= {at for at in (one.starts_at, starts.get(one.meeting_id or 0)) if at}
        waiting.dates |= {one.day} if one.day else set()
        waiting.dates |= dates.get(one.meeting_id or 0, set()) | paid.get(one.transaction_id or 0, set())
        found.append(waiting)
    return found


def teams_are_counted(session: Session, calendar: SalesCalendar) -> bool:
    """Whether the tallies go by who is in which team today."""
    everything = select(StaleSale.id).where(StaleSale.is_everything).limit(1)
    return calendar.next_generation is None and session.scalar(everything) is None


def freshness(
    session: Session, calendar: SalesCalendar, zone: Zone, *, now: datetime
) -> tuple[datetime, int]:
    """The instant up to which the numbers are right, and how many days wait to be counted again (row B9)."""
    marks = [one for one in marks_waiting(session, IDS_IN_A_STATEMENT) if not one.is_everything]
    since = [one.marked_at for one in marks]
    days = {day for one in marks for day in one.days(zone)}
    if calendar.due_at is not None and calendar.due_at <= now:
        since.append(calendar.due_at)
        days.add(zone.day_of(calendar.due_at))
    return min(since, default=now), len(days)


def chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """As many as fit into a statement."""
    return (ids[at : at + IDS_IN_A_STATEMENT] for at in range(0, len(ids), IDS_IN_A_STATEMENT))


def _of_meetings(session: Session, ids: list[int]) -> tuple[dict[int, datetime], dict[int, set[date]]]:
    """When they begin, and the dates of their deals."""
    starts: dict[int, datetime] = {}
    dates: dict[int, set[date]] = defaultdict(set)
    for some in chunks(sorted(set(ids))):
        begins = session.execute(select(Meeting.id, Meeting.starts_at).where(Meeting.id.in_(some)))
        starts |= {meeting_id: at for meeting_id, at in begins}
        live = select(Deal.meeting_id, Deal.day).where(Deal.meeting_id.in_(some), Deal.voided_at.is_(None))
        for meeting_id, day in session.execute(live):
            dates[meeting_id or 0].add(day)
    return starts, dates


def _of_transactions(session: Session, ids: list[int]) -> dict[int, set[date]]:
    """The dates of the deals that they pay for, or paid for once."""
    dates: dict[int, set[date]] = defaultdict(set)
    for some in chunks(sorted(set(ids))):
        query = select(DealTransaction.transaction_id, Deal.day).join(
            Deal, Deal.id == DealTransaction.deal_id
        )
        for transaction_id, day in session.execute(query.where(DealTransaction.transaction_id.in_(some))):
            dates[transaction_id].add(day)
    return dates
