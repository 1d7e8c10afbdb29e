"""Who is a customer already: derived from sales and deals, never kept."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from dialer.models import Deal, Meeting
from policies.deals import propose_payment_type
from policies.vocabulary import MeetingKind, MeetingOutcome, PaymentType

SOLD = (Meeting.kind == MeetingKind.STRATEGY, Meeting.outcome == MeetingOutcome.SALE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a new deal of a lead starts with: the payment type, and the deals that it may go on with."""

    is_customer: bool
    payment_type: PaymentType
    earlier: list[Deal]


def is_customer(session: Session, lead_id: int, *, before_meeting: Meeting | None = None) -> bool:
    """Whether the lead bought something; with a meeting, whether before it."""
    sales = select(Meeting.id).where(Meeting.lead_id == lead_id, *SOLD)
    deals = select(Deal.id).where(Deal.lead_id == lead_id, Deal.voided_at.is_(None))
    if before_meeting is not None:
        sales = sales.where(Meeting.starts_at < before_meeting.starts_at, Meeting.id != before_meeting.id)
        deals = deals.where(Deal.meeting_id.is_(None) | (Deal.meeting_id != before_meeting.id))
    return any(session.scalar(query.limit(1)) is not None for query in (sales, deals))


def propose(session: Session, lead_id: int, meeting: Meeting | None) -> Proposal:
    """What the form starts with."""
    earlier = select(Deal).where(Deal.lead_id == lead_id, Deal.voided_at.is_(None))
    if meeting is not None:
        earlier = earlier.where(Deal.meeting_id.is_(None) | (Deal.meeting_id != meeting.id))
    known = is_customer(session, lead_id, before_meeting=meeting)
    return Proposal(
        is_customer=known,
        payment_type=propose_payment_type(is_customer=known),
        earlier=list(
            session.scalars(
                earlier.options(joinedload(Deal.product)).order_by(Deal.day.desc(), Deal.id.desc())
            )
        ),
    )
