"""Deals: what sales became."""

from datetime import UTC, datetime, time

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import clock, deals, leads, people
from dialer.api import wire
from dialer.api.deal_shapes import deal_out, deals_out, entry_out, lead_out, totals_out, transactions_out
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.deals import (
    DealChange,
    DealFilters,
    DealIn,
    DealOut,
    DealPage,
    DealQuery,
    DealTotals,
    OwedDealOut,
    OwedDeals,
    PaymentTypeMeaning,
    ProposalOut,
    ProposalQuery,
    VoidIn,
)
from dialer.api.schemas.session import Named
from dialer.db import reading, transaction
from dialer.errors import Invalid, NotFound
from dialer.models import Deal, Meeting
from policies.currencies import decimals
from policies.deals import MEANINGS
from policies.permissions import Action

NEEDED = ("product_id", "date", "payment_type", "closer_id", "value", "transaction_ids")  # never null
bp = Blueprint("deals", __name__, url_prefix="/api/deals")


@bp.get("")
@describe(Page[DealOut], query=DealQuery, tag="deals")
@allowed(Action.LOOK)
def list_deals() -> ResponseReturnValue:
    """Deals that you may see, the latest date first. ``state`` is ``live`` unless you say ``voided`` or ``all``."""
    asked = wire.query(DealQuery)
    cursor = wire.moment_cursor(asked)
    after = deals.Place(cursor[0].date(), cursor[1]) if cursor else None
    with reading(me().company_id) as session:
        rows = deals.list_deals(session, me(), filters_of(asked), after=after, limit=asked.limit + 1)
        shown, following = wire.page(rows, asked.limit, _moment)
        return wire.answer(Page[DealOut](items=deals_out(session, shown), next=following))


@bp.get("/totals")
@describe(DealTotals, query=DealFilters, tag="deals")
@allowed(Action.LOOK)
def deal_totals() -> ResponseReturnValue:
    """What the deals of a list come to, by currency and payment type; voided ones are worth nothing."""
    filters = filters_of(wire.query(DealFilters))
    with reading(me().company_id) as session:
        return wire.answer(DealTotals(items=totals_out(deals.totals(session, me(), filters))))


@bp.get("/owed")
@describe(OwedDeals, tag="deals")
@allowed(Action.LOOK)
def owed_deals() -> ResponseReturnValue:
    """Sales that were saved without their deal, the oldest first."""
    with reading(me().company_id) as session:
        items = [
            OwedDealOut(
                meeting_id=owed.meeting.id,
                starts_at=owed.meeting.starts_at,
                outcome_at=owed.meeting.outcome_at,
                lead=lead_out(owed.lead),
                host=Named(id=owed.host.id, name=owed.host.name),
            )
            for owed in deals.owed_deals(session, me())
        ]
    return wire.answer(OwedDeals(items=items))


@bp.get("/proposal")
@describe(ProposalOut, query=ProposalQuery, tag="deals")
@allowed(Action.LOOK)
def propose_deal() -> ResponseReturnValue:
    """What the form of a new deal starts with, for a lead or for a meeting that was a sale."""
    asked = wire.query(ProposalQuery)
    with reading(me().company_id) as session:
        meeting = session.get(Meeting, asked.meeting_id) if asked.meeting_id else None
        if asked.meeting_id and meeting is None:
            raise NotFound("There is no such meeting.")
        lead_id = meeting.lead_id if meeting else asked.lead_id
        if lead_id is None:
            raise Invalid("lead_id: say whose deal it will be, or give a meeting_id.")
        lead = leads.find_lead(session, lead_id)
        company = people.company_of(session, me().company_id)
        found = deals.propose(session, lead.id, meeting)
        return wire.answer(
            ProposalOut(
                lead=lead_out(lead),
                is_customer=found.is_customer,
                payment_type=found.payment_type,
                payment_types=[
                    PaymentTypeMeaning(payment_type=kind, label=kind.value.capitalize(), meaning=meaning)
                    for kind, meaning in MEANINGS.items()
                ],
                currency=company.currency,
                decimals=decimals(company.currency),
                today=clock.local_day_and_hour(clock.now(), company.time_zone)[0],
                earlier=deals_out(session, found.earlier),
            )
        )


