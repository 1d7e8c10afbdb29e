"""Products, deals, the transactions that pay for them, and the doors payments come through"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_payment_doors()
    _create_payment_notices()
    _create_products()
    _create_transactions()
    _create_deals()
    _create_deal_entries()
    _create_deal_transactions()


def _create_payment_doors() -> None:
    op.create_table(
        "payment_doors",
        sa.Column(
            "processor",
            sa.Enum("stripe", "webhook", name="processor", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("public_id", sa.String(length=40), nullable=False),
        sa.Column("secrets_sealed", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("heard_at", INSTANT, nullable=True),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_payment_doors_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_doors")),
        sa.UniqueConstraint("company_id", "processor", name=op.f("uq_payment_doors_company_id_processor")),
        sa.UniqueConstraint("public_id", name=op.f("uq_payment_doors_public_id")),
    )


def _create_payment_notices() -> None:
    op.create_table(
        "payment_notices",
        sa.Column(
            "processor",
            sa.Enum("stripe", "webhook", name="processor", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("event_id", sa.String(length=200), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "charge",
                "refund",
                "refund_failed",
                "dispute",
                "other",
                name="paymentword",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("said", sa.String(length=120), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column(
            "fate",
            sa.Enum(
                "counted",
                "waiting",
                "ignored",
                "unreadable",
                name="paymentfate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_payment_notices_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_notices")),
        sa.UniqueConstraint(
            "company_id",
            "processor",
            "event_id",
            name=op.f("uq_payment_notices_company_id_processor_event_id"),
        ),
    )
    op.create_index(
        op.f("ix_payment_notices_company_id_processor_external_id"),
        "payment_notices",
        ["company_id", "processor", "external_id"],
    )


def _create_products() -> None:
    op.create_table(
        "products",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", sa.String(length=240), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by_id", ID, nullable=True),
        sa.Column("archived_at", INSTANT, nullable=True),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "created_by_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_products_company_id_created_by_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_products_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_products_company_id_id")),
        sa.UniqueConstraint("company_id", "name_key", name=op.f("uq_products_company_id_name_key")),
    )


def _create_transactions() -> None:
    op.create_table(
        "transactions",
        sa.Column(
            "processor",
            sa.Enum("stripe", "webhook", name="processor", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("external_id", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("refunded", sa.BigInteger(), nullable=False),
        sa.Column(
            "dispute",
            sa.Enum("open", "won", "lost", name="dispute", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("paid_at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("lead_id", ID, nullable=True),
        sa.Column("matched_by_id", ID, nullable=True),
        sa.Column("matched_at", INSTANT, nullable=True),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "lead_id"],
            ["leads.company_id", "leads.id"],
            name=op.f("fk_transactions_company_id_lead_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "matched_by_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_transactions_company_id_matched_by_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_transactions_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transactions")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_transactions_company_id_id")),
        sa.UniqueConstraint(
            "company_id",
            "processor",
            "external_id",
            name=op.f("uq_transactions_company_id_processor_external_id"),
        ),
    )
    op.create_index(op.f("ix_transactions_company_id_paid_at"), "transactions", ["company_id", "paid_at"])
    op.create_index(op.f("ix_transactions_lead_id"), "transactions", ["lead_id"])


def _create_deals() -> None:
    op.create_table(
        "deals",
        sa.Column("lead_id", ID, nullable=False),
        sa.Column("closer_id", ID, nullable=False),
        sa.Column("product_id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=True),
        sa.Column("earlier_deal_id", ID, nullable=True),
        sa.Column(
            "payment_type",
            sa.Enum("won", "recurring", "deposit", name="paymenttype", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by_id", ID, nullable=True),
        sa.Column("voided_at", INSTANT, nullable=True),
        sa.Column("voided_by_id", ID, nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "closer_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_deals_company_id_closer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "created_by_id"], ["users.company_id", "users.id"], name="fk_deals_created_by"
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "earlier_deal_id"],
            ["deals.company_id", "deals.id"],
            name=op.f("fk_deals_company_id_earlier_deal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "lead_id"],
            ["leads.company_id", "leads.id"],
            name=op.f("fk_deals_company_id_lead_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "meeting_id"],
            ["meetings.company_id", "meetings.id"],
            name=op.f("fk_deals_company_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "product_id"],
            ["products.company_id", "products.id"],
            name=op.f("fk_deals_company_id_product_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "voided_by_id"], ["users.company_id", "users.id"], name="fk_deals_voided_by"
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_deals_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deals")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_deals_company_id_id")),
    )
    op.create_index(op.f("ix_deals_closer_id_day"), "deals", ["closer_id", "day"])
    op.create_index(op.f("ix_deals_company_id_day"), "deals", ["company_id", "day"])
    op.create_index(op.f("ix_deals_lead_id"), "deals", ["lead_id"])
    op.create_index(op.f("ix_deals_product_id"), "deals", ["product_id"])
    op.create_index(
        "uq_deals_live_of_meeting",
        "deals",
        ["meeting_id"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )


def _create_deal_entries() -> None:
    op.create_table(
        "deal_entries",
        sa.Column("deal_id", ID, nullable=False),
        sa.Column(
            "act",
            sa.Enum("made", "changed", "voided", name="dealact", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("by_id", ID, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "by_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_deal_entries_company_id_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "deal_id"],
            ["deals.company_id", "deals.id"],
            name=op.f("fk_deal_entries_company_id_deal_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_deal_entries_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_entries")),
    )
    op.create_index(op.f("ix_deal_entries_company_id_deal_id"), "deal_entries", ["company_id", "deal_id"])


def _create_deal_transactions() -> None:
    op.create_table(
        "deal_transactions",
        sa.Column("deal_id", ID, nullable=False),
        sa.Column("transaction_id", ID, nullable=False),
        sa.Column("bound_at", INSTANT, nullable=False),
        sa.Column("freed_at", INSTANT, nullable=True),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "deal_id"],
            ["deals.company_id", "deals.id"],
            name=op.f("fk_deal_transactions_company_id_deal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "transaction_id"],
            ["transactions.company_id", "transactions.id"],
            name=op.f("fk_deal_transactions_company_id_transaction_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_deal_transactions_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_transactions")),
    )
    op.create_index(
        op.f("ix_deal_transactions_company_id_deal_id"), "deal_transactions", ["company_id", "deal_id"]
    )
    op.create_index(
        "uq_deal_transactions_bound",
        "deal_transactions",
        ["transaction_id"],
        unique=True,
        sqlite_where=sa.text("freed_at IS NULL"),
        postgresql_where=sa.text("freed_at IS NULL"),
    )
