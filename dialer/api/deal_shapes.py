"""Deals, products and transactions as the API shows them."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from dialer import payments
from dialer.api.schemas.deals import (
    CurrencyTotal,
    DealEntryOut,
    DealLead,
    DealOut,
    DealSum,
    ProductOut,
)
from dialer.api.schemas.payments import TransactionOut
from dialer.api.schemas.session import Named
from dialer.deals import Total
from dialer.deals.shape import lead_shape, shape
from dialer.models import Deal, DealEntry, Lead, Product, Transaction
from policies.money import written
from policies.vocabulary import PaymentType


def deals_out(session: Session, rows: Sequence[Deal]) -> list[DealOut]:
    """Several deals."""
    return [DealOut(**one) for one in shape(session, rows)]


def deal_out(session: Session, row: Deal) -> DealOut:
    """One."""
    return deals_out(session, [row])[0]


def lead_out(lead: Lead) -> DealLead:
    """A lead beside a deal."""
    return DealLead(**lead_shape(lead))


def entry_out(row: DealEntry) -> DealEntryOut:
    """A line of a deal's history."""
    return DealEntryOut(
        act=row.act,
        by=Named(id=row.by.id, name=row.by.name) if row.by else None,
        at=row.at,
        reason=row.reason,
        before=row.before,
        after=row.after,
    )


def transactions_out(session: Session, rows: Sequence[Transaction]) -> list[TransactionOut]:
    """Several transactions."""
    used = payments.deals_of(session, [row.id for row in rows])
    return [_transaction(row, used.get(row.id)) for row in rows]


def _transaction(row: Transaction, deal_id: int | None) -> TransactionOut:
    return TransactionOut(
        id=row.id,
        processor=row.processor,
        external_id=row.external_id,
        amount=written(row.amount, row.currency),
        returned=written(payments.returned_of(row), row.currency),
        currency=row.currency,
        dispute=row.dispute,
        email=row.email,
        phone=row.phone,
        name=row.name,
        description=row.description,
        paid_at=row.paid_at,
        lead=Named(id=row.lead.id, name=row.lead.name) if row.lead else None,
        matched_by_hand=row.matched_by_id is not None,
        deal_id=deal_id,
    )


def product_out(row: Product, uses: int, sold: Sequence[Total] = ()) -> ProductOut:
    """A product, and what was sold of it."""
    return ProductOut(
        id=row.id,
        name=row.name,
        archived=row.archived_at is not None,
        deals=uses,
        sold=totals_out(sold),
        created_at=row.created_at,
    )


def totals_out(found: Sequence[Total]) -> list[CurrencyTotal]:
    """Sums by currency, each with its parts."""
    currencies = sorted({total.currency for total in found})
    return [_total([total for total in found if total.currency == currency]) for currency in currencies]


def _total(parts: list[Total]) -> CurrencyTotal:
    currency = parts[0].currency
    return CurrencyTotal(
        currency=currency,
        all=_sum(parts, currency),
        by_payment_type={
            kind: _sum([part for part in parts if part.payment_type is kind], currency)
            for kind in PaymentType
        },
    )


def _sum(parts: list[Total], currency: str) -> DealSum:
    value, returned = sum(part.value for part in parts), sum(part.returned for part in parts)
    return DealSum(
        deals=sum(part.deals for part in parts),
        value=written(value, currency),
        returned=written(returned, currency),
        net=written(value - returned, currency),
    )
