"""What pays for a deal, and what is left of it after refunds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, joinedload

from dialer import payments
from dialer.errors import Conflict
from dialer.models import Deal, DealTransaction, Transaction
from policies import money
from policies.deals import DealDenial, Payment, decide_payments
from policies.vocabulary import Dispute

SENTENCES = {
    DealDenial.USED: "A transaction pays for another deal already. Take it off that deal, or choose another.",
    DealDenial.OTHER_LEAD: "A transaction is matched to another lead. Match it to this one first.",
    DealDenial.MIXED: "The transactions are in several currencies. Make a deal for each.",
    DealDenial.GIVEN_BACK: "A transaction was given back in full, so it pays for nothing.",
}


@dataclass(frozen=True, slots=True)
class Worth:
    """What went back of a deal's transactions, in the smallest unit, and whether one is disputed."""

    transactions: int = 0
    returned: int = 0
    disputed: bool = False


def transactions_of(session: Session, deal_id: int) -> list[Transaction]:
    """What pays for a deal now."""
    query = select(Transaction).join(DealTransaction, DealTransaction.transaction_id == Transaction.id)
    query = query.where(DealTransaction.deal_id == deal_id).options(joinedload(Transaction.lead))
    bound = query.where(DealTransaction.freed_at.is_(None)).order_by(Transaction.paid_at)
    return list(session.scalars(bound))


def worth_of(session: Session, deal_ids: Sequence[int]) -> dict[int, Worth]:
    """For each of these deals what its transactions say of it."""
    query = select(DealTransaction.deal_id, Transaction).join(
        Transaction, Transaction.id == DealTransaction.transaction_id
    )
    query = query.where(DealTransaction.deal_id.in_(deal_ids), DealTransaction.freed_at.is_(None))
    rows: dict[int, list[Transaction]] = defaultdict(list)
    for deal_id, row in session.execute(query):
        rows[deal_id].append(row)
    return {
        deal_id: Worth(
            transactions=len(paid),
            returned=sum(payments.returned_of(row) for row in paid),
            disputed=any(row.dispute is Dispute.OPEN for row in paid),
        )
        for deal_id, paid in rows.items()
    }


def returned_by_deal() -> Any:
    """Of each deal with transactions, how much of them went back; to be joined by ``deal_id``."""
    query = select(DealTransaction.deal_id, func.sum(_gone()).label("returned"))
    query = query.join(Transaction, Transaction.id == DealTransaction.transaction_id)
    return query.where(DealTransaction.freed_at.is_(None)).group_by(DealTransaction.deal_id).subquery()


def returned_of_deal() -> Any:
    """The same of the deal at hand, in a query of few."""
    query = select(func.coalesce(func.sum(_gone()), 0)).select_from(DealTransaction)
    query = query.join(Transaction, Transaction.id == DealTransaction.transaction_id)
    bound = query.where(DealTransaction.deal_id == Deal.id, DealTransaction.freed_at.is_(None))
    return bound.correlate(Deal).scalar_subquery()


def bind(session: Session, deal: Deal, ids: list[int], *, now: datetime) -> int:
    """Let exactly these pay for the deal; what they are worth together. Raises Conflict."""
    rows = payments.lock_transactions(session, ids)
    in_deals = payments.deals_of(session, ids)
    facts = [_payment(row, in_deals.get(row.id)) for row in rows]
    worth = decide_payments(facts, lead_id=deal.lead_id, currency=deal.currency, deal_id=deal.id)
    if isinstance(worth, DealDenial):
        raise Conflict(_sentence(worth, rows, deal.currency), code=worth)
    free(session, deal, now=now, keep=ids)
    for row in rows:
        if row.id not in in_deals:
            session.add(DealTransaction(deal_id=deal.id, transaction_id=row.id, bound_at=now))
        if row.lead_id is None:
            row.lead_id, row.matched_at = deal.lead_id, now
    session.flush()
    return worth


def free(session: Session, deal: Deal, *, now: datetime, keep: Sequence[int] = ()) -> None:
    """Let the deal's transactions pay for others again."""
    query = select(DealTransaction).where(
        DealTransaction.deal_id == deal.id, DealTransaction.freed_at.is_(None)
    )
    for row in session.scalars(query):
        if row.transaction_id not in keep:
            row.freed_at = now
    session.flush()


def _gone() -> Any:
    return case(
        (Transaction.dispute == Dispute.LOST, Transaction.amount),
        (Transaction.refunded > Transaction.amount, Transaction.amount),
        else_=Transaction.refunded,
    )


def _payment(row: Transaction, in_deal: int | None) -> Payment:
    return Payment(row.amount, row.currency, payments.returned_of(row), row.lead_id, in_deal)


def _sentence(denial: DealDenial, rows: list[Transaction], currency: str) -> str:
    if denial is not DealDenial.OTHER_CURRENCY:
        return SENTENCES[denial]
    row = next(row for row in rows if row.currency != currency)
    said = f"{money.written(row.amount, row.currency)} {row.currency}"
    return (
        f"The deal is in {currency}, the transaction is {said}. Write the deal's value in {currency} instead."
    )
