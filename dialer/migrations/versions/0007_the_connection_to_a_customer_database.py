"""The connection to a customer database: links, values, marks and the outbox"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_crm_values()
    _create_crm_links()
    _create_crm_connections()
    _create_crm_pending()
    _create_crm_marks()
    _create_crm_tasks()


def _create_crm_values() -> None:
    op.create_table(
        "crm_values",
        sa.Column("api_name", sa.String(length=255), nullable=False),
        sa.Column("label", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_crm_values_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crm_values")),
        sa.UniqueConstraint("company_id", "api_name", name=op.f("uq_crm_values_company_id_api_name")),
    )


def _create_crm_links() -> None:
    op.create_table(
        "crm_links",
        sa.Column("outcome_id", ID, nullable=False),
        sa.Column(
            "state",
            sa.Enum("linked", "wanted", "by_hand", "left", name="linkstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("api_name", sa.String(length=255), nullable=True),
        sa.Column("label", sa.String(length=255), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("gone_at", INSTANT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "outcome_id"],
            ["outcomes.company_id", "outcomes.id"],
            name=op.f("fk_crm_links_company_id_outcome_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_crm_links_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crm_links")),
        sa.UniqueConstraint("company_id", "api_name", name=op.f("uq_crm_links_company_id_api_name")),
        sa.UniqueConstraint("company_id", "outcome_id", name=op.f("uq_crm_links_company_id_outcome_id")),
    )


def _create_crm_connections() -> None:
    op.create_table(
        "crm_connections",
        sa.Column(
            "state",
            sa.Enum(
                "connected", "needs_login", "disconnected", name="crmstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "login", sa.Enum("oauth", "jwt", name="crmlogin", native_enum=False, length=32), nullable=False
        ),
        sa.Column("login_url", sa.String(length=300), nullable=False),
        sa.Column("instance_url", sa.String(length=300), nullable=False),
        sa.Column("org_id", sa.String(length=18), nullable=False),
        sa.Column("client_id", sa.String(length=300), nullable=False),
        sa.Column("username", sa.String(length=254), nullable=False),
        sa.Column("private_key_sealed", sa.Text(), nullable=True),
        sa.Column("refresh_token_sealed", sa.Text(), nullable=True),
        sa.Column("access_token_sealed", sa.Text(), nullable=True),
        sa.Column("to_revoke_sealed", sa.Text(), nullable=True),
        sa.Column("connected_by_id", ID, nullable=True),
        sa.Column("connected_at", INSTANT, nullable=False),
        sa.Column("field", sa.String(length=80), nullable=False),
        sa.Column(
            "field_kind",
            sa.Enum("picklist", "text", name="fieldkind", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("key_field", sa.String(length=80), nullable=True),
        sa.Column("key_prefix", sa.String(length=16), nullable=False),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("asked_at", INSTANT, nullable=True),
        sa.Column("tried_at", INSTANT, nullable=True),
        sa.Column("synced_at", INSTANT, nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=True),
        sa.Column(
            "trouble",
            sa.Enum(
                "login",
                "limit",
                "away",
                "field_gone",
                "refused",
                name="crmtrouble",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("trouble_said", sa.Text(), nullable=True),
        sa.Column("trouble_at", INSTANT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("paused_until", INSTANT, nullable=True),
        sa.Column("calls_used", sa.Integer(), nullable=True),
        sa.Column("calls_limit", sa.Integer(), nullable=True),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "connected_by_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_crm_connections_company_id_connected_by_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_crm_connections_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crm_connections")),
        sa.UniqueConstraint("company_id", name=op.f("uq_crm_connections_company_id")),
    )


def _create_crm_pending() -> None:
    op.create_table(
        "crm_pending",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("sign_in_id", ID, nullable=False),
        sa.Column("state_digest", sa.String(length=64), nullable=False),
        sa.Column("verifier_sealed", sa.Text(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "user_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_crm_pending_company_id_user_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_crm_pending_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crm_pending")),
        sa.UniqueConstraint("state_digest", name=op.f("uq_crm_pending_state_digest")),
    )


def _create_crm_marks() -> None:
    op.create_table(
        "crm_marks",
        sa.Column("call_id", ID, nullable=False),
        sa.Column("marked_at", INSTANT, nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "call_id"],
            ["calls.company_id", "calls.id"],
            name=op.f("fk_crm_marks_company_id_call_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_crm_marks_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crm_marks")),
    )


def _create_crm_tasks() -> None:
    op.create_table(
        "crm_tasks",
        sa.Column("call_id", ID, nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "sent", "dead", "dropped", name="crmtaskstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.String(length=18), nullable=True),
        sa.Column("who_id", sa.String(length=18), nullable=True),
        sa.Column("create_begun_at", INSTANT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", INSTANT, nullable=False),
        sa.Column("waiting_since", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("error_code", sa.String(length=80), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "call_id"],
            ["calls.company_id", "calls.id"],
            name=op.f("fk_crm_tasks_company_id_call_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_crm_tasks_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crm_tasks")),
        sa.UniqueConstraint("company_id", "call_id", name=op.f("uq_crm_tasks_company_id_call_id")),
    )
    with op.batch_alter_table("crm_tasks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_crm_tasks_company_id_state_next_at"),
            ["company_id", "state", "next_at"],
            unique=False,
        )
