"""Transactions: what was paid, by whom, and which deal it is for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from dialer import audit, leads, nudges
from dialer.clock import DAY, day_start
from dialer.errors import Conflict, Invalid, NotFound
from dialer.models import DealTransaction, Lead, Transaction
from dialer.people import Principal
from policies import deals as policy

FIRST_DAY, LAST_DAY = date(1970, 1, 2), date(9000, 1, 1)  # further away nothing was paid
BOUND = select(DealTransaction.transaction_id).where(DealTransaction.freed_at.is_(None))


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to. ``lead_id`` also finds the unmatched ones that bear the lead's address."""

    unused: bool | None = None
    matched: bool | None = None
    lead_id: int | None = None
    text: str = ""
    first_day: date | None = None
    last_day: date | None = None


class Place(NamedTuple):
    """Where in the list a transaction stands."""

    at: datetime
    transaction_id: int


def place_of(row: Transaction) -> Place:
    """Its place."""
    return Place(row.paid_at, row.id)


def list_transactions(
    session: Session, filters: Filters, *, time_zone: str, after: Place | None, limit: int
) -> list[Transaction]:
    """The newest first."""
    query = _narrow(session, select(Transaction), filters, time_zone)
    if after is not None:
        same_time = and_(Transaction.paid_at == after.at, Transaction.id < after.transaction_id)
        query = query.where(or_(Transaction.paid_at < after.at, same_time))
    query = query.options(joinedload(Transaction.lead))
    return list(
        session.scalars(query.order_by(Transaction.paid_at.desc(), Transaction.id.desc()).limit(limit))
    )


def _narrow(
    session: Session, query: Select[Transaction], filters: Filters, time_zone: str
) -> Select[Transaction]:
    if filters.unused is not None:
        query = query.where(Transaction.id.not_in(BOUND) if filters.unused else Transaction.id.in_(BOUND))
    if filters.matched is not None:
        has_lead = Transaction.lead_id.is_not(None)
        query = query.where(has_lead if filters.matched else ~has_lead)
    if filters.lead_id is not None:
        query = query.where(_of(session, filters.lead_id))
    if filters.text:
        words = filters.text.strip().lower()
        columns = (Transaction.name, Transaction.email, Transaction.external_id, Transaction.description)
        query = query.where(or_(*(func.lower(each).contains(words, autoescape=True) for each in columns)))
    if filters.first_day is not None:
        query = query.where(
            Transaction.paid_at >= day_start(min(max(filters.first_day, FIRST_DAY), LAST_DAY), time_zone)
        )
    if filters.last_day is not None:
        query = query.where(
            Transaction.paid_at < day_start(max(min(filters.last_day, LAST_DAY), FIRST_DAY) + DAY, time_zone)
        )
    return query


def _of(session: Session, lead_id: int) -> ColumnElement[bool]:
    lead = leads.find_lead(session, lead_id)
    own = [Transaction.phone == lead.phone]
    if lead.email:
        own.append(Transaction.email == lead.email.strip().lower())
    return or_(Transaction.lead_id == lead_id, and_(Transaction.lead_id.is_(None), or_(*own)))


def of_lead(session: Session, lead_id: int) -> list[Transaction]:
    """All that a lead paid."""
    return list(session.scalars(select(Transaction).where(Transaction.lead_id == lead_id)))


def find_transaction(session: Session, transaction_id: int) -> Transaction:
    """The transaction with this number. Raises NotFound."""
    found = session.get(Transaction, transaction_id)
    if found is None:
        raise NotFound("There is no such transaction.")
    return found


def lock_transactions(session: Session, ids: list[int]) -> list[Transaction]:
    """These, locked until the transaction ends. Raises Invalid for one that is not there."""
    query = select(Transaction).where(Transaction.id.in_(ids)).order_by(Transaction.id).with_for_update()
    found = list(session.scalars(query.execution_options(populate_existing=True)))
    if missing := set(ids) - {row.id for row in found}:
        raise Invalid(f"transaction_ids: there is no transaction {min(missing)}.")
    return found


def deals_of(session: Session, ids: list[int]) -> dict[int, int]:
    """Which live deal each of these pays for."""
    query = select(DealTransaction.transaction_id, DealTransaction.deal_id)
    query = query.where(DealTransaction.transaction_id.in_(ids), DealTransaction.freed_at.is_(None))
    return {row_id: found for row_id, found in session.execute(query)}


def returned_of(row: Transaction) -> int:
    """How much of it went back."""
    return policy.returned(row.amount, row.refunded, row.dispute)


def match_transaction(
    session: Session, by: Principal, row: Transaction, lead: Lead | None, *, now: datetime
) -> None:
    """Say whose it is, or that nobody knows. Raises Conflict ``transaction_used`` while it pays for a deal."""
    if row.lead_id == (lead.id if lead else None):
        return
    if deal_id := deals_of(session, [row.id]).get(row.id):
        detail = f"It pays for deal {deal_id}. Take it off that deal first, or void the deal."
        raise Conflict(detail, code=policy.DealDenial.USED, deal_id=deal_id)
    before = row.lead.name if row.lead else None
    row.lead_id, row.lead = (lead.id if lead else None), lead
    row.matched_by_id, row.matched_at = by.user_id, now
    session.flush()
    after = lead.name if lead else None
    audit.write_entry(
        session, by, "transaction.matched", f"transaction:{row.id}", before=before, after=after, now=now
    )
    nudges.refetch(session, "payments", "deals", company_id=by.company_id)


def match_by_address(session: Session, row: Transaction, *, now: datetime) -> None:
    """Find the one lead with its e-mail address, else the one with its number; several are nobody's."""
    lead = _with_email(session, row.email) if row.email else None
    if lead is None and row.phone:
        lead = leads.lead_with_phone(session, row.phone)
    if lead is not None:
        row.lead_id, row.lead, row.matched_at = lead.id, lead, now


def _with_email(session: Session, email: str) -> Lead | None:
    """By the index as addresses are usually written; only then however the lead's was typed."""
    for same in (Lead.email == email, func.lower(Lead.email) == email):
        found = list(session.scalars(select(Lead).where(same).limit(2)))
        if found:
            return found[0] if len(found) == 1 else None
    return None
