"""Sales numbers, read from meetings and deals."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from datetime import datetime as Instant
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from dialer import people
from dialer.analytics.instants import local_day
from dialer.clock import DAY, day_start
from dialer.deals.worth import returned_by_deal
from dialer.models import Deal, EventType, Meeting, Product, User
from dialer.people import Principal
from dialer.sales.parts import LIVE_DEAL, counted, deals_of, meetings_of, part
from policies import meeting_words
from policies.sales import Counts
from policies.vocabulary import MeetingReason, Objection, PaymentType

NO_KEY = "none"
EPOCH = date(1970, 1, 1)


class SalesBy(StrEnum):
    """What sales numbers are split by."""

    CLOSER = "closer"
    SETTER = "setter"
    EVENT_TYPE = "event_type"
    PRODUCT = "product"
    OBJECTION = "objection"
    REASON = "reason"
    DAY = "day"
    MONTH = "month"


OF_MEETING: dict[SalesBy, Any] = {
    SalesBy.CLOSER: Meeting.host_id,
    SalesBy.SETTER: Meeting.booked_by_id,
    SalesBy.EVENT_TYPE: Meeting.event_type_id,
    SalesBy.PRODUCT: Deal.product_id,
    SalesBy.OBJECTION: Meeting.objection,
    SalesBy.REASON: Meeting.reason,
}
OF_DEAL = OF_MEETING | {SalesBy.CLOSER: Deal.closer_id, SalesBy.DAY: Deal.day, SalesBy.MONTH: Deal.day}
NAMED: dict[SalesBy, Any] = {
    SalesBy.CLOSER: User,
    SalesBy.SETTER: User,
    SalesBy.EVENT_TYPE: EventType,
    SalesBy.PRODUCT: Product,
}
NO_LABELS = {
    SalesBy.SETTER: "Nobody of ours",
    SalesBy.EVENT_TYPE: "Without a meeting",
    SalesBy.PRODUCT: "No deal",
    SalesBy.OBJECTION: "No objection recorded",
    SalesBy.REASON: "No reason",
}


@dataclass(frozen=True, slots=True)
class SalesScope:
    """Which meetings and deals are counted: by a meeting's start and a deal's date. Both days are included."""

    first_day: date
    last_day: date
    group_by: SalesBy = SalesBy.CLOSER
    closer_id: int | None = None
    setter_id: int | None = None
    event_type_id: int | None = None

    def previous(self) -> "SalesScope":
        """The period of the same length just before."""
        length = self.last_day - self.first_day + timedelta(days=1)
        return replace(self, first_day=self.first_day - length, last_day=self.last_day - length)


@dataclass(slots=True)
class Cash:
    """What deals come to, in the currency's smallest unit."""

    deals: int = 0
    value: int = 0
    returned: int = 0

    def add(self, other: "Cash") -> None:
        """Add another's."""
        self.deals += other.deals
        self.value += other.value
        self.returned += other.returned


CashBy = dict[tuple[str, PaymentType], Cash]


@dataclass(slots=True)
class SalesGroup:
    """One line of a report."""

    key: str
    label: str = ""
    counts: Counts = field(default_factory=Counts)
    cash: CashBy = field(default_factory=lambda: defaultdict(Cash))


@dataclass(slots=True)
class SalesReport:
    """Groups that add up to the totals."""

    groups: list[SalesGroup]
    totals: SalesGroup
    time_zone: str
    currency: str


def sales_report(session: Session, by: Principal, scope: SalesScope, *, now: Instant) -> SalesReport:
    """Count meetings and sum up deals by ``scope.group_by`` as far as this person may see."""
    company = people.company_of(session, by.company_id)
    groups: dict[str, SalesGroup] = {}
    for key, what, meetings in session.execute(_meetings(by, scope, company.time_zone, now=now)):
        group = _group(groups, scope.group_by, key)
        group.counts.add(Counts(**{what: meetings}))
    for key, currency, kind, *sums in session.execute(_deals(by, scope)):
        group = _group(groups, scope.group_by, key)
        group.cash[currency, kind].add(Cash(*(int(one) for one in sums)))
    _name(session, groups, scope.group_by)
    ordered = sorted(groups.values(), key=_place(scope.group_by))
    return SalesReport(ordered, _total(ordered), company.time_zone, company.currency)


