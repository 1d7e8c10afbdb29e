"""A list of meetings as CSV, streamed: memory stays flat and no database session waits for a slow reader."""

from collections.abc import Iterator
from datetime import datetime

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from dialer import clock, people
from dialer.api import wire
from dialer.api.calls_csv import csv_lines
from dialer.api.guards import allowed, me
from dialer.api.meeting_filters import meeting_filters
from dialer.api.schemas.meetings import MeetingFilters
from dialer.db import reading
from dialer.meetings import export, listing
from dialer.people import Principal
from policies.permissions import Action

ROWS_AT_ONCE = 1000
bp = Blueprint("meetings_csv", __name__)


@bp.get("/api/meetings.csv")
@allowed(Action.LOOK)
def export_meetings() -> ResponseReturnValue:
    """The meetings of a list as CSV, by the filters of ``/api/meetings``; ``X-Total-Rows`` says how many."""
    # Not ``describe``d: its wrapper would collect all rows before sending any of them.
    filters, by, now = meeting_filters(wire.query(MeetingFilters)), me(), clock.now()
    with reading(by.company_id) as session:
        rows = listing.count_meetings(session, by, filters, now=now)
    headers = {"Content-Disposition": 'attachment; filename="meetings.csv"', "X-Total-Rows": str(rows)}
    return Response(_lines(by, filters, now), content_type="text/csv; charset=utf-8", headers=headers)


def _lines(by: Principal, filters: listing.Filters, now: datetime) -> Iterator[str]:
    """The heading at once, then a page at a time, each read in a look of its own."""
    yield csv_lines([export.HEADINGS])
    after: listing.Place | None = None
    while True:
        with reading(by.company_id) as session:
            zone = people.company_of(session, by.company_id).time_zone
            rows = listing.list_meetings(session, by, filters, after=after, limit=ROWS_AT_ONCE, now=now)
            text = csv_lines([export.row_of(row, zone) for row in rows])
        if rows:
            yield text
        if len(rows) < ROWS_AT_ONCE:
            return
        after = listing.place_of(rows[-1])
