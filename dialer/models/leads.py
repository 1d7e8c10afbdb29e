"""Leads, the numbers that must not be called, and flows."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from dialer.models.base import Base, Id, Scoped, belongs_to


class Lead(Scoped, Base):
    """A person to call. ``phone`` is E.164."""

    __tablename__ = "leads"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        Index(None, "company_id", "phone"),
        Index(None, "company_id", "email"),
        belongs_to("users", "owner_id"),
    )

    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(16))
    email: Mapped[str] = mapped_column(String(254), default="")
    time_zone: Mapped[str | None] = mapped_column(String(64))
    notes: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(Id)
    created_at: Mapped[datetime]


class DoNotCall(Scoped, Base):
    """A number nobody may dial. Sticky: only a permitted person lifts it, with a reason."""

    __tablename__ = "do_not_call"
    __table_args__ = (
        Index(
            "uq_do_not_call_in_force",
            "company_id",
            "phone",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
        belongs_to("users", "set_by_id"),
        belongs_to("users", "lifted_by_id", name="fk_do_not_call_lifted_by"),
        belongs_to("calls", "call_id"),
    )

    phone: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text, default="")
    call_id: Mapped[int | None] = mapped_column(Id)
    set_by_id: Mapped[int | None] = mapped_column(Id)
    set_at: Mapped[datetime]
    lifted_by_id: Mapped[int | None] = mapped_column(Id)
    lifted_at: Mapped[datetime | None]
    lift_reason: Mapped[str] = mapped_column(Text, default="")


class Flow(Scoped, Base):
    """Ordered steps that say whom to call next."""

    __tablename__ = "flows"
    __table_args__ = (UniqueConstraint("company_id", "id"), UniqueConstraint("company_id", "name"))

    name: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]


class FlowStep(Scoped, Base):
    """One step of a flow; positions count from 1."""

    __tablename__ = "flow_steps"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("flow_id", "position"),
        belongs_to("flows", "flow_id"),
    )

    flow_id: Mapped[int] = mapped_column(Id)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))


class FlowPlace(Scoped, Base):
    """Where a lead is: the step of a flow that its next call makes. A lead is in one flow at most."""

    __tablename__ = "flow_places"
    __table_args__ = (
        UniqueConstraint("company_id", "lead_id"),
        Index(None, "company_id", "flow_step_id"),
        belongs_to("leads", "lead_id"),
        belongs_to("flow_steps", "flow_step_id"),
    )

    lead_id: Mapped[int] = mapped_column(Id)
    flow_step_id: Mapped[int] = mapped_column(Id)
    since: Mapped[datetime]
