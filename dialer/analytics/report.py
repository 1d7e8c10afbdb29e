"""Team and flow numbers from the tallies, in two readings (rows G7, G8, B4)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from dialer import outcomes
from dialer.analytics.recount import COUNTED, tally_columns
from dialer.models import Call, DayTally, Flow, Outcome, StaleDay, Team, User
from dialer.people import Principal
from policies.connect import Counts, Tally, count, total
from policies.permissions import Action
from policies.vocabulary import ConnectStatus, Direction, Sentiment

NO_KEY = "none"


class GroupBy(StrEnum):
    """What the numbers are split by."""

    OUTCOME = "outcome"
    SENTIMENT = "sentiment"
    REP = "rep"
    TEAM = "team"
    FLOW = "flow"
    DAY = "day"
    HOUR = "hour"
    WEEKDAY_HOUR = "weekday_hour"


class Meaning(StrEnum):
    """Whether an outcome means what the catalogue says today, or what it said when it was recorded."""

    NOW = "now"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which calls are counted. Days are in the company's zone, both included."""

    first_day: date
    last_day: date
    group_by: GroupBy
    meaning: Meaning = Meaning.NOW
    direction: Direction = Direction.OUTBOUND
    rep_id: int | None = None
    team_id: int | None = None
    flow_id: int | None = None
    only_flows: bool = False

    def previous(self) -> "Scope":
        """The period of the same length just before."""
        length = self.last_day - self.first_day + timedelta(days=1)
        fields = {name: getattr(self, name) for name in self.__slots__}
        return Scope(**{**fields, "first_day": self.first_day - length, "last_day": self.last_day - length})


@dataclass(frozen=True, slots=True)
class Entry:
    """An outcome as the reports read it. One that is made up shows what a change of the catalogue would do."""

    id: int
    key: str
    label: str
    position: int
    connect_status: ConnectStatus
    sentiment: Sentiment
    deleted: bool
    merged_into_id: int | None


Catalogue = dict[int, Entry]


@dataclass(slots=True)
class Group:
    """One line of a report."""

    key: str
    label: str
    counts: Counts = field(default_factory=Counts)
    deleted: bool = False


@dataclass(slots=True)
class Report:
    """Groups that add up to the totals, and how fresh they are."""

    groups: list[Group]
    totals: Counts
    as_of: datetime
    waiting: int


def read_catalogue(session: Session) -> Catalogue:
    """Today's catalogue, deleted outcomes included."""
    return {outcome.id: _entry(outcome) for outcome in outcomes.catalogue(session)}


def report(
    session: Session, by: Principal, scope: Scope, *, catalogue: Catalogue | None = None, now: datetime
) -> Report:
    """Count calls by ``scope.group_by`` as far as this person may see, by today's catalogue unless given another."""
    catalogue = read_catalogue(session) if catalogue is None else catalogue
    groups: dict[str, Group] = {}
    for row in _rows(session, by, scope):
        outcome = _counted_as(catalogue, row["outcome_id"], scope.meaning)
        meaning = _meaning(outcome, row, scope.meaning)
        key = _group_key(scope.group_by, row, outcome, meaning[1])
        group = groups.setdefault(key, Group(key, ""))
        tally = Tally(
            calls=row["calls"],
            talk_seconds=row["talk_seconds"],
            chosen_by_person=row["chosen_by_person"],
            prefilled=row["prefilled"],
            has_outcome=row["outcome_id"] is not None,
            connect_status=meaning[0],
            sentiment=meaning[1],
        )
        group.counts = total([group.counts, count(tally)])
    _name(session, groups, scope.group_by, catalogue)
    ordered = _order(list(groups.values()), scope.group_by, catalogue)
    as_of, waiting = freshness(session, now=now)
    return Report(ordered, total(group.counts for group in ordered), as_of, waiting)


def freshness(session: Session, *, now: datetime) -> tuple[datetime, int]:
    """The instant up to which the numbers are right, and how many days wait to be recounted (row B9)."""
    days = select(StaleDay.rep_id, StaleDay.day, func.min(StaleDay.marked_at).label("since"))
    days = days.group_by(StaleDay.rep_id, StaleDay.day)
    found = list(session.execute(days))
    return min((row.since for row in found), default=now), len(found)


def _rows(session: Session, by: Principal, scope: Scope) -> list[dict[str, Any]]:
    """Sums by group, outcome and recorded meaning. Hours are not in the day tallies: they come from the calls."""
    by_hour = scope.group_by in (GroupBy.HOUR, GroupBy.WEEKDAY_HOUR)
    table: Any = Call if by_hour else DayTally
    columns = [table.outcome_id, table.recorded_connect_status, table.recorded_sentiment]
    columns += [getattr(table, name) for name in GROUP_COLUMNS[scope.group_by]]
    names = ("calls", "talk_seconds", "chosen_by_person", "prefilled")
    sums: Any = (
        tally_columns() if by_hour else [func.sum(getattr(DayTally, name)).label(name) for name in names]
    )
    query = select(*columns, *sums).where(*_conditions(table, by, scope)).group_by(*columns)
    if by_hour:
        query = query.where(*COUNTED)
    return [dict(row._mapping) for row in session.execute(query)]


