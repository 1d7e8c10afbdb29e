"""The list as rows of a table that leaves the house, a page at a time."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from dialer import leads
from dialer.analytics.calendars import zone_of
from dialer.models import Call, DoNotCall
from dialer.setting.listing import Filters, list_leads
from dialer.setting.rows import SettingRow, rows_of

HEADINGS = (
    *("lead", "name", "organisation", "title", "phone", "email", "lead_time_zone", "added", "time_zone"),
    *("owner", "standing", "customer", "outcome", "reason", "notes", "decided", "decided_by", "decided_in"),
    *("last_call", "last_call_outcome", "next_meeting", "next_meeting_kind", "next_meeting_host"),
    *("do_not_call", "do_not_call_reason"),
)


def export_page(
    session: Session, filters: Filters, *, before_id: int | None, limit: int, now: datetime
) -> tuple[list[tuple[Any, ...]], int | None]:
    """Rows in the order of HEADINGS, and where the next page begins; None after the last."""
    found = list_leads(session, filters, before_id=before_id, limit=limit, now=now)
    calls = leads.last_calls(session, [lead.id for lead in found])
    bars = leads.bars_in_force(session, [lead.phone for lead in found])
    zone = zone_of(session).time_zone
    rows = [
        _row(row, calls.get(row.lead.id), bars.get(row.lead.phone), zone)
        for row in rows_of(session, found, now=now)
    ]
    return rows, found[-1].id if len(found) == limit else None


def _row(row: SettingRow, call: Call | None, bar: DoNotCall | None, zone: str) -> tuple[Any, ...]:
    lead = row.lead
    return (
        *(lead.id, lead.name, lead.organisation, lead.title, lead.phone, lead.email, lead.time_zone),
        *(_local(lead.created_at, zone), zone, row.owner.name if row.owner else None),
        *(row.standing.value, "yes" if row.is_customer else None, *_decided(row, zone)),
        *((_local(call.created_at, zone), _outcome(call)) if call else (None, None)),
        *_meeting(row, zone),
        *(("yes", bar.reason) if bar else (None, None)),
    )


def _decided(row: SettingRow, zone: str) -> tuple[Any, ...]:
    made = row.decision
    if made is None:
        return (None,) * 6
    reason, by = made.reason.value if made.reason else None, made.by.name if made.by else None
    where = "discovery call" if made.meeting_id else "Appointment Setting"
    return made.outcome.value, reason, made.notes, _local(made.at, zone), by, where


def _meeting(row: SettingRow, zone: str) -> tuple[Any, ...]:
    coming = row.next_meeting
    return (_local(coming.starts_at, zone), coming.kind.value, coming.host.name) if coming else (None,) * 3


def _outcome(call: Call) -> str | None:
    return call.outcome.label if call.outcome else None


def _local(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
