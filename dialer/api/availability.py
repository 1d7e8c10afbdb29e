"""When people may be booked."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import clock, people
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me
from dialer.api.schemas.availability import AvailabilityIn, AvailabilityOut, AvailabilityQuery
from dialer.api.schemas.session import Named
from dialer.db import reading, transaction
from dialer.meetings import availability
from dialer.models import Availability, User
from policies.permissions import Action

bp = Blueprint("availability", __name__, url_prefix="/api/availability")


@bp.get("")
@describe(AvailabilityOut, query=AvailabilityQuery, tag="meetings")
@allowed(Action.LOOK)
def get_availability() -> ResponseReturnValue:
    """Your hours, or with ``user_id`` those of somebody you look after. ``is_set: false``: none yet, never free."""
    asked = wire.query(AvailabilityQuery)
    with reading(me().company_id) as session:
        user = availability.find_person(session, asked.user_id, me())
        row = availability.find_availability(session, user.id)
        zone = people.company_of(session, me().company_id).time_zone
        return wire.answer(_out(user, row, zone))


@bp.put("")
@describe(AvailabilityOut, body=AvailabilityIn, query=AvailabilityQuery, tag="meetings")
@allowed(Action.LOOK)
def put_availability() -> ResponseReturnValue:
    """Replace the hours whole. Exceptions without hours are days away. Meetings that were booked stay booked."""
    asked = wire.query(AvailabilityQuery)
    with transaction(me().company_id) as session:
        user = availability.find_person(session, asked.user_id, me())
        given = wire.body(AvailabilityIn).model_dump(mode="json", by_alias=True)
        written = availability.Written(**given)
        row = availability.set_availability(session, me(), user, written, now=clock.now())
        return wire.answer(_out(user, row, row.time_zone))


def _out(user: User, row: Availability | None, zone: str) -> AvailabilityOut:
    return AvailabilityOut.model_validate(
        {
            "user": Named(id=user.id, name=user.name),
            "is_set": row is not None,
            "time_zone": row.time_zone if row else zone,
            "weekly": row.weekly if row else [],
            "exceptions": row.exceptions if row else [],
        }
    )
