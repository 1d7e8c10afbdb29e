"""What a change of the catalogue would do to the numbers, before it is made (row B5).

Both sides are counted by the team report from the tallies: today's catalogue against one that is made up.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialer import outcomes
from dialer.analytics.calendars import zone_of
from dialer.analytics.report import Catalogue, GroupBy, Report, Scope, read_catalogue, report
from dialer.models import Outcome, RepDay
from dialer.outcomes.fields import entries_beside
from dialer.people import Principal
from policies import catalogue as policy
from policies.connect import Counts
from policies.vocabulary import ConnectStatus, Direction, Sentiment, Trigger

USAGE_DAYS = 30
EFFECTS = ("marks_do_not_call", "follow_up_days", "opens_booking")


@dataclass(frozen=True, slots=True)
class Change:
    """What would be changed of an outcome. None leaves it as it is."""

    delete: bool = False
    merge_into: Outcome | None = None
    connect_status: ConnectStatus | None = None
    sentiment: Sentiment | None = None
    prefills: tuple[Trigger, ...] | None = None


@dataclass(frozen=True, slots=True)
class MovedTrigger:
    """A pre-fill that would change hands. Nobody gets it: nothing is filled in for that result any more."""

    trigger: Trigger
    holder: Outcome
    taker: Outcome | None


@dataclass(slots=True)
class Impact:
    """The numbers of a period before and after. ``calls`` are those that count as the outcome today."""

    calls: int
    reps: int
    before: Counts
    after: Counts
    prefills: list[MovedTrigger]
    effects: list[str]
    as_of: datetime
    waiting: int


@dataclass(slots=True)
class Usage:
    """How much an outcome was used of late."""

    calls: int = 0
    reps: set[int] = field(default_factory=set)


def measure_impact(
    session: Session,
    outcome: Outcome,
    by: Principal,
    change: Change,
    *,
    first_day: date,
    last_day: date,
    direction: Direction,
    now: datetime,
) -> Impact:
    """Count what ``change`` would do to the team's numbers of a period, as defined now."""
    scope = Scope(first_day, last_day, GroupBy.OUTCOME, direction=direction)
    today = read_catalogue(session)
    before = report(session, by, scope, catalogue=today, now=now)
    after = report(session, by, scope, catalogue=_changed(today, outcome, change), now=now)
    return Impact(
        calls=_calls_of(before, outcome),
        reps=_count_reps(session, outcome, scope),
        before=before.totals,
        after=after.totals,
        prefills=_moved_triggers(session, outcome, change),
        effects=[name for name in EFFECTS if change.delete and getattr(outcome, name)],
        as_of=before.as_of,
        waiting=before.waiting,
    )


def usage(session: Session, *, today: date) -> dict[int, Usage]:
    """Calls and reps of each outcome in the last USAGE_DAYS days, in any direction, by the outcome's id."""
    since = today - timedelta(days=USAGE_DAYS - 1)
    columns = (RepDay.outcome_id, RepDay.rep_id)
    query = select(*columns, func.sum(RepDay.calls).label("calls")).group_by(*columns)
    found: dict[int, Usage] = {}
    in_force = RepDay.generation == zone_of(session).generation
    for row in session.execute(query.where(in_force, RepDay.day >= since, RepDay.outcome_id.is_not(None))):
        used = found.setdefault(row.outcome_id, Usage())
        used.calls += row.calls
        used.reps.add(row.rep_id)
    return found


def _changed(today: Catalogue, outcome: Outcome, change: Change) -> Catalogue:
    entry = today[outcome.id]
    if change.delete:
        heir_id = change.merge_into.id if change.merge_into else None
        entry = replace(entry, deleted=True, merged_into_id=heir_id)
    if change.connect_status:
        entry = replace(entry, connect_status=change.connect_status)
    if change.sentiment:
        entry = replace(entry, sentiment=change.sentiment)
    return {**today, outcome.id: entry}


def _calls_of(counted: Report, outcome: Outcome) -> int:
    return next((group.counts.calls for group in counted.groups if group.key == outcome.key), 0)


def _count_reps(session: Session, outcome: Outcome, scope: Scope) -> int:
    query = select(func.count(RepDay.rep_id.distinct())).where(
        RepDay.generation == zone_of(session).generation,
        RepDay.outcome_id.in_(outcomes.counted_as(session, outcome.key)),
        RepDay.day.between(scope.first_day, scope.last_day),
        RepDay.direction == scope.direction,
    )
    return session.scalar(query) or 0


def _moved_triggers(session: Session, outcome: Outcome, change: Change) -> list[MovedTrigger]:
    """The pre-fills that the outcome would give away, and those that it would take from others."""
    if outcome.deleted_at is not None:
        return []
    kept: tuple[Trigger, ...] = tuple(outcome.prefills) if change.prefills is None else change.prefills
    given = [one for one in outcome.prefills if change.delete or one not in kept]
    moved = [MovedTrigger(trigger, outcome, change.merge_into) for trigger in given]
    if change.delete or change.prefills is None:
        return moved
    known = outcomes.catalogue(session)
    by_key = {one.key: one for one in known}
    lost = policy.losers(change.prefills, entries_beside(known, outcome))
    return moved + [
        MovedTrigger(trigger, by_key[key], outcome) for key, triggers in lost.items() for trigger in triggers
    ]
