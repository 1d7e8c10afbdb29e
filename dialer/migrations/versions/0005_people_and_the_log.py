"""Invitations, caller IDs, teams that are deleted, last sign-ins, and an audit log that nobody can change"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
REFUSAL = "the audit log is append-only"
# Copying the table, as SQLite must to change a column, drops its triggers: whoever does so makes them again.
SQLITE = tuple(
    f"CREATE TRIGGER audit_entries_no_{name} BEFORE {event} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for name, event in (
        ("update", "update ON audit_entries"),
        ("delete", "delete ON audit_entries"),
        # What REPLACE deletes fires no trigger of a delete.
        ("replace", "insert ON audit_entries WHEN EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.id)"),
    )
)
POSTGRESQL = (
    "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries"
    " FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()",
    "CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()",
)


def upgrade() -> None:
    op.add_column("users", sa.Column("last_sign_in_at", INSTANT, nullable=True))
    op.add_column("teams", sa.Column("deleted_at", INSTANT, nullable=True))
    _create_invitations()
    _create_caller_ids()
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def _create_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("team_id", ID, nullable=True),
        sa.Column("secret_digest", sa.String(length=64), nullable=False),
        sa.Column("invited_by_id", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("accepted_at", INSTANT, nullable=True),
        sa.Column("user_id", ID, nullable=True),
        *_belonging("invitations", invited_by_id="users", team_id="teams", user_id="users"),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_invitations_secret_digest")),
    )
    op.create_index(op.f("ix_invitations_company_id_email"), "invitations", ["company_id", "email"])


def _create_caller_ids() -> None:
    op.create_table(
        "caller_ids",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("checked_at", INSTANT, nullable=True),
        sa.Column("missing_since", INSTANT, nullable=True),
        *_belonging("caller_ids"),
        sa.UniqueConstraint("company_id", "number", name=op.f("uq_caller_ids_company_id_number")),
    )
    op.create_index(
        "uq_caller_ids_one_default",
        "caller_ids",
        ["company_id"],
        unique=True,
        sqlite_where=sa.text("is_default"),
        postgresql_where=sa.text("is_default"),
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
