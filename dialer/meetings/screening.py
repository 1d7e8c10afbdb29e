"""What screening has said about a lead: whether a strategy call may be booked (row I7), and how the lead stands.

Nothing of it is stored: it follows from the lead's discovery calls and from what was set without one.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from dialer.errors import Conflict
from dialer.models import Deal, EventType, Lead, Meeting, Qualification
from policies.meetings import Decision, LastWord, ScreeningDenial, decide_strategy, last_word
from policies.vocabulary import MeetingKind, MeetingOutcome, Standing

STANDS = {MeetingOutcome.APPROVED: Standing.QUALIFIED, MeetingOutcome.REJECTED: Standing.DISQUALIFIED}
HELD = (Meeting.kind == MeetingKind.DISCOVERY, Meeting.cancelled_at.is_(None))
DECIDED = (*HELD, Meeting.outcome.is_not(None))


def require_open(session: Session, event_type: EventType, lead_id: int, *, now: datetime) -> None:
    """Raises Conflict when the lead may have no strategy call of this type now (row I7).

    The codes are ``discovery_required``, ``discovery_undecided`` and ``discovery_rejected``. Whoever books has
    locked the lead's row.
    """
    if event_type.kind is not MeetingKind.STRATEGY:
        return
    denial = decide_strategy(last_word_on(session, lead_id), needs_discovery=event_type.needs_discovery)
    if denial:
        raise Conflict(_sentence(session, denial, event_type, lead_id, now=now), code=denial.value)


def last_word_on(session: Session, lead_id: int) -> LastWord:
    """What screening has last said about a lead."""
    discovery, setting = latest_discovery(session, lead_id), latest_qualification(session, lead_id)
    return last_word(
        Decision(discovery.outcome, discovery.outcome_at or discovery.starts_at) if discovery else None,
        Decision(setting.outcome, setting.at) if setting else None,
    )


def latest_discovery(session: Session, lead_id: int, *, decided: bool = False) -> Meeting | None:
    """The lead's latest discovery call that was not cancelled, to come or past."""
    query = select(Meeting).where(Meeting.lead_id == lead_id, *(DECIDED if decided else HELD))
    return session.scalar(query.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(1))


def latest_qualification(session: Session, lead_id: int) -> Qualification | None:
    """What was last set about the lead without a discovery call."""
    query = select(Qualification).where(Qualification.lead_id == lead_id)
    return session.scalar(query.order_by(Qualification.at.desc(), Qualification.id.desc()).limit(1))


def standing_of(session: Session, lead_id: int) -> Standing:
    """How the lead stands by the latest decision; a discovery call without its outcome decides nothing."""
    found = session.scalar(select(standing()).where(Lead.id == lead_id))
    return Standing(found or Standing.POTENTIAL)


def standing() -> ColumnElement[str]:
    """The same as a column of a query over ``Lead``, a word of ``Standing``."""
    said, said_at = _latest_decided(Meeting.outcome), _latest_decided(Meeting.outcome_at)
    put, put_at = _latest_set(Qualification.outcome), _latest_set(Qualification.at)
    by_call = and_(said_at.is_not(None), put_at.is_(None) | (said_at > put_at))
    newest = case((by_call, said), else_=put)
    words = {outcome.value: word.value for outcome, word in STANDS.items()}
    return case(words, value=newest, else_=literal(Standing.POTENTIAL.value))


def is_customer() -> ColumnElement[bool]:
    """Whether a lead has bought, as a column of a query over ``Lead``: by a sale, or by a deal without a meeting."""
    sold = (Meeting.lead_id == Lead.id, Meeting.outcome == MeetingOutcome.SALE)
    dealt = (Deal.lead_id == Lead.id, Deal.voided_at.is_(None))
    sales = exists(select(Meeting.id).where(*sold).correlate(Lead))
    return sales | exists(select(Deal.id).where(*dealt).correlate(Lead))


def _latest_decided(column: InstrumentedAttribute[object]) -> ScalarSelect[object]:
    query = select(column).where(Meeting.lead_id == Lead.id, *DECIDED).correlate(Lead)
    return query.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(1).scalar_subquery()


def _latest_set(column: InstrumentedAttribute[object]) -> ScalarSelect[object]:
    query = select(column).where(Qualification.lead_id == Lead.id).correlate(Lead)
    return query.order_by(Qualification.at.desc(), Qualification.id.desc()).limit(1).scalar_subquery()


def _sentence(
    session: Session, denial: ScreeningDenial, event_type: EventType, lead_id: int, *, now: datetime
) -> str:
    if denial is ScreeningDenial.REQUIRED:
        return f"{event_type.name} asks for an approved discovery call first. Book one, or have the lead approved."
    discovery = latest_discovery(session, lead_id)
    if denial is ScreeningDenial.REJECTED:
        return "This lead was rejected. Change that to Approved, or hold another discovery call, then book."
    if discovery is not None and discovery.starts_at > now:
        return "A discovery call with this lead is still to come. Hold it, or cancel it, before booking a strategy call."
    return "The lead's discovery call has no outcome yet. Record it first: approved leads can be booked."
