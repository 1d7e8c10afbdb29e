"""Twilio's voice callbacks. Each view parses, lets the call follow, and answers."""

from collections.abc import Callable

import structlog
from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import calls, clock, people, telephony
from dialer.db import lean_transaction, transaction
from dialer.direct import Direct, Found
from dialer.models import Call
from policies.vocabulary import Direction, EventKind, LegRole
from webhooks import asked, news, payloads, twiml
from webhooks.door import guard, tell

NO_SUCH = "No call or leg of this account goes by these names."
bp = Blueprint("twilio", __name__, url_prefix="/webhooks/twilio")
guard(bp)
log = structlog.get_logger()


class _Unknown(Exception):
    """What is said is about no call of this account, or not about the one it names; the message says why."""


@bp.post("/voice")
def voice() -> ResponseReturnValue:
    """The rep's browser wants its call: ring the lead, at the number that the database says."""
    now = clock.now()
    with transaction(g.account.company_id) as session:
        call = _named_call(session)
        company = people.company_of(session, g.account.company_id)
        if call is None:
            tell("hung up: it names no call of this account")
            return asked.xml(twiml.hang_up())
        leg = _may_ring(session, call) and (
            calls.find_leg(session, asked.sid())
            or calls.add_leg(session, call.id, LegRole.REP, asked.sid(), now=now)
        )
        if not leg:
            tell(f"call {call.id}: hung up: it is over, dialed already or not this rep's")
            return asked.xml(twiml.hang_up())
        tell(f"call {call.id}: dials {call.to_number}, showing {call.from_number}")
        return asked.xml(twiml.dial_lead(call, company))


@bp.post("/status")
def status() -> ResponseReturnValue:
    """The lead's leg: initiated, ringing, answered, over."""
    now = clock.now()
    return _follow(lambda: payloads.read_status(request.form, LegRole.LEAD, now=now))


@bp.post("/answered-by")
def answered_by() -> ResponseReturnValue:
    """The answering-machine verdict about the lead's leg."""
    now = clock.now()
    return _follow(lambda: payloads.read_verdict(request.form, now=now))


@bp.post("/dial-result")
def dial_result() -> ResponseReturnValue:
    """The dial is over. What we answer takes over the rep's leg: it ends."""
    now = clock.now()
    _follow(lambda: payloads.read_dial_result(request.form, now=now))
    return asked.xml(twiml.hang_up())


@bp.post("/rep-status")
def rep_status() -> ResponseReturnValue:
    """The rep's own leg is over (the TwiML App's status callback; it knows no call, only the leg)."""
    now = clock.now()
    return _follow(lambda: payloads.read_status(request.form, LegRole.REP, now=now))


def _follow(read: Callable[[], payloads.Payload | None]) -> ResponseReturnValue:
    """Keep what was said and let the call follow it. What cannot be used is kept with why: a retry cannot help."""
    with lean_transaction(g.account.company_id) as work:
        try:
            payload = read()
        except payloads.UnknownWord as error:
            asked.keep(work, "unknown_word", f"{str(error)[:80]!r} is not a word we know.")
            return "", 204
        if payload is None:
            asked.keep(work, "empty", "It names no leg of the lead.")
            return "", 204
        try:
            leg, call = _leg_and_call(work, payload)
        except _Unknown as error:
            asked.keep(work, "unknown_call", str(error))
            return "", 204
        now = clock.now()
        is_new = calls.add_event(
            work,
            call.id,
            payload.event,
            leg=leg,
            sequence=payload.sequence,
            payload=request.form.to_dict(),
            now=now,
        )
        if not is_new:
            asked.keep(work, "repeated", "Said before.", call_id=call.id)
            return "", 204
        changed = calls.settle_held(work, call, now=now)
        tell(news.of_call(work, call.id, changed))
    return "", 204


def _leg_and_call(work: Direct, payload: payloads.Payload) -> tuple[calls.FoundLeg, Found]:
    """The leg that is spoken of and its call, locked. Raises _Unknown.

    A lead's leg is met here for the first time.
    """
    if not payloads.is_sid(payload.sid):
        raise _Unknown("It names no leg.")
    leg = None if _asked_call() else calls.find_leg(work, payload.sid)
    call_id = _asked_call() or (leg.call_id if leg else None)
    call = calls.hold(work, call_id) if call_id else None
    if call is None or call.direction is not Direction.OUTBOUND:
        raise _Unknown(NO_SUCH)
    leg = leg or calls.find_leg(work, payload.sid)
    if leg is None and payload.event.leg is LegRole.LEAD and payload.event.kind is not EventKind.DIAL_RESULT:
        leg = calls.meet_lead(work, call.id, payload.sid, now=clock.now())
        if leg is None:
            raise _Unknown("The lead of this call has another leg: one dial rings one number.")
    speaks_for = LegRole.REP if payload.event.kind is EventKind.DIAL_RESULT else payload.event.leg
    if leg is None or leg.role is not speaks_for or leg.call_id != call.id:
        raise _Unknown(NO_SUCH)
    return leg, call


def _asked_call() -> int | None:
    return asked.number_in_query("call_id")


def _named_call(session: Session) -> Call | None:
    call_id = asked.whole(request.form.get("call_id"))
    return calls.lock_call(session, call_id) if call_id else None


def _may_ring(session: Session, call: Call) -> bool:
    """Only for the call's own rep, once: the same leg may ask again, another would dial the lead twice."""
    identity = request.form.get("From", "").removeprefix("client:")
    leg = calls.find_leg(session, asked.sid())
    rep_leg = calls.leg_with_role(session, call, LegRole.REP)
    fits = (
        bool(asked.sid()),
        telephony.user_of_identity(identity) == call.rep_id,
        call.direction is Direction.OUTBOUND,
        call.line_ended_at is None,
        rep_leg is None or rep_leg.sid == asked.sid(),
        leg is None or (rep_leg is not None and leg.id == rep_leg.id),
    )
    if not all(fits):
        log.warning("voice_refused", call_id=call.id, identity=identity, fits=fits)
    return all(fits)
