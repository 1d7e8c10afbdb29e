"""What is to be done, and what the outcomes of calls brought about."""

from datetime import datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialer.models.base import Base, Id, Scoped, belongs_to, word
from dialer.models.calls import Call
from dialer.models.leads import Lead
from dialer.models.people import User
from policies.vocabulary import EffectAct, EffectKind, TaskKind


class Task(Scoped, Base):
    """Something a person has to do. One that an outcome made is unique for its call, kind and outcome."""

    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("call_id", "kind", "outcome_id"),
        Index(None, "company_id", "owner_id", "due_at"),
        belongs_to("users", "owner_id"),
        belongs_to("users", "created_by_id", name="fk_tasks_created_by"),
        belongs_to("leads", "lead_id"),
        belongs_to("calls", "call_id"),
        belongs_to("outcomes", "outcome_id"),
    )

    kind: Mapped[TaskKind] = mapped_column(word(TaskKind))
    owner_id: Mapped[int] = mapped_column(Id)
    lead_id: Mapped[int | None] = mapped_column(Id)
    call_id: Mapped[int | None] = mapped_column(Id)
    outcome_id: Mapped[int | None] = mapped_column(Id)  # the outcome that made it; None: made by hand
    note: Mapped[str] = mapped_column(Text, default="")
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(Id)
    done_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    owner: Mapped[User] = relationship(primaryjoin="Task.owner_id == User.id", foreign_keys=owner_id)
    lead: Mapped[Lead | None] = relationship(primaryjoin="Task.lead_id == Lead.id", foreign_keys=lead_id)
    call: Mapped[Call | None] = relationship(primaryjoin="Task.call_id == Call.id", foreign_keys=call_id)


class CallEffect(Scoped, Base):
    """What one entry of a call's outcome history brought about or took back. Append-only."""

    __tablename__ = "call_effects"
    __table_args__ = (
        Index(None, "company_id", "call_id"),
        belongs_to("calls", "call_id"),
        belongs_to("outcome_records", "record_id"),
        belongs_to("tasks", "task_id"),
    )

    call_id: Mapped[int] = mapped_column(Id)
    record_id: Mapped[int] = mapped_column(Id)
    kind: Mapped[EffectKind] = mapped_column(word(EffectKind))
    act: Mapped[EffectAct] = mapped_column(word(EffectAct))
    task_id: Mapped[int | None] = mapped_column(Id)
    due_at: Mapped[datetime | None]
    at: Mapped[datetime]
