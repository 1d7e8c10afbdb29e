"""Deals as CSV, streamed a page at a time, and products."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from dialer import deals
from dialer.api import wire
from dialer.api.calls_csv import safe_cell
from dialer.api.deals import filters_of
from dialer.api.guards import allowed, me
from dialer.api.products import products_asked_for
from dialer.api.schemas.deals import DealFilters
from dialer.db import reading
from dialer.people import Principal
from policies.permissions import Action

ROWS_AT_ONCE = 500
OF_PRODUCTS = ("Product", "Archived", "Deals", "Currency", "Sold, less refunds")
bp = Blueprint("deals_csv", __name__)


@bp.get("/api/deals.csv")
@allowed(Action.LOOK)
def export_deals() -> ResponseReturnValue:
    """The deals of a list as CSV, the latest date first, by the filters of ``/api/deals``."""
    # Not ``describe``d: its wrapper would collect all rows before sending any of them.
    filters, by = filters_of(wire.query(DealFilters)), me()
    headers = {"Content-Disposition": 'attachment; filename="deals.csv"'}
    return Response(_lines(by, filters), content_type="text/csv; charset=utf-8", headers=headers)


@bp.get("/api/products.csv")
@allowed(Action.LOOK)
def export_products() -> ResponseReturnValue:
    """The products of ``/api/products`` as CSV, a row for each currency they were sold in."""
    with reading(me().company_id) as session:
        products = products_asked_for(session)
    rows = [
        (one.name, "yes" if one.archived else "no", one.deals, *sold)
        for one in products
        for sold in [(total.currency, total.all.net) for total in one.sold] or [("", "")]
    ]
    headers = {"Content-Disposition": 'attachment; filename="products.csv"'}
    text = _csv([OF_PRODUCTS, *rows])
    return Response(text, content_type="text/csv; charset=utf-8", headers=headers)


def _lines(by: Principal, filters: deals.Filters) -> Iterator[str]:
    yield _csv([deals.HEADINGS])
    after: deals.Place | None = None
    while True:
        with reading(by.company_id) as session:
            rows, after = deals.export_page(session, by, filters, after=after, limit=ROWS_AT_ONCE)
        if rows:
            yield _csv(rows)
        if after is None:
            return


def _csv(rows: Any) -> str:
    text = StringIO()
    csv.writer(text).writerows([[safe_cell(cell) for cell in row] for row in rows])
    return text.getvalue()
