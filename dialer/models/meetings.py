"""Event types, who hosts them and when they are free, and the meetings that were booked."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialer.models.base import Base, Id, Scoped, belongs_to, word
from dialer.models.leads import Lead
from dialer.models.people import User
from policies.vocabulary import (
    BookingSource,
    MeetingAct,
    MeetingKind,
    MeetingOutcome,
    MeetingReason,
    Objection,
)


class EventType(Scoped, Base):
    """What can be booked. Times are minutes, and whole steps of five (see ``MeetingHold``)."""

    __tablename__ = "event_types"
    __table_args__ = (UniqueConstraint("company_id", "id"), UniqueConstraint("slug"))

    kind: Mapped[MeetingKind] = mapped_column(word(MeetingKind))  # never changes once meetings were booked
    slug: Mapped[str] = mapped_column(String(80))  # of its public page, ``/book/<slug>``
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    location: Mapped[str] = mapped_column(String(300), default="")  # "We call you", or a link
    minutes: Mapped[int]
    buffer_before: Mapped[int] = mapped_column(default=0)
    buffer_after: Mapped[int] = mapped_column(default=0)
    step_minutes: Mapped[int] = mapped_column(default=30)  # slots start at whole steps of the host's hours
    notice_minutes: Mapped[int] = mapped_column(default=240)
    horizon_days: Mapped[int] = mapped_column(default=60)
    daily_limit: Mapped[int | None]  # meetings of this type per host and day; None: as many as fit
    needs_discovery: Mapped[bool] = mapped_column(default=False)  # an approved discovery call comes first
    is_public: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class EventTypeHost(Scoped, Base):
    """Who hosts an event type. The lowest number is asked first."""

    __tablename__ = "event_type_hosts"
    __table_args__ = (
        UniqueConstraint("event_type_id", "user_id"),
        belongs_to("event_types", "event_type_id"),
        belongs_to("users", "user_id"),
    )

    event_type_id: Mapped[int] = mapped_column(Id)
    user_id: Mapped[int] = mapped_column(Id)
    priority: Mapped[int] = mapped_column(default=1)


class Availability(Scoped, Base):
    """When a person may be booked, in their own zone.

    ``weekly`` is a list of ``{"weekday": 0-6 from Monday, "from": "09:00", "to": "17:00"}``; ``exceptions`` of
    ``{"date": "2026-12-24", "hours": [{"from": …, "to": …}]}``, where no hours are a day away.
    """

    __tablename__ = "availabilities"
    __table_args__ = (UniqueConstraint("company_id", "user_id"), belongs_to("users", "user_id"))

    user_id: Mapped[int] = mapped_column(Id)
    time_zone: Mapped[str] = mapped_column(String(64))
    weekly: Mapped[list[Any]] = mapped_column(JSON, default=list)
    exceptions: Mapped[list[Any]] = mapped_column(JSON, default=list)


class Meeting(Scoped, Base):
    """A booked discovery or strategy call with a host. It owes an outcome from its start until it has one.

    Whether somebody came (``attended``) is a fact of its own, apart from what the host made of it.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        Index(None, "company_id", "starts_at"),
        Index(None, "host_id", "starts_at"),
        Index(None, "booked_by_id", "starts_at"),
        Index(None, "lead_id", "starts_at"),
        Index(None, "event_type_id", "starts_at"),
        belongs_to("event_types", "event_type_id"),
        belongs_to("leads", "lead_id"),
        belongs_to("users", "host_id"),
        belongs_to("users", "booked_by_id", name="fk_meetings_booked_by"),
        belongs_to("users", "cancelled_by_id", name="fk_meetings_cancelled_by"),
        belongs_to("users", "outcome_by_id", name="fk_meetings_outcome_by"),
        belongs_to("calls", "call_id"),
        belongs_to("meetings", "discovery_id"),
    )

    event_type_id: Mapped[int] = mapped_column(Id)
    kind: Mapped[MeetingKind] = mapped_column(word(MeetingKind))
    lead_id: Mapped[int] = mapped_column(Id)
    host_id: Mapped[int] = mapped_column(Id)
    source: Mapped[BookingSource] = mapped_column(word(BookingSource))
    call_id: Mapped[int | None] = mapped_column(Id)  # the call it was booked from
    discovery_id: Mapped[int | None] = mapped_column(Id)  # the approved discovery call it follows
    starts_at: Mapped[datetime] = mapped_column(active_history=True)  # its old day counts anew too
    ends_at: Mapped[datetime]
    invitee_zone: Mapped[str] = mapped_column(String(64))
    notes: Mapped[str] = mapped_column(Text, default="")  # what was said when it was booked
    booked_by_id: Mapped[int | None] = mapped_column(Id)  # None: the invitee
    booked_at: Mapped[datetime]
    moves: Mapped[int] = mapped_column(
        default=0
    )  # how often it was moved; a link knows the count it was made at
    confirmed_at: Mapped[datetime | None]  # the invitee said that they will come
    cancelled_at: Mapped[datetime | None]
    cancelled_by_id: Mapped[int | None] = mapped_column(Id)  # None with an instant: the invitee
    attended: Mapped[bool | None]
    outcome: Mapped[MeetingOutcome | None] = mapped_column(word(MeetingOutcome))
    reason: Mapped[MeetingReason | None] = mapped_column(word(MeetingReason))
    objection: Mapped[Objection | None] = mapped_column(word(Objection))
    outcome_notes: Mapped[str] = mapped_column(Text, default="")
    outcome_by_id: Mapped[int | None] = mapped_column(Id)
    outcome_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=0)  # counts people's decisions about the outcome

    event_type: Mapped[EventType] = relationship(
        primaryjoin="Meeting.event_type_id == EventType.id", foreign_keys=event_type_id
    )
    lead: Mapped[Lead] = relationship(primaryjoin="Meeting.lead_id == Lead.id", foreign_keys=lead_id)
    host: Mapped[User] = relationship(primaryjoin="Meeting.host_id == User.id", foreign_keys=host_id)


