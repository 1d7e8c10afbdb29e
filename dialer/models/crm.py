"""The connection to a customer database, what of its list is linked to which outcome, and what waits to be sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialer.models.base import Base, Id, Scoped, belongs_to, word
from dialer.models.outcomes import Outcome
from policies.vocabulary import CrmLogin, CrmState, CrmTaskState, CrmTrouble, FieldKind, LinkState


class CrmConnection(Scoped, Base):
    """A company's Salesforce org. Secrets are encrypted; the row outlives a disconnection."""

    __tablename__ = "crm_connections"
    __table_args__ = (UniqueConstraint("company_id"), belongs_to("users", "connected_by_id"))

    state: Mapped[CrmState] = mapped_column(word(CrmState))
    login: Mapped[CrmLogin] = mapped_column(word(CrmLogin))
    login_url: Mapped[str] = mapped_column(String(300))
    instance_url: Mapped[str] = mapped_column(String(300), default="")
    org_id: Mapped[str] = mapped_column(String(18), default="")
    client_id: Mapped[str] = mapped_column(String(300), default="")
    username: Mapped[str] = mapped_column(String(254), default="")
    private_key_sealed: Mapped[str | None] = mapped_column(Text)
    refresh_token_sealed: Mapped[str | None] = mapped_column(Text)
    access_token_sealed: Mapped[str | None] = mapped_column(Text)
    to_revoke_sealed: Mapped[str | None] = mapped_column(Text)  # a token the other side must still forget
    connected_by_id: Mapped[int | None] = mapped_column(Id)
    connected_at: Mapped[datetime]

    field: Mapped[str] = mapped_column(String(80), default="CallDisposition")
    field_kind: Mapped[FieldKind | None] = mapped_column(word(FieldKind))
    fields: Mapped[list[Any]] = mapped_column(
        JSON, default=list
    )  # [name, label] of those that could take results
    key_field: Mapped[str | None] = mapped_column(String(80))  # the org's external id field for our calls
    key_prefix: Mapped[str] = mapped_column(String(16))  # tells our calls from another dialer's
    started_at: Mapped[datetime | None]  # since when values become outcomes; None: an admin has yet to link

    asked_at: Mapped[datetime | None]  # a sync was asked for
    tried_at: Mapped[datetime | None]
    synced_at: Mapped[datetime | None]
    changes: Mapped[list[Any]] = mapped_column(
        JSON, default=list
    )  # what the last sync that changed something did
    changed_at: Mapped[datetime | None]

    trouble: Mapped[CrmTrouble | None] = mapped_column(word(CrmTrouble))
    trouble_said: Mapped[str | None] = mapped_column(Text)
    trouble_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    paused_until: Mapped[datetime | None]
    calls_used: Mapped[int | None]
    calls_limit: Mapped[int | None]


class CrmPending(Scoped, Base):
    """Somebody went to sign in over there and has not come back. Bound to the device that went."""

    __tablename__ = "crm_pending"
    __table_args__ = (UniqueConstraint("state_digest"), belongs_to("users", "user_id"))

    user_id: Mapped[int] = mapped_column(Id)
    sign_in_id: Mapped[int] = mapped_column(Id)
    state_digest: Mapped[str] = mapped_column(String(64))
    verifier_sealed: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime]


class CrmLink(Scoped, Base):
    """An outcome and the value it is over there. Kept when either is gone, so that it is never made twice."""

    __tablename__ = "crm_links"
    __table_args__ = (
        UniqueConstraint("company_id", "outcome_id"),
        UniqueConstraint("company_id", "api_name"),
        belongs_to("outcomes", "outcome_id"),
    )

    outcome_id: Mapped[int] = mapped_column(Id)
    state: Mapped[LinkState] = mapped_column(word(LinkState))
    api_name: Mapped[str | None] = mapped_column(String(255))
    label: Mapped[str] = mapped_column(String(255), default="")  # as last seen over there, in full
    is_new: Mapped[bool] = mapped_column(default=False)  # made from a value; an admin has yet to look at it
    gone_at: Mapped[datetime | None]  # the value went away, and the outcome with it
    reason: Mapped[str] = mapped_column(Text, default="")  # why an admin must add it by hand

    outcome: Mapped[Outcome] = relationship(
        primaryjoin="CrmLink.outcome_id == Outcome.id", foreign_keys=outcome_id
    )


class CrmValue(Scoped, Base):
    """A value of the list as last seen, and why it is no outcome here if it is none."""

    __tablename__ = "crm_values"
    __table_args__ = (UniqueConstraint("company_id", "api_name"),)

    api_name: Mapped[str] = mapped_column(String(255))
    label: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool]
    position: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")


class CrmMark(Scoped, Base):
    """A mark: what a call's task says has changed. A plain insert by whoever changed it."""

    __tablename__ = "crm_marks"
    __table_args__ = (belongs_to("calls", "call_id"),)

    call_id: Mapped[int] = mapped_column(Id)
    marked_at: Mapped[datetime]


class CrmTask(Scoped, Base):
    """The outbox: a call's task over there, and how far it is."""

    __tablename__ = "crm_tasks"
    __table_args__ = (
        UniqueConstraint("company_id", "call_id"),
        Index(None, "company_id", "state", "next_at"),
        belongs_to("calls", "call_id"),
    )

    call_id: Mapped[int] = mapped_column(Id)
    state: Mapped[CrmTaskState] = mapped_column(word(CrmTaskState))
    revision: Mapped[int] = mapped_column(
        default=1
    )  # moves with every mark, so that none is lost while sending
    task_id: Mapped[str | None] = mapped_column(String(18))
    who_id: Mapped[str | None] = mapped_column(String(18))
    create_begun_at: Mapped[datetime | None]  # a create was sent whose answer may have been lost
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    waiting_since: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    error_code: Mapped[str | None] = mapped_column(String(80))
    error: Mapped[str | None] = mapped_column(Text)
