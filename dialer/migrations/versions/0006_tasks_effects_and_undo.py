"""Tasks, what outcomes brought about, undoing an outcome, and reminders of owed ones"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TASKS = ("follow_up", "book_meeting", "to_do")
EFFECTS = ("follow_up", "book_meeting", "do_not_call")
ACTS = ("made", "revived", "moved", "cancelled", "kept")


def upgrade() -> None:
    op.add_column("companies", sa.Column("owed_reminder_minutes", sa.Integer(), nullable=True))
    op.add_column("calls", sa.Column("is_decided", sa.Boolean(), nullable=False, server_default="0"))
    calls = sa.table("calls", sa.column("version", sa.Integer()), sa.column("is_decided", sa.Boolean()))
    op.execute(calls.update().where(calls.c.version > 0).values(is_decided=True))
    op.add_column("outcome_records", sa.Column("is_undo", sa.Boolean(), nullable=False, server_default="0"))
    op.create_index("uq_outcome_records_company_id_id", "outcome_records", ["company_id", "id"], unique=True)
    _create_tasks()
    _create_effects()


def _create_tasks() -> None:
    references = {"owner_id": "users", "lead_id": "leads", "call_id": "calls", "outcome_id": "outcomes"}
    op.create_table(
        "tasks",
        sa.Column("kind", _word("taskkind", TASKS), nullable=False),
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("lead_id", ID, nullable=True),
        sa.Column("call_id", ID, nullable=True),
        sa.Column("outcome_id", ID, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", ID, nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        *_belonging("tasks", **references),
        sa.ForeignKeyConstraint(
            ["company_id", "created_by_id"], ["users.company_id", "users.id"], name="fk_tasks_created_by"
        ),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_tasks_company_id_id")),
        sa.UniqueConstraint("call_id", "kind", "outcome_id", name=op.f("uq_tasks_call_id_kind_outcome_id")),
    )
    op.create_index(
        op.f("ix_tasks_company_id_owner_id_due_at"), "tasks", ["company_id", "owner_id", "due_at"]
    )


def _create_effects() -> None:
    op.create_table(
        "call_effects",
        sa.Column("call_id", ID, nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("kind", _word("effectkind", EFFECTS), nullable=False),
        sa.Column("act", _word("effectact", ACTS), nullable=False),
        sa.Column("task_id", ID, nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_belonging("call_effects", call_id="calls", record_id="outcome_records", task_id="tasks"),
    )
    op.create_index(op.f("ix_call_effects_company_id_call_id"), "call_effects", ["company_id", "call_id"])


def _word(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32)


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
