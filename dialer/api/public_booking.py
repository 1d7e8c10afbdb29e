"""Booking without an account: an event type's own page, and what the links in messages lead to."""

from datetime import datetime, timedelta

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address
from sqlalchemy.orm import Session

from dialer import clock, people
from dialer.api import wire
from dialer.api.booking import to_instant
from dialer.api.doc import describe
from dialer.api.guards import public
from dialer.api.limits import limiter
from dialer.api.schemas.public_booking import (
    BookedMeeting,
    BookingPage,
    NewTimeIn,
    OpenTimes,
    OpenTimesQuery,
    VisitorIn,
)
from dialer.db import EVERYWHERE, reading, transaction
from dialer.errors import Invalid
from dialer.mail import links
from dialer.mail.links import Link
from dialer.mail.meetings import invitee_address, invitees_file
from dialer.meetings import event_types, slots
from dialer.meetings import public as desk
from dialer.meetings.availability import check_zone
from dialer.meetings.public import Visitor
from dialer.models import EventType, Meeting

LONGEST = timedelta(days=45)
REFUSED = {403, 404, 409, 422}
bp = Blueprint("public_booking", __name__, url_prefix="/api")
looking = limiter.limit("240 per minute", key_func=get_remote_address)
booking = limiter.limit(
    "20 per hour", key_func=get_remote_address, deduct_when=lambda answer: answer.status_code == 201
)
guessing = limiter.limit(
    "60 per minute", key_func=get_remote_address, deduct_when=lambda answer: answer.status_code in REFUSED
)


@bp.get("/book/<slug>")
@describe(BookingPage, tag="booking without an account")
@public
@looking
@guessing
def see_page(slug: str) -> ResponseReturnValue:
    """What can be booked at a public address."""
    now = clock.now()
    company_id, event_type_id = _page(slug)
    with reading(company_id) as session:
        row = desk.find_bookable(session, event_type_id)
        company = people.company_of(session, company_id)
        return wire.answer(
            BookingPage(
                slug=row.slug,
                company=company.name,
                name=row.name,
                description=row.description,
                location=row.location,
                minutes=row.minutes,
                zone=company.time_zone,
                last_day=now + timedelta(days=row.horizon_days),
            )
        )


@bp.get("/book/<slug>/times")
@describe(OpenTimes, query=OpenTimesQuery, tag="booking without an account")
@public
@looking
def list_times(slug: str) -> ResponseReturnValue:
    """When it can be booked, between two instants at most 45 days apart."""
    now = clock.now()
    company_id, event_type_id = _page(slug)
    asked = wire.query(OpenTimesQuery)
    with reading(company_id) as session:
        row = desk.find_bookable(session, event_type_id)
        return wire.answer(_times(session, row, asked, now=now))


@bp.post("/book/<slug>")
@describe(BookedMeeting, status=201, body=VisitorIn, tag="booking without an account")
@public
@guessing
@booking
def book(slug: str) -> ResponseReturnValue:
    """Book a time; an invitation goes to the address given. 409 ``first_call_needed`` where a first call comes before,
    with the page to book it at in ``book_instead``; else as when somebody of the company books."""
    now = clock.now()
    company_id, event_type_id = _page(slug)
    given = wire.body(VisitorIn)
    visitor = Visitor(given.name, given.email, given.phone, given.zone, given.notes)
    with transaction(company_id) as session:
        row = desk.find_bookable(session, event_type_id)
        starts_at = to_instant(given.starts_at, check_zone(given.zone))
        meeting = desk.book(session, row, visitor, starts_at=starts_at, now=now)
        return wire.answer(_booked(session, meeting, now=now), 201)


@bp.get("/bookings/<token>")
@describe(BookedMeeting, tag="booking without an account")
@public
@looking
@guessing
def see_booking(token: str) -> ResponseReturnValue:
    """The meeting of a link. 404 ``link_unknown``, 409 ``link_moved`` or ``link_expired``."""
    now, link = clock.now(), links.read(token)
    with reading(_company(link)) as session:
        return wire.answer(_booked(session, _meeting(session, link, now=now), now=now))


@bp.get("/bookings/<token>/times")
@describe(OpenTimes, query=OpenTimesQuery, tag="booking without an account")
@public
@looking
def list_new_times(token: str) -> ResponseReturnValue:
    """To when the meeting of a link can be moved."""
    now, link = clock.now(), links.read(token)
    with reading(_company(link)) as session:
        meeting = _meeting(session, link, now=now)
        asked = wire.query(OpenTimesQuery)
        return wire.answer(_times(session, meeting.event_type, asked, moving=meeting, now=now))


