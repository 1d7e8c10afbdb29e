"""Letting a call follow what is said about its legs.

Every callback of Twilio's comes through here, several for each call, so nothing here loads an object: the
statements are made once, in ``dialer.calls.statements``.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import db, deliveries, hooks, nudges
from dialer.analytics.marks import mark_stale
from dialer.calls import statements
from dialer.calls.follow_inbound import settle_inbound
from dialer.calls.prefill import Changes, keep_record, prefill_changes
from dialer.crm.marks import mark_for_crm
from dialer.direct import Direct, Found
from dialer.models import Call, Leg
from policies.prefill import suggest
from policies.progress import LegEvent, Progress, fold
from policies.vocabulary import AnsweredBy, Direction, EventKind, LegRole, LegStatus

PAGE = "page"  # the source of what the rep's own page or hand did
TALLIED = ("line_ended_at", "result", "talk_seconds", "prefilled_id", "outcome_id", "outcome_source")


class FoundLeg(NamedTuple):
    """A leg, as far as it is spoken of."""

    id: int
    call_id: int
    role: LegRole
    sid: str


def find_leg(work: Session | Direct, sid: str) -> FoundLeg | None:
    """The leg with this provider's name."""
    row = db.direct(work).row(statements.FIND_LEG, sid=sid)
    return FoundLeg(row.id, row.call_id, row.role, row.sid) if row else None


def legs_of(session: Session, call: Call) -> list[Leg]:
    """A call's legs."""
    return list(session.scalars(select(Leg).where(Leg.call_id == call.id).order_by(Leg.id)))


def leg_with_role(session: Session, call: Call, role: LegRole) -> Leg | None:
    """The call's first leg of this role."""
    return next((leg for leg in legs_of(session, call) if leg.role is role), None)


def hold(work: Session | Direct, call_id: int) -> Found | None:
    """What following a call needs of its row, which is locked until the transaction ends."""
    return db.direct(work).row(statements.LOCK_CALL, call_id=call_id)


def add_leg(
    work: Session | Direct, call_id: int, role: LegRole, sid: str, *, now: datetime
) -> FoundLeg | None:
    """Attach a leg to a call. The leg that has this name already is returned as it is, whosever call it is in.

    None when it is another company's, which only a liar would say.
    """
    made = db.direct(work).insert(statements.LEGS, call_id=call_id, role=role, sid=sid, created_at=now)
    return FoundLeg(made, call_id, role, sid) if made else find_leg(work, sid)


def meet_lead(work: Session | Direct, call_id: int, sid: str, *, now: datetime) -> FoundLeg | None:
    """Attach the lead's leg, of which a callback tells us first, to a call that is locked.

    None when the call's lead has a leg with another name, since one dial rings one number.
    """
    if db.direct(work).row(statements.LEAD_LEG, call_id=call_id, lead=LegRole.LEAD):
        return None
    return add_leg(work, call_id, LegRole.LEAD, sid, now=now)


def add_event(
    work: Session | Direct,
    call_id: int,
    event: LegEvent,
    *,
    leg: FoundLeg | Leg | None = None,
    sequence: int | None = None,
    payload: Any = None,
    now: datetime,
) -> bool:
    """Keep what was said. Returns False, having changed nothing, when it was said before."""
    kept = db.direct(work).insert(
        statements.EVENTS,
        call_id=call_id,
        leg_id=leg.id if leg else None,
        source=leg.sid if leg else PAGE,
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
    return kept is not None


def settle(session: Session, call: Call, *, now: datetime) -> None:
    """Fold the call's events into it, pre-fill, and tell whoever looks on. Twice is harmless."""
    if call.direction is Direction.INBOUND:
        settle_inbound(session, call, now=now)
        return
    held = hold(session, call.id)
    assert held is not None  # we hold the object of its row
    settle_held(session, held, now=now)
    session.refresh(call)


def settle_held(work: Session | Direct, call: Found, *, now: datetime) -> Changes:
    """The same for a row that ``hold`` returned. Returns what is new about the call."""
    database = db.direct(work)
    progress = fold(_event(row) for row in database.rows(statements.EVENTS_OF, call_id=call.id))
    prefill = suggest(progress)
    changes = _line_changes(call, progress) | prefill_changes(database, call, progress, prefill, now=now)
    changed = {name for name, value in changes.items() if value != getattr(call, name)}
    if changed:
        database.change(statements.FOLLOW, followed_id=call.id, **_parameters(call, changes))
    if "outcome_id" in changed:
        keep_record(database, call, changes, prefill.reason, now=now)
        hooks.tell_outcome(work, call.id, first=call.outcome_id is None, now=now)
    if not changed.isdisjoint(TALLIED):
        mark_stale(work, call, now=now)
        mark_for_crm(work, call, now=now)
    nudges.refetch(work, f"call:{call.id}", "calls", company_id=call.company_id, rep_id=call.rep_id)
    return {name: changes[name] for name in sorted(changed)}


def label_of(database: Direct, outcome_id: int | None) -> str | None:
    """What an outcome is called."""
    found = database.row(statements.LABEL, outcome_id=outcome_id) if outcome_id else None
    return str(found.label) if found else None


def _event(row: Found) -> LegEvent:
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


def _line_changes(call: Found, progress: Progress) -> Changes:
    return {
        "state": progress.state if call.ended_at is None else call.state,
        "ringing_at": progress.ringing_at,
        "answered_at": progress.answered_at,
        "line_ended_at": progress.line_ended_at,
        "result": progress.result,
        "sip_code": progress.sip_code,
        "answered_by": progress.answered_by,
        "ring_seconds": progress.ring_seconds,
        "talk_seconds": progress.talk_seconds,
    }


def _parameters(call: Found, changes: Changes) -> Changes:
    return {statements.NEW + name: changes.get(name, getattr(call, name)) for name in statements.FOLLOWED}
