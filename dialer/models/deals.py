"""Products, deals, and the transactions that pay for them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialer.models.base import Base, Id, Scoped, belongs_to, word
from dialer.models.leads import Lead
from dialer.models.meetings import Meeting
from dialer.models.people import User
from policies.vocabulary import DealAct, Dispute, PaymentFate, PaymentType, PaymentWord, Processor

LIVE = text("voided_at IS NULL")
BOUND = text("freed_at IS NULL")


class Product(Scoped, Base):
    """What is sold. An archived one is offered no more; its deals keep it."""

    __tablename__ = "products"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "name_key"),
        belongs_to("users", "created_by_id"),
    )

    name: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(
        String(240)
    )  # the name without regard to capitals, so that one is one
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(Id)
    archived_at: Mapped[datetime | None]


class Deal(Scoped, Base):
    """What a lead bought. Never deleted: a mistaken one is voided, with a reason. ``value`` is in the smallest unit."""

    __tablename__ = "deals"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        Index(
            "uq_deals_live_of_meeting", "meeting_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE
        ),
        Index(None, "company_id", "day"),
        Index(None, "lead_id"),
        Index(None, "closer_id", "day"),
        Index(None, "product_id"),
        belongs_to("leads", "lead_id"),
        belongs_to("users", "closer_id"),
        belongs_to("products", "product_id"),
        belongs_to("meetings", "meeting_id"),
        belongs_to("deals", "earlier_deal_id"),
        belongs_to("users", "created_by_id", name="fk_deals_created_by"),
        belongs_to("users", "voided_by_id", name="fk_deals_voided_by"),
    )

    lead_id: Mapped[int] = mapped_column(Id)
    closer_id: Mapped[int] = mapped_column(Id)
    product_id: Mapped[int] = mapped_column(Id)
    meeting_id: Mapped[int | None] = mapped_column(Id, active_history=True)  # the meeting whose sale it is
    earlier_deal_id: Mapped[int | None] = mapped_column(Id)  # the deal that it goes on with
    payment_type: Mapped[PaymentType] = mapped_column(word(PaymentType))
    value: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    day: Mapped[date] = mapped_column(active_history=True)  # its old day counts anew too
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(Id)
    voided_at: Mapped[datetime | None]
    voided_by_id: Mapped[int | None] = mapped_column(Id)
    void_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    lead: Mapped[Lead] = relationship(primaryjoin="Deal.lead_id == Lead.id", foreign_keys=lead_id)
    closer: Mapped[User] = relationship(primaryjoin="Deal.closer_id == User.id", foreign_keys=closer_id)
    product: Mapped[Product] = relationship(
        primaryjoin="Deal.product_id == Product.id", foreign_keys=product_id
    )
    meeting: Mapped[Meeting | None] = relationship(
        primaryjoin="Deal.meeting_id == Meeting.id", foreign_keys=meeting_id
    )


class DealEntry(Scoped, Base):
    """One entry of a deal's history: what was done, by whom, from what to what. Append-only."""

    __tablename__ = "deal_entries"
    __table_args__ = (
        Index(None, "company_id", "deal_id"),
        belongs_to("deals", "deal_id"),
        belongs_to("users", "by_id"),
    )

    deal_id: Mapped[int] = mapped_column(Id)
    act: Mapped[DealAct] = mapped_column(word(DealAct))
    by_id: Mapped[int | None] = mapped_column(Id)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)

    by: Mapped[User | None] = relationship(primaryjoin="DealEntry.by_id == User.id", foreign_keys=by_id)


class Transaction(Scoped, Base):
    """A charge as its processor tells it: the fold of its events. Amounts are in the currency's smallest unit."""

    __tablename__ = "transactions"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "processor", "external_id"),
        Index(None, "company_id", "paid_at"),
        Index(None, "lead_id"),
        belongs_to("leads", "lead_id"),
        belongs_to("users", "matched_by_id"),
    )

    processor: Mapped[Processor] = mapped_column(word(Processor))
    external_id: Mapped[str] = mapped_column(String(200))
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    refunded: Mapped[int] = mapped_column(BigInteger, default=0)
    dispute: Mapped[Dispute | None] = mapped_column(word(Dispute))
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(32), default="")
    name: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(String(300), default="")
    paid_at: Mapped[datetime]
    received_at: Mapped[datetime]
    lead_id: Mapped[int | None] = mapped_column(Id)
    matched_by_id: Mapped[int | None] = mapped_column(Id)  # None with a lead: by e-mail or phone
    matched_at: Mapped[datetime | None]

    lead: Mapped[Lead | None] = relationship(
        primaryjoin="Transaction.lead_id == Lead.id", foreign_keys=lead_id
    )


class DealTransaction(Scoped, Base):
    """A transaction that pays for a deal, until it is freed. The database keeps it to one deal at a time."""

    __tablename__ = "deal_transactions"
    __table_args__ = (
        Index(
            "uq_deal_transactions_bound",
            "transaction_id",
            unique=True,
            sqlite_where=BOUND,
            postgresql_where=BOUND,
        ),
        Index(None, "company_id", "deal_id"),
        belongs_to("deals", "deal_id"),
        belongs_to("transactions", "transaction_id"),
    )

    deal_id: Mapped[int] = mapped_column(Id)
    transaction_id: Mapped[int] = mapped_column(Id)
    bound_at: Mapped[datetime]
    freed_at: Mapped[datetime | None]


class PaymentNotice(Scoped, Base):
    """What a processor said, kept once, with what became of it."""

    __tablename__ = "payment_notices"
    __table_args__ = (
        UniqueConstraint("company_id", "processor", "event_id"),
        Index(None, "company_id", "processor", "external_id"),
    )

    processor: Mapped[Processor] = mapped_column(word(Processor))
    event_id: Mapped[str] = mapped_column(String(200))
    external_id: Mapped[str] = mapped_column(String(200))  # of the charge; empty when it is about none
    kind: Mapped[PaymentWord] = mapped_column(word(PaymentWord))
    said: Mapped[str] = mapped_column(String(120))  # the processor's own word
    at: Mapped[datetime]  # by the processor's clock
    received_at: Mapped[datetime]
    times: Mapped[int] = mapped_column(default=1)
    fate: Mapped[PaymentFate] = mapped_column(word(PaymentFate))
    reason: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[Any] = mapped_column(JSON)  # what the fold reads


class PaymentDoor(Scoped, Base):
    """Where a processor of this company's payments knocks, and the secrets it signs with, encrypted."""

    __tablename__ = "payment_doors"
    __table_args__ = (UniqueConstraint("company_id", "processor"), UniqueConstraint("public_id"))

    processor: Mapped[Processor] = mapped_column(word(Processor))
    public_id: Mapped[str] = mapped_column(String(40))  # stands in the address
    secrets_sealed: Mapped[str] = mapped_column(Text)  # JSON list of [id, secret, instant]; all are accepted
    created_at: Mapped[datetime]
    heard_at: Mapped[datetime | None]  # when something rightly signed last came
