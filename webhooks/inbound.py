"""Calls to one of our numbers. Here the caller's leg is the parent and the reps' legs are dialed from it."""

import structlog
from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import calls, clock, people
from dialer.db import transaction
from dialer.errors import Conflict
from dialer.models import Call
from policies.vocabulary import Direction, LegRole
from webhooks import asked, news, payloads, twiml
from webhooks.door import guard, tell
from webhooks.payloads import Payload, UnknownWord

bp = Blueprint("twilio_inbound", __name__, url_prefix="/webhooks/twilio")
guard(bp)
log = structlog.get_logger()


@bp.post("/inbound")
def inbound() -> ResponseReturnValue:
    """Somebody calls a number of ours: ring the reps that the policy picks, or say that nobody can come."""
    if not asked.sid():
        tell("hung up: it names no leg")
        return asked.xml(twiml.hang_up())
    try:
        return asked.xml(_receive())
    except Conflict:  # the same request, twice at once: the other one has made the call by now
        return asked.xml(_receive())


@bp.post("/inbound-leg")
def inbound_leg() -> ResponseReturnValue:
    """A rep's leg of an inbound call: initiated, ringing, answered, over."""
    now = clock.now()
    with transaction(g.account.company_id) as session:
        try:
            payload = payloads.read_status(request.form, LegRole.REP, now=now)
        except UnknownWord as error:
            asked.keep(session, "unknown_word", f"{str(error)[:80]!r} is not a word we know.")
            return "", 204
        call = _call(session)
        leg = _rep_leg(session, call, payload.sid) if call else None
        if call is None or leg is None:
            asked.keep(session, "unknown_call", "No call or leg of this account goes by these names.")
        else:
            _follow(session, call, leg, [payload])
    return "", 204


@bp.post("/inbound-result")
def inbound_result() -> ResponseReturnValue:
    """The dial is over. What we answer takes over the caller's leg: it ends, with a word if nobody came."""
    now = clock.now()
    with transaction(g.account.company_id) as session:
        call = _call(session)
        leg = calls.find_leg(session, asked.sid()) if asked.sid() else None
        if call is None or leg is None or leg.call_id != call.id or leg.role is not LegRole.LEAD:
            asked.keep(session, "unknown_call", "No call or leg of this account goes by these names.")
            return asked.xml(twiml.hang_up())
        try:
            said = payloads.read_dial_result(request.form, now=now)
            ended = payloads.read_end(request.form, LegRole.LEAD, now=now)
        except UnknownWord as error:
            asked.keep(session, "unknown_word", f"{str(error)[:80]!r} is not a word we know.")
            return asked.xml(twiml.hang_up())
        _follow(session, call, leg, [word for word in (said, ended) if word])
        return asked.xml(twiml.nobody_can_come() if call.is_missed else twiml.hang_up())


def _receive() -> str:
    now = clock.now()
    with transaction(g.account.company_id) as session:
        company = people.company_of(session, g.account.company_id)
        caller, called = request.form.get("From", ""), request.form.get("To", "")
        call = calls.receive_call(session, company, asked.sid(), caller=caller, called=called, now=now)
        if call is None:
            asked.keep(session, "unknown_call", "This leg is no call from outside.")
            return twiml.hang_up()
        if call.answered_at is not None:
            tell(f"call {call.id}: hung up: somebody has answered it")
            return twiml.hang_up()
        if call.is_missed:
            tell(f"call {call.id}: says that nobody can come")
            return twiml.nobody_can_come()
        offers = calls.offers_of(session, call)
        tell(f"call {call.id}: rings " + ", ".join(f"rep {offer.rep_id}" for offer in offers))
        return twiml.dial_reps(call, company, offers)


def _follow(session: Session, call: Call, leg: calls.FoundLeg, said: list[Payload]) -> None:
    """Keep what was said and let the call follow it."""
    now = clock.now()
    kept = [
        calls.add_event(
            session,
            call.id,
            word.event,
            leg=leg,
            sequence=word.sequence,
            payload=request.form.to_dict(),
            now=now,
        )
        for word in said
    ]
    if not any(kept):
        asked.keep(session, "repeated", "Said before.", call_id=call.id)
        return
    calls.settle_inbound(session, call, now=now)
    tell(news.of_inbound(call))


def _call(session: Session) -> Call | None:
    """The call that the callback's URL names, locked."""
    call_id = asked.number_in_query("call_id")
    call = calls.lock_call(session, call_id) if call_id else None
    return call if call and call.direction is Direction.INBOUND else None


def _rep_leg(session: Session, call: Call, sid: str) -> calls.FoundLeg | None:
    """The leg of the rep whom the URL names; it is met here for the first time."""
    rep_id = asked.number_in_query("rep_id")
    offer = calls.find_offer(session, call.id, rep_id) if rep_id else None
    if offer is None or not payloads.is_sid(sid) or offer.leg_sid not in (None, sid):
        return None
    leg = calls.find_leg(session, sid) or calls.add_leg(session, call.id, LegRole.REP, sid, now=clock.now())
    if leg is None or leg.call_id != call.id or leg.role is not LegRole.REP:
        return None
    offer.leg_sid = sid
    return leg
