"""Sums of months, quarters and years, hours of the week among them; reps' days whatever the flow, teams' days by step, pre-fills by flow"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DIRECTIONS = sa.Enum("outbound", "inbound", "manual", name="direction", native_enum=False, length=32)
STATUSES = sa.Enum("connected", "not_connected", name="connectstatus", native_enum=False, length=32)
SENTIMENTS = sa.Enum("positive", "neutral", "negative", name="sentiment", native_enum=False, length=32)
SUMS = ("calls", "talk_seconds", "chosen_by_person", "prefilled")
CARE = (*SUMS, "brief_calls", "long_calls", "hasty_outcomes", "wrap_ups", "wrap_up_seconds")
MEANING = ("outcome_id", "recorded_connect_status", "recorded_sentiment")
KINDS: dict[str, sa.types.TypeEngine[Any]] = {
    "direction": DIRECTIONS, "recorded_connect_status": STATUSES, "recorded_sentiment": SENTIMENTS,
    "day": sa.Date(), "period": sa.String(length=7), "in_flow": sa.Boolean(),
    **dict.fromkeys(("rep_id", "team_id", "flow_id", "flow_step_id", "outcome_id"), ID),
}  # fmt: skip
FROM_DAYS = "FROM day_tallies GROUP BY "


def upgrade() -> None:
    for table in ("rep_months", "team_months", "team_days"):
        op.drop_table(table)
    hours = ("weekday", "hour", "in_flow")
    _tally("rep_days", "rep_id", "day", "team_id", sums=CARE)
    _tally("team_days", "team_id", "day", "flow_id", "flow_step_id")
    _tally("rep_periods", "rep_id", "period", "team_id", "flow_id", sums=CARE)
    _tally("team_periods", "team_id", "period", "flow_id", "flow_step_id")
    _tally("team_hour_periods", "team_id", "period", *hours)
    _tally("company_hour_periods", "period", *hours)
    op.add_column("prefill_tallies", sa.Column("flow_id", ID, nullable=True))
    _mark_days_with_prefills()
    _sum_days("rep_days", "rep_id", "day", "team_id", sums=CARE)
    _sum_days("team_days", "team_id", "day", "flow_id", "flow_step_id")
    # What is over is summed by a worker, soon; until then days are read.
    op.execute("UPDATE calendars SET months_before = '0001-01-01'")


def _tally(table: str, *own: str, sums: tuple[str, ...] = SUMS) -> None:
    maybe_none = ("team_id", "flow_id", "flow_step_id", *MEANING)
    names = (*own, "generation", "direction", *MEANING, *sums)
    op.create_table(
        table,
        *(sa.Column(name, KINDS.get(name, sa.Integer()), nullable=name in maybe_none) for name in names),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        *_references(table, own[0]),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for index in _indexes(table, own):
        op.create_index(f"ix_{table}_{'_'.join(index)}", table, index)


def _references(table: str, whose: str) -> list[sa.ForeignKeyConstraint]:
    found = [sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f(f"fk_{table}_company_id"))]
    if whose == "rep_id":
        name = op.f(f"fk_{table}_company_id_rep_id")
        there = ["users.company_id", "users.id"]
        found.append(sa.ForeignKeyConstraint(["company_id", "rep_id"], there, name=name))
    return found


def _indexes(table: str, own: tuple[str, ...]) -> list[list[str]]:
    if own[0] == "period":
        return [["company_id", "period"]]
    of_one = ["company_id", own[0], own[1]]
    return [of_one] if table == "team_hour_periods" else [["company_id", own[1]], of_one]


def _sum_days(table: str, *own: str, sums: tuple[str, ...] = SUMS) -> None:
    key = ", ".join(("company_id", "generation", *own, "direction", *MEANING))
    added = ", ".join(f"sum({name})" for name in sums)
    op.execute(f"INSERT INTO {table} ({key}, {', '.join(sums)}) SELECT {key}, {added} {FROM_DAYS}{key}")


def _mark_days_with_prefills() -> None:
    """Which flow they were of is in the calls only: those reps' days are counted again.

    A day of then, in whichever zone, is within two days of now: those of its first and its last call.
    """
    for which in ("min", "max"):
        op.execute(
            "INSERT INTO stale_days (company_id, rep_id, called_at, marked_at)"
            f" SELECT company_id, rep_id, {which}(created_at), min(created_at) FROM calls"
            " WHERE rep_id IS NOT NULL AND prefilled_id IS NOT NULL AND flow_id IS NOT NULL"
            " GROUP BY company_id, rep_id, day"
        )
