"""What people without an account see and say when they book."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from dialer.api.schemas.base import In, Line, Out
from dialer.api.schemas.booking import Zone

Email = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254)]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=40)]
Notes = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class BookingPage(Out):
    """An event type as strangers see it."""

    slug: str
    company: str
    name: str
    description: str
    location: str
    minutes: int
    zone: str  # the company's, where the visitor's own is not known
    last_day: datetime  # until when it can be booked


class OpenTimesQuery(In):
    from_: Annotated[datetime, Field(alias="from")]
    to: datetime


class OpenTimes(Out):
    items: list[datetime]


class VisitorIn(In):
    starts_at: datetime  # without an offset: as a clock in ``zone`` shows it
    zone: Zone
    name: Line
    email: Email
    phone: Phone
    notes: Notes = ""


class NewTimeIn(In):
    starts_at: datetime


class BookedMeeting(Out):
    """A meeting as its invitee sees it. ``token`` is the secret of the link that works now."""

    token: str
    company: str
    name: str
    description: str
    location: str
    host: str
    minutes: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    last_day: datetime
    sent_to: str  # the address with most of it hidden; empty: no messages are sent
    confirmed_at: datetime | None
    cancelled_at: datetime | None
    open: bool  # it can still be confirmed, moved and cancelled
    book_again: str | None
