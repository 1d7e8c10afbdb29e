"""Sales numbers as the API shows them, each with the list of meetings or deals that it counts."""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from datetime import date
from typing import Any
from urllib.parse import urlencode

from dialer.api.schemas.sales import CashOut, CashSum, RateOut, SalesCounts, SalesFigures, SalesGroupOut
from dialer.sales.report import Cash, CashBy, SalesBy, SalesGroup, SalesReport, SalesScope
from policies import sales
from policies.money import written
from policies.sales import Part, Rate
from policies.vocabulary import PaymentType

HEADINGS = (
    *("group", "meetings", *(part.value for part in Part), "closing_rate", "engagement_rate", "show_rate"),
    *("deals", "value", "returned", "cash", "currency"),
)
KEYS = {
    SalesBy.SETTER: "setter_id",
    SalesBy.EVENT_TYPE: "event_type_id",
    SalesBy.PRODUCT: "product_id",
    SalesBy.OBJECTION: "objection",
    SalesBy.REASON: "reason",
}


def group_out(group: SalesGroup, made: SalesReport, scope: SalesScope) -> SalesGroupOut:
    """A line of the report."""
    figures = figures_out(group, made, scope, key=group.key)
    return SalesGroupOut(key=group.key, label=group.label, **figures.model_dump())


def figures_out(
    group: SalesGroup, made: SalesReport, scope: SalesScope, *, key: str | None = None
) -> SalesFigures:
    """The numbers of a line, or with no key of all."""
    of_product = key is not None and scope.group_by is SalesBy.PRODUCT
    of = made.totals.counts if of_product else group.counts
    of_key = None if of_product else key
    closing, engagement = sales.closing_rate(group.counts, of), sales.engagement_rate(group.counts, of)
    show = sales.show_rate(group.counts)
    parts = astuple(group.counts)
    return SalesFigures(
        counts=SalesCounts(meetings=sum(parts), **{part.value: group.counts.of([part]) for part in Part}),
        closing=_rate(closing, scope, key, of_key, (Part.WON,), sales.CLOSING_OF),
        engagement=_rate(engagement, scope, key, of_key, sales.ENGAGED, sales.ENGAGEMENT_OF),
        show=None if of_product else _rate(show, scope, key, key, sales.HELD, sales.SHOW_OF),
        cash=_cash(group.cash, made.currency, scope, key),
        meetings_url=meetings_url(scope, key, Part),
        deals_url=deals_url(scope, key),
    )


def csv_rows(made: SalesReport, scope: SalesScope) -> Iterator[list[Any]]:
    """The groups in the order of HEADINGS; one with deals in several currencies has a row for each."""
    for group in made.groups:
        figures = group_out(group, made, scope)
        counts, (own, *others) = figures.counts, figures.cash
        parts = [getattr(counts, part.value) for part in Part]
        rates = [rate.value if rate else None for rate in (figures.closing, figures.engagement, figures.show)]
        for place, cash in enumerate([own, *(one for one in others if one.all.deals)]):
            numbers = [counts.meetings, *parts, *rates] if place == 0 else [None] * (len(parts) + 4)
            money = [cash.all.deals, cash.all.value, cash.all.returned, cash.all.cash, cash.currency]
            yield [group.label, *numbers, *money]


def meetings_url(scope: SalesScope, key: str | None, parts: Iterable[Part]) -> str:
    """The meetings of a group that are one of these parts, or with no key of all groups."""
    wanted = {"past": "true", "sales": ",".join(parts)} | _of_scope(scope, "host_id")
    return f"/api/meetings?{urlencode(wanted | _of_group(scope, key, 'host_id'), safe=',')}"


def deals_url(scope: SalesScope, key: str | None, **more: Any) -> str:
    """The deals of a group, or with no key of all groups."""
    wanted = {"counted": "true"} | _of_scope(scope, "closer_id") | _of_group(scope, key, "closer_id")
    return f"/api/deals?{urlencode(wanted | more)}"


def _rate(
    rate: Rate,
    scope: SalesScope,
    key: str | None,
    of_key: str | None,
    count: Iterable[Part],
    of: Iterable[Part],
) -> RateOut:
    return RateOut(
        value=rate.value,
        count=rate.count,
        of=rate.of,
        count_url=meetings_url(scope, key, count),
        of_url=meetings_url(scope, of_key, of),
    )


def _cash(found: CashBy, own: str, scope: SalesScope, key: str | None) -> list[CashOut]:
    """By currency, the company's own first and always there."""
    others = sorted({currency for currency, _ in found} - {own})
    return [_cash_in(found, currency, scope, key) for currency in (own, *others)]


def _cash_in(found: CashBy, currency: str, scope: SalesScope, key: str | None) -> CashOut:
    whole = Cash()
    by_type = {}
    for kind in PaymentType:
        part = found.get((currency, kind), Cash())
        whole.add(part)
        by_type[kind] = _sum(part, currency, deals_url(scope, key, payment_type=kind.value))
    average = sales.average_deal(whole.value - whole.returned, whole.deals)
    return CashOut(
        currency=currency,
        all=_sum(whole, currency, deals_url(scope, key)),
        by_payment_type=by_type,
        average_deal=None if average is None else written(average, currency),
    )


def _sum(cash: Cash, currency: str, url: str) -> CashSum:
    return CashSum(
        deals=cash.deals,
        value=written(cash.value, currency),
        returned=written(cash.returned, currency),
        cash=written(cash.value - cash.returned, currency),
        deals_url=url,
    )


def _of_scope(scope: SalesScope, closer: str) -> dict[str, Any]:
    asked = {closer: scope.closer_id, "setter_id": scope.setter_id, "event_type_id": scope.event_type_id}
    days = {"from": scope.first_day, "to": scope.last_day}
    return days | {name: value for name, value in asked.items() if value is not None}


def _of_group(scope: SalesScope, key: str | None, closer: str) -> dict[str, Any]:
    if key is None:
        return {}
    if scope.group_by is SalesBy.DAY:
        return {"from": key, "to": key}
    if scope.group_by is SalesBy.MONTH:
        year, month = (int(part) for part in key.split("-"))
        last = date(year, month, calendar.monthrange(year, month)[1])
        return {
            "from": max(date(year, month, 1), scope.first_day),
            "to": min(last, scope.last_day),
        }
    return {KEYS.get(scope.group_by, closer): key}
