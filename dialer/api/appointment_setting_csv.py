"""The leads of Appointment Setting as CSV, streamed as lists of calls are."""

from collections.abc import Iterator
from datetime import datetime

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from dialer import clock, setting
from dialer.api import wire
from dialer.api.appointment_setting import setting_filters
from dialer.api.calls_csv import csv_lines
from dialer.api.guards import allowed, me
from dialer.api.schemas.appointment_setting import SettingFilters
from dialer.db import reading
from policies.permissions import Action

ROWS_AT_ONCE = 1000
bp = Blueprint("appointment_setting_csv", __name__)


@bp.get("/api/appointment-setting.csv")
@allowed(Action.LOOK)
def export_leads() -> ResponseReturnValue:
    """The leads of a list as CSV, newest first, by the filters of ``/api/appointment-setting``; ``X-Total-Rows``
    says how many."""
    # Not ``describe``d: its wrapper would collect all rows before sending any of them.
    filters, company_id, now = setting_filters(wire.query(SettingFilters)), me().company_id, clock.now()
    with reading(company_id) as session:
        rows = setting.count_leads(session, filters, now=now)
    headers = {"Content-Disposition": 'attachment; filename="leads.csv"', "X-Total-Rows": str(rows)}
    lines = _lines(company_id, filters, now)
    return Response(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _lines(company_id: int, filters: setting.Filters, now: datetime) -> Iterator[str]:
    """The heading at once, then a page at a time, each read in a look of its own."""
    yield csv_lines([setting.HEADINGS])
    before_id: int | None = None
    while True:
        with reading(company_id) as session:
            rows, before_id = setting.export_page(
                session, filters, before_id=before_id, limit=ROWS_AT_ONCE, now=now
            )
        if rows:
            yield csv_lines(rows)
        if before_id is None:
            return
