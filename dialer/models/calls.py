"""Calls, their legs, what was said about the legs, and webhook deliveries that changed nothing."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialer.models.base import Base, Id, Scoped, belongs_to, word
from dialer.models.leads import Flow, FlowStep, Lead
from dialer.models.outcomes import Outcome
from dialer.models.people import User
from policies.vocabulary import (
    AnsweredBy,
    CallState,
    ConnectStatus,
    Direction,
    EventKind,
    LegRole,
    LineResult,
    OutcomeSource,
    RecordingStatus,
    RingReason,
    Sentiment,
)

HIDDEN_NUMBER = "anonymous"  # of a caller who does not show theirs
OPEN_OUTBOUND = text("ended_at IS NULL AND direction = 'outbound'")
OWED = text("outcome_id IS NULL AND line_ended_at IS NOT NULL AND rep_id IS NOT NULL")


class Call(Scoped, Base):
    """One attempt by a rep to reach a lead, or by a lead to reach us.

    An inbound call has no rep until one takes it, and for ever when nobody does. Team, flow, step and ``lead_hour`` are
    those at the time of the call; so are ``day`` and ``hour``, in the company's zone of then: the numbers go by
    ``created_at`` and the zone of today (see ``dialer.analytics.calendars``).
    The line's columns are the fold of the leg events, kept so that lists can filter on them.
    """

    __tablename__ = "calls"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        Index(
            "uq_calls_one_open_outbound",
            "rep_id",
            unique=True,
            sqlite_where=OPEN_OUTBOUND,
            postgresql_where=OPEN_OUTBOUND,
        ),
        Index(None, "company_id", "rep_id", "created_at"),
        Index(None, "company_id", "created_at"),
        Index(None, "company_id", "lead_id"),
        Index(None, "company_id", "to_number"),
        Index(
            "ix_calls_line_up",
            "created_at",
            sqlite_where=text("line_ended_at IS NULL"),
            postgresql_where=text("line_ended_at IS NULL"),
        ),
        Index(
            "ix_calls_outcome",
            "company_id",
            "outcome_id",
            "created_at",
            sqlite_where=text("outcome_id IS NOT NULL"),
            postgresql_where=text("outcome_id IS NOT NULL"),
        ),
        Index(
            "ix_calls_owed", "company_id", "rep_id", "created_at", sqlite_where=OWED, postgresql_where=OWED
        ),
        belongs_to("users", "rep_id"),
        belongs_to("leads", "lead_id"),
        belongs_to("teams", "team_id"),
        belongs_to("flows", "flow_id"),
        belongs_to("flow_steps", "flow_step_id"),
        belongs_to("outcomes", "outcome_id"),
        belongs_to("outcomes", "suggested_id", name="fk_calls_suggested"),
        belongs_to("users", "outcome_by_id", name="fk_calls_outcome_by"),
        belongs_to("users", "released_by_id", name="fk_calls_released_by"),
    )

    rep_id: Mapped[int | None] = mapped_column(Id)
    lead_id: Mapped[int | None] = mapped_column(Id)
    team_id: Mapped[int | None] = mapped_column(Id)
    flow_id: Mapped[int | None] = mapped_column(Id)
    flow_step_id: Mapped[int | None] = mapped_column(Id)
    direction: Mapped[Direction] = mapped_column(word(Direction))
    from_number: Mapped[str] = mapped_column(String(32))
    to_number: Mapped[str] = mapped_column(String(32))
    day: Mapped[date]
    hour: Mapped[int]
    lead_hour: Mapped[int | None]  # of the week, on the lead's clock, see ``dialer.lead_clock``
    notes: Mapped[str] = mapped_column(Text, default="")

    state: Mapped[CallState] = mapped_column(word(CallState), default=CallState.DIALING)
    created_at: Mapped[datetime]
    ringing_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    line_ended_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]  # when the provider was last asked about a call gone quiet

    result: Mapped[LineResult | None] = mapped_column(word(LineResult))
    result_reason: Mapped[str | None] = mapped_column(Text)
    sip_code: Mapped[int | None]
    answered_by: Mapped[AnsweredBy | None] = mapped_column(word(AnsweredBy))
    ring_seconds: Mapped[int | None]
    talk_seconds: Mapped[int | None]

    suggested_id: Mapped[int | None] = mapped_column(Id)
    prefilled_id: Mapped[int | None] = mapped_column(Id)  # what the line last filled in, whatever came of it
    suggested_reason: Mapped[str | None] = mapped_column(Text)
    offered_words: Mapped[list[str]] = mapped_column("offered", JSON, default=list)
    outcome_id: Mapped[int | None] = mapped_column(Id)
    outcome_source: Mapped[OutcomeSource | None] = mapped_column(word(OutcomeSource))
    outcome_by_id: Mapped[int | None] = mapped_column(Id)
    outcome_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]  # when a person first chose
    recorded_connect_status: Mapped[ConnectStatus | None] = mapped_column(word(ConnectStatus))
    recorded_sentiment: Mapped[Sentiment | None] = mapped_column(word(Sentiment))
    version: Mapped[int] = mapped_column(default=0)  # people's decisions only
    is_decided: Mapped[bool] = mapped_column(default=False)  # a person's stands: the line fills in nothing

    released_by_id: Mapped[int | None] = mapped_column(Id)
    released_at: Mapped[datetime | None]
    release_reason: Mapped[str | None] = mapped_column(Text)

    rep: Mapped[User | None] = relationship(primaryjoin="Call.rep_id == User.id", foreign_keys=rep_id)
    lead: Mapped[Lead | None] = relationship(primaryjoin="Call.lead_id == Lead.id", foreign_keys=lead_id)
    flow: Mapped[Flow | None] = relationship(primaryjoin="Call.flow_id == Flow.id", foreign_keys=flow_id)
    flow_step: Mapped[FlowStep | None] = relationship(
        primaryjoin="Call.flow_step_id == FlowStep.id", foreign_keys=flow_step_id
    )
    recordings: Mapped[list["Recording"]] = relationship(
        primaryjoin="Call.id == foreign(Recording.call_id)", order_by="Recording.id", viewonly=True
    )
    outcome: Mapped[Outcome | None] = relationship(
        primaryjoin="Call.outcome_id == Outcome.id", foreign_keys=outcome_id
    )
    suggested: Mapped[Outcome | None] = relationship(
        primaryjoin="Call.suggested_id == Outcome.id", foreign_keys=suggested_id
    )
    outcome_by: Mapped[User | None] = relationship(
        primaryjoin="Call.outcome_by_id == User.id", foreign_keys=outcome_by_id
    )
    released_by: Mapped[User | None] = relationship(
        primaryjoin="Call.released_by_id == User.id", foreign_keys=released_by_id
    )

    @property
    def lead_number(self) -> str:
        """The telephone number of the other side."""
        return self.from_number if self.direction is Direction.INBOUND else self.to_number

    @property
    def parent_role(self) -> LegRole:
        """Whose leg came first and dialed the others: hanging it up ends the whole line."""
        return LegRole.LEAD if self.direction is Direction.INBOUND else LegRole.REP

    @property
    def is_missed(self) -> bool:
        """Whether somebody called us and nobody took it."""
        is_over = self.line_ended_at is not None
        return self.direction is Direction.INBOUND and is_over and self.answered_at is None


class CallOffer(Scoped, Base):
    """An inbound call rang at this rep, and why. The leg's name is met with its first callback."""

    __tablename__ = "call_offers"
    __table_args__ = (
        UniqueConstraint("call_id", "rep_id"),
        Index(None, "company_id", "rep_id", "call_id"),
        belongs_to("calls", "call_id"),
        belongs_to("users", "rep_id"),
    )

    call_id: Mapped[int] = mapped_column(Id)
    rep_id: Mapped[int] = mapped_column(Id)
    reason: Mapped[RingReason] = mapped_column(word(RingReason))
    leg_sid: Mapped[str | None] = mapped_column(String(64))


