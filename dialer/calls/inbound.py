"""Calls from outside: receiving one, deciding whom it rings, and what the reps it rings may know of it."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from dialer import leads, reach
from dialer.calls.follow import FoundLeg, add_event, add_leg, find_leg
from dialer.calls.follow_inbound import settle_inbound
from dialer.calls.queries import lock_call
from dialer.clock import local_day_and_hour
from dialer.errors import Conflict
from dialer.lead_clock import hour_of_week
from dialer.models import HIDDEN_NUMBER, Call, CallOffer, Company
from policies.progress import LegEvent
from policies.ringing import Nobody, decide_ring
from policies.vocabulary import CallState, Direction, EventKind, LegRole, LegStatus

LONGEST_NUMBER = 32
REMEMBERED = timedelta(minutes=2)  # how long after its beginning a call that rang is still told about


def receive_call(
    session: Session, company: Company, sid: str, *, caller: str, called: str, now: datetime
) -> Call | None:
    """The call behind this leg of a lead's, made at its first request: it rings whom the policy says.

    The same leg asking again gets the same call; None for a leg that is something else. Raises Conflict when
    two requests for a new leg cross; asking again helps.
    """
    if leg := find_leg(session, sid):
        known = lock_call(session, leg.call_id)
        return known if known and leg.role is LegRole.LEAD and known.parent_role is LegRole.LEAD else None
    call = _new_call(session, company, caller, called, now=now)
    leg = add_leg(session, call.id, LegRole.LEAD, sid, now=now)
    if leg is None or leg.call_id != call.id:
        raise Conflict("Somebody else asks about this call just now.")
    ringing = LegEvent(LegRole.LEAD, EventKind.STATUS, LegStatus.RINGING, now)
    add_event(session, call.id, ringing, leg=leg, now=now)
    _offer(session, call, leg, now=now)
    settle_inbound(session, call, now=now)
    return call


def find_offer(session: Session, call_id: int, rep_id: int) -> CallOffer | None:
    """The ringing of this call at this rep."""
    query = select(CallOffer).where(CallOffer.call_id == call_id, CallOffer.rep_id == rep_id)
    return session.scalar(query)


def offers_to(session: Session, rep_id: int, *, now: datetime) -> list[tuple[CallOffer, Call]]:
    """The calls that ring at this rep, and those that just did: the page says what became of them."""
    query = (
        select(CallOffer, Call)
        .join(Call, Call.id == CallOffer.call_id)
        .where(CallOffer.rep_id == rep_id, Call.created_at > now - REMEMBERED)
        .options(joinedload(Call.lead), joinedload(Call.rep))
        .order_by(CallOffer.id)
    )
    return [(offer, call) for offer, call in session.execute(query)]


def readable_number(given: str) -> str:
    """A caller's number as it is kept: E.164, or that it was hidden."""
    plain = given.strip()
    is_number = plain.startswith("+") and plain[1:].isascii() and plain[1:].isdigit()
    return plain if is_number and 4 <= len(plain) <= LONGEST_NUMBER else HIDDEN_NUMBER


def _new_call(session: Session, company: Company, caller: str, called: str, *, now: datetime) -> Call:
    number = readable_number(caller)
    day, hour = local_day_and_hour(now, company.time_zone)
    lead = leads.lead_with_phone(session, number)
    call = Call(
        company_id=company.id,
        lead=lead,
        direction=Direction.INBOUND,
        from_number=number,
        to_number=readable_number(called),
        day=day,
        hour=hour,
        lead_hour=hour_of_week(number, lead.time_zone if lead else None, now),
        state=CallState.RINGING,
        created_at=now,
        offered_words=[],
    )
    session.add(call)
    session.flush()
    return call


def _offer(session: Session, call: Call, leg: FoundLeg, *, now: datetime) -> None:
    decision = decide_ring(reach.candidates(session, call.lead, call.from_number, now=now))
    if isinstance(decision, Nobody):
        over = LegEvent(LegRole.LEAD, EventKind.DIAL_RESULT, LegStatus.NO_ANSWER, now, note=decision.value)
        add_event(session, call.id, over, leg=leg, now=now)
        return
    for rep_id in decision.rep_ids:
        session.add(CallOffer(call_id=call.id, rep_id=rep_id, reason=decision.reason))
    session.flush()
