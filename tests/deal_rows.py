"""A row of every kind that deals and payments make."""

from datetime import datetime

from sqlalchemy import select, update

from dialer import db
from dialer.models import (
    Deal,
    DealEntry,
    DealTransaction,
    Lead,
    Meeting,
    PaymentDoor,
    PaymentNotice,
    Product,
    Transaction,
    User,
)
from dialer.telephony import seal
from policies.vocabulary import (
    DealAct,
    MeetingOutcome,
    PaymentFate,
    PaymentType,
    PaymentWord,
    Processor,
)


def make_deal_rows(company_id: int, *, now: datetime, closer_id: int | None = None) -> dict[str, int]:
    """The numbers of a deal, its product and its transaction, by the names that routes give them."""
    with db.transaction(company_id) as session:
        closer_id = closer_id or session.scalars(select(User.id).order_by(User.id).limit(1)).one()
        lead_id = session.scalars(select(Lead.id).order_by(Lead.id).limit(1)).one()
        number = len(session.scalars(select(Product.id)).all())
        product = Product(name=f"Course {number}", name_key=f"course {number}", created_at=now)
        paid = Transaction(
            processor=Processor.STRIPE,
            external_id=f"ch_row_{number}",
            amount=120_000,
            currency="USD",
            paid_at=now,
            received_at=now,
            lead_id=lead_id,
        )
        session.add_all([product, paid])
        session.flush()
        deal = Deal(
            lead_id=lead_id,
            closer_id=closer_id,
            product_id=product.id,
            payment_type=PaymentType.WON,
            value=120_000,
            currency="USD",
            day=now.date(),
            created_at=now,
        )
        session.add(deal)
        session.flush()
        session.add_all(
            [
                DealTransaction(deal_id=deal.id, transaction_id=paid.id, bound_at=now),
                DealEntry(deal_id=deal.id, act=DealAct.MADE, at=now, before=None, after={}),
                PaymentNotice(
                    processor=Processor.STRIPE,
                    event_id=f"evt_row_{number}",
                    external_id=paid.external_id,
                    kind=PaymentWord.CHARGE,
                    said="charge.succeeded",
                    at=now,
                    received_at=now,
                    fate=PaymentFate.COUNTED,
                    facts={},
                ),
            ]
        )
        if session.scalar(select(PaymentDoor.id)) is None:
            public_id = f"pay_row_{company_id}"
            session.add(
                PaymentDoor(
                    processor=Processor.STRIPE,
                    public_id=public_id,
                    secrets_sealed=seal("[]"),
                    created_at=now,
                )
            )
        return {"deal_id": deal.id, "product_id": product.id, "transaction_id": paid.id}


def make_sale(company_id: int, meeting_id: int, *, now: datetime) -> None:
    """A meeting whose outcome was Sale."""
    with db.transaction(company_id) as session:
        session.execute(
            update(Meeting)
            .where(Meeting.id == meeting_id)
            .values(outcome=MeetingOutcome.SALE, outcome_at=now, starts_at=now)
        )
