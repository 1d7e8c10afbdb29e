"""Meetings as rows of a table that leaves the house."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from dialer.models import Meeting

HEADINGS = (
    *(
        "meeting",
        "begins",
        "ends",
        "time_zone",
        "kind",
        "event_type",
        "lead",
        "organisation",
        "phone",
        "email",
    ),
    *("host", "source", "booked_at", "confirmed_at", "cancelled_at", "attended", "outcome", "reason"),
    *("objection", "outcome_notes", "outcome_at", "booking_notes"),
)


def row_of(meeting: Meeting, zone: str) -> tuple[Any, ...]:
    """The meeting in the order of HEADINGS; times are in this zone."""
    lead, row = meeting.lead, meeting
    return (
        *(row.id, _local(row.starts_at, zone), _local(row.ends_at, zone), zone, row.kind.value),
        *(row.event_type.name, lead.name, lead.organisation, lead.phone, lead.email, row.host.name),
        *(row.source.value, _local(row.booked_at, zone), _local(row.confirmed_at, zone)),
        *(_local(row.cancelled_at, zone), None if row.attended is None else "yes" if row.attended else "no"),
        *(_word(row.outcome), _word(row.reason), _word(row.objection)),
        *(row.outcome_notes, _local(row.outcome_at, zone), row.notes),
    )


def _local(at: datetime | None, zone: str) -> str | None:
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds") if at else None


def _word(value: StrEnum | None) -> str | None:
    return value.value if value else None
