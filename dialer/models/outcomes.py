"""The company's call outcomes, and the history of what was recorded."""

from datetime import datetime

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialer.models.base import Base, Id, Scoped, belongs_to, word
from policies.vocabulary import ConnectStatus, OutcomeGroup, OutcomeSource, Sentiment, Trigger


class Outcome(Scoped, Base):
    """One entry of the catalogue. Behaviour hangs on its flags, never on its name (rows G1, G2, P3)."""

    __tablename__ = "outcomes"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "key"),
        belongs_to("outcomes", "merged_into_id"),
    )

    key: Mapped[str] = mapped_column(String(64))  # a slug, made once and never reused
    label: Mapped[str] = mapped_column(String(320))  # 80 characters, of a few code points each
    description: Mapped[str] = mapped_column(String(300), default="")
    group: Mapped[OutcomeGroup] = mapped_column(word(OutcomeGroup))
    connect_status: Mapped[ConnectStatus] = mapped_column(word(ConnectStatus))
    sentiment: Mapped[Sentiment] = mapped_column(word(Sentiment))
    position: Mapped[int]
    trigger_words: Mapped[list[str]] = mapped_column("prefills", JSON, default=list)
    marks_do_not_call: Mapped[bool] = mapped_column(default=False)
    follow_up_days: Mapped[int | None]
    opens_booking: Mapped[bool] = mapped_column(default=False)
    shade: Mapped[int | None]  # a step from the sentiment's base colour; None: an automatic one
    shortcut: Mapped[str | None] = mapped_column(String(1))  # the picker's key; None: an automatic one
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(Id)

    @property
    def prefills(self) -> list[Trigger]:
        """The line results that pre-fill this outcome."""
        return [Trigger(value) for value in self.trigger_words]


class OutcomeRecord(Scoped, Base):
    """One entry of a call's outcome history, with its meaning frozen. No outcome: it was taken away."""

    __tablename__ = "outcome_records"
    __table_args__ = (
        Index("uq_outcome_records_company_id_id", "company_id", "id", unique=True),
        Index(None, "company_id", "call_id"),
        belongs_to("calls", "call_id"),
        belongs_to("outcomes", "outcome_id"),
        belongs_to("users", "by_id"),
    )

    call_id: Mapped[int] = mapped_column(Id)
    outcome_id: Mapped[int | None] = mapped_column(Id)
    source: Mapped[OutcomeSource] = mapped_column(word(OutcomeSource))
    by_id: Mapped[int | None] = mapped_column(Id)
    connect_status: Mapped[ConnectStatus | None] = mapped_column(word(ConnectStatus))
    sentiment: Mapped[Sentiment | None] = mapped_column(word(Sentiment))
    reason: Mapped[str | None] = mapped_column(Text)  # a pre-fill's evidence, or why somebody else chose
    is_undo: Mapped[bool] = mapped_column(default=False)  # it took the entry before it back
    at: Mapped[datetime]
