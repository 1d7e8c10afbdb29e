"""``dialer recount``: every company's days, one transaction each, while everything else goes on."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from dialer import clock
from dialer.analytics import rebuild
from dialer.db import EVERYWHERE, reading, transaction
from dialer.models import Company


@dataclass(slots=True)
class Recounted:
    """What came of it."""

    calls: int = 0
    days: int = 0
    differing: int = 0
    examples: list[str] = field(default_factory=list)


def recount(since: date, bar: Any) -> Recounted:
    """Count everything since a day again; ``bar`` is told how far it is, as a part of one."""
    with reading(EVERYWHERE) as session:
        company_ids = list(session.scalars(select(Company.id).order_by(Company.id)))
    found = Recounted()
    spans = {company_id: _span(company_id, since) for company_id in company_ids}
    length = sum(max(0, (last - first).days + 1) for first, last in spans.values())
    bar.length = max(1, length)
    for company_id, (first, last) in spans.items():
        _recount_company(company_id, first, last, found, bar)
    if not length:
        bar.update(1)
    return found


def _span(company_id: int, since: date) -> tuple[date, date]:
    with transaction(company_id) as session:
        return rebuild.days_to_count(session, since, now=clock.now())


def _recount_company(company_id: int, first: date, last: date, found: Recounted, bar: Any) -> None:
    for month in rebuild.months_between(first, last.replace(month=12)):
        for day in rebuild.days_between(max(first, month), min(last, rebuild.last_day_of(month))):
            with transaction(company_id) as session:
                rebuilt = rebuild.rebuild_day(session, day)
            _add(found, rebuilt)
            found.days += bool(rebuilt.calls)
            bar.update(1)
        with transaction(company_id) as session:
            _add(found, rebuild.rebuild_month(session, month))


def _add(found: Recounted, rebuilt: rebuild.Rebuilt) -> None:
    found.calls += rebuilt.calls
    found.differing += rebuilt.differing
    found.examples += rebuilt.examples[: rebuild.EXAMPLES - len(found.examples)]
