"""Letting an inbound call follow what is said about its legs: who took it, or that nobody did."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.analytics.marks import mark_day
from dialer.calls import door
from dialer.crm.marks import mark_for_crm
from dialer.models import Call, CallOffer, StoredLegEvent, User
from policies.inbound import InboundLine, Said, fold_inbound
from policies.progress import LegEvent
from policies.vocabulary import LegStatus

LINE = ("ringing_at", "answered_at", "line_ended_at", "result", "ring_seconds", "talk_seconds")


def settle_inbound(session: Session, call: Call, *, now: datetime) -> None:
    """Fold the call's events into it, give it to the rep who took it, and tell whoever looks on.

    Nothing is pre-filled: what the line knows here is about us, not about the lead. A call that is over and
    that nobody took ends by itself and holds nobody. Twice is harmless.
    """
    before, rep_before = _shape(call), call.rep_id
    line = fold_inbound(_said(session, call))
    for name in LINE:
        setattr(call, name, getattr(line.progress, name))
    call.result_reason = line.progress.reason
    _give_to_who_took_it(session, call, line)
    _move(session, call, line)
    session.flush()
    if _shape(call) != before:
        for rep_id in {rep_before, call.rep_id} - {None}:
            mark_day(session, rep_id, call.created_at, now=now)
        if call.rep_id is not None:
            mark_for_crm(session, call, now=now)
    tell(session, call, also=rep_before)


def offers_of(session: Session, call: Call) -> list[CallOffer]:
    """Whom a call rang."""
    return list(session.scalars(select(CallOffer).where(CallOffer.call_id == call.id).order_by(CallOffer.id)))


def tell(session: Session, call: Call, *, also: int | None = None) -> None:
    """Tell the reps it rings, the one who has it, and of a missed call everybody."""
    concerned = {offer.rep_id for offer in offers_of(session, call)} | {call.rep_id, also}
    for rep_id in [None] if call.is_missed else sorted(rep for rep in concerned if rep is not None):
        nudges.refetch(session, f"call:{call.id}", "calls", company_id=call.company_id, rep_id=rep_id)


def _said(session: Session, call: Call) -> list[Said]:
    rows = session.scalars(select(StoredLegEvent).where(StoredLegEvent.call_id == call.id))
    return [Said(row.source, _event(row)) for row in rows]


def _event(row: StoredLegEvent) -> LegEvent:
    return LegEvent(row.role, row.kind, LegStatus(row.status), row.at, duration=row.duration, note=row.note)


def _give_to_who_took_it(session: Session, call: Call, line: InboundLine) -> None:
    rep_id = _who_took_it(offers_of(session, call), line)
    if rep_id is None or rep_id == call.rep_id:
        return
    if call.rep_id is None:
        door.reopen(call, line.progress.state)
    rep = session.get_one(User, rep_id)
    call.rep, call.rep_id, call.team_id = rep, rep.id, rep.team_id


def _who_took_it(offers: list[CallOffer], line: InboundLine) -> int | None:
    """The rep behind the leg that was answered; of one rep alone we know it without the leg."""
    if line.progress.answered_at is None:
        return None
    known = [offer.rep_id for offer in offers if offer.leg_sid and offer.leg_sid == line.answered_leg]
    if not known and line.answered_leg is None and len(offers) == 1:
        known = [offers[0].rep_id]
    return known[0] if known else None


def _move(session: Session, call: Call, line: InboundLine) -> None:
    if call.ended_at is None:
        call.state = line.progress.state
    if line.progress.is_over and call.rep_id is None:
        assert line.progress.line_ended_at is not None  # that is what "over" means
        door.leave(session, call, at=line.progress.line_ended_at)


def _shape(call: Call) -> tuple[Any, ...]:
    """What the tallies read of a call that moves here."""
    return call.line_ended_at, call.result, call.talk_seconds, call.rep_id
