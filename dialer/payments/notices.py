"""What processors say, each word kept once, and the transactions folded from them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.models import PaymentDoor, PaymentNotice, Transaction
from dialer.payments.transactions import match_by_address
from policies.payments import Charge, PaymentEvent, fits, fold
from policies.vocabulary import Dispute, PaymentFate, PaymentWord, Processor


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing a processor said. ``external_id``: its own name for the charge; empty when it is about none."""

    processor: Processor
    external_id: str
    said: str
    event: PaymentEvent
    fate: PaymentFate = PaymentFate.WAITING  # or why it is none of a transaction's
    reason: str = ""


def take_notice(session: Session, notice: Notice, *, company_id: int, now: datetime) -> PaymentFate | None:
    """Keep what was said and let its transaction follow; None when it was said before. Any order will do."""
    session.execute(update(PaymentDoor).where(PaymentDoor.processor == notice.processor).values(heard_at=now))
    if not _insert(session, notice, company_id=company_id, now=now):
        _count_again(session, notice)
        return None
    nudges.refetch(session, "payments", company_id=company_id)
    if notice.fate is not PaymentFate.WAITING:
        return notice.fate
    told = list(session.scalars(_of_charge(notice).with_for_update()))
    charge = fold(_event(row) for row in told)
    if charge is None:
        return PaymentFate.WAITING
    _follow(session, notice, charge, company_id=company_id, now=now)
    for row in told:
        _settle(row, charge)
    session.flush()
    nudges.refetch(session, "deals", company_id=company_id)
    return next(PaymentFate(row.fate) for row in told if row.event_id == notice.event.event_id)


def list_notices(session: Session, *, before_id: int | None, limit: int) -> list[PaymentNotice]:
    """What arrived, the newest first."""
    query = select(PaymentNotice).order_by(PaymentNotice.id.desc()).limit(limit)
    if before_id is not None:
        query = query.where(PaymentNotice.id < before_id)
    return list(session.scalars(query))


def _insert(session: Session, notice: Notice, *, company_id: int, now: datetime) -> bool:
    """Whether it is new. Of two at once one is, on either database."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {
        "company_id": company_id,
        "processor": notice.processor,
        "event_id": notice.event.event_id,
        "external_id": notice.external_id,
        "kind": notice.event.word,
        "said": notice.said[:120],
        "at": notice.event.at,
        "received_at": now,
        "times": 1,
        "fate": notice.fate,
        "reason": notice.reason,
        "facts": _facts(notice.event),
    }
    made = insert(PaymentNotice).values(values).on_conflict_do_nothing().returning(PaymentNotice.id)
    return session.scalar(made) is not None


def _count_again(session: Session, notice: Notice) -> None:
    same = (
        PaymentNotice.processor == notice.processor,
        PaymentNotice.event_id == notice.event.event_id,
    )
    session.execute(update(PaymentNotice).where(*same).values(times=PaymentNotice.times + 1))


def _of_charge(notice: Notice) -> Any:
    """All that was said of this charge, in one order, so that two at once do not wait for each other."""
    return (
        select(PaymentNotice)
        .where(
            PaymentNotice.processor == notice.processor,
            PaymentNotice.external_id == notice.external_id,
            PaymentNotice.fate.in_([PaymentFate.WAITING, PaymentFate.COUNTED]),
        )
        .order_by(PaymentNotice.id)
    )


def _follow(session: Session, notice: Notice, charge: Charge, *, company_id: int, now: datetime) -> None:
    known = (Transaction.processor == notice.processor, Transaction.external_id == notice.external_id)
    query = select(Transaction).where(*known).with_for_update()
    row = session.scalar(query)
    if row is None:
        row = Transaction(
            company_id=company_id,
            processor=notice.processor,
            external_id=notice.external_id,
            received_at=now,
        )
        session.add(row)
    for name, value in asdict(charge).items():
        setattr(row, name, value)
    session.flush()
    if row.lead_id is None:
        match_by_address(session, row, now=now)


def _settle(row: PaymentNotice, charge: Charge) -> None:
    event = _event(row)
    if fits(event, charge.currency) or event.amount is not None:
        row.fate = PaymentFate.COUNTED
    else:
        row.fate, row.reason = (
            PaymentFate.IGNORED,
            f"It is in {event.currency}, the payment in {charge.currency}.",
        )


def _facts(event: PaymentEvent) -> dict[str, Any]:
    facts = {name: value for name, value in asdict(event).items() if value not in (None, "")}
    return {name: v.isoformat() if isinstance(v, datetime) else v for name, v in facts.items()}


def _event(row: PaymentNotice) -> PaymentEvent:
    facts = dict(row.facts)
    paid_at, dispute = facts.get("paid_at"), facts.get("dispute")
    facts |= {"at": datetime.fromisoformat(facts["at"]), "word": PaymentWord(facts["word"])}
    facts |= {
        "paid_at": datetime.fromisoformat(paid_at) if paid_at else None,
        "dispute": Dispute(dispute) if dispute else None,
    }
    return PaymentEvent(**facts)