@bp.get("/bookings/<token>/meeting.ics")
@public
@looking
@guessing
def calendar_file(token: str) -> ResponseReturnValue:
    """The meeting of a link as a calendar file."""
    now, link = clock.now(), links.read(token)
    with reading(_company(link)) as session:
        meeting = _meeting(session, link, now=now)
        file = invitees_file(session, meeting, invitee_address(session, meeting), now=now)
    answer = Response(file, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return answer


@bp.post("/bookings/<token>/confirm")
@describe(BookedMeeting, tag="booking without an account")
@public
@guessing
def confirm(token: str) -> ResponseReturnValue:
    """The invitee will come. Refused like the following two: as the link is, ``meeting_cancelled``, ``meeting_over``."""
    now, link = clock.now(), links.read(token)
    with transaction(_company(link)) as session:
        return wire.answer(_booked(session, desk.confirm(session, link, now=now), now=now))


@bp.post("/bookings/<token>/reschedule")
@describe(BookedMeeting, body=NewTimeIn, tag="booking without an account")
@public
@guessing
@booking
def reschedule(token: str) -> ResponseReturnValue:
    """Move it to another free time. The answer has the token of the link that works from now on."""
    now, link = clock.now(), links.read(token)
    given = wire.body(NewTimeIn)
    with transaction(_company(link)) as session:
        zone = session.get_one(Meeting, link.meeting_id).invitee_zone
        meeting = desk.move(session, link, starts_at=to_instant(given.starts_at, zone), now=now)
        return wire.answer(_booked(session, meeting, now=now))


@bp.post("/bookings/<token>/cancel")
@describe(BookedMeeting, tag="booking without an account")
@public
@guessing
def cancel(token: str) -> ResponseReturnValue:
    """The invitee will not come; the time is free again."""
    now, link = clock.now(), links.read(token)
    with transaction(_company(link)) as session:
        return wire.answer(_booked(session, desk.cancel(session, link, now=now), now=now))


def _page(slug: str) -> tuple[int, int]:
    with reading(EVERYWHERE) as session:
        return desk.find_page(session, slug)


def _company(link: Link) -> int:
    with reading(EVERYWHERE) as session:
        return links.find_company(session, link)


def _meeting(session: Session, link: Link, *, now: datetime) -> Meeting:
    meeting = session.get_one(Meeting, link.meeting_id)
    links.require_current(meeting, link, now=now)
    return meeting


def _times(
    session: Session,
    event_type: EventType,
    asked: OpenTimesQuery,
    *,
    moving: Meeting | None = None,
    now: datetime,
) -> OpenTimes:
    first, last = to_instant(asked.from_, "UTC"), to_instant(asked.to, "UTC")
    if last <= first:
        raise Invalid("to lies before from. Ask for a later time.")
    if last - first > LONGEST:
        raise Invalid(f"Ask for at most {LONGEST.days} days at a time.")
    hosts = event_types.bookable_hosts(session, event_type)
    without = moving.id if moving else None
    found = slots.list_slots(session, event_type, hosts, first=first, last=last, without=without, now=now)
    return OpenTimes(items=[slot.starts_at for slot in found])


def _booked(session: Session, meeting: Meeting, *, now: datetime) -> BookedMeeting:
    event_type = meeting.event_type
    return BookedMeeting(
        token=links.sign(meeting),
        company=people.company_of(session, meeting.company_id).name,
        name=event_type.name,
        description=event_type.description,
        location=event_type.location,
        host=meeting.host.name,
        minutes=event_type.minutes,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=meeting.invitee_zone,
        last_day=now + timedelta(days=event_type.horizon_days),
        sent_to=_mostly_hidden(invitee_address(session, meeting)),
        confirmed_at=meeting.confirmed_at,
        cancelled_at=meeting.cancelled_at,
        open=meeting.cancelled_at is None and now < meeting.starts_at,
        book_again=links.book_again(event_type),
    )


def _mostly_hidden(email: str) -> str:
    """Enough of an address for its owner to know it."""
    name, at, host = email.partition("@")
    return f"{name[:1]}…{at}{host}" if at else ""
