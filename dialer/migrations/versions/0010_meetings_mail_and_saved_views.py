"""Event types, who hosts them and when, meetings, mail, and saved views"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_event_types()
    _create_availabilities()
    _create_event_type_hosts()
    _create_saved_views()
    _create_qualifications()
    _create_meetings()
    _create_mails()
    _create_meeting_entries()
    _create_meeting_holds()
    op.create_index(op.f("ix_leads_company_id_email"), "leads", ["company_id", "email"])


def _create_event_types() -> None:
    op.create_table(
        "event_types",
        sa.Column(
            "kind",
            sa.Enum("discovery", "strategy", name="meetingkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("location", sa.String(length=300), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("buffer_before", sa.Integer(), nullable=False),
        sa.Column("buffer_after", sa.Integer(), nullable=False),
        sa.Column("step_minutes", sa.Integer(), nullable=False),
        sa.Column("notice_minutes", sa.Integer(), nullable=False),
        sa.Column("horizon_days", sa.Integer(), nullable=False),
        sa.Column("daily_limit", sa.Integer(), nullable=True),
        sa.Column("needs_discovery", sa.Boolean(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("archived_at", INSTANT, nullable=True),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_event_types_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_types")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_event_types_company_id_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_event_types_slug")),
    )


def _create_availabilities() -> None:
    op.create_table(
        "availabilities",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("weekly", sa.JSON(), nullable=False),
        sa.Column("exceptions", sa.JSON(), nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "user_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_availabilities_company_id_user_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_availabilities_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availabilities")),
        sa.UniqueConstraint("company_id", "user_id", name=op.f("uq_availabilities_company_id_user_id")),
    )


def _create_event_type_hosts() -> None:
    op.create_table(
        "event_type_hosts",
        sa.Column("event_type_id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "event_type_id"],
            ["event_types.company_id", "event_types.id"],
            name=op.f("fk_event_type_hosts_company_id_event_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "user_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_event_type_hosts_company_id_user_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_event_type_hosts_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_type_hosts")),
        sa.UniqueConstraint(
            "event_type_id", "user_id", name=op.f("uq_event_type_hosts_event_type_id_user_id")
        ),
    )


def _create_saved_views() -> None:
    op.create_table(
        "saved_views",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "user_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_saved_views_company_id_user_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_saved_views_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint(
            "company_id", "user_id", "page", "name", name=op.f("uq_saved_views_company_id_user_id_page_name")
        ),
    )


def _create_qualifications() -> None:
    op.create_table(
        "qualifications",
        sa.Column("lead_id", ID, nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "sale", "no_sale", "approved", "rejected", name="meetingoutcome", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "unqualified",
                "follow_up_scheduled",
                "no_show",
                "not_interested",
                "contact_cancelled",
                "admin_cancelled",
                "bad_fit",
                "others",
                name="meetingreason",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "by_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_qualifications_company_id_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "lead_id"],
            ["leads.company_id", "leads.id"],
            name=op.f("fk_qualifications_company_id_lead_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_qualifications_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualifications")),
    )
    op.create_index(
        op.f("ix_qualifications_company_id_lead_id_at"), "qualifications", ["company_id", "lead_id", "at"]
    )


def _create_meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("event_type_id", ID, nullable=False),
        sa.Column(
            "kind",
            sa.Enum("discovery", "strategy", name="meetingkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("lead_id", ID, nullable=False),
        sa.Column("host_id", ID, nullable=False),
        sa.Column(
            "source",
            sa.Enum("call", "lead", "approved", "public", name="bookingsource", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("call_id", ID, nullable=True),
        sa.Column("discovery_id", ID, nullable=True),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("invitee_zone", sa.String(length=64), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("booked_by_id", ID, nullable=True),
        sa.Column("booked_at", INSTANT, nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("cancelled_at", INSTANT, nullable=True),
        sa.Column("cancelled_by_id", ID, nullable=True),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "sale", "no_sale", "approved", "rejected", name="meetingoutcome", native_enum=False, length=32
            ),
            nullable=True,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "unqualified",
                "follow_up_scheduled",
                "no_show",
                "not_interested",
                "contact_cancelled",
                "admin_cancelled",
                "bad_fit",
                "others",
                name="meetingreason",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "objection",
            sa.Enum(
                "money",
                "logistic",
                "partner",
                "fear",
                "smoke_screen",
                "no_objection",
                name="objection",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("outcome_notes", sa.Text(), nullable=False),
        sa.Column("outcome_by_id", ID, nullable=True),
        sa.Column("outcome_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "booked_by_id"], ["users.company_id", "users.id"], name="fk_meetings_booked_by"
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "call_id"],
            ["calls.company_id", "calls.id"],
            name=op.f("fk_meetings_company_id_call_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "cancelled_by_id"],
            ["users.company_id", "users.id"],
            name="fk_meetings_cancelled_by",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "discovery_id"],
            ["meetings.company_id", "meetings.id"],
            name=op.f("fk_meetings_company_id_discovery_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "event_type_id"],
            ["event_types.company_id", "event_types.id"],
            name=op.f("fk_meetings_company_id_event_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "host_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_meetings_company_id_host_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "lead_id"],
            ["leads.company_id", "leads.id"],
            name=op.f("fk_meetings_company_id_lead_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "outcome_by_id"], ["users.company_id", "users.id"], name="fk_meetings_outcome_by"
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_meetings_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_meetings_company_id_id")),
    )
    op.create_index(op.f("ix_meetings_company_id_starts_at"), "meetings", ["company_id", "starts_at"])
    op.create_index(op.f("ix_meetings_event_type_id_starts_at"), "meetings", ["event_type_id", "starts_at"])
    op.create_index(op.f("ix_meetings_host_id_starts_at"), "meetings", ["host_id", "starts_at"])
    op.create_index(op.f("ix_meetings_lead_id_starts_at"), "meetings", ["lead_id", "starts_at"])


def _create_mails() -> None:
    op.create_table(
        "mails",
        sa.Column("meeting_id", ID, nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("waiting", "sent", "dead", "dropped", name="mailstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("next_try_at", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "meeting_id"],
            ["meetings.company_id", "meetings.id"],
            name=op.f("fk_mails_company_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_mails_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
    )
    op.create_index(op.f("ix_mails_company_id_meeting_id"), "mails", ["company_id", "meeting_id"])
    op.create_index(op.f("ix_mails_state_next_try_at"), "mails", ["state", "next_try_at"])


def _create_meeting_entries() -> None:
    op.create_table(
        "meeting_entries",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "booked",
                "confirmed",
                "moved",
                "cancelled",
                "outcome",
                "attendance",
                name="meetingact",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("by_id", ID, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "by_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_meeting_entries_company_id_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "meeting_id"],
            ["meetings.company_id", "meetings.id"],
            name=op.f("fk_meeting_entries_company_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_meeting_entries_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_entries")),
    )
    op.create_index(
        op.f("ix_meeting_entries_company_id_meeting_id"), "meeting_entries", ["company_id", "meeting_id"]
    )


def _create_meeting_holds() -> None:
    op.create_table(
        "meeting_holds",
        sa.Column("host_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "host_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_meeting_holds_company_id_host_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "meeting_id"],
            ["meetings.company_id", "meetings.id"],
            name=op.f("fk_meeting_holds_company_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_meeting_holds_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_holds")),
        sa.UniqueConstraint("host_id", "at", name=op.f("uq_meeting_holds_host_id_at")),
    )
    op.create_index(
        op.f("ix_meeting_holds_company_id_meeting_id"), "meeting_holds", ["company_id", "meeting_id"]
    )
