"""Sales numbers. Money is decimals as text, ``"1200.50"``, in whole units of the currency."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from dialer.api.schemas.base import DatabaseId, In, Out
from dialer.sales.report import SalesBy
from policies.vocabulary import PaymentType


class SalesQuery(In):
    from_: date = Field(alias="from")
    to: date
    group_by: SalesBy = SalesBy.CLOSER
    closer_id: DatabaseId | None = None
    setter_id: DatabaseId | None = None
    event_type_id: DatabaseId | None = None
    compare: Literal["previous"] | None = None


class RateOut(Out):
    """``value`` is ``count`` ÷ ``of``, null when there is nothing to divide by; each opens its meetings."""

    value: float | None
    count: int
    of: int
    count_url: str
    of_url: str


class CashSum(Out):
    deals: int
    value: str
    returned: str
    cash: str
    deals_url: str


class CashOut(Out):
    """Of one currency. ``cash`` is ``value`` less what was ``returned``."""

    currency: str
    all: CashSum
    by_payment_type: dict[PaymentType, CashSum]
    average_deal: str | None


class SalesCounts(Out):
    """How many meetings are which part. The first is the sum of the others."""

    meetings: int
    won: int
    recurring: int
    deposit: int
    owing_deal: int
    lost: int
    undecided: int
    no_show: int
    cancelled: int


class SalesFigures(Out):
    """``meetings_url`` finds the counted meetings; its ``sales`` narrows them to parts."""

    counts: SalesCounts
    closing: RateOut
    engagement: RateOut
    show: RateOut | None
    cash: list[CashOut]
    meetings_url: str
    deals_url: str


class SalesGroupOut(SalesFigures):
    key: str
    label: str


class SalesOut(Out):
    from_: date = Field(serialization_alias="from")
    to: date
    time_zone: str
    currency: str
    group_by: SalesBy
    groups: list[SalesGroupOut]
    totals: SalesFigures
    previous: SalesFigures | None
    formulas: dict[str, str]
    as_of: datetime
    waiting: int
    rebuilding: float | None