def _meetings(by: Principal, scope: SalesScope, zone: str, *, now: Instant) -> Select[Any]:
    if scope.group_by in (SalesBy.DAY, SalesBy.MONTH):
        key = local_day(Meeting.starts_at, scope.first_day, scope.last_day, zone)
    else:
        key = OF_MEETING[scope.group_by]
    key, what = key.label("grouped_by"), part().label("part")
    query: Any = select(key, what, func.count(Meeting.id))
    query = query.select_from(Meeting).outerjoin(Deal, LIVE_DEAL)
    begins, ends = day_start(scope.first_day, zone), day_start(scope.last_day + DAY, zone)
    query = query.where(Meeting.starts_at >= begins, Meeting.starts_at < ends, *counted(now=now))
    query = query.where(*meetings_of(by), *_narrowed(scope, Meeting.host_id))
    grouped: Select[Any] = query.group_by("grouped_by", "part")
    return grouped


def _deals(by: Principal, scope: SalesScope) -> Select[Any]:
    key, back = OF_DEAL[scope.group_by].label("grouped_by"), returned_by_deal()
    sums = (func.count(Deal.id), func.sum(Deal.value), func.sum(func.coalesce(back.c.returned, 0)))
    query = select(key, Deal.currency, Deal.payment_type, *sums).select_from(Deal)
    query = query.outerjoin(Meeting, Meeting.id == Deal.meeting_id)
    query = query.outerjoin(back, back.c.deal_id == Deal.id)
    query = query.where(Deal.day.between(scope.first_day, scope.last_day), Deal.voided_at.is_(None))
    query = query.where(*deals_of(by), *_narrowed(scope, Deal.closer_id))
    return query.group_by("grouped_by", Deal.currency, Deal.payment_type)


def _narrowed(scope: SalesScope, closer: Any) -> Iterable[ColumnElement[bool]]:
    wanted = (
        (closer, scope.closer_id),
        (Meeting.booked_by_id, scope.setter_id),
        (Meeting.event_type_id, scope.event_type_id),
    )
    return [column == value for column, value in wanted if value is not None]


def _group(groups: dict[str, SalesGroup], group_by: SalesBy, key: Any) -> SalesGroup:
    word = _key(group_by, key)
    return groups.setdefault(word, SalesGroup(word))


def _key(group_by: SalesBy, key: Any) -> str:
    if key is None:
        return NO_KEY
    if group_by not in (SalesBy.DAY, SalesBy.MONTH):
        return str(key)
    day = key if isinstance(key, date) else EPOCH + int(key) * DAY
    return day.isoformat()[: 7 if group_by is SalesBy.MONTH else 10]


def _name(session: Session, groups: dict[str, SalesGroup], group_by: SalesBy) -> None:
    labels: dict[str, str] = {}
    if table := NAMED.get(group_by):
        ids = [int(key) for key in groups if key != NO_KEY]
        names = session.execute(select(table.id, table.name).where(table.id.in_(ids)))
        labels = {str(row_id): name for row_id, name in names}
    for group in groups.values():
        if group.key == NO_KEY:
            group.label = NO_LABELS.get(group_by, "None")
        elif group_by is SalesBy.OBJECTION:
            group.label = meeting_words.OVERCOME[Objection(group.key)][0]
        elif group_by is SalesBy.REASON:
            group.label = meeting_words.REASONS[MeetingReason(group.key)][0]
        else:
            group.label = labels.get(group.key, group.key)


def _place(group_by: SalesBy) -> Any:
    """Time forward, words as they are offered, everybody and everything else by cash, "none" last."""
    if group_by in (SalesBy.DAY, SalesBy.MONTH):
        return lambda group: group.key
    words: list[str] = [*Objection] if group_by is SalesBy.OBJECTION else [*MeetingReason]
    if group_by in (SalesBy.OBJECTION, SalesBy.REASON):
        return lambda group: words.index(group.key) if group.key in words else len(words)
    return lambda group: (group.key == NO_KEY, -sum(one.value for one in group.cash.values()), group.label)


def _total(groups: list[SalesGroup]) -> SalesGroup:
    whole = SalesGroup("all", "All")
    for group in groups:
        whole.counts.add(group.counts)
        for key, cash in group.cash.items():
            whole.cash[key].add(cash)
    return whole