@bp.post("")
@describe(DealOut, status=201, body=DealIn, tag="deals")
@allowed(Action.LOOK)
def add_deal() -> ResponseReturnValue:
    """Record a deal: ``value`` in the company's currency, or ``transaction_ids`` that it is the sum of."""
    given = wire.body(DealIn).model_dump()
    wanted = deals.NewDeal(day=given.pop("date"), **given)
    with transaction(me().company_id) as session:
        made = deals.make_deal(session, me(), wanted, now=clock.now())
        return wire.answer(deal_out(session, deals.find_deal(session, made.id, me())), 201)


@bp.get("/<int:deal_id>")
@describe(DealPage, tag="deals")
@allowed(Action.LOOK)
def get_deal(deal_id: int) -> ResponseReturnValue:
    """One deal with its transactions, history, and the deals before and after it."""
    with reading(me().company_id) as session:
        found = deals.find_deal(session, deal_id, me())
        permit(Action.LOOK)
        return wire.answer(_page(session, found))


@bp.patch("/<int:deal_id>")
@describe(DealOut, body=DealChange, tag="deals")
@allowed(Action.LOOK)
def change_deal(deal_id: int) -> ResponseReturnValue:
    """Change what was recorded; ``transaction_ids: []`` takes its transactions off."""
    with transaction(me().company_id) as session:
        found = deals.find_deal(session, deal_id, me())
        permit(Action.LOOK)
        deals.require_own(found, me())
        row = deals.lock_deal(session, found.id)
        given = wire.body(DealChange).model_dump(exclude_unset=True)
        version = given.pop("version", None)
        if empty := [name for name in NEEDED if name in given and given[name] is None]:
            raise Invalid(f"{empty[0]}: this is needed; leave it out to keep it.")
        if "date" in given:
            given["day"] = given.pop("date")
        change = deals.Change(given=frozenset(given), **given)
        deals.change_deal(session, me(), row, change, version=version, now=clock.now())
        session.expire(row)
        return wire.answer(deal_out(session, deals.find_deal(session, deal_id, me())))


@bp.post("/<int:deal_id>/void")
@describe(DealOut, body=VoidIn, tag="deals")
@allowed(Action.LOOK)
def void_deal(deal_id: int) -> ResponseReturnValue:
    """Take a deal back, with a reason. It stays listed among the voided, and its transactions are free."""
    with transaction(me().company_id) as session:
        found = deals.find_deal(session, deal_id, me())
        permit(Action.LOOK)
        deals.require_own(found, me())
        row = deals.lock_deal(session, found.id)
        given = wire.body(VoidIn)
        deals.void_deal(session, me(), row, given.reason, version=given.version, now=clock.now())
        return wire.answer(deal_out(session, deals.find_deal(session, deal_id, me())))


def filters_of(asked: DealFilters) -> deals.Filters:
    """What the address asks for. Raises Invalid for a period that runs backwards."""
    if asked.from_ and asked.to and asked.to < asked.from_:
        raise Invalid("'to' is before 'from'.")
    same = ("state", "payment_type", "product_id", "closer_id", "lead_id", "meeting_id")
    of_meeting = ("event_type_id", "setter_id", "objection", "reason")
    more = ("from_transactions", "returned", "counted", *of_meeting)
    chosen = {name: getattr(asked, name) for name in (*same, *more)}
    return deals.Filters(**chosen, text=asked.q, first_day=asked.from_, last_day=asked.to)


def _moment(deal: Deal) -> str:
    place = deals.place_of(deal)
    return wire.moment(datetime.combine(place.day, time(), UTC), place.deal_id)


def _page(session: Session, found: Deal) -> DealPage:
    earlier, later = deals.around(session, me(), found)
    return DealPage(
        deal=deal_out(session, found),
        transactions=transactions_out(session, deals.transactions_of(session, found.id)),
        earlier=deal_out(session, earlier) if earlier else None,
        later=deals_out(session, later),
        history=[entry_out(row) for row in deals.history_of(session, found.id)],
        may_change=found.closer_id == me().user_id or me().may(Action.MANAGE_DEALS),
    )
