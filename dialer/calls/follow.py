"""Letting a call follow what is said about its legs."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialer import deliveries, nudges, outcomes
from dialer.analytics.marks import mark_stale
from dialer.calls.record import set_prefill
from dialer.models import Call, Leg, StoredLegEvent
from policies.prefill import Prefill, suggest
from policies.progress import LegEvent, Progress, fold
from policies.vocabulary import AnsweredBy, EventKind, LegRole, LegStatus

PAGE = "page"  # the source of what the rep's own page or hand did


def find_leg(session: Session, sid: str) -> Leg | None:
    """The leg with this provider's name."""
    return session.scalar(select(Leg).where(Leg.sid == sid))


def legs_of(session: Session, call: Call) -> list[Leg]:
    """A call's legs."""
    return list(session.scalars(select(Leg).where(Leg.call_id == call.id).order_by(Leg.id)))


def leg_with_role(session: Session, call: Call, role: LegRole) -> Leg | None:
    """The call's first leg of this role."""
    return next((leg for leg in legs_of(session, call) if leg.role is role), None)


def add_leg(session: Session, call: Call, role: LegRole, sid: str, *, now: datetime) -> Leg | None:
    """Attach a leg to a call; None when another company has a leg of this name, which only a liar would say."""
    leg = Leg(call_id=call.id, role=role, sid=sid, created_at=now)
    try:
        with session.begin_nested():
            session.add(leg)
    except IntegrityError:
        return None
    return leg


def add_event(
    session: Session,
    call: Call,
    event: LegEvent,
    *,
    leg: Leg | None = None,
    sequence: int | None = None,
    payload: Any = None,
    now: datetime,
) -> bool:
    """Keep what was said. Returns False, having changed nothing, when it was said before.

    The call must be locked: that is what makes looking before inserting safe.
    """
    source = leg.sid if leg else PAGE
    same = (
        StoredLegEvent.source == source,
        StoredLegEvent.kind == event.kind,
        StoredLegEvent.status == event.status,
    )
    if session.scalar(select(StoredLegEvent.id).where(StoredLegEvent.call_id == call.id, *same)):
        return False
    stored = StoredLegEvent(
        call_id=call.id,
        leg_id=leg.id if leg else None,
        source=source,
        role=event.leg,
        kind=event.kind,
        status=event.status.value,
        at=event.at,
        received_at=now,
        sequence=sequence,
        sip_code=event.sip_code,
        error_code=event.error_code,
        duration=event.duration,
        note=event.note,
        payload=deliveries.storable(payload or {}),
    )
    session.add(stored)
    session.flush()
    return True


def events_of(session: Session, call: Call) -> list[LegEvent]:
    """Everything said about a call's legs."""
    rows = session.scalars(select(StoredLegEvent).where(StoredLegEvent.call_id == call.id))
    return [_event(row) for row in rows]


def settle(session: Session, call: Call, *, now: datetime) -> None:
    """Fold the call's events into it, pre-fill, and tell whoever looks on. Twice is harmless."""
    before = _shape(call)
    progress = fold(events_of(session, call))
    _apply(call, progress)
    _suggest(session, call, progress, suggest(progress), now=now)
    if _shape(call) != before:
        mark_stale(session, call, now=now)
    nudges.refetch(session, f"call:{call.id}", "calls", company_id=call.company_id, rep_id=call.rep_id)


def _event(row: StoredLegEvent) -> LegEvent:
    words = AnsweredBy if row.kind is EventKind.ANSWERED_BY else LegStatus
    return LegEvent(
        leg=row.role,
        kind=row.kind,
        status=words(row.status),
        at=row.at,
        sip_code=row.sip_code,
        error_code=row.error_code,
        duration=row.duration,
        note=row.note,
    )


def _apply(call: Call, progress: Progress) -> None:
    if call.ended_at is None:
        call.state = progress.state
    call.ringing_at = progress.ringing_at
    call.answered_at = progress.answered_at
    call.line_ended_at = progress.line_ended_at
    call.result = progress.result
    call.sip_code = progress.sip_code
    call.answered_by = progress.answered_by
    call.ring_seconds = progress.ring_seconds
    call.talk_seconds = progress.talk_seconds
    call.result_reason = progress.reason


def _suggest(session: Session, call: Call, progress: Progress, prefill: Prefill, *, now: datetime) -> None:
    """While the line is up there is only a suggestion; once it is over the suggestion is the outcome (row P4)."""
    outcome = outcomes.for_trigger(session, prefill.trigger)
    call.suggested = outcome
    call.suggested_reason = prefill.reason if outcome else None
    call.offered_words = _keys(session, prefill)
    if outcome is None and prefill.reason:
        call.result_reason = call.result_reason or prefill.reason
    if progress.is_over and not _stands(call, prefill):
        set_prefill(session, call, outcome, prefill.reason, now=now)


def _stands(call: Call, prefill: Prefill) -> bool:
    """Whether the pre-fill that is there says the same already, even if its outcome was deleted since."""
    return call.outcome is not None and prefill.trigger in call.outcome.prefills


def _keys(session: Session, prefill: Prefill) -> list[str]:
    offered = [outcomes.for_trigger(session, trigger) for trigger in prefill.offer]
    return [outcome.key for outcome in offered if outcome]


def _shape(call: Call) -> tuple[Any, ...]:
    """What the tallies read of a call."""
    return (
        call.line_ended_at is not None,
        call.result,
        call.talk_seconds,
        call.outcome_id,
        call.outcome_source,
    )
