"""What must be recounted, and the counts. All of it can be rebuilt from the calls."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialer.models.base import Base, Id, Scoped, belongs_to, word
from policies.vocabulary import ConnectStatus, Direction, Sentiment


class StaleDay(Scoped, Base):
    """A mark: this rep's day changed. A plain insert by whoever changed a fact; the recount deletes what it read."""

    __tablename__ = "stale_days"
    __table_args__ = (Index(None, "company_id", "rep_id", "day", "marked_at"),)

    rep_id: Mapped[int] = mapped_column(Id)
    day: Mapped[date]
    marked_at: Mapped[datetime]


class RepDay(Scoped, Base):
    """A rep's day that has been counted; its row is what two recounts of the same day wait for."""

    __tablename__ = "rep_days"
    __table_args__ = (
        UniqueConstraint("company_id", "rep_id", "day"),
        belongs_to("users", "rep_id"),
    )

    rep_id: Mapped[int] = mapped_column(Id)
    day: Mapped[date]
    counted_at: Mapped[datetime]


class DayTally(Scoped, Base):
    """Placed calls of a rep's day whose line is over and which share everything below.

    It carries two readings: the outcome (joined to today's catalogue) and the meaning recorded then.
    ``talk_seconds`` is the sum over the row's calls.
    """

    __tablename__ = "day_tallies"
    __table_args__ = (
        Index(None, "company_id", "day"),
        Index(None, "company_id", "rep_id", "day"),
        belongs_to("users", "rep_id"),
    )

    rep_id: Mapped[int] = mapped_column(Id)
    day: Mapped[date]
    team_id: Mapped[int | None] = mapped_column(Id)
    flow_id: Mapped[int | None] = mapped_column(Id)
    direction: Mapped[Direction] = mapped_column(word(Direction))
    outcome_id: Mapped[int | None] = mapped_column(Id)
    recorded_connect_status: Mapped[ConnectStatus | None] = mapped_column(word(ConnectStatus))
    recorded_sentiment: Mapped[Sentiment | None] = mapped_column(word(Sentiment))
    calls: Mapped[int]
    talk_seconds: Mapped[int]
    chosen_by_person: Mapped[int]
    prefilled: Mapped[int]
