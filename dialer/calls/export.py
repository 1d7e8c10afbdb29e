"""Calls as rows of a table that leaves the house, a page at a time."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from dialer.analytics.calendars import zone_of
from dialer.calls.listing import Filters, Place, narrowed
from dialer.models import Call, Flow, FlowStep, Lead, Outcome, Team, User
from dialer.people import Principal

HEADINGS = (
    *(
        "call",
        "began",
        "time_zone",
        "direction",
        "from",
        "to",
        "lead",
        "organisation",
        "rep",
        "team",
        "flow",
        "step",
    ),
    *("line_result", "line_reason", "ring_seconds", "talk_seconds", "outcome", "outcome_deleted"),
    *("connect_status", "sentiment", "recorded_connect_status", "recorded_sentiment", "chosen_by", "notes"),
)
COLUMNS: tuple[Any, ...] = (
    *(Call.id, Call.created_at, Call.direction, Call.from_number, Call.to_number),
    *(Lead.name.label("lead"), Lead.organisation, User.name.label("rep"), Team.name.label("team")),
    *(Flow.name.label("flow"), FlowStep.name.label("step")),
    *(Call.result, Call.result_reason, Call.ring_seconds, Call.talk_seconds),
    *(Outcome.label.label("outcome"), Outcome.deleted_at),
    *(Outcome.connect_status, Outcome.sentiment, Call.recorded_connect_status, Call.recorded_sentiment),
    *(Call.outcome_source, Call.notes),
)


def export_page(
    session: Session, by: Principal, filters: Filters, *, after: Place | None, limit: int
) -> tuple[list[tuple[Any, ...]], Place | None]:
    """Rows in the order of HEADINGS, newest first, and where the next page begins; None after the last."""
    query = select(*COLUMNS).select_from(Call)
    for table, column in ((Lead, Call.lead_id), (User, Call.rep_id), (Team, Call.team_id), (Flow, Call.flow_id),
                          (FlowStep, Call.flow_step_id), (Outcome, Call.outcome_id)):  # fmt: skip
        query = query.outerjoin(table, table.id == column)
    found = session.execute(narrowed(session, query, by, filters, after=after, limit=limit)).all()
    zone = zone_of(session).time_zone
    last = Place(found[-1].created_at, found[-1].id) if len(found) == limit else None
    return [_row(row, zone) for row in found], last


def _row(row: Row[Any], zone: str) -> tuple[Any, ...]:
    deleted = row.deleted_at is not None
    says = (None, None) if deleted else (_word(row.connect_status), _word(row.sentiment))
    return (
        *(row.id, _local(row.created_at, zone), zone, _word(row.direction), row.from_number, row.to_number),
        *(row.lead, row.organisation, row.rep, row.team, row.flow, row.step),
        *(_word(row.result), row.result_reason, row.ring_seconds, row.talk_seconds),
        *(row.outcome, "yes" if deleted else None, *says),
        *(
            _word(row.recorded_connect_status),
            _word(row.recorded_sentiment),
            _word(row.outcome_source),
            row.notes,
        ),
    )


def _local(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


def _word(value: Any) -> str | None:
    return None if value is None else str(value.value)
