"""``dialer recount``: every company's days, one transaction each, while everything else goes on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import clock
from dialer.analytics import rebuild
from dialer.db import EVERYWHERE, reading, transaction
from dialer.models import Company
from dialer.sales import rebuild as sales

Found = rebuild.Rebuilt | sales.RebuiltSales


@dataclass(slots=True)
class Recounted:
    """What came of it."""

    calls: int = 0
    days: int = 0
    meetings: int = 0
    deals: int = 0
    differing: int = 0
    examples: list[str] = field(default_factory=list)


class Span(NamedTuple):
    """Days of a company, and how one of them and a month are counted again."""

    company_id: int
    first: date
    last: date
    day: Callable[[Session, date], Found]
    month: Callable[[Session, date], Found]

    @property
    def length(self) -> int:
        """How many days."""
        return max(0, (self.last - self.first).days + 1)


def recount(since: date, bar: Any) -> Recounted:
    """Count everything since a day again; ``bar`` is told how far it is, as a part of one."""
    with reading(EVERYWHERE) as session:
        company_ids = list(session.scalars(select(Company.id).order_by(Company.id)))
    found = Recounted()
    spans = [span for company_id in company_ids for span in _spans(company_id, since)]
    length = sum(span.length for span in spans)
    bar.length = max(1, length)
    for span in spans:
        _recount_span(span, found, bar)
    if not length:
        bar.update(1)
    return found


def _spans(company_id: int, since: date) -> list[Span]:
    with transaction(company_id) as session:
        calls = rebuild.days_to_count(session, since, now=clock.now())
        sold = sales.sales_days_to_count(session, since)
    spans = [Span(company_id, *calls, rebuild.rebuild_day, rebuild.rebuild_month)]
    if sold is not None:
        spans.append(Span(company_id, *sold, sales.rebuild_sales_day, sales.rebuild_sales_month))
    return spans


def _recount_span(span: Span, found: Recounted, bar: Any) -> None:
    for month in rebuild.months_between(span.first, span.last.replace(month=12)):
        last = min(span.last, rebuild.last_day_of(month))
        for day in rebuild.days_between(max(span.first, month), last):
            with transaction(span.company_id) as session:
                _add(found, span.day(session, day))
            bar.update(1)
        with transaction(span.company_id) as session:
            _add(found, span.month(session, month))


def _add(found: Recounted, rebuilt: Found) -> None:
    if isinstance(rebuilt, sales.RebuiltSales):
        found.meetings += rebuilt.meetings
        found.deals += rebuilt.deals
    else:
        found.calls += rebuilt.calls
        found.days += bool(rebuilt.calls)
    found.differing += rebuilt.differing
    found.examples += rebuilt.examples[: rebuild.EXAMPLES - len(found.examples)]
