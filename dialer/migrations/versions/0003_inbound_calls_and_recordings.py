"""Inbound calls: whom they ring and that nobody may take them; recordings"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REASONS = sa.Enum("owner", "last_caller", "available", name="ringreason", native_enum=False, length=32)
STATUSES = sa.Enum(
    "in_progress", "completed", "absent", "failed", name="recordingstatus", native_enum=False, length=32
)


def upgrade() -> None:
    op.add_column("companies", sa.Column("record_calls", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("users", sa.Column("reachable_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("calls") as calls:
        calls.alter_column("rep_id", existing_type=ID, nullable=True)
    op.create_index("ix_calls_company_id_to_number", "calls", ["company_id", "to_number"])
    _create_offers()
    _create_recordings()


def _create_offers() -> None:
    op.create_table(
        "call_offers",
        sa.Column("call_id", ID, nullable=False),
        sa.Column("rep_id", ID, nullable=False),
        sa.Column("reason", REASONS, nullable=False),
        sa.Column("leg_sid", sa.String(length=64), nullable=True),
        *_belonging("call_offers", call_id="calls", rep_id="users"),
        sa.UniqueConstraint("call_id", "rep_id", name=op.f("uq_call_offers_call_id_rep_id")),
    )
    op.create_index(
        op.f("ix_call_offers_company_id_rep_id_call_id"), "call_offers", ["company_id", "rep_id", "call_id"]
    )


def _create_recordings() -> None:
    op.create_table(
        "recordings",
        sa.Column("call_id", ID, nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=False),
        sa.Column("status", STATUSES, nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("channels", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        *_belonging("recordings", call_id="calls"),
        sa.UniqueConstraint("sid", name=op.f("uq_recordings_sid")),
    )
    op.create_index(op.f("ix_recordings_company_id_call_id"), "recordings", ["company_id", "call_id"])


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
