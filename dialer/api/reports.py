"""Reports beside the numbers: the funnel, pre-fills, wrap-up and alarms. Each number says which calls it counts."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from pydantic import BaseModel
from sqlalchemy.orm import Session

from dialer import clock
from dialer.analytics import care, prefills
from dialer.analytics.calendars import Zone, zone_of
from dialer.analytics.report import GroupBy, Meaning, Scope, freshness, read_catalogue, report
from dialer.analytics.scope import shares_of
from dialer.api import wire
from dialer.api.analytics import require_known, scope_of
from dialer.api.call_urls import calls_url
from dialer.api.doc import describe
from dialer.api.guards import allowed, me
from dialer.api.schemas.analytics import PeriodQuery
from dialer.api.schemas.reports import (
    AlarmOut,
    FunnelOut,
    FunnelStep,
    MeaningQuery,
    OtherOutcome,
    PrefillRule,
    PrefillsOut,
    QualityOut,
    RepRings,
    WrapUpFigures,
    WrapUpGroup,
    WrapUpOut,
    WrapUpQuery,
)
from dialer.api.schemas.session import Named
from dialer.db import reading
from policies.connect import Counts
from policies.permissions import Action
from policies.quality import LONGEST_WRAP_UP, Alarm
from policies.vocabulary import ConnectStatus, Sentiment

bp = Blueprint("reports", __name__, url_prefix="/api/analytics")
CONNECTED = {"connect_status": ConnectStatus.CONNECTED.value}
WON = {**CONNECTED, "sentiment": Sentiment.POSITIVE.value}
# What each step of the funnel is called, how many calls it has and how a list finds them.
FUNNEL: tuple[tuple[str, str, Callable[[Counts], int], dict[str, Any]], ...] = (
    ("calls", "Dials", lambda counts: counts.calls, {}),
    ("connected", "Connected", lambda counts: counts.connected_calls, CONNECTED),
    ("positive", "Positive", lambda counts: counts.connected_positive, WON),
    ("meeting_booked", "Meeting booked", lambda counts: counts.meetings_booked, {**WON, "books": "true"}),
)


@bp.get("/funnel")
@describe(FunnelOut, query=MeaningQuery, tag="analytics")
@allowed(Action.LOOK)
def funnel() -> ResponseReturnValue:
    """From dials to connected, to positive, to meetings booked."""
    asked = wire.query(MeaningQuery)

    def answer(session: Session, zone: Zone, scope: Scope, fresh: dict[str, Any]) -> BaseModel:
        totals = report(session, me(), scope, now=fresh["as_of"]).totals
        return FunnelOut(**fresh, meaning=scope.meaning, steps=_steps(totals, scope))

    return _answer(asked, answer, meaning=asked.meaning)


@bp.get("/prefills")
@describe(PrefillsOut, query=PeriodQuery, tag="analytics")
@allowed(Action.LOOK)
def prefill_report() -> ResponseReturnValue:
    """How often each rule filled an outcome in, and how often a person knew better. As recorded."""

    def answer(session: Session, zone: Zone, scope: Scope, fresh: dict[str, Any]) -> BaseModel:
        rules = prefills.prefill_rules(session, zone, scope, shares_of(me()), read_catalogue(session))
        return PrefillsOut(**fresh, rules=[_rule(rule, scope) for rule in rules])

    return _answer(wire.query(PeriodQuery), answer, meaning=Meaning.RECORDED)


@bp.get("/wrap-up")
@describe(WrapUpOut, query=WrapUpQuery, tag="analytics")
@allowed(Action.LOOK)
def wrap_up() -> ResponseReturnValue:
    """Seconds from the line's end to a person's first choice, or to the end; those above half an hour left out."""
    asked = wire.query(WrapUpQuery)

    def answer(session: Session, zone: Zone, scope: Scope, fresh: dict[str, Any]) -> BaseModel:
        count = care.wrap_ups_by_rep if asked.group_by == "rep" else care.wrap_ups_by_outcome
        found = count(session, zone, scope, shares_of(me()), read_catalogue(session))
        groups = [
            WrapUpGroup(
                key=one.key,
                label=one.label,
                deleted=one.deleted,
                **_wrap_up(one, scope, one.key).model_dump(),
            )
            for one in found
        ]
        whole = care.WrapUp("", "")
        for one in found:
            whole.calls += one.calls
            whole.wrap_ups += one.wrap_ups
            whole.seconds += one.seconds
        return WrapUpOut(
            **fresh,
            meaning=scope.meaning,
            group_by=asked.group_by,
            longest_seconds=LONGEST_WRAP_UP,
            groups=groups,
            totals=_wrap_up(whole, scope, None),
        )

    return _answer(asked, answer, meaning=asked.meaning, group_by=GroupBy(asked.group_by))


@bp.get("/quality")
@describe(QualityOut, query=PeriodQuery, tag="analytics")
@allowed(Action.LOOK)
def quality() -> ResponseReturnValue:
    """Outcomes that do not fit what the line knows, by alarm and rep, as defined now."""

    def answer(session: Session, zone: Zone, scope: Scope, fresh: dict[str, Any]) -> BaseModel:
        found = care.alarms(session, zone, scope, shares_of(me()), read_catalogue(session))
        names = care.names_of(session, {rep_id for rings in found for rep_id in rings.by_rep})
        return QualityOut(**fresh, alarms=[_alarm(rings, names, scope) for rings in found])

    return _answer(wire.query(PeriodQuery), answer, meaning=Meaning.NOW)


def _answer(
    asked: PeriodQuery,
    answer: Callable[[Session, Zone, Scope, dict[str, Any]], BaseModel],
    **fields: Any,
) -> ResponseReturnValue:
    """Check what is asked, and say how fresh the answer is."""
    scope, now = scope_of(asked, **fields), clock.now()
    with reading(me().company_id) as session:
        require_known(session, scope)
        zone = zone_of(session)
        return wire.answer(answer(session, zone, scope, _fresh(session, zone, scope, now)))


def _fresh(session: Session, zone: Zone, scope: Scope, now: datetime) -> dict[str, Any]:
    as_of, waiting = freshness(session, zone, now=now)
    return {
        "from_": scope.first_day,
        "to": scope.last_day,
        "time_zone": zone.time_zone,
        "rebuilding": zone.progress,
        "as_of": as_of,
        "waiting": waiting,
    }


def _steps(totals: Counts, scope: Scope) -> list[FunnelStep]:
    steps: list[FunnelStep] = []
    for key, label, count, more in FUNNEL:
        calls, before = count(totals), steps[-1].calls if steps else count(totals)
        step = FunnelStep(
            key=key,  # type: ignore[arg-type]
            label=label,
            calls=calls,
            of_all=calls / totals.calls if totals.calls else None,
            of_previous=calls / before if before else None,
            calls_url=calls_url(scope, **more),
        )
        steps.append(step)
    return steps


def _rule(rule: prefills.Rule, scope: Scope) -> PrefillRule:
    same = {"result": rule.result.value, "prefilled": rule.prefilled.key}
    others = sorted(rule.overruled_by.items(), key=lambda item: -item[1])
    return PrefillRule(
        result=rule.result,
        key=rule.prefilled.key,
        label=rule.prefilled.label,
        deleted=rule.prefilled.deleted,
        calls=rule.calls,
        kept=rule.kept,
        untouched=rule.untouched,
        overruled=rule.overruled,
        overrule_rate=rule.overrule_rate,
        overruled_by=[
            OtherOutcome(
                key=other.key if other else "none",
                label=other.label if other else "No outcome",
                deleted=other is not None and other.deleted,
                calls=calls,
                calls_url=calls_url(scope, **same, overruled="true", outcome=other.key if other else "none"),
            )
            for other, calls in others
        ],
        calls_url=calls_url(scope, **same),
        overruled_url=calls_url(scope, **same, overruled="true"),
    )


def _wrap_up(one: care.WrapUp, scope: Scope, key: str | None) -> WrapUpFigures:
    return WrapUpFigures(
        calls=one.calls,
        wrap_ups=one.wrap_ups,
        seconds=one.seconds,
        average_seconds=one.average_seconds,
        calls_url=calls_url(scope, key, wrapped_up="true"),
    )


def _alarm(rings: care.Rings, names: dict[int, str], scope: Scope) -> AlarmOut:
    alarm = rings.alarm.value
    reps = [
        RepRings(
            rep=Named(id=rep_id, name=names[rep_id]),
            calls=calls,
            choices=rings.choices[rep_id],
            calls_url=calls_url(scope, alarm=alarm, rep_id=rep_id),
        )
        for rep_id, calls in sorted(rings.by_rep.items(), key=lambda item: -item[1])
    ]
    whole: str | None = calls_url(scope, alarm=alarm)
    if rings.alarm is Alarm.FIRST_ITEM:  # a list has also those in whom it is no habit
        whole = reps[0].calls_url if len(reps) == 1 else None
    return AlarmOut(alarm=rings.alarm, calls=rings.calls, reps=reps, calls_url=whole)