GROUP_COLUMNS: dict[GroupBy, tuple[str, ...]] = {
    GroupBy.OUTCOME: (),
    GroupBy.SENTIMENT: (),
    GroupBy.REP: ("rep_id",),
    GroupBy.TEAM: ("team_id",),
    GroupBy.FLOW: ("flow_id",),
    GroupBy.DAY: ("day",),
    GroupBy.HOUR: ("hour",),
    GroupBy.WEEKDAY_HOUR: ("day", "hour"),
}


def _conditions(table: Any, by: Principal, scope: Scope) -> list[ColumnElement[bool]]:
    conditions = [
        table.day >= scope.first_day,
        table.day <= scope.last_day,
        table.direction == scope.direction,
    ]
    narrowed = {table.rep_id: scope.rep_id, table.team_id: scope.team_id, table.flow_id: scope.flow_id}
    conditions += [column == value for column, value in narrowed.items() if value is not None]
    if scope.only_flows:
        conditions.append(table.flow_id.is_not(None))
    if by.may(Action.SEE_COMPANY) or (by.may(Action.SEE_TEAM) and by.team_id is None):
        return conditions
    if by.may(Action.SEE_TEAM):
        return [*conditions, or_(table.team_id == by.team_id, table.rep_id == by.user_id)]
    return [*conditions, table.rep_id == by.user_id]


def _entry(outcome: Outcome) -> Entry:
    names = ("id", "key", "label", "position", "connect_status", "sentiment", "merged_into_id")
    return Entry(**{name: getattr(outcome, name) for name in names}, deleted=outcome.deleted_at is not None)


def _counted_as(catalogue: Catalogue, outcome_id: int | None, meaning: Meaning) -> Entry | None:
    """The outcome that was recorded; as defined now, the one it was merged into, step by step."""
    outcome = catalogue.get(outcome_id) if outcome_id is not None else None
    while meaning is Meaning.NOW and outcome is not None and outcome.merged_into_id is not None:
        outcome = catalogue[outcome.merged_into_id]
    return outcome


def _meaning(
    outcome: Entry | None, row: dict[str, Any], meaning: Meaning
) -> tuple[ConnectStatus | None, Sentiment | None]:
    if meaning is Meaning.RECORDED:
        return row["recorded_connect_status"], row["recorded_sentiment"]
    if outcome is None or outcome.deleted:
        return None, None
    return outcome.connect_status, outcome.sentiment


def _group_key(
    group_by: GroupBy, row: dict[str, Any], outcome: Entry | None, sentiment: Sentiment | None
) -> str:
    if group_by is GroupBy.OUTCOME:
        return outcome.key if outcome else NO_KEY
    if group_by is GroupBy.SENTIMENT:
        return sentiment.value if sentiment else NO_KEY
    if group_by is GroupBy.DAY:
        return str(row["day"].isoformat())
    if group_by is GroupBy.HOUR:
        return f"{row['hour']:02d}"
    if group_by is GroupBy.WEEKDAY_HOUR:
        return f"{row['day'].isoweekday()}-{row['hour']:02d}"
    value = row[GROUP_COLUMNS[group_by][0]]
    return str(value) if value is not None else NO_KEY


NO_LABELS = {
    GroupBy.OUTCOME: "No outcome",
    GroupBy.SENTIMENT: "No sentiment",
    GroupBy.TEAM: "No team",
    GroupBy.FLOW: "No flow",
}
TABLES: dict[GroupBy, Any] = {GroupBy.REP: User, GroupBy.TEAM: Team, GroupBy.FLOW: Flow}


def _name(session: Session, groups: dict[str, Group], group_by: GroupBy, catalogue: Catalogue) -> None:
    """Give each group its label."""
    labels: dict[str, str] = defaultdict(str)
    if table := TABLES.get(group_by):
        ids = [int(key) for key in groups if key != NO_KEY]
        labels.update(
            (str(i), name)
            for i, name in session.execute(select(table.id, table.name).where(table.id.in_(ids)))
        )
    by_key = {outcome.key: outcome for outcome in catalogue.values()}
    for group in groups.values():
        if group.key == NO_KEY:
            group.label = NO_LABELS[group_by]
        elif group_by is GroupBy.OUTCOME:
            group.label, group.deleted = by_key[group.key].label, by_key[group.key].deleted
        else:
            group.label = labels[group.key] or group.key.capitalize()


def _order(groups: list[Group], group_by: GroupBy, catalogue: Catalogue) -> list[Group]:
    """Outcomes as in the catalogue, sentiments best first, people by calls, time forward; "none" last."""
    if group_by is GroupBy.OUTCOME:
        places = {outcome.key: outcome.position for outcome in catalogue.values()}
        return sorted(groups, key=lambda g: (g.key == NO_KEY, g.deleted, places.get(g.key, 0)))
    if group_by is GroupBy.SENTIMENT:
        order = [*(sentiment.value for sentiment in Sentiment), NO_KEY]
        return sorted(groups, key=lambda g: order.index(g.key))
    if group_by in TABLES:
        return sorted(groups, key=lambda g: (g.key == NO_KEY, -g.counts.calls, g.label))
    return sorted(groups, key=lambda g: g.key)
