"""The demo company's deals: of its sales, and of customers who came without a meeting; how some of them were paid.

The same seed and meetings make the same deals.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from dialer import demo_booking as offers
from dialer import demo_habits as habits
from dialer.clock import DAY, local_day_and_hour
from dialer.models import (
    Company,
    Deal,
    DealEntry,
    DealTransaction,
    Lead,
    Meeting,
    Product,
    Transaction,
    User,
)
from dialer.models.base import table_of
from dialer.sales.marks import mark_rows
from policies import money
from policies.deals import propose_payment_type
from policies.vocabulary import DealAct, MeetingOutcome, PaymentType, Processor, Role

A_DAY = 200 / 90  # deals
RECORDED = 0.94  # of the sales; the others owe their deal
PAID_BY_CARD = 0.35
DEPOSITS = 0.2


@dataclass(frozen=True, slots=True)
class Offer:
    """What is sold, what it costs in whole units, and how often customers buy it once more."""

    name: str
    price: int
    often: int
    again: int


PRODUCTS = (
    Offer("Growth plan", 4800, 5, 1),
    Offer("Starter package", 1200, 8, 1),
    Offer("Coaching day", 950, 3, 4),
    Offer("Monthly support", 290, 1, 12),
)
Row = dict[str, Any]


def write_deals(session: Session, company: Company, *, seed: int, days: int, began: datetime) -> None:
    """Write all of them at once."""
    deals = Deals(session, company, Random(f"{seed} deals"), began)
    rows = [*deals.of_meetings(session), *deals.without_meetings(days)]
    rows = sorted(rows, key=lambda row: row["created_at"])
    table = table_of(Deal)
    ids = list(session.scalars(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows))
    session.execute(insert(table_of(DealEntry)), list(deals.history(ids, rows)))
    deals.pay(session, ids, rows)
    mark_rows(session, deals=rows)


class Deals:
    """Deals as rows."""

    def __init__(self, session: Session, company: Company, chance: Random, began: datetime) -> None:
        self.company, self.chance, self.began = company, chance, began
        emails = [host.email for host in offers.HOSTS if host.role is Role.CLOSER]
        found = select(User).where(User.email.in_(emails)).order_by(User.id)
        self.closers = {user.id: user.name for user in session.scalars(found)}
        self.products = _offer(session, company, began)
        called = Lead.phone.in_(list(habits.phones()))
        strangers = select(Lead.id).where(called, Lead.company_id == company.id).order_by(Lead.id)
        self.strangers = list(session.scalars(strangers))
        self.customers: list[int] = []

    def of_meetings(self, session: Session) -> list[Row]:
        """Most sales became deals at once."""
        sold = select(Meeting).where(
            Meeting.company_id == self.company.id, Meeting.outcome == MeetingOutcome.SALE
        )
        rows = []
        for meeting in session.scalars(sold.order_by(Meeting.starts_at, Meeting.id)):
            at = meeting.outcome_at or meeting.ends_at
            if self.chance.random() < RECORDED:
                kind = PaymentType.DEPOSIT if self.chance.random() < DEPOSITS else PaymentType.WON
                rows.append(self._row(meeting.lead_id, meeting.host_id, kind, at, meeting_id=meeting.id))
            self.customers.append(meeting.lead_id)
        return rows

    def without_meetings(self, days: int) -> Iterator[Row]:
        """The rest: customers who bought again, and some who just signed."""
        for _ in range(max(0, round(A_DAY * days) - len(self.customers))):
            at = self.began - timedelta(minutes=self.chance.randint(60, max(days, 1) * 24 * 60))
            known = bool(self.customers) and self.chance.random() < 0.6
            lead_id = self.chance.choice(self.customers if known else self.strangers)
            kind = propose_payment_type(is_customer=lead_id in self.customers)
            if kind is PaymentType.WON and self.chance.random() < DEPOSITS:
                kind = PaymentType.DEPOSIT
            self.customers.append(lead_id)
            yield self._row(lead_id, self.chance.choice([*self.closers]), kind, at)

    def history(self, ids: list[int], rows: list[Row]) -> Iterator[Row]:
        """What a deal's page tells of how it was made."""
        names = {product_id: offer.name for product_id, offer in self.products.items()}
        for deal_id, row in zip(ids, rows, strict=True):
            after = {
                "value": money.written(row["value"], row["currency"]),
                "currency": row["currency"],
                "date": row["day"].isoformat(),
                "product": names[row["product_id"]],
                "payment_type": row["payment_type"].value,
                "closer": self.closers.get(row["closer_id"]),
                "earlier_deal_id": None,
                "transaction_ids": [],
            }
            yield {
                "company_id": row["company_id"], "deal_id": deal_id, "act": DealAct.MADE, "reason": "",
                "by_id": row["closer_id"], "at": row["created_at"], "before": None, "after": after,
            }  # fmt: skip

    def pay(self, session: Session, ids: list[int], rows: list[Row]) -> None:
        """Some were paid by card; one of those payments was given back in part."""
        paid = [pair for pair in zip(ids, rows, strict=True) if self.chance.random() < PAID_BY_CARD]
        if not paid:
            return
        charges = [self._charge(row, place) for place, (_, row) in enumerate(paid)]
        charges[len(charges) // 2]["refunded"] = charges[len(charges) // 2]["amount"] // 2
        table = table_of(Transaction)
        made = session.scalars(insert(table).returning(table.c.id, sort_by_parameter_order=True), charges)
        bound = [
            {
                "company_id": row["company_id"], "deal_id": deal_id, "transaction_id": transaction_id,
                "bound_at": row["created_at"], "freed_at": None,
            }
            for (deal_id, row), transaction_id in zip(paid, made, strict=True)
        ]  # fmt: skip
        session.execute(insert(table_of(DealTransaction)), bound)

    def _row(
        self, lead_id: int, closer_id: int, kind: PaymentType, at: datetime, *, meeting_id: int | None = None
    ) -> Row:
        at = min(at + timedelta(minutes=self.chance.randint(2, 40)), self.began)
        again = kind is PaymentType.RECURRING
        weights = [offer.again if again else offer.often for offer in self.products.values()]
        (product_id,) = self.chance.choices([*self.products], weights)
        price = self.products[product_id].price * self.chance.choice((100, 100, 100, 95, 90))
        part = 25 if kind is PaymentType.DEPOSIT else 100
        return {
            "company_id": self.company.id, "lead_id": lead_id, "closer_id": closer_id,
            "product_id": product_id, "meeting_id": meeting_id, "earlier_deal_id": None,
            "payment_type": kind, "value": price * part // 100, "currency": "USD",
            "day": self._day(at), "created_at": at, "created_by_id": closer_id, "void_reason": "", "version": 1,
        }  # fmt: skip

    def _charge(self, row: Row, place: int) -> Row:
        return {
            "company_id": row["company_id"], "processor": Processor.STRIPE,
            "external_id": f"ch_demo_{place:04}", "amount": row["value"], "currency": row["currency"],
            "refunded": 0, "dispute": None, "email": "", "phone": "", "name": "", "description": "",
            "paid_at": row["created_at"] - timedelta(minutes=1), "received_at": row["created_at"],
            "lead_id": row["lead_id"], "matched_by_id": None, "matched_at": row["created_at"],
        }  # fmt: skip

    def _day(self, at: datetime) -> date:
        return local_day_and_hour(at, self.company.time_zone)[0]


def _offer(session: Session, company: Company, began: datetime) -> dict[int, Offer]:
    """The products by their numbers; those that are there already stay."""
    known = select(Product).where(Product.company_id == company.id)
    by_key = {product.name_key: product for product in session.scalars(known)}
    found = {}
    for offer in PRODUCTS:
        product = by_key.get(offer.name.casefold())
        if product is None:
            product = Product(
                company_id=company.id,
                name=offer.name,
                name_key=offer.name.casefold(),
                created_at=began - 365 * DAY,
            )
            session.add(product)
            session.flush()
        found[product.id] = offer
    return found
