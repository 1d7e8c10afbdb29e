"""Recount, never increment: a rep's day is counted afresh from its calls (row P9)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, delete, func, insert, select
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.models import Call, DayTally, RepDay, StaleDay
from policies.vocabulary import LineResult, OutcomeSource

KEY = (
    Call.company_id,
    Call.rep_id,
    Call.day,
    Call.team_id,
    Call.flow_id,
    Call.direction,
    Call.outcome_id,
    Call.recorded_connect_status,
    Call.recorded_sentiment,
)
# Placed, over, and somebody's: a call from outside that nobody took is in no rep's numbers.
COUNTED = (
    Call.line_ended_at.is_not(None),
    Call.result != LineResult.NOT_PLACED,
    Call.rep_id.is_not(None),
)


def next_stale_day(session: Session) -> StaleDay | None:
    """The mark that has waited longest, of any company."""
    return session.scalar(select(StaleDay).order_by(StaleDay.id).limit(1))


def recount_day(session: Session, rep_id: int, day: date, *, now: datetime) -> None:
    """Replace the tallies of a rep's day and delete exactly the marks that were there before counting.

    A mark set meanwhile survives, as each statement sees what was committed when it began, and asks for
    another recount; doing this twice is harmless.
    """
    counted = _lock_day(session, rep_id, day, now=now)
    session.execute(delete(StaleDay).where(StaleDay.rep_id == rep_id, StaleDay.day == day))
    session.execute(delete(DayTally).where(DayTally.rep_id == rep_id, DayTally.day == day))
    rows = [dict(row._mapping) for row in session.execute(_tallies(rep_id, day))]
    if rows:
        session.execute(insert(DayTally), rows)
    counted.counted_at = now
    nudges.refetch(session, "analytics", company_id=counted.company_id)


def tally_columns() -> tuple[Any, ...]:
    """The sums that make a tally, over calls."""
    by_person = Call.outcome_source.in_([OutcomeSource.REP, OutcomeSource.IMPORT])
    by_line = Call.outcome_source == OutcomeSource.WEBHOOK
    return (
        func.count().label("calls"),
        func.coalesce(func.sum(Call.talk_seconds), 0).label("talk_seconds"),
        func.sum(case((by_person, 1), else_=0)).label("chosen_by_person"),
        func.sum(case((by_line, 1), else_=0)).label("prefilled"),
    )


def _tallies(rep_id: int, day: date) -> Select[Any]:
    query = select(*KEY, *tally_columns())
    return query.where(Call.rep_id == rep_id, Call.day == day, *COUNTED).group_by(*KEY)


def _lock_day(session: Session, rep_id: int, day: date, *, now: datetime) -> RepDay:
    """The day's row, made if need be: two recounts of one day wait for each other here."""
    query = select(RepDay).where(RepDay.rep_id == rep_id, RepDay.day == day).with_for_update()
    if found := session.scalar(query):
        return found
    made = {"company_id": session.info["company_id"], "rep_id": rep_id, "day": day, "counted_at": now}
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as upsert
    else:
        from sqlalchemy.dialects.sqlite import insert as upsert  # type: ignore[assignment]
    session.execute(upsert(RepDay).values(made).on_conflict_do_nothing())
    return session.scalars(query).one()
