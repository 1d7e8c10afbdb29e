"""What must be recounted, and the counts. All of it can be rebuilt from the calls.

Every tally is a sum over placed calls whose line is over and which share the row's other columns. It carries two
readings: the outcome (joined to today's catalogue) and the meaning that was recorded then. ``generation`` keeps
tallies of a new time zone apart while they are made.
"""

from datetime import date, datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialer.models.base import Base, Id, Scoped, belongs_to, word
from policies.vocabulary import ConnectStatus, Direction, LineResult, Sentiment


class StaleDay(Scoped, Base):
    """A mark: this rep's day, the one of a call then, changed.

    A plain insert by whoever changed a fact; the recount deletes what it read.
    """

    __tablename__ = "stale_days"
    __table_args__ = (
        Index(None, "company_id", "id"),
        Index(None, "company_id", "rep_id", "called_at", "marked_at"),
    )

    rep_id: Mapped[int] = mapped_column(Id)
    called_at: Mapped[datetime]
    marked_at: Mapped[datetime]


class Calendar(Scoped, Base):
    """By which zone a company's days and hours are counted; its row is what two recounts wait for.

    ``next_…`` is a new generation in the making: days before ``next_day`` are counted. ``summed_before``:
    until then there are running sums.
    """

    __tablename__ = "calendars"
    __table_args__ = (UniqueConstraint("company_id"),)

    generation: Mapped[int] = mapped_column(default=1)
    time_zone: Mapped[str] = mapped_column(String(64))
    summed_before: Mapped[date]
    newest_generation: Mapped[int] = mapped_column(default=1)  # numbers are not used twice
    next_generation: Mapped[int | None]
    next_time_zone: Mapped[str | None] = mapped_column(String(64))
    next_first_day: Mapped[date | None]
    next_day: Mapped[date | None]
    next_last_day: Mapped[date | None]


class Sums:
    """What adds up."""

    calls: Mapped[int]
    talk_seconds: Mapped[int]
    chosen_by_person: Mapped[int]
    prefilled: Mapped[int]


class Care(Sums):
    """The same, and what it took to record the outcomes and how it looks (row B11)."""

    brief_calls: Mapped[int]
    long_calls: Mapped[int]
    hasty_outcomes: Mapped[int]
    wrap_ups: Mapped[int]
    wrap_up_seconds: Mapped[int]


class Key(Scoped):
    """What the calls of every tally share."""

    generation: Mapped[int]
    direction: Mapped[Direction] = mapped_column(word(Direction))
    outcome_id: Mapped[int | None] = mapped_column(Id)
    recorded_connect_status: Mapped[ConnectStatus | None] = mapped_column(word(ConnectStatus))
    recorded_sentiment: Mapped[Sentiment | None] = mapped_column(word(Sentiment))


class DayTally(Key, Care, Base):
    """The finest grain, and the source of all others. ``hours`` are the row's sums by hour, see ``hours.py``."""

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
    flow_step_id: Mapped[int | None] = mapped_column(Id)
    hours: Mapped[str] = mapped_column(Text)


class RepDay(Key, Care, Base):
    """A rep's day, whatever the flow."""

    __tablename__ = "rep_days"
    __table_args__ = (
        Index(None, "company_id", "day"),
        Index(None, "company_id", "rep_id", "day"),
        belongs_to("users", "rep_id"),
    )

    rep_id: Mapped[int] = mapped_column(Id)
    day: Mapped[date]
    team_id: Mapped[int | None] = mapped_column(Id)


class TeamDay(Key, Sums, Base):
    """A team's day, by flow and step."""

    __tablename__ = "team_days"
    __table_args__ = (
        Index(None, "company_id", "day"),
        Index(None, "company_id", "team_id", "day"),
    )

    team_id: Mapped[int | None] = mapped_column(Id)
    day: Mapped[date]
    flow_id: Mapped[int | None] = mapped_column(Id)
    flow_step_id: Mapped[int | None] = mapped_column(Id)


class FlowDay(Key, Sums, Base):
    """A team's day, by flow."""

    __tablename__ = "flow_days"
    __table_args__ = (
        Index(None, "company_id", "day"),
        Index(None, "company_id", "team_id", "day"),
    )

    team_id: Mapped[int | None] = mapped_column(Id)
    day: Mapped[date]
    flow_id: Mapped[int | None] = mapped_column(Id)


class TeamHour(Key, Sums, Base):
    """A team's hours of a day, calls in flows apart from others. Weekdays count from 1, Monday."""

    __tablename__ = "team_hours"
    __table_args__ = (
        Index(None, "company_id", "day"),
        Index(None, "company_id", "team_id", "day"),
    )

    team_id: Mapped[int | None] = mapped_column(Id)
    day: Mapped[date]
    weekday: Mapped[int]
    hour: Mapped[int]
    in_flow: Mapped[bool]


class CompanyDay(Key, Sums, Base):
    """The company's day, calls in flows apart from others."""

    __tablename__ = "company_days"
    __table_args__ = (Index(None, "company_id", "day"),)

    day: Mapped[date]
    in_flow: Mapped[bool]


