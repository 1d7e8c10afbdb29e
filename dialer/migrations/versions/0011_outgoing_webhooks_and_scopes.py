"""Outgoing webhooks, scopes of API tokens, and answers kept for repeated requests"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_hook_events()
    _create_kept_answers()
    _create_hooks()
    _create_hook_deliveries()
    _create_hook_tries()
    op.add_column("api_tokens", sa.Column("scopes", sa.JSON(), nullable=True))


def _create_hook_events() -> None:
    op.create_table(
        "hook_events",
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "call.outcome_recorded",
                "call.outcome_changed",
                "call.ended",
                "lead.do_not_call",
                "meeting.booked",
                "meeting.moved",
                "meeting.cancelled",
                "meeting.outcome_recorded",
                "meeting.outcome_changed",
                "deal.made",
                "deal.changed",
                "deal.voided",
                "webhook.test",
                name="hookkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_hook_events_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hook_events")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_hook_events_company_id_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_hook_events_uid")),
    )
    op.create_index(op.f("ix_hook_events_at"), "hook_events", ["at"])


def _create_kept_answers() -> None:
    op.create_table(
        "kept_answers",
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("request_digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body_sealed", sa.Text(), nullable=True),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_kept_answers_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_answers")),
        sa.UniqueConstraint("company_id", "owner", "key", name=op.f("uq_kept_answers_company_id_owner_key")),
    )
    op.create_index(op.f("ix_kept_answers_made_at"), "kept_answers", ["made_at"])


def _create_hooks() -> None:
    op.create_table(
        "hooks",
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("description", sa.String(length=200), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("secret_sealed", sa.Text(), nullable=False),
        sa.Column("old_secret_sealed", sa.Text(), nullable=True),
        sa.Column("old_secret_until", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by_id", ID, nullable=True),
        sa.Column("paused_at", INSTANT, nullable=True),
        sa.Column("disabled_at", INSTANT, nullable=True),
        sa.Column(
            "disabled_because",
            sa.Enum("gone", "failing", name="disabled", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("deleted_at", INSTANT, nullable=True),
        sa.Column("failing_since", INSTANT, nullable=True),
        sa.Column("delivered_at", INSTANT, nullable=True),
        sa.Column("leased_until", INSTANT, nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "created_by_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_hooks_company_id_created_by_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_hooks_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hooks")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_hooks_company_id_id")),
    )
    op.create_index(op.f("ix_hooks_leased_until"), "hooks", ["leased_until"])


def _create_hook_deliveries() -> None:
    op.create_table(
        "hook_deliveries",
        sa.Column("hook_id", ID, nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "delivered", "failed", name="deliverystate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", INSTANT, nullable=False),
        sa.Column("tried_at", INSTANT, nullable=True),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=True),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "event_id"],
            ["hook_events.company_id", "hook_events.id"],
            name=op.f("fk_hook_deliveries_company_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "hook_id"],
            ["hooks.company_id", "hooks.id"],
            name=op.f("fk_hook_deliveries_company_id_hook_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_hook_deliveries_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hook_deliveries")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_hook_deliveries_company_id_id")),
        sa.UniqueConstraint("hook_id", "event_id", name=op.f("uq_hook_deliveries_hook_id_event_id")),
    )
    op.create_index(
        op.f("ix_hook_deliveries_company_id_event_id"), "hook_deliveries", ["company_id", "event_id"]
    )
    op.create_index(
        op.f("ix_hook_deliveries_hook_id_state_next_at"), "hook_deliveries", ["hook_id", "state", "next_at"]
    )


def _create_hook_tries() -> None:
    op.create_table(
        "hook_tries",
        sa.Column("delivery_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("error", sa.String(length=300), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "delivery_id"],
            ["hook_deliveries.company_id", "hook_deliveries.id"],
            name=op.f("fk_hook_tries_company_id_delivery_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_hook_tries_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hook_tries")),
    )
    op.create_index(op.f("ix_hook_tries_company_id_delivery_id"), "hook_tries", ["company_id", "delivery_id"])
