"""The audit log: to read, to narrow, and to take away as a table."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from dialer import audit, people
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me
from dialer.api.schemas.base import Page
from dialer.api.schemas.company import AuditActions, AuditOut, AuditQuery
from dialer.api.schemas.session import Named
from dialer.db import reading
from dialer.errors import Invalid
from dialer.models import AuditEntry
from dialer.people.principal import SALESFORCE
from policies.permissions import Action

COLUMNS = ("at", "who_id", "who", "action", "subject", "before", "after", "ip")
CHUNK = 500  # rows of the table that are fetched at once
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
bp = Blueprint("audit", __name__, url_prefix="/api")


@bp.get("/audit")
@describe(Page[AuditOut], query=AuditQuery, tag="company")
@allowed(Action.SEE_AUDIT)
def list_audit() -> ResponseReturnValue:
    """Who changed what, newest first. ``from`` and ``to`` are days of the company, both included."""
    asked = wire.query(AuditQuery)
    before = wire.before_cursor(asked)
    with reading(me().company_id) as session:
        filters = _filters(asked, people.company_of(session, me().company_id).time_zone)
        rows = audit.list_entries(session, filters, before_id=before, limit=asked.limit + 1)
        shown, following = wire.page(rows, asked.limit, lambda entry: entry.id)
        return wire.answer(Page[AuditOut](items=[_entry(entry) for entry in shown], next=following))


@bp.get("/audit/actions")
@describe(AuditActions, tag="company")
@allowed(Action.SEE_AUDIT)
def list_actions() -> ResponseReturnValue:
    """Every kind of change that the log knows, for narrowing it."""
    with reading(me().company_id) as session:
        return wire.answer(AuditActions(actions=audit.actions_present(session)))


@bp.get("/audit.csv")
@allowed(Action.SEE_AUDIT)
def export_audit() -> ResponseReturnValue:
    """The log as CSV, narrowed as the list is, all of it, newest first."""
    asked = wire.query(AuditQuery)
    company_id = me().company_id
    with reading(company_id) as session:
        filters = _filters(asked, people.company_of(session, company_id).time_zone)
    # Not ``describe``d: its wrapper would collect the whole table before sending any of it.
    answer = Response(_table(company_id, filters), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return answer


def _table(company_id: int, filters: audit.Filters) -> Iterator[str]:
    """Chunk by chunk, so that neither a session nor the memory holds all of it."""
    yield _lines([COLUMNS])
    before: int | None = None
    while True:
        with reading(company_id) as session:
            rows = audit.list_entries(session, filters, before_id=before, limit=CHUNK)
            text = _lines([_row(entry) for entry in rows])
        if not rows:
            return
        yield text
        before = rows[-1].id


def _row(entry: AuditEntry) -> tuple[str, ...]:
    source = entry.ip if entry.ip == SALESFORCE else "command line"
    who = entry.actor.name if entry.actor else source
    before, after = (_json(value) for value in (entry.before, entry.after))
    cells = (str(entry.actor_id or ""), who, entry.action, entry.subject, before, after, _address(entry))
    return entry.at.isoformat(), *(_harmless(cell) for cell in cells)


def _address(entry: AuditEntry) -> str:
    return "" if entry.ip == SALESFORCE else entry.ip


def _json(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _harmless(cell: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula, and would run it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _lines(rows: list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _filters(asked: AuditQuery, time_zone: str) -> audit.Filters:
    if asked.from_ and asked.to and asked.from_ > asked.to:
        raise Invalid("The first day is after the last. Exchange them, or leave one out.")
    return audit.Filters(
        actor_id=asked.actor_id,
        action=asked.action,
        subject=asked.subject,
        since=_midnight(asked.from_, time_zone) if asked.from_ else None,
        until=_midnight(asked.to, time_zone, days=1) if asked.to else None,
    )


def _midnight(day: date, time_zone: str, *, days: int = 0) -> datetime:
    """When a day begins, or the one some days later; the calendar's ends are as far as it goes."""
    try:
        return datetime.combine(day + timedelta(days=days), time(), ZoneInfo(time_zone)).astimezone(UTC)
    except OverflowError:
        return datetime.combine(day, time(), UTC)


def _entry(entry: AuditEntry) -> AuditOut:
    actor = Named(id=entry.actor.id, name=entry.actor.name) if entry.actor else None
    if actor is None and entry.ip == SALESFORCE:
        actor = Named(id=0, name=SALESFORCE)
    return AuditOut(
        id=entry.id,
        at=entry.at,
        actor=actor,
        action=entry.action,
        subject=entry.subject,
        before=entry.before,
        after=entry.after,
        ip=_address(entry),
    )
