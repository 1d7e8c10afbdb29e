"""What can be booked, and when."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import clock, leads, people
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.event_types import (
    EventTypeChange,
    EventTypeHostOut,
    EventTypeIn,
    EventTypeOut,
    EventTypeQuery,
    HostIn,
    Refused,
    SlotOut,
    SlotQuery,
    Slots,
)
from dialer.api.schemas.session import Named
from dialer.clock import DAY, day_start
from dialer.config import settings
from dialer.db import reading, transaction
from dialer.errors import Conflict, Forbidden, Invalid
from dialer.meetings import availability, booking, event_types, slots
from dialer.meetings.event_types import Turn
from dialer.meetings.turns import sort_by_turn
from dialer.models import EventType, Lead
from policies.permissions import Action

SHOWN = timedelta(days=14)  # where nobody says up to when
LONGEST = timedelta(days=63)
YEARS = range(1971, 9000)
bp = Blueprint("event_types", __name__, url_prefix="/api/event-types")


@bp.get("")
@describe(Page[EventTypeOut], query=EventTypeQuery, tag="meetings")
@allowed(Action.LOOK)
def list_event_types() -> ResponseReturnValue:
    """What can be booked, by name; ``archived=true`` what could be as well. With ``lead_id`` each says in ``refused``
    why it cannot be booked for that lead, if it cannot."""
    asked = wire.query(EventTypeQuery)
    now = clock.now()
    with reading(me().company_id) as session:
        lead = leads.find_lead(session, asked.lead_id) if asked.lead_id else None
        rows = event_types.list_event_types(session, archived=asked.archived)
        items = _all_out(session, rows)
        if lead is not None:
            for row, item in zip(rows, items, strict=True):
                item.refused = _refusal(session, row, lead, now=now)
        return wire.answer(Page[EventTypeOut](items=items, next=None))


@bp.post("")
@describe(EventTypeOut, status=201, body=EventTypeIn, tag="meetings")
@allowed(Action.MANAGE_EVENT_TYPES)
def make_event_type() -> ResponseReturnValue:
    """Add one. Strategy types are hosted by closers, discovery types by setters; 403 ``plan_required``."""
    given = wire.body(EventTypeIn)
    fields = given.model_dump(exclude={"hosts"})
    with transaction(me().company_id) as session:
        row = event_types.make_event_type(session, me(), fields, _turns(given.hosts), now=clock.now())
        return wire.answer(_out(session, row), 201)


@bp.get("/<int:event_type_id>")
@describe(EventTypeOut, tag="meetings")
@allowed(Action.LOOK)
def get_event_type(event_type_id: int) -> ResponseReturnValue:
    """One of them."""
    with reading(me().company_id) as session:
        row = event_types.find_event_type(session, event_type_id)
        permit(Action.LOOK)
        return wire.answer(_out(session, row))


@bp.patch("/<int:event_type_id>")
@describe(EventTypeOut, body=EventTypeChange, tag="meetings")
@allowed(Action.MANAGE_EVENT_TYPES)
def change_event_type(event_type_id: int) -> ResponseReturnValue:
    """Change what is given; ``hosts`` replaces all of them. What was booked stays. 409 ``kind_in_use``."""
    with transaction(me().company_id) as session:
        row = event_types.find_event_type(session, event_type_id)
        permit(Action.MANAGE_EVENT_TYPES)
        given = wire.body(EventTypeChange)
        hosts = _turns(given.hosts) if given.hosts is not None else None
        event_types.change_event_type(session, me(), row, _changes(given), hosts, now=clock.now())
        return wire.answer(_out(session, row))


@bp.post("/<int:event_type_id>/archive")
@describe(EventTypeOut, tag="meetings")
@allowed(Action.MANAGE_EVENT_TYPES)
def archive_event_type(event_type_id: int) -> ResponseReturnValue:
    """Nobody can book it any more; its meetings go on."""
    with transaction(me().company_id) as session:
        row = event_types.find_event_type(session, event_type_id)
        permit(Action.MANAGE_EVENT_TYPES)
        event_types.archive(session, me(), row, now=clock.now())
        return wire.answer(_out(session, row))


@bp.post("/<int:event_type_id>/restore")
@describe(EventTypeOut, tag="meetings")
@allowed(Action.MANAGE_EVENT_TYPES)
def restore_event_type(event_type_id: int) -> ResponseReturnValue:
    """Let it be booked again, at the address it had."""
    with transaction(me().company_id) as session:
        row = event_types.find_event_type(session, event_type_id)
        permit(Action.MANAGE_EVENT_TYPES)
        event_types.restore(session, me(), row, now=clock.now())
        return wire.answer(_out(session, row))


@bp.get("/<int:event_type_id>/slots")
@describe(Slots, query=SlotQuery, tag="meetings")
@allowed(Action.LOOK)
def list_slots(event_type_id: int) -> ResponseReturnValue:
    """Free times. ``from`` and ``to`` are days in ``zone`` (both included; the company's zone without it), or
    instants. ``host_id``: only that host's. ``moving``: as if that meeting were not there. Of the hosts who are free
    the first is the one whose turn it is."""
    now = clock.now()
    with reading(me().company_id) as session:
        row = event_types.find_event_type(session, event_type_id)
        permit(Action.LOOK)
        asked = wire.query(SlotQuery)
        zone = asked.zone or people.company_of(session, me().company_id).time_zone
        first, last = between(asked, availability.check_zone(zone), now=now)
        hosts = sort_by_turn(session, row, event_types.bookable_hosts(session, row, asked.host_id))
        found = slots.list_slots(session, row, hosts, first=first, last=last, without=asked.moving, now=now)
    return wire.answer(slots_out(found))


def between(asked: SlotQuery, zone: str, *, now: datetime) -> tuple[datetime, datetime]:
    """The instants that somebody asks about. Raises Invalid when they are in disorder or too far apart."""
    if any(each and each.year not in YEARS for each in (asked.from_, asked.to)):
        raise Invalid("Ask for days between 1971 and 8999.")
    first = _instant(asked.from_, zone) if asked.from_ else now
    last = _instant(asked.to, zone, through=True) if asked.to else first + SHOWN
    if last <= first:
        raise Invalid("to lies before from. Ask for a later day.")
    if last - first > LONGEST:
        raise Invalid("That is more than two months. Ask for fewer days at a time.")
    return first, last


def slots_out(found: list[slots.Slot]) -> Slots:
    """Free times as the API says them."""
    names: dict[int, Named] = {}
    return Slots(
        items=[
            SlotOut(
                starts_at=slot.starts_at,
                hosts=[names.setdefault(host.id, Named(id=host.id, name=host.name)) for host in slot.hosts],
            )
            for slot in found
        ]
    )


def _instant(given: date, zone: str, *, through: bool = False) -> datetime:
    if isinstance(given, datetime):
        return given.astimezone(UTC)
    return day_start(given + DAY if through else given, zone)


def _turns(hosts: list[HostIn]) -> list[Turn]:
    return [Turn(host.user_id, host.priority) for host in hosts]


def _changes(given: EventTypeChange) -> dict[str, Any]:
    """What was sent. Only the daily limit can be taken away by ``null``."""
    sent = given.model_dump(exclude_unset=True, exclude={"hosts"})
    return {name: value for name, value in sent.items() if value is not None or name == "daily_limit"}


def _refusal(session: Session, row: EventType, lead: Lead, *, now: datetime) -> Refused | None:
    try:
        booking.require_bookable(session, row, lead, now=now)
    except (Conflict, Forbidden) as error:
        return Refused(code=error.code, detail=error.detail)
    return None


def _out(session: Session, row: EventType) -> EventTypeOut:
    return _all_out(session, [row])[0]


def _all_out(session: Session, rows: list[EventType]) -> list[EventTypeOut]:
    hosts = event_types.hosts_of(session, *rows)
    with_hours = availability.schedules(session, {host.id for found in hosts.values() for host in found})
    return [
        EventTypeOut.model_validate(
            {
                **{name: getattr(row, name) for name in EventTypeOut.model_fields if hasattr(row, name)},
                "link": f"{settings().public_url}/book/{row.slug}",
                "hosts": [
                    EventTypeHostOut(
                        id=host.id,
                        name=host.name,
                        priority=host.priority,
                        active=host.active,
                        has_hours=host.id in with_hours,
                        time_zone=with_hours[host.id].zone if host.id in with_hours else None,
                    )
                    for host in hosts[row.id]
                ],
            }
        )
        for row in rows
    ]
