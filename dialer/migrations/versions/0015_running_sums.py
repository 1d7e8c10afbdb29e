"""Running sums of years and months, and sums by less than before; indexes of calls by outcome, and of those that owe one"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DIRECTIONS = sa.Enum("outbound", "inbound", "manual", name="direction", native_enum=False, length=32)
STATUSES = sa.Enum("connected", "not_connected", name="connectstatus", native_enum=False, length=32)
SENTIMENTS = sa.Enum("positive", "neutral", "negative", name="sentiment", native_enum=False, length=32)
SUMS = ("calls", "talk_seconds", "chosen_by_person", "prefilled")
CARE = (*SUMS, "brief_calls", "long_calls", "hasty_outcomes", "wrap_ups", "wrap_up_seconds")
MEANING = ("outcome_id", "recorded_connect_status", "recorded_sentiment")
KINDS: dict[str, sa.types.TypeEngine[Any]] = {
    "direction": DIRECTIONS, "recorded_connect_status": STATUSES, "recorded_sentiment": SENTIMENTS,
    "day": sa.Date(), "period": sa.String(length=10),
    **dict.fromkeys(("rep_id", "team_id", "flow_id", "outcome_id"), ID),
}  # fmt: skip
OWED = "outcome_id IS NULL AND line_ended_at IS NOT NULL AND rep_id IS NOT NULL"


def upgrade() -> None:
    """A worker sums up what is over, soon; until then days are read."""
    for table in ("rep_periods", "team_periods", "team_hour_periods", "company_hour_periods"):
        op.execute(f"DELETE FROM {table}")
        with op.batch_alter_table(table) as batch:
            batch.alter_column("period", existing_type=sa.String(length=7), type_=sa.String(length=10))
    _tally("flow_days", "team_id", "day", "flow_id")
    _tally("flow_periods", "team_id", "period", "flow_id")
    _tally("rep_totals", "rep_id", "period", "team_id", sums=CARE)
    key = ", ".join(("company_id", "generation", "team_id", "day", "flow_id", "direction", *MEANING))
    added = ", ".join(f"sum({name})" for name in SUMS)
    op.execute(
        f"INSERT INTO flow_days ({key}, {', '.join(SUMS)}) SELECT {key}, {added} FROM team_days GROUP BY {key}"
    )
    op.execute("ALTER TABLE calendars RENAME COLUMN months_before TO summed_before")
    op.execute("UPDATE calendars SET summed_before = '0001-01-01'")
    _index_some("ix_calls_owed", "company_id", "rep_id", "created_at", where=OWED)
    _index_some("ix_calls_outcome", "company_id", "outcome_id", "created_at", where="outcome_id IS NOT NULL")


def _tally(table: str, *own: str, sums: tuple[str, ...] = SUMS) -> None:
    maybe_none = ("team_id", "flow_id", *MEANING)
    names = (*own, "generation", "direction", *MEANING, *sums)
    op.create_table(
        table,
        *(sa.Column(name, KINDS.get(name, sa.Integer()), nullable=name in maybe_none) for name in names),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f(f"fk_{table}_company_id")),
        *_of_reps(table, own[0]),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for index in (["company_id", own[1]], ["company_id", own[0], own[1]]):
        op.create_index(f"ix_{table}_{'_'.join(index)}", table, index)


def _of_reps(table: str, whose: str) -> list[sa.ForeignKeyConstraint]:
    name, there = op.f(f"fk_{table}_company_id_rep_id"), ["users.company_id", "users.id"]
    found = sa.ForeignKeyConstraint(["company_id", "rep_id"], there, name=name)
    return [found] if whose == "rep_id" else []


def _index_some(name: str, *columns: str, where: str) -> None:
    some = sa.text(where)
    op.create_index(name, "calls", columns, sqlite_where=some, postgresql_where=some)