class CompanyHour(Key, Sums, Base):
    """The company's hours of a day, calls in flows apart from others."""

    __tablename__ = "company_hours"
    __table_args__ = (Index(None, "company_id", "day"),)

    day: Mapped[date]
    weekday: Mapped[int]
    hour: Mapped[int]
    in_flow: Mapped[bool]


class TeamLeadHours(Key, Base):
    """A team's day by the hour at the leads' places, packed, see ``hours.py``; calls in flows apart from others."""

    __tablename__ = "team_lead_hours"
    __table_args__ = (
        Index(None, "company_id", "day"),
        Index(None, "company_id", "team_id", "day"),
    )

    team_id: Mapped[int | None] = mapped_column(Id)
    day: Mapped[date]
    in_flow: Mapped[bool]
    hours: Mapped[str] = mapped_column(Text)


class Over(Key):
    """A year or a month up to a day that is over, see ``dialer.analytics.periods``."""

    period: Mapped[str] = mapped_column(String(10))


class RepTotal(Over, Care, Base):
    """What a rep did in it, whatever the flow."""

    __tablename__ = "rep_totals"
    __table_args__ = (
        Index(None, "company_id", "period"),
        Index(None, "company_id", "rep_id", "period"),
        belongs_to("users", "rep_id"),
    )

    rep_id: Mapped[int] = mapped_column(Id)
    team_id: Mapped[int | None] = mapped_column(Id)


class RepPeriod(Over, Care, Base):
    """What a rep did in it, by flow."""

    __tablename__ = "rep_periods"
    __table_args__ = (
        Index(None, "company_id", "period"),
        Index(None, "company_id", "rep_id", "period"),
        belongs_to("users", "rep_id"),
    )

    rep_id: Mapped[int] = mapped_column(Id)
    team_id: Mapped[int | None] = mapped_column(Id)
    flow_id: Mapped[int | None] = mapped_column(Id)


class FlowPeriod(Over, Sums, Base):
    """What a team did in it, by flow."""

    __tablename__ = "flow_periods"
    __table_args__ = (
        Index(None, "company_id", "period"),
        Index(None, "company_id", "team_id", "period"),
    )

    team_id: Mapped[int | None] = mapped_column(Id)
    flow_id: Mapped[int | None] = mapped_column(Id)


class TeamPeriod(Over, Sums, Base):
    """What a team did in it, by flow and step."""

    __tablename__ = "team_periods"
    __table_args__ = (
        Index(None, "company_id", "period"),
        Index(None, "company_id", "team_id", "period"),
    )

    team_id: Mapped[int | None] = mapped_column(Id)
    flow_id: Mapped[int | None] = mapped_column(Id)
    flow_step_id: Mapped[int | None] = mapped_column(Id)


class TeamHourPeriod(Over, Sums, Base):
    """A team's hours of the week in it, calls in flows apart from others."""

    __tablename__ = "team_hour_periods"
    __table_args__ = (Index(None, "company_id", "team_id", "period"),)

    team_id: Mapped[int | None] = mapped_column(Id)
    weekday: Mapped[int]
    hour: Mapped[int]
    in_flow: Mapped[bool]


class CompanyHourPeriod(Over, Sums, Base):
    """The company's hours of the week in it, calls in flows apart from others."""

    __tablename__ = "company_hour_periods"
    __table_args__ = (Index(None, "company_id", "period"),)

    weekday: Mapped[int]
    hour: Mapped[int]
    in_flow: Mapped[bool]


class TeamLeadHoursPeriod(Over, Base):
    """A team's hours at the leads' places in it, packed, calls in flows apart from others."""

    __tablename__ = "team_lead_hours_periods"
    __table_args__ = (
        Index(None, "company_id", "period"),
        Index(None, "company_id", "team_id", "period"),
    )

    team_id: Mapped[int | None] = mapped_column(Id)
    in_flow: Mapped[bool]
    hours: Mapped[str] = mapped_column(Text)


class PrefillTally(Scoped, Base):
    """Calls of a rep's day that the line filled in: by what happened, with what, and what they came to (row B3).

    ``result`` is the rule that filled in, ``prefilled_id`` its outcome; ``outcome_id`` is the outcome they have.
    """

    __tablename__ = "prefill_tallies"
    __table_args__ = (
        Index(None, "company_id", "day"),
        Index(None, "company_id", "rep_id", "day"),
        belongs_to("users", "rep_id"),
    )

    generation: Mapped[int]
    rep_id: Mapped[int] = mapped_column(Id)
    day: Mapped[date]
    team_id: Mapped[int | None] = mapped_column(Id)
    flow_id: Mapped[int | None] = mapped_column(Id)
    direction: Mapped[Direction] = mapped_column(word(Direction))
    result: Mapped[LineResult] = mapped_column(word(LineResult))
    prefilled_id: Mapped[int] = mapped_column(Id)
    outcome_id: Mapped[int | None] = mapped_column(Id)
    calls: Mapped[int]
    untouched: Mapped[int]
