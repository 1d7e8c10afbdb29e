"""Team and flow numbers from the tallies, in two readings (rows G7, G8, B4)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.analytics.calendars import Zone, zone_of
from dialer.analytics.freshness import freshness
from dialer.analytics.meanings import (
    NO_KEY,
    Catalogue,
    Entry,
    Meaning,
    counted_as,
    read_catalogue,
    says_now,
)
from dialer.analytics.reading import Sums, read_sums
from dialer.analytics.scope import Clock, GroupBy, Scope, shares_of
from dialer.lead_clock import HOURS_OF_DAY
from dialer.models import Flow, FlowStep, Team, User
from dialer.people import Principal
from policies.connect import Counts, Tally, add, count, total
from policies.vocabulary import Sentiment

__all__ = [
    "NO_KEY",
    "Catalogue",
    "Clock",
    "Entry",
    "Group",
    "GroupBy",
    "Meaning",
    "Report",
    "Scope",
    "freshness",
    "read_catalogue",
    "report",
]

SPLITS: dict[GroupBy, tuple[str, ...]] = {
    GroupBy.OUTCOME: (),
    GroupBy.SENTIMENT: (),
    GroupBy.REP: ("rep_id",),
    GroupBy.TEAM: ("team_id",),
    GroupBy.FLOW: ("flow_id",),
    GroupBy.STEP: ("flow_step_id",),
    GroupBy.DAY: ("day",),
    GroupBy.HOUR: ("hour",),
    GroupBy.WEEKDAY_HOUR: ("weekday", "hour"),
}
THERE = ("lead_hour",)  # of the week
BY_HOUR = (GroupBy.HOUR, GroupBy.WEEKDAY_HOUR)
NO_LABELS = {
    **dict.fromkeys(BY_HOUR, "Lead's clock not known"),
    GroupBy.OUTCOME: "No outcome",
    GroupBy.SENTIMENT: "No sentiment",
    GroupBy.TEAM: "No team",
    GroupBy.FLOW: "No flow",
    GroupBy.STEP: "No step",
}
NAMED: dict[GroupBy, Any] = {
    GroupBy.REP: User,
    GroupBy.TEAM: Team,
    GroupBy.FLOW: Flow,
    GroupBy.STEP: FlowStep,
}


@dataclass(slots=True)
class Group:
    """One line of a report."""

    key: str
    label: str
    counts: Counts = field(default_factory=Counts)
    deleted: bool = False


@dataclass(slots=True)
class Report:
    """Groups that add up to the totals, how fresh they are, and by which zone they were counted."""

    groups: list[Group]
    totals: Counts
    as_of: datetime
    waiting: int
    zone: Zone


def report(
    session: Session, by: Principal, scope: Scope, *, catalogue: Catalogue | None = None, now: datetime
) -> Report:
    """Count calls by ``scope.group_by`` as far as this person may see, by today's catalogue unless given another."""
    catalogue = read_catalogue(session) if catalogue is None else catalogue
    zone = zone_of(session)
    by_outcome = scope.group_by is GroupBy.OUTCOME
    there = scope.clock is Clock.LEAD and scope.group_by in BY_HOUR
    split, shares = THERE if there else SPLITS[scope.group_by], shares_of(by)
    sums = read_sums(session, zone, scope, shares, catalogue, split=split, by_outcome=by_outcome)
    groups = _groups(sums, scope, catalogue)
    _name(session, groups, scope.group_by, catalogue)
    ordered = _order(session, list(groups.values()), scope.group_by, catalogue)
    as_of, waiting = freshness(session, zone, now=now)
    return Report(ordered, total(group.counts for group in ordered), as_of, waiting, zone)


def _groups(sums: Sums, scope: Scope, catalogue: Catalogue) -> dict[str, Group]:
    groups: dict[str, Group] = {}
    for (*split, outcome_id, connect_status, sentiment), values in sums.items():
        outcome = counted_as(catalogue, outcome_id, scope.meaning)
        if scope.meaning is Meaning.NOW:
            says = says_now(outcome)
            connect_status, sentiment = says.connect_status, says.sentiment
        key = _group_key(scope, split, outcome, sentiment)
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group(key, "")
        calls, talk_seconds, chosen_by_person, prefilled = values
        tally = Tally(
            calls=calls,
            talk_seconds=talk_seconds,
            chosen_by_person=chosen_by_person,
            prefilled=prefilled,
            has_outcome=outcome_id is not None,
            connect_status=connect_status,
            sentiment=sentiment,
            opens_booking=outcome is not None and outcome.opens_booking,
        )
        add(group.counts, count(tally))
    return groups


def _group_key(scope: Scope, split: list[Any], outcome: Entry | None, sentiment: Sentiment | None) -> str:
    group_by = scope.group_by
    if group_by is GroupBy.OUTCOME:
        return outcome.key if outcome else NO_KEY
    if group_by is GroupBy.SENTIMENT:
        return sentiment.value if sentiment else NO_KEY
    if group_by is GroupBy.DAY:
        return str(split[0].isoformat())
    if group_by in BY_HOUR and scope.clock is Clock.LEAD:
        if split[0] is None:
            return NO_KEY
        weekday, hour = divmod(split[0], HOURS_OF_DAY)
        split = [hour] if group_by is GroupBy.HOUR else [weekday + 1, hour]
    if group_by is GroupBy.HOUR:
        return f"{split[0]:02d}"
    if group_by is GroupBy.WEEKDAY_HOUR:
        return f"{split[0]}-{split[1]:02d}"
    return str(split[0]) if split[0] is not None else NO_KEY


def _name(session: Session, groups: dict[str, Group], group_by: GroupBy, catalogue: Catalogue) -> None:
    """Give each group its label."""
    labels: dict[str, str] = defaultdict(str)
    if table := NAMED.get(group_by):
        ids = [int(key) for key in groups if key != NO_KEY]
        names = session.execute(select(table.id, table.name).where(table.id.in_(ids)))
        labels.update((str(row_id), name) for row_id, name in names)
    by_key = {outcome.key: outcome for outcome in catalogue.values()}
    for group in groups.values():
        if group.key == NO_KEY:
            group.label = NO_LABELS[group_by]
        elif group_by is GroupBy.OUTCOME:
            group.label, group.deleted = by_key[group.key].label, by_key[group.key].deleted
        else:
            group.label = labels[group.key] or group.key.capitalize()


def _order(session: Session, groups: list[Group], group_by: GroupBy, catalogue: Catalogue) -> list[Group]:
    """Outcomes as in the catalogue, sentiments best first, steps in their order, people by calls, time forward; "none" last."""
    if group_by is GroupBy.OUTCOME:
        places = {outcome.key: outcome.position for outcome in catalogue.values()}
        return sorted(groups, key=lambda g: (g.key == NO_KEY, g.deleted, places.get(g.key, 0)))
    if group_by is GroupBy.SENTIMENT:
        order = [*(sentiment.value for sentiment in Sentiment), NO_KEY]
        return sorted(groups, key=lambda g: order.index(g.key))
    if group_by is GroupBy.STEP:
        steps = session.execute(select(FlowStep.id, FlowStep.flow_id, FlowStep.position))
        at = {str(step_id): (flow_id, position) for step_id, flow_id, position in steps}
        return sorted(groups, key=lambda g: (g.key == NO_KEY, at.get(g.key, (0, 0))))
    if group_by in NAMED:
        return sorted(groups, key=lambda g: (g.key == NO_KEY, -g.counts.calls, g.label))
    return sorted(groups, key=lambda g: (g.key == NO_KEY, g.key))
