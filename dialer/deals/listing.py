"""Lists of deals, their sums, and the sales that still owe one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from dialer.deals.customers import SOLD
from dialer.deals.worth import returned_by_deal, worth_of
from dialer.errors import NotFound
from dialer.models import Deal, DealEntry, DealTransaction, Lead, Meeting, Product, Transaction, User
from dialer.people import Principal
from dialer.sales.parts import deals_of
from policies import money
from policies.permissions import Action
from policies.vocabulary import Dispute, MeetingReason, Objection, PaymentType

NoneOf = Literal["none"]
HEADINGS = (
    *("deal", "date", "lead", "organisation", "product", "payment_type", "closer", "value", "returned"),
    *("currency", "meeting", "earlier_deal", "voided", "void_reason"),
)


class DealState(StrEnum):
    """Which deals a list shows."""

    LIVE = "live"
    VOIDED = "voided"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of deals is narrowed to; both days are included."""

    state: DealState = DealState.LIVE
    text: str = ""
    payment_type: PaymentType | None = None
    product_id: int | NoneOf | None = None
    closer_id: int | None = None
    lead_id: int | None = None
    meeting_id: int | None = None
    from_transactions: bool | None = None
    returned: bool | None = None  # only those of whose money something went back
    first_day: date | None = None
    last_day: date | None = None
    # Of the meeting whose sale it is; "none" finds deals without a meeting as well.
    event_type_id: int | NoneOf | None = None
    setter_id: int | NoneOf | None = None
    objection: Objection | NoneOf | None = None
    reason: MeetingReason | NoneOf | None = None
    counted: bool = False  # only those that are in the person's own sales numbers

    @property
    def of_meeting(self) -> dict[Any, Any]:
        """What the meeting must be."""
        asked = {
            Meeting.event_type_id: self.event_type_id,
            Meeting.booked_by_id: self.setter_id,
            Meeting.objection: self.objection,
            Meeting.reason: self.reason,
        }
        return {column: value for column, value in asked.items() if value is not None}


class Place(NamedTuple):
    """Where in the list a deal stands."""

    day: date
    deal_id: int


@dataclass(frozen=True, slots=True)
class Total:
    """What the deals of one currency come to, in its smallest unit."""

    currency: str
    payment_type: PaymentType
    deals: int
    value: int
    returned: int


@dataclass(frozen=True, slots=True)
class OwedDeal:
    """A sale that was saved without its deal."""

    meeting: Meeting
    lead: Lead
    host: User


def place_of(deal: Deal) -> Place:
    """Its place."""
    return Place(deal.day, deal.id)


def find_deal(session: Session, deal_id: int, by: Principal) -> Deal:
    """A deal that this person may see. Raises NotFound."""
    found = session.scalar(_with_names(_visible(select(Deal).where(Deal.id == deal_id), by)))
    if found is None:
        raise NotFound("There is no such deal, or you may not see it.")
    return found


def list_deals(
    session: Session, by: Principal, filters: Filters, *, after: Place | None, limit: int
) -> list[Deal]:
    """Those the person may see and the filters let through, the latest date first."""
    query = _with_names(_narrow(_visible(select(Deal), by), by, filters))
    if after is not None:
        same_day = and_(Deal.day == after.day, Deal.id < after.deal_id)
        query = query.where(or_(Deal.day < after.day, same_day))
    return list(session.scalars(query.order_by(Deal.day.desc(), Deal.id.desc()).limit(limit)))


def totals(session: Session, by: Principal, filters: Filters) -> list[Total]:
    """What these deals come to, by currency and payment type. Voided ones are worth nothing."""
    return [_total(*row) for row in session.execute(_summed(by, filters))]


def sold_by_product(session: Session, by: Principal) -> dict[int, list[Total]]:
    """What the deals that one may see come to, for each product that is in one."""
    sold: dict[int, list[Total]] = defaultdict(list)
    for product_id, *row in session.execute(_summed(by, Filters(), Deal.product_id)):
        sold[product_id].append(_total(*row))
    return sold


def _summed(by: Principal, filters: Filters, *more: Any) -> Any:
    keys = (*more, Deal.currency, Deal.payment_type)
    back = returned_by_deal()
    sums = (func.count(Deal.id), func.sum(Deal.value), func.sum(func.coalesce(back.c.returned, 0)))
    query: Any = select(*keys, *sums).select_from(Deal).outerjoin(back, back.c.deal_id == Deal.id)
    query = _narrow(_visible(query.where(Deal.voided_at.is_(None)), by), by, filters)
    return query.group_by(*keys).order_by(Deal.currency)


def _total(currency: str, kind: PaymentType, deals: int, value: int, returned: int) -> Total:
    return Total(currency, kind, deals, int(value), int(returned))


def owed_deals(session: Session, by: Principal, *, limit: int = 200) -> list[OwedDeal]:
    """Sales without a deal, the oldest first: one's own, or those of everybody one looks after."""
    has_deal = exists().where(Deal.meeting_id == Meeting.id, Deal.voided_at.is_(None))
    query = select(Meeting).where(*SOLD, ~has_deal)
    if not _sees_all(by):
        own = [Meeting.host_id == by.user_id]
        if by.may(Action.SEE_TEAM):
            own.append(Meeting.host_id.in_(select(User.id).where(User.team_id == by.team_id)))
        query = query.where(or_(*own))
    query = query.options(joinedload(Meeting.lead), joinedload(Meeting.host)).order_by(Meeting.starts_at)
    return [OwedDeal(row, row.lead, row.host) for row in session.scalars(query.limit(limit))]


