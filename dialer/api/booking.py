"""Booking a meeting, moving it and cancelling it."""

from datetime import UTC, datetime

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import calls, clock, leads, people
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.meeting_shapes import meeting_out
from dialer.api.schemas.booking import BookingIn, CancelIn, MoveIn
from dialer.api.schemas.meetings import MeetingOut
from dialer.db import transaction
from dialer.errors import Invalid
from dialer.meetings import availability, booking, event_types
from dialer.meetings.queries import find_meeting
from dialer.models import Lead
from policies.hours import instants_at
from policies.permissions import Action
from policies.vocabulary import BookingSource

YEARS = range(1971, 9000)
bp = Blueprint("booking", __name__, url_prefix="/api/meetings")


@bp.post("")
@describe(MeetingOut, status=201, body=BookingIn, tag="meetings")
@allowed(Action.LOOK)
def book_meeting() -> ResponseReturnValue:
    """Book a free time; without ``host_id`` with whose turn it is. 409 says what stands in the way: ``slot_taken``,
    ``outside_availability``, ``too_soon``, ``too_far``, ``day_full``, ``no_host``, ``event_type_archived``, and
    ``discovery_required``, ``discovery_undecided`` or ``discovery_rejected``."""
    given = wire.body(BookingIn)
    now = clock.now()
    with transaction(me().company_id) as session:
        event_type = event_types.find_event_type(session, given.event_type_id)
        lead = leads.find_lead(session, given.lead_id)
        if given.call_id is not None:
            _check_call(session, given.call_id, lead)
        zone = availability.check_zone(given.invitee_zone or _zone_of(session, lead))
        meeting = booking.book_meeting(
            session,
            event_type,
            lead,
            starts_at=to_instant(given.starts_at, zone),
            host_id=given.host_id,
            source=BookingSource.CALL if given.call_id else BookingSource.LEAD,
            by=me(),
            invitee_zone=zone,
            notes=given.notes,
            call_id=given.call_id,
            now=now,
        )
        return wire.answer(meeting_out(session, meeting, now=now), 201)


@bp.post("/<int:meeting_id>/reschedule")
@describe(MeetingOut, body=MoveIn, tag="meetings")
@allowed(Action.LOOK)
def move_meeting(meeting_id: int) -> ResponseReturnValue:
    """Another time, another host, or both; refused like a booking, and with ``meeting_over`` or ``meeting_cancelled``."""
    now = clock.now()
    with transaction(me().company_id) as session:
        meeting = find_meeting(session, meeting_id, me())
        permit(Action.LOOK)
        given = wire.body(MoveIn)
        starts_at = to_instant(given.starts_at, meeting.invitee_zone)
        booking.move_meeting(session, meeting, starts_at=starts_at, host_id=given.host_id, by=me(), now=now)
        return wire.answer(meeting_out(session, meeting, now=now))


@bp.post("/<int:meeting_id>/cancel")
@describe(MeetingOut, body=CancelIn, tag="meetings")
@allowed(Action.LOOK)
def cancel_meeting(meeting_id: int) -> ResponseReturnValue:
    """Call it off before it begins. A strategy meeting becomes No sale, Admin cancelled."""
    now = clock.now()
    with transaction(me().company_id) as session:
        meeting = find_meeting(session, meeting_id, me())
        permit(Action.LOOK)
        given = wire.body(CancelIn)
        booking.cancel_meeting(session, meeting, by=me(), reason=given.reason, now=now)
        return wire.answer(meeting_out(session, meeting, now=now))


def to_instant(given: datetime, zone: str) -> datetime:
    """An instant; what has no offset is as a clock in the zone shows it. Raises Invalid when it never does, or twice."""
    if given.year not in YEARS:
        raise Invalid("starts_at is no time that anybody can be booked at.")
    if given.tzinfo is not None:
        return given.astimezone(UTC)
    found = instants_at(given, zone)
    if not found:
        detail = f"On that day clocks in {zone} skip {given:%H:%M}. Choose another time."
        raise Invalid(detail, code="time_in_gap")
    if len(found) > 1:
        detail = f"On that day clocks in {zone} show {given:%H:%M} twice. Say which with an offset to UTC."
        raise Invalid(detail, code="time_twice")
    return found[0]


def _check_call(session: Session, call_id: int, lead: Lead) -> None:
    call = calls.find_call(session, call_id, me())
    if call.lead_id != lead.id:
        raise Invalid("That call was with somebody else. Leave call_id out.", code="other_lead")


def _zone_of(session: Session, lead: Lead) -> str:
    return lead.time_zone or people.company_of(session, me().company_id).time_zone
