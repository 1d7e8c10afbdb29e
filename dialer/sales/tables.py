"""Sales numbers read straight from meetings and deals: what they are by definition.

Who asks for one's own numbers, or for two things at once (a closer's products), is answered from here: tallies of every
combination would be as many as meetings. So is a team while the tallies of a change of its people are being made. The rows come by the indexes of meetings on their start,
and of deals on their date, alone or with the host, the booker, the event type or the closer.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from dialer.analytics.instants import local_day
from dialer.clock import DAY, day_start
from dialer.deals.worth import returned_by_deal
from dialer.models import Deal, Meeting
from dialer.people import Principal
from dialer.sales.groups import NO_KEY, Cash, Groups
from dialer.sales.parts import LIVE_DEAL, counted, deals_of, meetings_of, part
from dialer.sales.scope import BY_TIME, SalesBy, SalesScope
from policies.sales import Counts

EPOCH = date(1970, 1, 1)
OF_MEETING: dict[SalesBy, Any] = {
    SalesBy.CLOSER: Meeting.host_id,
    SalesBy.SETTER: Meeting.booked_by_id,
    SalesBy.EVENT_TYPE: Meeting.event_type_id,
    SalesBy.PRODUCT: Deal.product_id,
    SalesBy.OBJECTION: Meeting.objection,
    SalesBy.REASON: Meeting.reason,
}
OF_DEAL = OF_MEETING | {SalesBy.CLOSER: Deal.closer_id, SalesBy.DAY: Deal.day, SalesBy.MONTH: Deal.day}


def read_tables(
    session: Session, by: Principal, scope: SalesScope, time_zone: str, *, now: datetime
) -> Groups:
    """What this person may see of it, as it is now."""
    groups = Groups()
    for key, what, meetings in session.execute(_meetings(by, scope, time_zone, now=now)):
        groups[_key(scope.group_by, key)].counts.add(Counts(**{what: meetings}))
    for key, currency, kind, *sums in session.execute(_deals(by, scope)):
        cash = groups[_key(scope.group_by, key)].cash
        cash[currency, kind].add(Cash(*(int(one) for one in sums)))
    return groups


def _meetings(by: Principal, scope: SalesScope, zone: str, *, now: datetime) -> Select[Any]:
    if scope.group_by in BY_TIME:
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


def _key(group_by: SalesBy, key: Any) -> str:
    if key is None:
        return NO_KEY
    if group_by not in BY_TIME:
        return str(key)
    day = key if isinstance(key, date) else EPOCH + int(key) * DAY
    return day.isoformat()[: 7 if group_by is SalesBy.MONTH else 10]
