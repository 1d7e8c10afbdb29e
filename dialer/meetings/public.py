"""What people without an account do: book on an event type's own page, and confirm, move or cancel by signed link.

They are told nothing that they did not say themselves: not whether they are known, not what was decided about them.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import leads, nudges, people
from dialer.errors import Conflict, DialerError, Forbidden, Invalid, NotFound
from dialer.mail import links
from dialer.mail.links import Link
from dialer.meetings import booking, event_types
from dialer.meetings.availability import check_zone
from dialer.meetings.queries import lock_lead, lock_meeting
from dialer.models import EventType, Lead, Meeting, MeetingEntry
from policies.meetings import ScreeningDenial
from policies.vocabulary import BookingSource, MeetingAct, MeetingKind

ADDRESS = re.compile(r"""[^\s@<>(),;:\\"\[\]]+@[^\s@<>(),;:\\"\[\]]+\.[^\s@<>(),;:\\"\[\].]+""")
NO_PAGE = "There is nothing to book at this address. Ask whoever sent it to you for a new one."
CLOSED = "This cannot be booked just now. Ask whoever sent you here for another way."
FIRST_CALL = "Before this meeting comes a short first call, to see whether it is right for you."


@dataclass(frozen=True, slots=True)
class Visitor:
    """What somebody typed on the page."""

    name: str
    email: str
    phone: str
    zone: str
    notes: str


def find_page(session: Session, slug: str) -> tuple[int, int]:
    """The company and the event type of a public page; the session looks everywhere. Raises NotFound."""
    query = select(EventType.company_id, EventType.id).where(
        EventType.slug == slug, EventType.is_public, EventType.archived_at.is_(None)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound(NO_PAGE, code="nothing_to_book")
    return found.company_id, found.id


def find_bookable(session: Session, event_type_id: int) -> EventType:
    """The event type, if the company's plan has it and somebody hosts it. Raises NotFound."""
    row = event_types.find_event_type(session, event_type_id)
    try:
        event_types.require_plan(session, row)
    except Forbidden as error:
        raise NotFound(NO_PAGE, code="nothing_to_book") from error
    if not event_types.bookable_hosts(session, row):
        raise NotFound(NO_PAGE, code="nothing_to_book")
    return row


def book(
    session: Session, event_type: EventType, visitor: Visitor, *, starts_at: datetime, now: datetime
) -> Meeting:
    """Book as the visitor, who becomes a lead or is one already. Raises Conflict, Invalid."""
    email, phone = _address(visitor.email), leads.to_e164(visitor.phone)
    zone = check_zone(visitor.zone)
    known = _recognise(session, email, phone)
    lead = known or _add_lead(session, visitor, email, phone, now=now)
    try:
        return booking.book_meeting(
            session,
            event_type,
            lead,
            starts_at=starts_at,
            host_id=None,
            source=BookingSource.PUBLIC,
            by=None,
            invitee_zone=zone,
            notes=_notes(visitor, email, phone, known),
            email=email,
            now=now,
        )
    except (Conflict, Forbidden) as refused:
        raise _for_strangers(session, refused) from refused


def open_link(session: Session, link: Link, *, now: datetime) -> Meeting:
    """The meeting of a link, locked. Raises Conflict with what to do instead."""
    meeting = session.get_one(Meeting, link.meeting_id)
    lock_lead(session, meeting.lead_id)
    meeting = lock_meeting(session, meeting.id)
    links.require_current(meeting, link, now=now)
    links.require_open(meeting, now=now)
    return meeting


def confirm(session: Session, link: Link, *, now: datetime) -> Meeting:
    """The invitee says that they will come. Twice is harmless."""
    meeting = open_link(session, link, now=now)
    if meeting.confirmed_at is None:
        meeting.confirmed_at = now
        entry = MeetingEntry(
            meeting_id=meeting.id, act=MeetingAct.CONFIRMED, by_id=None, at=now, before=None, after=None
        )
        session.add(entry)
        booking.tell(session, meeting)
    return meeting


def move(session: Session, link: Link, *, starts_at: datetime, now: datetime) -> Meeting:
    """The invitee chooses another time. Their link is a new one from here on."""
    meeting = open_link(session, link, now=now)
    try:
        booking.move_meeting(session, meeting, starts_at=starts_at, by=None, now=now)
    except (Conflict, Forbidden) as refused:
        raise _for_strangers(session, refused) from refused
    return meeting


def cancel(session: Session, link: Link, *, now: datetime) -> Meeting:
    """The invitee will not come."""
    meeting = open_link(session, link, now=now)
    booking.cancel_meeting(session, meeting, by=None, now=now)
    return meeting


def _address(typed: str) -> str:
    """An address that a message can go to. Raises Invalid."""
    address = people.to_address(typed)
    if not ADDRESS.fullmatch(address):
        raise Invalid(f"{typed[:80]!r} is not an e-mail address.", code="invalid_email")
    return address


def _recognise(session: Session, email: str, phone: str) -> Lead | None:
    """Who has this address, else who has this number; the oldest, should there be several."""
    for column, values in ((Lead.email, {email, email.lower()}), (Lead.phone, {phone})):
        found = session.scalar(select(Lead).where(column.in_(values)).order_by(Lead.id).limit(1))
        if found is not None:
            return found
    return None


def _add_lead(session: Session, visitor: Visitor, email: str, phone: str, *, now: datetime) -> Lead:
    lead = Lead(name=visitor.name, email=email, phone=phone, time_zone=visitor.zone, created_at=now)
    session.add(lead)
    session.flush()
    nudges.refetch(session, "leads", company_id=lead.company_id)
    return lead


def _notes(visitor: Visitor, email: str, phone: str, known: Lead | None) -> str:
    """What they wrote; and what they said of themselves, where we had it otherwise. The lead stays as it is."""
    said = {"name": visitor.name, "email": email, "phone": phone}
    new = [words for field, words in said.items() if known and words != getattr(known, field)]
    given = f"Gave when booking: {', '.join(new)}" if new else ""
    return "\n\n".join(part for part in (visitor.notes, given) if part)


def _for_strangers(session: Session, refused: DialerError) -> DialerError:
    """The same refusal in words for somebody who does not know us, and is not to learn what we know of them."""
    if refused.code in set(ScreeningDenial):
        first = session.scalar(
            select(EventType.slug)
            .where(EventType.kind == MeetingKind.DISCOVERY, EventType.is_public)
            .where(EventType.archived_at.is_(None))
            .order_by(EventType.id)
            .limit(1)
        )
        detail = f"{FIRST_CALL} {'Book that call instead.' if first else 'Please ask us for one.'}"
        return Conflict(detail, code="first_call_needed", book_instead=first)
    if isinstance(refused, Forbidden) or refused.code in ("no_host", "event_type_archived"):
        return Conflict(CLOSED, code="not_bookable")
    return refused
