"""Tallies of sales, with marks and calendars of their own; meetings are found by who booked them

A worker counts everything there is, soon; until then sales numbers are read from meetings and deals.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
SPLITS = ("all", "closer", "setter", "event_type", "product", "objection", "reason")
PARTS = ("won", "recurring", "deposit", "owing_deal", "lost", "undecided", "no_show", "cancelled")
PAYMENT_TYPES = sa.Enum("won", "recurring", "deposit", name="paymenttype", native_enum=False, length=32)


def upgrade() -> None:
    _create(
        "stale_sales",
        sa.Column("starts_at", INSTANT),
        sa.Column("day", sa.Date()),
        sa.Column("meeting_id", ID),
        sa.Column("transaction_id", ID),
        sa.Column("is_everything", sa.Boolean(), nullable=False),
        sa.Column("marked_at", INSTANT, nullable=False),
    )
    op.create_index("ix_stale_sales_company_id_id", "stale_sales", ["company_id", "id"])
    _create_calendars()
    _create_tallies("meeting_tallies", *(sa.Column(part, sa.Integer(), nullable=False) for part in PARTS))
    _create_tallies(
        "deal_tallies",
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("payment_type", PAYMENT_TYPES, nullable=False),
        sa.Column("deals", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("returned", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_meetings_booked_by_id_starts_at", "meetings", ["booked_by_id", "starts_at"])


def _create_calendars() -> None:
    _create(
        "sales_calendars",
        sa.Column("generation", sa.Integer()),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("newest_generation", sa.Integer(), nullable=False),
        sa.Column("counted_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT),
        sa.Column("next_generation", sa.Integer()),
        sa.Column("next_time_zone", sa.String(length=64)),
        sa.Column("next_first_day", sa.Date()),
        sa.Column("next_day", sa.Date()),
        sa.Column("next_last_day", sa.Date()),
        sa.UniqueConstraint("company_id", name=op.f("uq_sales_calendars_company_id")),
    )
    op.create_index("ix_sales_calendars_due_at", "sales_calendars", ["due_at"])


def _create_tallies(table: str, *sums: sa.Column[int] | sa.Column[str]) -> None:
    split = sa.Enum(*SPLITS, name="salessplit", native_enum=False, length=32)
    _create(
        table,
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("team_id", ID),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("split", split, nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        *sums,
    )
    index = ["company_id", "period", "split"]
    op.create_index(f"ix_{table}_{'_'.join(index)}", table, index)


def _create(table: str, *items: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        *items,
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f(f"fk_{table}_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
