"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "companies",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "plan",
            sa.Enum("startup", "business", "enterprise", name="plan", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "crm",
            sa.Enum("none", "salesforce", "hubspot", "other", name="crm", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("outcome_required", sa.Boolean(), nullable=False),
        sa.Column("detect_machines", sa.Boolean(), nullable=False),
        sa.Column("ring_timeout", sa.Integer(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companies")),
    )
    op.create_table(
        "deliveries",
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_deliveries_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliveries_company_id_id"), ["company_id", "id"], unique=False)

    op.create_table(
        "flows",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_flows_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flows")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_flows_company_id_id")),
        sa.UniqueConstraint("company_id", "name", name=op.f("uq_flows_company_id_name")),
    )
    op.create_table(
        "outcomes",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column(
            "group",
            sa.Enum("no_answer", "answered", name="outcomegroup", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "connect_status",
            sa.Enum("connected", "not_connected", name="connectstatus", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "sentiment",
            sa.Enum("positive", "neutral", "negative", name="sentiment", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("prefills", sa.JSON(), nullable=False),
        sa.Column("marks_do_not_call", sa.Boolean(), nullable=False),
        sa.Column("follow_up_days", sa.Integer(), nullable=True),
        sa.Column("opens_booking", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "merged_into_id"],
            ["outcomes.company_id", "outcomes.id"],
            name=op.f("fk_outcomes_company_id_merged_into_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_outcomes_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcomes")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_outcomes_company_id_id")),
        sa.UniqueConstraint("company_id", "key", name=op.f("uq_outcomes_company_id_key")),
    )
    op.create_table(
        "stale_days",
        sa.Column("rep_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_stale_days_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stale_days")),
    )
    op.create_table(
        "teams",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_teams_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_teams_company_id_id")),
        sa.UniqueConstraint("company_id", "name", name=op.f("uq_teams_company_id_name")),
    )
    op.create_table(
        "twilio_accounts",
        sa.Column("account_sid", sa.String(length=34), nullable=False),
        sa.Column("auth_tokens_sealed", sa.Text(), nullable=False),
        sa.Column("api_key_sid", sa.String(length=34), nullable=False),
        sa.Column("api_key_secret_sealed", sa.Text(), nullable=False),
        sa.Column("twiml_app_sid", sa.String(length=34), nullable=False),
        sa.Column("caller_id", sa.String(length=32), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_twilio_accounts_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_twilio_accounts")),
        sa.UniqueConstraint("account_sid", name=op.f("uq_twilio_accounts_account_sid")),
        sa.UniqueConstraint("company_id", name=op.f("uq_twilio_accounts_company_id")),
    )
    op.create_table(
        "flow_steps",
        sa.Column("flow_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "flow_id"],
            ["flows.company_id", "flows.id"],
            name=op.f("fk_flow_steps_company_id_flow_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_flow_steps_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flow_steps")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_flow_steps_company_id_id")),
        sa.UniqueConstraint("flow_id", "position", name=op.f("uq_flow_steps_flow_id_position")),
    )
    op.create_table(
        "users",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "team_id"],
            ["teams.company_id", "teams.id"],
            name=op.f("fk_users_company_id_team_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_users_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_users_company_id_id")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )
    op.create_table(
        "api_tokens",
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("secret_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "user_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_api_tokens_company_id_user_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_api_tokens_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_api_tokens_secret_digest")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("ip", sa.String(length=45), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_audit_entries_actor_id")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_audit_entries_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_entries_company_id_id"), ["company_id", "id"], unique=False
        )

    op.create_table(
        "day_tallies",
        sa.Column("rep_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("flow_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "direction",
            sa.Enum("outbound", "inbound", "manual", name="direction", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("outcome_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "recorded_connect_status",
            sa.Enum("connected", "not_connected", name="connectstatus", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column(
            "recorded_sentiment",
            sa.Enum("positive", "neutral", "negative", name="sentiment", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("talk_seconds", sa.Integer(), nullable=False),
        sa.Column("chosen_by_person", sa.Integer(), nullable=False),
        sa.Column("prefilled", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "rep_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_day_tallies_company_id_rep_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_day_tallies_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_tallies")),
    )
    with op.batch_alter_table("day_tallies", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_day_tallies_company_id_day"), ["company_id", "day"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_day_tallies_company_id_rep_id_day"), ["company_id", "rep_id", "day"], unique=False
        )

    op.create_table(
        "leads",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=16), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "owner_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_leads_company_id_owner_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_leads_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leads")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_leads_company_id_id")),
    )
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leads_company_id_phone"), ["company_id", "phone"], unique=False)

    op.create_table(
        "rep_days",
        sa.Column("rep_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "rep_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_rep_days_company_id_rep_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_rep_days_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rep_days")),
        sa.UniqueConstraint("company_id", "rep_id", "day", name=op.f("uq_rep_days_company_id_rep_id_day")),
    )
    op.create_table(
        "sign_ins",
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("secret_digest", sa.String(length=64), nullable=False),
        sa.Column("csrf_token", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_agent", sa.String(length=300), nullable=False),
        sa.Column("ip", sa.String(length=45), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "user_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_sign_ins_company_id_user_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_sign_ins_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_sign_ins_secret_digest")),
    )
    op.create_table(
        "calls",
        sa.Column("rep_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("flow_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("flow_step_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "direction",
            sa.Enum("outbound", "inbound", "manual", name="direction", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("from_number", sa.String(length=32), nullable=False),
        sa.Column("to_number", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "dialing",
                "ringing",
                "live",
                "wrap_up",
                "ended",
                name="callstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ringing_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("line_ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "result",
            sa.Enum(
                "not_placed",
                "busy",
                "no_answer",
                "canceled",
                "not_in_service",
                "blocked",
                "machine",
                "fax",
                "answered",
                name="lineresult",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("result_reason", sa.Text(), nullable=True),
        sa.Column("sip_code", sa.Integer(), nullable=True),
        sa.Column(
            "answered_by",
            sa.Enum(
                "human",
                "machine_start",
                "machine_end_beep",
                "machine_end_silence",
                "machine_end_other",
                "fax",
                "unknown",
                name="answeredby",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("ring_seconds", sa.Integer(), nullable=True),
        sa.Column("talk_seconds", sa.Integer(), nullable=True),
        sa.Column("suggested_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("suggested_reason", sa.Text(), nullable=True),
        sa.Column("offered", sa.JSON(), nullable=False),
        sa.Column("outcome_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "outcome_source",
            sa.Enum("webhook", "rep", "import", name="outcomesource", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("outcome_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("outcome_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "recorded_connect_status",
            sa.Enum("connected", "not_connected", name="connectstatus", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column(
            "recorded_sentiment",
            sa.Enum("positive", "neutral", "negative", name="sentiment", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("released_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("release_reason", sa.Text(), nullable=True),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "flow_id"],
            ["flows.company_id", "flows.id"],
            name=op.f("fk_calls_company_id_flow_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "flow_step_id"],
            ["flow_steps.company_id", "flow_steps.id"],
            name=op.f("fk_calls_company_id_flow_step_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "lead_id"],
            ["leads.company_id", "leads.id"],
            name=op.f("fk_calls_company_id_lead_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "outcome_by_id"], ["users.company_id", "users.id"], name="fk_calls_outcome_by"
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "outcome_id"],
            ["outcomes.company_id", "outcomes.id"],
            name=op.f("fk_calls_company_id_outcome_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "released_by_id"], ["users.company_id", "users.id"], name="fk_calls_released_by"
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "rep_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_calls_company_id_rep_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "suggested_id"], ["outcomes.company_id", "outcomes.id"], name="fk_calls_suggested"
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "team_id"],
            ["teams.company_id", "teams.id"],
            name=op.f("fk_calls_company_id_team_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_calls_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_calls_company_id_id")),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_calls_company_id_created_at"), ["company_id", "created_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_calls_company_id_lead_id"), ["company_id", "lead_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_calls_company_id_rep_id_day"), ["company_id", "rep_id", "day"], unique=False
        )
        batch_op.create_index(
            "ix_calls_line_up",
            ["created_at"],
            unique=False,
            sqlite_where=sa.text("line_ended_at IS NULL"),
            postgresql_where=sa.text("line_ended_at IS NULL"),
        )
        batch_op.create_index(
            "uq_calls_one_open_outbound",
            ["rep_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL AND direction = 'outbound'"),
            postgresql_where=sa.text("ended_at IS NULL AND direction = 'outbound'"),
        )

    op.create_table(
        "do_not_call",
        sa.Column("phone", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("set_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lift_reason", sa.Text(), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "call_id"],
            ["calls.company_id", "calls.id"],
            name=op.f("fk_do_not_call_company_id_call_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "lifted_by_id"], ["users.company_id", "users.id"], name="fk_do_not_call_lifted_by"
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "set_by_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_do_not_call_company_id_set_by_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_do_not_call_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_do_not_call")),
    )
    with op.batch_alter_table("do_not_call", schema=None) as batch_op:
        batch_op.create_index(
            "uq_do_not_call_in_force",
            ["company_id", "phone"],
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )

    op.create_table(
        "legs",
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "role", sa.Enum("rep", "lead", name="legrole", native_enum=False, length=32), nullable=False
        ),
        sa.Column("sid", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "call_id"],
            ["calls.company_id", "calls.id"],
            name=op.f("fk_legs_company_id_call_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_legs_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legs")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_legs_company_id_id")),
        sa.UniqueConstraint("sid", name=op.f("uq_legs_sid")),
    )
    with op.batch_alter_table("legs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_legs_company_id_call_id"), ["company_id", "call_id"], unique=False
        )

    op.create_table(
        "outcome_records",
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outcome_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "source",
            sa.Enum("webhook", "rep", "import", name="outcomesource", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "connect_status",
            sa.Enum("connected", "not_connected", name="connectstatus", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column(
            "sentiment",
            sa.Enum("positive", "neutral", "negative", name="sentiment", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "by_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_outcome_records_company_id_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "call_id"],
            ["calls.company_id", "calls.id"],
            name=op.f("fk_outcome_records_company_id_call_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "outcome_id"],
            ["outcomes.company_id", "outcomes.id"],
            name=op.f("fk_outcome_records_company_id_outcome_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_outcome_records_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_records")),
    )
    with op.batch_alter_table("outcome_records", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outcome_records_company_id_call_id"), ["company_id", "call_id"], unique=False
        )

    op.create_table(
        "leg_events",
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("leg_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column(
            "role", sa.Enum("rep", "lead", name="legrole", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "status",
                "dial_result",
                "answered_by",
                "rep_action",
                name="eventkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("sip_code", sa.Integer(), nullable=True),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("duration", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("company_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "call_id"],
            ["calls.company_id", "calls.id"],
            name=op.f("fk_leg_events_company_id_call_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "leg_id"],
            ["legs.company_id", "legs.id"],
            name=op.f("fk_leg_events_company_id_leg_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_leg_events_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leg_events")),
        sa.UniqueConstraint(
            "call_id", "source", "kind", "status", name=op.f("uq_leg_events_call_id_source_kind_status")
        ),
    )
