"""The numbers of teams and flows."""

from datetime import date
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import clock, outcomes
from dialer.analytics.report import Meaning, Report, Scope, report
from dialer.api import wire
from dialer.api.call_urls import calls_url
from dialer.api.doc import describe
from dialer.api.guards import allowed, me
from dialer.api.schemas.analytics import (
    AnalyticsOut,
    AnalyticsQuery,
    BySentiment,
    FigureGroup,
    Figures,
    FlowAnalyticsQuery,
    PeriodQuery,
)
from dialer.db import reading
from dialer.errors import Invalid, NotFound
from dialer.models import Flow, Team, User
from policies.connect import Counts
from policies.permissions import Action

LONGEST_PERIOD = 3 * 366  # days
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
    scope = scope_of(
        asked, group_by=asked.group_by, meaning=meaning, only_flows=only_flows, clock=asked.clock
    )
    if asked.compare and asked.from_ - date.min <= asked.to - asked.from_:
        raise Invalid("There is no period before this one to compare it with.")
    now = clock.now()
    with reading(me().company_id) as session:
        require_known(session, scope)
        made = report(session, me(), scope, now=now)
        before = report(session, me(), scope.previous(), now=now) if asked.compare else None
    return wire.answer(_out(scope, made, before))


def scope_of(asked: PeriodQuery, **fields: Any) -> Scope:
    """Which calls are asked about. Raises Invalid for a period that no report can have."""
    if asked.to < asked.from_:
        raise Invalid("'to' is before 'from'.")
    if (asked.to - asked.from_).days > LONGEST_PERIOD:
        raise Invalid("The period is longer than three years.")
    same = {name: getattr(asked, name) for name in ("direction", "rep_id", "team_id", "flow_id", "outcome")}
    return Scope(first_day=asked.from_, last_day=asked.to, **same, **fields)


def require_known(session: Session, scope: Scope) -> None:
    """Raises NotFound for a rep, team or flow that the company does not have or this person does not see, Invalid for such an outcome."""
    for table, row_id in ((User, scope.rep_id), (Team, scope.team_id), (Flow, scope.flow_id)):
        if row_id is not None and session.get(table, row_id) is None:
            raise NotFound(f"There is no such {'rep' if table is User else table.__name__.lower()}.")
    if scope.rep_id not in (None, me().user_id) and not me().may(Action.SEE_TEAM):
        raise NotFound("That is somebody else. You see your own calls alone; leave rep_id out.")
    if scope.outcome in (None, "none"):
        return
    keys = [outcome.key for outcome in outcomes.catalogue(session)]
    if scope.outcome not in keys:
        raise Invalid(f"There is no outcome {scope.outcome!r}. There are: {', '.join(keys)}.")


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
        time_zone=made.zone.time_zone,
        rebuilding=made.zone.progress,
        meaning=scope.meaning,
        clock=scope.clock,
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
        connected_positive=counts.connected_positive,
        meetings_booked=counts.meetings_booked,
        calls_url=calls_url(scope, key),
    )
