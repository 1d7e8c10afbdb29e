"""Tallies by hour, team, company and month; zones by which they are counted; when a person first chose"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DIRECTIONS = sa.Enum("outbound", "inbound", "manual", name="direction", native_enum=False, length=32)
STATUSES = sa.Enum("connected", "not_connected", name="connectstatus", native_enum=False, length=32)
SENTIMENTS = sa.Enum("positive", "neutral", "negative", name="sentiment", native_enum=False, length=32)
RESULTS = sa.Enum(
    *(
        "not_placed",
        "busy",
        "no_answer",
        "canceled",
        "not_in_service",
        "blocked",
        "machine",
        "fax",
        "answered",
    ),
    name="lineresult",
    native_enum=False,
    length=32,
)
MEANING = (
    ("direction", DIRECTIONS, False),
    ("outcome_id", ID, True),
    ("recorded_connect_status", STATUSES, True),
    ("recorded_sentiment", SENTIMENTS, True),
)
SUMS = ("calls", "talk_seconds", "chosen_by_person", "prefilled")
CARE = ("brief_calls", "long_calls", "hasty_outcomes", "wrap_ups", "wrap_up_seconds")
REP, TEAM, FLOW, STEP = (
    ("rep_id", ID, False),
    *((f"{n}_id", ID, True) for n in ("team", "flow", "flow_step")),
)
DAY, MONTH = ("day", sa.Date(), False), ("month", sa.Date(), False)
HOUR = (("weekday", sa.Integer(), False), ("hour", sa.Integer(), False))
IN_FLOW = ("in_flow", sa.Boolean(), False)


def upgrade() -> None:
    _change_calls()
    op.drop_table("rep_days")
    op.drop_table("day_tallies")
    _create_tallies()
    _create_prefills()
    _create_calendars()
    _mark_every_day()


def _change_calls() -> None:
    op.add_column("calls", sa.Column("prefilled_id", ID, nullable=True))
    op.add_column("calls", sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_index("ix_calls_company_id_rep_id_day", "calls")
    op.create_index("ix_calls_company_id_rep_id_created_at", "calls", ["company_id", "rep_id", "created_at"])
    by_person = "SELECT min(at) FROM outcome_records AS r WHERE r.company_id = calls.company_id AND r.call_id = calls.id AND r.source <> 'webhook' AND r.outcome_id IS NOT NULL"
    by_line = "SELECT r.outcome_id FROM outcome_records AS r WHERE r.company_id = calls.company_id AND r.call_id = calls.id AND r.source = 'webhook' ORDER BY r.id DESC LIMIT 1"
    op.execute(
        f"UPDATE calls SET decided_at = CASE WHEN is_decided THEN ({by_person}) END, prefilled_id = ({by_line})"
    )


def _create_tallies() -> None:
    hours = ("hours", sa.Text(), False)
    _tally("day_tallies", "day", REP, DAY, TEAM, FLOW, STEP, hours, sums=(*SUMS, *CARE))
    _tally("rep_months", "month", REP, MONTH, TEAM, FLOW, sums=(*SUMS, *CARE))
    _tally("team_months", "month", TEAM, MONTH, FLOW, STEP)
    _tally("team_days", "day", TEAM, DAY, FLOW)
    _tally("team_hours", "day", TEAM, DAY, *HOUR, IN_FLOW)
    _tally("company_days", "day", DAY, IN_FLOW)
    _tally("company_hours", "day", DAY, *HOUR, IN_FLOW)


def _tally(
    table: str, period: str, *own: tuple[str, sa.types.TypeEngine[Any], bool], sums: tuple[str, ...] = SUMS
) -> None:
    columns = (
        *own,
        ("generation", sa.Integer(), False),
        *MEANING,
        *((name, sa.Integer(), False) for name in sums),
    )
    whose = [name for name in ("rep_id", "team_id") if own[0][0] == name]
    op.create_table(
        table,
        *(sa.Column(name, kind, nullable=nullable) for name, kind, nullable in columns),
        *_belonging(table, **({"rep_id": "users"} if whose == ["rep_id"] else {})),
    )
    for index in (["company_id", period], *([["company_id", *whose, period]] if whose else [])):
        op.create_index(f"ix_{table}_{'_'.join(index)}", table, index)


def _create_prefills() -> None:
    op.create_table(
        "prefill_tallies",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("rep_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("team_id", ID, nullable=True),
        sa.Column("direction", DIRECTIONS, nullable=False),
        sa.Column("result", RESULTS, nullable=False),
        sa.Column("prefilled_id", ID, nullable=False),
        sa.Column("outcome_id", ID, nullable=True),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("untouched", sa.Integer(), nullable=False),
        *_belonging("prefill_tallies", rep_id="users"),
    )
    for index in (["company_id", "day"], ["company_id", "rep_id", "day"]):
        op.create_index(f"ix_prefill_tallies_{'_'.join(index)}", "prefill_tallies", index)


def _create_calendars() -> None:
    op.create_table(
        "calendars",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("months_before", sa.Date(), nullable=False),
        sa.Column("newest_generation", sa.Integer(), nullable=False),
        sa.Column("next_generation", sa.Integer(), nullable=True),
        sa.Column("next_time_zone", sa.String(length=64), nullable=True),
        *(sa.Column(f"next_{name}", sa.Date(), nullable=True) for name in ("first_day", "day", "last_day")),
        *_belonging("calendars"),
        sa.UniqueConstraint("company_id", name=op.f("uq_calendars_company_id")),
    )


def _mark_every_day() -> None:
    """Nothing is counted in the new tables: every rep's day is marked, once for each of its hours."""
    op.drop_table("stale_days")
    op.create_table(
        "stale_days",
        sa.Column("rep_id", ID, nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        *_belonging("stale_days"),
    )
    for index in (["company_id", "id"], ["company_id", "rep_id", "called_at", "marked_at"]):
        op.create_index(f"ix_stale_days_{'_'.join(index)}", "stale_days", index)
    op.execute(
        "INSERT INTO stale_days (company_id, rep_id, called_at, marked_at)"
        " SELECT company_id, rep_id, min(created_at), min(created_at) FROM calls"
        " WHERE rep_id IS NOT NULL GROUP BY company_id, rep_id, day, hour"
    )


def _belonging(table: str, **columns: str) -> tuple[sa.schema.SchemaItem, ...]:
    """A row's number, its company, and references that cannot reach into another company."""
    references = (
        sa.ForeignKeyConstraint(
            ["company_id", column],
            [f"{other}.company_id", f"{other}.id"],
            name=op.f(f"fk_{table}_company_id_{column}"),
        )
        for column, other in columns.items()
    )
    return (
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        *references,
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f(f"fk_{table}_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
