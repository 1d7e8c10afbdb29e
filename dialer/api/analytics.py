"""Team and flow numbers."""

from datetime import date
from urllib.parse import urlencode

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import clock
from dialer.analytics.report import NO_KEY, GroupBy, Meaning, Report, Scope, report
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me
from dialer.api.schemas.analytics import (
    AnalyticsOut,
    AnalyticsQuery,
    BySentiment,
    FigureGroup,
    Figures,
    FlowAnalyticsQuery,
)
from dialer.db import reading
from dialer.errors import Invalid
from policies.connect import Counts
from policies.permissions import Action

LONGEST_PERIOD = 3 * 366  # days
CALL_FILTERS = {
    GroupBy.OUTCOME: "outcome",
    GroupBy.REP: "rep_id",
    GroupBy.TEAM: "team_id",
    GroupBy.FLOW: "flow_id",
}
bp = Blueprint("analytics", __name__, url_prefix="/api/analytics")


@bp.get("/team")
@describe(AnalyticsOut, query=AnalyticsQuery, tag="analytics")
@allowed(Action.LOOK)
def team_analytics() -> ResponseReturnValue:
    """Team numbers, as defined now unless asked for as recorded."""
    asked = wire.query(AnalyticsQuery)
    return _report(asked, asked.meaning, only_flows=False)


@bp.get("/flows")
@describe(AnalyticsOut, query=FlowAnalyticsQuery, tag="analytics")
@allowed(Action.LOOK)
def flow_analytics() -> ResponseReturnValue:
    """Flow numbers, always as recorded."""
    return _report(wire.query(FlowAnalyticsQuery), Meaning.RECORDED, only_flows=True)


def _report(asked: FlowAnalyticsQuery, meaning: Meaning, *, only_flows: bool) -> ResponseReturnValue:
    if asked.to < asked.from_:
        raise Invalid("'to' is before 'from'.")
    if (asked.to - asked.from_).days > LONGEST_PERIOD:
        raise Invalid("The period is longer than three years.")
    if asked.compare and asked.from_ - date.min <= asked.to - asked.from_:
        raise Invalid("There is no period before this one to compare it with.")
    scope = Scope(
        first_day=asked.from_,
        last_day=asked.to,
        group_by=asked.group_by,
        meaning=meaning,
        direction=asked.direction,
        rep_id=asked.rep_id,
        team_id=asked.team_id,
        flow_id=asked.flow_id,
        only_flows=only_flows,
    )
    now = clock.now()
    with reading(me().company_id) as session:
        made = report(session, me(), scope, now=now)
        before = report(session, me(), scope.previous(), now=now) if asked.compare else None
    return wire.answer(_out(scope, made, before))


def _out(scope: Scope, made: Report, before: Report | None) -> AnalyticsOut:
    groups = [
        FigureGroup(
            key=group.key,
            label=group.label,
            deleted=group.deleted,
            **_figures(group.counts, scope, group.key).model_dump(),
        )
        for group in made.groups
    ]
    return AnalyticsOut(
        from_=scope.first_day,
        to=scope.last_day,
        meaning=scope.meaning,
        group_by=scope.group_by,
        groups=groups,
        totals=_figures(made.totals, scope),
        previous=_figures(before.totals, scope.previous()) if before else None,
        as_of=made.as_of,
        waiting=made.waiting,
    )


def _figures(counts: Counts, scope: Scope, key: str | None = None) -> Figures:
    return Figures(
        calls=counts.calls,
        connected_calls=counts.connected_calls,
        connect_rate=counts.connect_rate,
        average_call_seconds=counts.average_call_seconds,
        manual_connected_outcomes=counts.manual_connected_outcomes,
        by_sentiment=BySentiment(positive=counts.positive, neutral=counts.neutral, negative=counts.negative),
        missing_outcome=counts.missing_outcome,
        prefilled=counts.prefilled,
        calls_url=_calls_url(scope, key),
    )


def _calls_url(scope: Scope, key: str | None) -> str:
    """The list of calls behind a number."""
    wanted: dict[str, object] = {"from": scope.first_day, "to": scope.last_day}
    wanted |= {"direction": scope.direction.value, "placed": "true"}
    wanted |= {
        name: value
        for name in ("rep_id", "team_id", "flow_id")
        if (value := getattr(scope, name)) is not None
    }
    if key is not None and scope.group_by is GroupBy.DAY:
        wanted |= {"from": key, "to": key}
    elif key is not None and scope.group_by in CALL_FILTERS and _can_be_listed(scope, key):
        wanted[CALL_FILTERS[scope.group_by]] = key
        if scope.group_by is GroupBy.OUTCOME and scope.meaning is Meaning.RECORDED:
            wanted["meaning"] = scope.meaning.value
    return f"/api/calls?{urlencode(wanted)}"


def _can_be_listed(scope: Scope, key: str) -> bool:
    """The list of calls filters on "no outcome", but not on no team or no flow."""
    return key != NO_KEY or scope.group_by is GroupBy.OUTCOME
