"""Sales numbers: rates, cash, and what was won and lost."""

from datetime import date

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import clock
from dialer.api import wire
from dialer.api.analytics import LONGEST_PERIOD
from dialer.api.calls_csv import csv_lines
from dialer.api.doc import describe
from dialer.api.guards import allowed, me
from dialer.api.sales_shapes import HEADINGS, csv_rows, figures_out, group_out
from dialer.api.schemas.sales import SalesOut, SalesQuery
from dialer.db import reading
from dialer.errors import Invalid, NotFound
from dialer.models import EventType, User
from dialer.sales.report import SalesScope, sales_report
from policies.permissions import Action
from policies.sales import FORMULAS

bp = Blueprint("sales", __name__, url_prefix="/api/analytics")


@bp.get("/sales")
@describe(SalesOut, query=SalesQuery, tag="analytics")
@allowed(Action.LOOK)
def sales_analytics() -> ResponseReturnValue:
    """Meetings by the day they begin and deals by their date: one's own, the team's, or everybody's."""
    asked = wire.query(SalesQuery)
    scope = _scope(asked)
    now = clock.now()
    with reading(me().company_id) as session:
        _require_known(session, scope)
        made = sales_report(session, me(), scope, now=now)
        before = sales_report(session, me(), scope.previous(), now=now) if asked.compare else None
    return wire.answer(
        SalesOut(
            from_=scope.first_day,
            to=scope.last_day,
            time_zone=made.time_zone,
            currency=made.currency,
            group_by=scope.group_by,
            groups=[group_out(group, made, scope) for group in made.groups],
            totals=figures_out(made.totals, made, scope),
            previous=figures_out(before.totals, before, scope.previous()) if before else None,
            formulas=FORMULAS,
            as_of=made.as_of,
            waiting=made.waiting,
            rebuilding=made.rebuilding,
        )
    )


@bp.get("/sales.csv")
@allowed(Action.LOOK)
def export_sales() -> ResponseReturnValue:
    """The groups of the same question as CSV, a row for each."""
    scope = _scope(wire.query(SalesQuery))
    with reading(me().company_id) as session:
        _require_known(session, scope)
        made = sales_report(session, me(), scope, now=clock.now())
    headers = {"Content-Disposition": 'attachment; filename="sales.csv"'}
    rows = csv_lines([HEADINGS, *csv_rows(made, scope)])
    return Response(rows, content_type="text/csv; charset=utf-8", headers=headers)


def _scope(asked: SalesQuery) -> SalesScope:
    if asked.to < asked.from_:
        raise Invalid("'to' is before 'from'.")
    if (asked.to - asked.from_).days > LONGEST_PERIOD:
        raise Invalid("The period is longer than three years.")
    if not date(1971, 1, 1) <= asked.from_ <= asked.to <= date(9000, 1, 1):
        raise Invalid("Choose days between 1971 and 9000.")
    same = ("group_by", "closer_id", "setter_id", "event_type_id")
    chosen = {name: getattr(asked, name) for name in same}
    return SalesScope(first_day=asked.from_, last_day=asked.to, **chosen)


def _require_known(session: Session, scope: SalesScope) -> None:
    """Raises NotFound for a person or event type that the company does not have."""
    people = ((User, scope.closer_id, "closer"), (User, scope.setter_id, "setter"))
    for table, row_id, word in (*people, (EventType, scope.event_type_id, "event type")):
        if row_id is not None and session.get(table, row_id) is None:
            raise NotFound(f"There is no such {word}.")
