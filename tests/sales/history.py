"""A random history of strategy meetings and deals, and what its numbers are by plain Python over the rows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from dialer import db
from dialer.models import (
    Deal,
    DealTransaction,
    EventType,
    Lead,
    Meeting,
    Product,
    Transaction,
    User,
)
from policies.vocabulary import (
    BookingSource,
    Dispute,
    MeetingKind,
    MeetingOutcome,
    MeetingReason,
    Objection,
    PaymentType,
    Processor,
)

LOST_BY = (
    MeetingReason.UNQUALIFIED,
    MeetingReason.FOLLOW_UP_SCHEDULED,
    MeetingReason.NO_SHOW,
    MeetingReason.NOT_INTERESTED,
    MeetingReason.CONTACT_CANCELLED,
    MeetingReason.ADMIN_CANCELLED,
)
CANCELLED = (MeetingReason.CONTACT_CANCELLED, MeetingReason.ADMIN_CANCELLED)


@dataclass
class History:
    """What was written."""

    meetings: list[Meeting] = field(default_factory=list)
    deals: list[Deal] = field(default_factory=list)
    returned: dict[int, int] = field(default_factory=dict)


def write(chance: Random, hosts: list[int], *, now: datetime, meetings: int = 120) -> History:
    """Meetings of both kinds around now, most of them past, and deals of all sorts."""
    made = History()
    with db.transaction(1) as session:
        lead_id = session.scalars(select(Lead.id).order_by(Lead.id).limit(1)).one()
        types = [_event_type(number, now) for number in range(2)]
        products = [Product(name=f"P{n}", name_key=f"p{n}", created_at=now) for n in range(3)]
        session.add_all([*types, *products])
        session.flush()
        for _ in range(meetings):
            made.meetings.append(_meeting(chance, hosts, types, lead_id, now))
        session.add_all(made.meetings)
        session.flush()
        for meeting in [*made.meetings, *[None] * 20]:
            made.deals += _deals(chance, meeting, hosts, products, lead_id, now)
        session.add_all(made.deals)
        session.flush()
        for place, deal in enumerate(made.deals):
            if chance.random() < 0.4:
                made.returned[deal.id] = _pay(session, chance, deal, place, now)
        session.flush()
        session.expunge_all()
    return made


def _event_type(number: int, now: datetime) -> EventType:
    return EventType(
        kind=MeetingKind.STRATEGY, slug=f"history-{number}", name=f"Talk {number}", minutes=30, created_at=now
    )


def _meeting(
    chance: Random, hosts: list[int], types: list[EventType], lead_id: int, now: datetime
) -> Meeting:
    starts_at = now + timedelta(minutes=chance.randint(-60 * 24 * 20, 60 * 24 * 2))
    row = Meeting(
        event_type_id=chance.choice(types).id,
        kind=chance.choices([MeetingKind.STRATEGY, MeetingKind.DISCOVERY], [9, 1])[0],
        lead_id=lead_id,
        host_id=chance.choice(hosts),
        source=BookingSource.LEAD,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        invitee_zone="UTC",
        booked_by_id=chance.choice([*hosts, None]),
        booked_at=now - timedelta(days=30),
    )
    if row.kind is MeetingKind.STRATEGY and (starts_at <= now or chance.random() < 0.2):
        _decide(chance, row, now, sale=starts_at <= now)
    return row


def _decide(chance: Random, row: Meeting, now: datetime, *, sale: bool) -> None:
    luck = chance.random()
    if sale and luck < 0.5:
        row.outcome, row.objection = MeetingOutcome.SALE, chance.choice([*Objection])
    elif luck < 0.9:
        row.outcome = MeetingOutcome.NO_SALE
        row.reason = chance.choice(LOST_BY if sale else CANCELLED)
        if row.reason in CANCELLED and chance.random() < 0.7:
            row.cancelled_at = now
        if row.reason in LOST_BY[:2]:
            row.objection = chance.choice([*Objection, None])


def _deals(
    chance: Random,
    meeting: Meeting | None,
    hosts: list[int],
    products: list[Product],
    lead_id: int,
    now: datetime,
) -> Iterable[Deal]:
    if meeting is not None and (meeting.outcome is not MeetingOutcome.SALE or chance.random() < 0.2):
        return
    for voided in (True, False):
        if voided and chance.random() < 0.7:
            continue
        yield Deal(
            lead_id=lead_id,
            meeting_id=meeting.id if meeting else None,
            closer_id=meeting.host_id if meeting and chance.random() < 0.8 else chance.choice(hosts),
            product_id=chance.choice(products).id,
            payment_type=chance.choice([*PaymentType]),
            value=chance.randint(1, 500_000),
            currency=chance.choices(["USD", "JPY"], [9, 1])[0],
            day=now.date() - timedelta(days=chance.randint(0, 20)),
            created_at=now,
            voided_at=now if voided else None,
        )


def _pay(session: Any, chance: Random, deal: Deal, place: int, now: datetime) -> int:
    """Bind a transaction to the deal; how much of it went back."""
    dispute = chance.choice([None, None, Dispute.LOST, Dispute.WON])
    paid = Transaction(
        processor=Processor.STRIPE,
        external_id=f"ch_{place}",
        amount=deal.value,
        currency=deal.currency,
        refunded=chance.choice([0, deal.value, deal.value // 2]),
        dispute=dispute,
        paid_at=now,
        received_at=now,
    )
    session.add(paid)
    session.flush()
    freed = now if deal.voided_at else None
    session.add(DealTransaction(deal_id=deal.id, transaction_id=paid.id, bound_at=now, freed_at=freed))
    return paid.amount if dispute is Dispute.LOST else paid.refunded


@dataclass
class Truth:
    """The numbers, from their definitions."""

    history: History
    now: datetime
    zone: str
    first: date
    last: date
    teammates: set[int] | None = None  # None: everybody

    def meetings(self) -> list[Meeting]:
        return [
            row
            for row in self.history.meetings
            if row.kind is MeetingKind.STRATEGY
            and row.starts_at <= self.now
            and (row.ends_at <= self.now or row.outcome or row.cancelled_at)
            and self.first <= row.starts_at.astimezone(ZoneInfo(self.zone)).date() <= self.last
            and (self.teammates is None or self.teammates & {row.host_id, row.booked_by_id})
        ]

    def deals(self) -> list[Deal]:
        booked = {row.id: row.booked_by_id for row in self.history.meetings}
        return [
            row
            for row in self.history.deals
            if row.voided_at is None
            and self.first <= row.day <= self.last
            and (self.teammates is None or self.teammates & {row.closer_id, booked.get(row.meeting_id or 0)})
        ]

    def deal_of(self, meeting: Meeting) -> Deal | None:
        live = [row for row in self.history.deals if row.meeting_id == meeting.id and not row.voided_at]
        return live[0] if live else None

    def key_of_meeting(self, row: Meeting, group_by: str) -> str:
        day = row.starts_at.astimezone(ZoneInfo(self.zone)).date().isoformat()
        deal = self.deal_of(row)
        keys: dict[str, Any] = {
            "closer": row.host_id, "setter": row.booked_by_id, "event_type": row.event_type_id,
            "product": deal and deal.product_id, "objection": row.objection, "reason": row.reason,
            "day": day, "month": day[:7],
        }  # fmt: skip
        return str(keys[group_by] or "none")

    def key_of_deal(self, row: Deal, group_by: str) -> str:
        meeting = next((one for one in self.history.meetings if one.id == row.meeting_id), None)
        keys: dict[str, Any] = {
            "closer": row.closer_id, "product": row.product_id,
            "setter": meeting and meeting.booked_by_id, "event_type": meeting and meeting.event_type_id,
            "objection": meeting and meeting.objection, "reason": meeting and meeting.reason,
            "day": row.day.isoformat(), "month": row.day.isoformat()[:7],
        }  # fmt: skip
        return str(keys[group_by] or "none")

    def rates(self, meetings: list[Meeting]) -> dict[str, float | None]:
        """Closing, engagement and show."""
        gone = [row for row in meetings if row.cancelled_at or row.reason in CANCELLED]
        absent = [row for row in meetings if row not in gone and row.reason is MeetingReason.NO_SHOW]
        held = [row for row in meetings if row not in gone and row not in absent]
        kinds = Counter(deal.payment_type for row in held if (deal := self.deal_of(row)))
        won, recurring, deposit = (kinds[kind] for kind in PaymentType)
        return {
            "closing": _share(won, len(held) - recurring - deposit),
            "engagement": _share(won + deposit, len(held) - recurring),
            "show": _share(len(held), len(held) + len(absent)),
        }

    def cash(self, deals: list[Deal], currency: str) -> int:
        return sum(
            row.value - self.history.returned.get(row.id, 0) for row in deals if row.currency == currency
        )


def _share(count: int, of: int) -> float | None:
    return count / of if of else None


def users() -> list[int]:
    """Everybody of the demo company."""
    with db.reading(1) as session:
        return list(session.scalars(select(User.id).order_by(User.id)))
