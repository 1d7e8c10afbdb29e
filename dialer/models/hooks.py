"""Outgoing webhooks: who is told, what there is to tell, and how telling it went. And answers kept for repeated requests."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialer.models.base import Base, Id, Scoped, belongs_to, word
from dialer.models.people import User
from policies.hooks import DeliveryState, Disabled, HookKind


class Hook(Scoped, Base):
    """An address of a company's that is told of events. Secrets are encrypted.

    While it is paused or disabled, what there is to tell waits. One worker at a time sends to it: whoever has its lease.
    """

    __tablename__ = "hooks"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        Index(None, "leased_until"),
        belongs_to("users", "created_by_id"),
    )

    url: Mapped[str] = mapped_column(String(2000))
    description: Mapped[str] = mapped_column(String(200), default="")
    kind_words: Mapped[list[str]] = mapped_column("kinds", JSON, default=list)  # empty: all of them
    secret_sealed: Mapped[str] = mapped_column(Text)
    old_secret_sealed: Mapped[str | None] = mapped_column(Text)
    old_secret_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(Id)
    paused_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    disabled_because: Mapped[Disabled | None] = mapped_column(word(Disabled))
    deleted_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]  # nothing but failures since then
    delivered_at: Mapped[datetime | None]  # the last that went through
    leased_until: Mapped[datetime]

    created_by: Mapped[User | None] = relationship(
        primaryjoin="Hook.created_by_id == User.id", foreign_keys=created_by_id
    )

    @property
    def kinds(self) -> list[HookKind]:
        """What it wants to be told; empty: all of it."""
        return [HookKind(value) for value in self.kind_words]

    @property
    def is_sending(self) -> bool:
        """Whether what there is to tell goes out."""
        return self.paused_at is None and self.disabled_at is None and self.deleted_at is None


class HookEvent(Scoped, Base):
    """Something to tell, frozen as it was when it happened. Written with the fact itself."""

    __tablename__ = "hook_events"
    __table_args__ = (UniqueConstraint("company_id", "id"), UniqueConstraint("uid"), Index(None, "at"))

    uid: Mapped[str] = mapped_column(String(40))  # what receivers know it by, the same in every try
    kind: Mapped[HookKind] = mapped_column(word(HookKind))
    at: Mapped[datetime]
    data: Mapped[Any] = mapped_column(JSON)


class HookDelivery(Scoped, Base):
    """An event on its way to one webhook."""

    __tablename__ = "hook_deliveries"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("hook_id", "event_id"),
        Index(None, "hook_id", "state", "next_at"),
        Index(None, "company_id", "event_id"),
        belongs_to("hooks", "hook_id"),
        belongs_to("hook_events", "event_id"),
    )

    hook_id: Mapped[int] = mapped_column(Id)
    event_id: Mapped[int] = mapped_column(Id)
    state: Mapped[DeliveryState] = mapped_column(word(DeliveryState), default=DeliveryState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)  # since it was last begun; a replay begins again
    next_at: Mapped[datetime]
    tried_at: Mapped[datetime | None]
    last_status: Mapped[int | None]
    last_error: Mapped[str | None] = mapped_column(String(300))

    event: Mapped[HookEvent] = relationship(
        primaryjoin="HookDelivery.event_id == HookEvent.id", foreign_keys=event_id
    )


class HookTry(Scoped, Base):
    """One try to deliver: what came back, and how long it took."""

    __tablename__ = "hook_tries"
    __table_args__ = (Index(None, "company_id", "delivery_id"), belongs_to("hook_deliveries", "delivery_id"))

    delivery_id: Mapped[int] = mapped_column(Id)
    at: Mapped[datetime]
    milliseconds: Mapped[int]
    status: Mapped[int | None]  # None: nothing that could be read came back
    error: Mapped[str | None] = mapped_column(String(300))
    answer: Mapped[str] = mapped_column(Text, default="")  # how it began


class KeptAnswer(Scoped, Base):
    """What a request with an ``Idempotency-Key`` was answered, written in the transaction of what it did. Encrypted:
    some answers hold a secret that is shown once."""

    __tablename__ = "kept_answers"
    __table_args__ = (UniqueConstraint("company_id", "owner", "key"), Index(None, "made_at"))

    owner: Mapped[str] = mapped_column(String(40))  # the token or the person that the key belongs to
    key: Mapped[str] = mapped_column(String(255))
    request_digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    status: Mapped[int | None]  # None: it was done, and what was answered is lost
    body_sealed: Mapped[str | None] = mapped_column(Text)
