"""The strategy call that follows an approved discovery call (row I6)."""

from datetime import datetime

from sqlalchemy.orm import Session

from dialer.errors import Conflict, Invalid
from dialer.meetings.booking import book_meeting
from dialer.meetings.queries import strategies_resting_on
from dialer.models import EventType, Meeting
from dialer.people import Principal
from policies.vocabulary import BookingSource, MeetingKind, MeetingOutcome


def book_following(
    session: Session,
    discovery: Meeting,
    event_type: EventType,
    *,
    starts_at: datetime,
    host_id: int | None,
    by: Principal,
    now: datetime,
) -> Meeting:
    """Book it with a host, or with whose turn it is. The very call that is booked already is left as it is.

    Raises Conflict ``strategy_exists`` when another one is still to come, and whatever stands in the way of a booking;
    Invalid ``not_approved``, ``not_a_strategy_call``.
    """
    booked = strategies_resting_on(session, discovery, now=now)
    same = [one for one in booked if (one.event_type_id, one.starts_at) == (event_type.id, starts_at)]
    if same:
        return same[0]
    if booked:
        detail = "A strategy call with this lead is booked already. Move or cancel that one instead."
        raise Conflict(detail, code="strategy_exists")
    if discovery.outcome is not MeetingOutcome.APPROVED:
        raise Invalid("Only an approved discovery call leads on to a strategy call.", code="not_approved")
    if event_type.kind is not MeetingKind.STRATEGY:
        detail = f"{event_type.name} is a discovery call. Choose an event type for strategy calls."
        raise Invalid(detail, code="not_a_strategy_call")
    return book_meeting(
        session,
        event_type,
        discovery.lead,
        starts_at=starts_at,
        host_id=host_id,
        source=BookingSource.APPROVED,
        by=by,
        invitee_zone=discovery.invitee_zone,
        discovery_id=discovery.id,
        now=now,
    )