def history_of(session: Session, deal_id: int) -> list[DealEntry]:
    """What was done to a deal, the oldest first."""
    query = select(DealEntry).where(DealEntry.deal_id == deal_id).order_by(DealEntry.id)
    return list(session.scalars(query.options(joinedload(DealEntry.by))))


def around(session: Session, by: Principal, deal: Deal) -> tuple[Deal | None, list[Deal]]:
    """The deal that this one goes on with, and those that go on with it, as far as the person may see them."""
    query = _with_names(_visible(select(Deal), by))
    later = query.where(Deal.earlier_deal_id == deal.id).order_by(Deal.day, Deal.id)
    earlier = session.scalar(query.where(Deal.id == deal.earlier_deal_id)) if deal.earlier_deal_id else None
    return earlier, list(session.scalars(later))


def export_page(
    session: Session, by: Principal, filters: Filters, *, after: Place | None, limit: int
) -> tuple[list[tuple[Any, ...]], Place | None]:
    """Rows in the order of HEADINGS, and where the next page begins; None after the last."""
    found = list_deals(session, by, filters, after=after, limit=limit)
    worth = worth_of(session, [row.id for row in found])
    rows = [_row(row, worth[row.id].returned if row.id in worth else 0) for row in found]
    return rows, place_of(found[-1]) if len(found) == limit else None


def _row(deal: Deal, returned: int) -> tuple[Any, ...]:
    return (
        *(deal.id, deal.day.isoformat(), deal.lead.name, deal.lead.organisation, deal.product.name),
        *(deal.payment_type.value, deal.closer.name, money.written(deal.value, deal.currency)),
        *(money.written(returned, deal.currency), deal.currency, deal.meeting_id, deal.earlier_deal_id),
        *(deal.voided_at.isoformat() if deal.voided_at else None, deal.void_reason),
    )


def _with_names(query: Select[Deal]) -> Select[Deal]:
    return query.options(
        joinedload(Deal.lead), joinedload(Deal.closer), joinedload(Deal.product), joinedload(Deal.meeting)
    )


def _sees_all(by: Principal) -> bool:
    return by.may(Action.SEE_COMPANY) or (by.may(Action.SEE_TEAM) and by.team_id is None)


def _visible(query: Select[Any], by: Principal) -> Select[Any]:
    """One's own deals and those of one's meetings and leads; the team's and of its meetings; or the company's."""
    if _sees_all(by):
        return query
    people: Any = [by.user_id]
    if by.may(Action.SEE_TEAM):
        people = select(User.id).where(or_(User.team_id == by.team_id, User.id == by.user_id))
    booked = or_(Meeting.host_id.in_(people), Meeting.booked_by_id.in_(people))
    own = [
        Deal.closer_id.in_(people),
        Deal.created_by_id == by.user_id,
        Deal.lead_id.in_(select(Lead.id).where(Lead.owner_id == by.user_id)),
        Deal.meeting_id.in_(select(Meeting.id).where(booked)),
    ]
    return query.where(or_(*own))


def _narrow(query: Select[Any], by: Principal, filters: Filters) -> Select[Any]:
    equal = {
        Deal.payment_type: filters.payment_type,
        Deal.product_id: filters.product_id,
        Deal.closer_id: filters.closer_id,
        Deal.lead_id: filters.lead_id,
        Deal.meeting_id: filters.meeting_id,
    }
    found = [
        column.is_(None) if value == "none" else column == value
        for column, value in equal.items()
        if value is not None
    ]
    if filters.state is not DealState.ALL:
        gone = Deal.voided_at.is_not(None)
        found.append(gone if filters.state is DealState.VOIDED else ~gone)
    if filters.first_day is not None:
        found.append(Deal.day >= filters.first_day)
    if filters.last_day is not None:
        found.append(Deal.day <= filters.last_day)
    if filters.counted:
        found += deals_of(by)
    return query.where(*found, *_of_meeting(filters), *_looked_for(filters))


def _of_meeting(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for column, value in filters.of_meeting.items():
        matching = column.is_(None) if value == "none" else column == value
        with_such = Deal.meeting_id.in_(select(Meeting.id).where(matching))
        found.append(or_(with_such, Deal.meeting_id.is_(None)) if value == "none" else with_such)
    return found


def _looked_for(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.text.strip():
        words = filters.text.strip().lower()
        of_lead = select(Lead.id).where(
            or_(
                *(
                    func.lower(each).contains(words, autoescape=True)
                    for each in (Lead.name, Lead.organisation)
                )
            )
        )
        of_product = select(Product.id).where(func.lower(Product.name).contains(words, autoescape=True))
        found.append(or_(Deal.lead_id.in_(of_lead), Deal.product_id.in_(of_product)))
    bound = select(DealTransaction.deal_id).where(DealTransaction.freed_at.is_(None))
    if filters.from_transactions is not None:
        found.append(Deal.id.in_(bound) if filters.from_transactions else Deal.id.not_in(bound))
    if filters.returned is not None:
        gone_back = or_(Transaction.refunded > 0, Transaction.dispute == Dispute.LOST)
        went_back = bound.join(Transaction, Transaction.id == DealTransaction.transaction_id).where(gone_back)
        found.append(Deal.id.in_(went_back) if filters.returned else Deal.id.not_in(went_back))
    return found
