"""The hour on the lead's clock, kept with each call, and sums by it; where in a flow a lead is"""

from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Connection

from dialer.lead_clock import hour_of_week

revision = "0016"
down_revision = "0015"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DIRECTIONS = sa.Enum("outbound", "inbound", "manual", name="direction", native_enum=False, length=32)
STATUSES = sa.Enum("connected", "not_connected", name="connectstatus", native_enum=False, length=32)
SENTIMENTS = sa.Enum("positive", "neutral", "negative", name="sentiment", native_enum=False, length=32)
AT_ONCE = 5_000

calls = sa.table(
    "calls",
    *(sa.column(name, ID) for name in ("id", "lead_id")),
    *(sa.column(name, sa.String()) for name in ("direction", "from_number", "to_number")),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("lead_hour", sa.Integer()),
)
leads = sa.table("leads", sa.column("id", ID), sa.column("time_zone", sa.String()))


def upgrade() -> None:
    op.add_column("calls", sa.Column("lead_hour", sa.Integer(), nullable=True))
    _tally("team_lead_hours", sa.Column("day", sa.Date(), nullable=False))
    _tally("team_lead_hours_periods", sa.Column("period", sa.String(length=10), nullable=False))
    _create_flow_places()
    _read_clocks(op.get_bind())
    _mark_every_day()


def _tally(table: str, time: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("team_id", ID, nullable=True),
        time,
        sa.Column("in_flow", sa.Boolean(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("direction", DIRECTIONS, nullable=False),
        sa.Column("outcome_id", ID, nullable=True),
        sa.Column("recorded_connect_status", STATUSES, nullable=True),
        sa.Column("recorded_sentiment", SENTIMENTS, nullable=True),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f(f"fk_{table}_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for index in (["company_id", time.name], ["company_id", "team_id", time.name]):
        op.create_index(op.f(f"ix_{table}_{'_'.join(index)}"), table, index)


def _create_flow_places() -> None:
    op.create_table(
        "flow_places",
        sa.Column("lead_id", ID, nullable=False),
        sa.Column("flow_step_id", ID, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "flow_step_id"],
            ["flow_steps.company_id", "flow_steps.id"],
            name=op.f("fk_flow_places_company_id_flow_step_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "lead_id"],
            ["leads.company_id", "leads.id"],
            name=op.f("fk_flow_places_company_id_lead_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_flow_places_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flow_places")),
        sa.UniqueConstraint("company_id", "lead_id", name=op.f("uq_flow_places_company_id_lead_id")),
    )
    op.create_index(
        op.f("ix_flow_places_company_id_flow_step_id"), "flow_places", ["company_id", "flow_step_id"]
    )


def _read_clocks(connection: Connection) -> None:
    """Give each call the hour that the lead's clock showed, as far as we know today where the lead is."""
    joined = calls.outerjoin(leads, leads.c.id == calls.c.lead_id)
    query = sa.select(calls, leads.c.time_zone).select_from(joined).order_by(calls.c.id).limit(AT_ONCE)
    keep = calls.update().where(calls.c.id == sa.bindparam("of_call")).values(lead_hour=sa.bindparam("there"))
    last = 0
    while rows := connection.execute(query.where(calls.c.id > last)).all():
        connection.execute(keep, [{"of_call": row.id, "there": _hour(row)} for row in rows])
        last = rows[-1].id


def _hour(row: sa.Row[tuple[object, ...]]) -> int | None:
    phone = row.from_number if row.direction == "inbound" else row.to_number
    at = row.created_at if row.created_at.tzinfo else row.created_at.replace(tzinfo=UTC)
    return hour_of_week(phone, row.time_zone, at)


def _mark_every_day() -> None:
    """The sums by it are counted by a worker, from every day on which anybody called.

    A day of then, in whichever zone, is within two days of now: those of its first and its last call.
    """
    for which in ("min", "max"):
        op.execute(
            "INSERT INTO stale_days (company_id, rep_id, called_at, marked_at)"
            " SELECT company_id, rep_id, called_at, called_at"
            f" FROM (SELECT company_id, rep_id, {which}(created_at) AS called_at FROM calls"
            " WHERE rep_id IS NOT NULL GROUP BY company_id, rep_id, day) AS days"
            " WHERE NOT EXISTS (SELECT 1 FROM stale_days WHERE stale_days.company_id = days.company_id"
            " AND stale_days.rep_id = days.rep_id AND stale_days.called_at = days.called_at)"
        )
