"""What was paid, as the processors say."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import clock, leads, payments, people
from dialer.api import wire
from dialer.api.deal_shapes import transactions_out
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.payments import MatchIn, TransactionOut, TransactionQuery
from dialer.db import reading, transaction
from dialer.errors import Invalid
from dialer.models import Transaction
from policies.permissions import Action

bp = Blueprint("transactions", __name__, url_prefix="/api/transactions")


@bp.get("")
@describe(Page[TransactionOut], query=TransactionQuery, tag="deals")
@allowed(Action.LOOK)
def list_transactions() -> ResponseReturnValue:
    """The newest first; ``unused=true`` those in no deal, ``matched=false`` those of no lead, ``lead_id`` one's."""
    asked = wire.query(TransactionQuery)
    if asked.from_ and asked.to and asked.to < asked.from_:
        raise Invalid("'to' is before 'from'.")
    cursor = wire.moment_cursor(asked)
    after = payments.Place(*cursor) if cursor else None
    filters = payments.Filters(
        unused=asked.unused,
        matched=asked.matched,
        lead_id=asked.lead_id,
        text=asked.q,
        first_day=asked.from_,
        last_day=asked.to,
    )
    with reading(me().company_id) as session:
        zone = people.company_of(session, me().company_id).time_zone
        rows = payments.list_transactions(
            session, filters, time_zone=zone, after=after, limit=asked.limit + 1
        )
        shown, following = wire.page(rows, asked.limit, lambda row: wire.moment(*payments.place_of(row)))
        return wire.answer(Page[TransactionOut](items=transactions_out(session, shown), next=following))


@bp.put("/<int:transaction_id>/lead")
@describe(TransactionOut, body=MatchIn, tag="deals")
@allowed(Action.LOOK)
def match_transaction(transaction_id: int) -> ResponseReturnValue:
    """Say whose it is; ``null`` that nobody knows. 409 ``transaction_used`` while it pays for a deal."""
    with transaction(me().company_id) as session:
        found = payments.find_transaction(session, transaction_id)
        permit(Action.LOOK)
        given = wire.body(MatchIn)
        lead = leads.find_lead(session, given.lead_id) if given.lead_id else None
        (row,) = payments.lock_transactions(session, [found.id])
        payments.match_transaction(session, me(), row, lead, now=clock.now())
        return wire.answer(_one(session, row))


def _one(session: Session, row: Transaction) -> TransactionOut:
    return transactions_out(session, [row])[0]