class MeetingHold(Scoped, Base):
    """Five minutes of a host's time that a meeting with its buffers takes.

    Unique per host and instant: so the database itself refuses to book anybody twice, on both engines.
    """

    __tablename__ = "meeting_holds"
    __table_args__ = (
        UniqueConstraint("host_id", "at"),
        Index(None, "company_id", "meeting_id"),
        belongs_to("users", "host_id"),
        belongs_to("meetings", "meeting_id"),
    )

    host_id: Mapped[int] = mapped_column(Id)
    at: Mapped[datetime]
    meeting_id: Mapped[int] = mapped_column(Id)


class MeetingEntry(Scoped, Base):
    """One entry of a meeting's history: what was done, by whom, and from what to what. Append-only."""

    __tablename__ = "meeting_entries"
    __table_args__ = (
        Index(None, "company_id", "meeting_id"),
        belongs_to("meetings", "meeting_id"),
        belongs_to("users", "by_id"),
    )

    meeting_id: Mapped[int] = mapped_column(Id)
    act: Mapped[MeetingAct] = mapped_column(word(MeetingAct))
    by_id: Mapped[int | None] = mapped_column(Id)  # None: the invitee
    at: Mapped[datetime]
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)


class Qualification(Scoped, Base):
    """A lead approved or rejected without a discovery call (Appointment Setting). Append-only; the newest counts."""

    __tablename__ = "qualifications"
    __table_args__ = (
        Index(None, "company_id", "lead_id", "at"),
        belongs_to("leads", "lead_id"),
        belongs_to("users", "by_id"),
    )

    lead_id: Mapped[int] = mapped_column(Id)
    outcome: Mapped[MeetingOutcome] = mapped_column(word(MeetingOutcome))
    reason: Mapped[MeetingReason | None] = mapped_column(word(MeetingReason))
    notes: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(Id)
    at: Mapped[datetime]
