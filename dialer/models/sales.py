"""What sales numbers must be counted again, and the counts. All of it can be rebuilt from meetings and deals.

A row of a tally is of one period and of one key of one split: of one closer, say, or of all. A ``period`` is a day, a
month, a quarter or a year, called 2025-03-02, 2025-03, 2025Q1 and 2025. ``generation`` keeps tallies of a new time
zone apart while they are made.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialer.models.base import Base, Id, Scoped, word
from policies.vocabulary import PaymentType, SalesSplit


class StaleSale(Scoped, Base):
    """A mark: the day of a meeting that began then, this day of deals, those of what is named, or all changed.

    A plain insert by whoever changed a fact; the recount deletes what it read.
    """

    __tablename__ = "stale_sales"
    __table_args__ = (Index(None, "company_id", "id"),)

    starts_at: Mapped[datetime | None]
    day: Mapped[date | None]
    meeting_id: Mapped[int | None] = mapped_column(Id)  # its day, and the days of its deals
    transaction_id: Mapped[int | None] = mapped_column(Id)  # the days of the deals that it pays or paid for
    is_everything: Mapped[bool] = mapped_column(
        default=False
    )  # somebody changed teams, with all they ever did
    marked_at: Mapped[datetime]


class SalesCalendar(Scoped, Base):
    """By which zone a company's sales are counted, up to when; its row is what two recounts wait for.

    No ``generation``: not everything is counted yet. ``next_…`` is one in the making: days before ``next_day`` are.
    """

    __tablename__ = "sales_calendars"
    __table_args__ = (UniqueConstraint("company_id"), Index(None, "due_at"))

    generation: Mapped[int | None]
    time_zone: Mapped[str] = mapped_column(String(64))
    newest_generation: Mapped[int]  # numbers are not used twice
    counted_at: Mapped[datetime]  # meetings count that had begun or ended by then
    due_at: Mapped[datetime | None]  # when the next one after that begins or ends
    next_generation: Mapped[int | None]
    next_time_zone: Mapped[str | None] = mapped_column(String(64))
    next_first_day: Mapped[date | None]
    next_day: Mapped[date | None]
    next_last_day: Mapped[date | None]


class OfPeriod(Scoped):
    """What a tally is of: ``team_id`` has somebody in it, or with None of the company.

    ``key`` is a row's number or a word; "none" where there is none.
    """

    generation: Mapped[int]
    team_id: Mapped[int | None] = mapped_column(Id)
    period: Mapped[str] = mapped_column(String(10))
    split: Mapped[SalesSplit] = mapped_column(word(SalesSplit))
    key: Mapped[str] = mapped_column(String(32))


class MeetingTally(OfPeriod, Base):
    """How many strategy meetings are which part, see ``policies.sales``."""

    __tablename__ = "meeting_tallies"
    __table_args__ = (Index(None, "company_id", "period", "split"),)

    won: Mapped[int]
    recurring: Mapped[int]
    deposit: Mapped[int]
    owing_deal: Mapped[int]
    lost: Mapped[int]
    undecided: Mapped[int]
    no_show: Mapped[int]
    cancelled: Mapped[int]


class DealTally(OfPeriod, Base):
    """What deals are worth, and what went back, in the currency's smallest unit."""

    __tablename__ = "deal_tallies"
    __table_args__ = (Index(None, "company_id", "period", "split"),)

    currency: Mapped[str] = mapped_column(String(3))
    payment_type: Mapped[PaymentType] = mapped_column(word(PaymentType))
    deals: Mapped[int]
    value: Mapped[int] = mapped_column(BigInteger)
    returned: Mapped[int] = mapped_column(BigInteger)
