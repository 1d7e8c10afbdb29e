"""Booking, moving and cancelling meetings."""

from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints

from dialer.api.schemas.base import DatabaseId, In
from dialer.api.schemas.base import Text as Notes

Zone = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]


class BookingIn(In):
    event_type_id: DatabaseId
    lead_id: DatabaseId
    starts_at: datetime  # without an offset: as a clock in the invitee's zone shows it
    host_id: DatabaseId | None = None
    call_id: DatabaseId | None = None
    invitee_zone: Zone | None = None
    notes: Notes = ""


class MoveIn(In):
    starts_at: datetime
    host_id: DatabaseId | None = None


class CancelIn(In):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""
