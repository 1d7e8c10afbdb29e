"""A list of calls as CSV, streamed: memory stays flat and no database session waits for a slow reader."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from dialer import calls
from dialer.api import wire
from dialer.api.call_filters import call_filters
from dialer.api.guards import allowed, me
from dialer.api.schemas.calls import CallFilters
from dialer.db import reading
from dialer.people import Principal
from policies.permissions import Action

ROWS_AT_ONCE = 1000
bp = Blueprint("calls_csv", __name__)
# What a spreadsheet would take for a formula; a telephone number is only a number.
FORMULA = re.compile(r"^[\s]*[=+\-@\t\r]")
TELEPHONE = re.compile(r"^\+\d+$")


@bp.get("/api/calls.csv")
@allowed(Action.LOOK)
def export_calls() -> ResponseReturnValue:
    """The calls of a list as CSV, newest first, by the filters of ``/api/calls``; ``X-Total-Rows`` says how many."""
    # Not ``describe``d: its wrapper would collect all rows before sending any of them.
    filters, by = call_filters(wire.query(CallFilters)), me()
    with reading(by.company_id) as session:
        rows = calls.count_calls(session, by, filters)
    headers = {"Content-Disposition": 'attachment; filename="calls.csv"', "X-Total-Rows": str(rows)}
    return Response(_lines(by, filters), content_type="text/csv; charset=utf-8", headers=headers)


def _lines(by: Principal, filters: calls.Filters) -> Iterator[str]:
    """The heading at once, then a page at a time, each read in a look of its own."""
    yield csv_lines([calls.HEADINGS])
    after: calls.Place | None = None
    while True:
        with reading(by.company_id) as session:
            rows, after = calls.export_page(session, by, filters, after=after, limit=ROWS_AT_ONCE)
        if rows:
            yield csv_lines(rows)
        if after is None:
            return


def csv_lines(rows: Iterable[Iterable[Any]]) -> str:
    """Rows as text that a spreadsheet may open."""
    text = StringIO()
    csv.writer(text).writerows([[safe_cell(cell) for cell in row] for row in rows])
    return text.getvalue()


def safe_cell(cell: Any) -> Any:
    """The cell, with an apostrophe before what a spreadsheet would calculate."""
    if isinstance(cell, str) and FORMULA.match(cell) and not TELEPHONE.match(cell):
        return f"'{cell}"
    return cell