class Recording(Scoped, Base):
    """The sound of a call, kept at the provider. It begins with the conversation."""

    __tablename__ = "recordings"
    __table_args__ = (
        UniqueConstraint("sid"),
        Index(None, "company_id", "call_id"),
        belongs_to("calls", "call_id"),
    )

    call_id: Mapped[int] = mapped_column(Id)
    sid: Mapped[str] = mapped_column(String(64))  # the provider's name for it
    status: Mapped[RecordingStatus] = mapped_column(word(RecordingStatus))
    seconds: Mapped[int | None]
    channels: Mapped[int | None]  # with two, the leg that came first is on the left
    started_at: Mapped[datetime | None]
    received_at: Mapped[datetime]


class Leg(Scoped, Base):
    """One telephone connection in a call, told apart by whose it is, since inbound reverses parent and child."""

    __tablename__ = "legs"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("sid"),
        Index(None, "company_id", "call_id"),
        belongs_to("calls", "call_id"),
    )

    call_id: Mapped[int] = mapped_column(Id)
    role: Mapped[LegRole] = mapped_column(word(LegRole))
    sid: Mapped[str] = mapped_column(String(64))  # the provider's name for it
    created_at: Mapped[datetime]


class StoredLegEvent(Scoped, Base):
    """One thing said about a leg, as it arrived. Append-only; a repetition changes nothing.

    ``source`` names the leg or, for what the rep's page did, the page: it makes the row unique.
    """

    __tablename__ = "leg_events"
    __table_args__ = (
        UniqueConstraint("call_id", "source", "kind", "status"),
        belongs_to("calls", "call_id"),
        belongs_to("legs", "leg_id"),
    )

    call_id: Mapped[int] = mapped_column(Id)
    leg_id: Mapped[int | None] = mapped_column(Id)
    source: Mapped[str] = mapped_column(String(64))
    role: Mapped[LegRole] = mapped_column(word(LegRole))
    kind: Mapped[EventKind] = mapped_column(word(EventKind))
    status: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    sequence: Mapped[int | None]
    sip_code: Mapped[int | None]
    error_code: Mapped[int | None]
    duration: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(Text)
    payload: Mapped[Any] = mapped_column(JSON)


class Delivery(Scoped, Base):
    """A webhook that changed nothing, kept with why: repeated, unknown, refused."""

    __tablename__ = "deliveries"
    __table_args__ = (Index(None, "company_id", "id"),)

    received_at: Mapped[datetime]
    path: Mapped[str] = mapped_column(String(300))
    verdict: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(Text)
    call_id: Mapped[int | None] = mapped_column(Id)
    payload: Mapped[Any] = mapped_column(JSON)
