"""Calls that went quiet: what the provider's REST API knows of them, told as if it had been called back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from dialer import calls, telephony
from dialer.models import Call, Leg, StoredLegEvent
from dialer.telephony import Account, RemoteLeg
from policies.progress import OVER, LegEvent
from policies.vocabulary import CallState, EventKind, LegRole, LegStatus

QUIET_RINGING = timedelta(seconds=60)  # longer than a ring timeout and Twilio's five seconds on top
QUIET_LIVE = timedelta(minutes=2)
ASK_AGAIN = timedelta(seconds=30)
NEVER_CAME = timedelta(minutes=2)  # without any leg the browser never reached the provider
CHASED = timedelta(hours=1)  # how long after its end a call's open leg is chased


@dataclass(frozen=True, slots=True)
class Quiet:
    """A call to ask about: what is needed to ask without holding a session."""

    call_id: int
    company_id: int
    created_at: datetime
    rep_leg: str | None
    was_ended: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider says: None for the rep's leg when it does not know it."""

    rep: RemoteLeg | None
    leads: tuple[RemoteLeg, ...]


def quiet_calls(session: Session, *, now: datetime, limit: int = 50) -> list[Quiet]:
    """Calls, of any company, whose line should have been heard of by now, and ended ones with a leg left open."""
    rested = or_(Call.checked_at.is_(None), Call.checked_at < now - ASK_AGAIN)
    waiting = and_(
        Call.line_ended_at.is_(None),
        or_(
            and_(Call.state != CallState.LIVE, Call.created_at < now - QUIET_RINGING),
            and_(
                func.coalesce(Call.checked_at, Call.answered_at, Call.created_at) < now - QUIET_LIVE,
                Call.state == CallState.LIVE,
            ),
        ),
    )
    left_open = and_(Call.ended_at > now - CHASED, Call.ended_at < now - ASK_AGAIN, _open_leg())
    query = select(Call).where(or_(waiting, left_open), rested).order_by(Call.id).limit(limit)
    return [_quiet(session, call) for call in session.scalars(query)]


def ask(account: Account, quiet: Quiet) -> Answer | None:
    """Ask the provider; None when there is no leg to ask about. Raises Unavailable."""
    if quiet.rep_leg is None:
        return None
    rep = telephony.fetch_leg(account, quiet.rep_leg)
    leads = telephony.list_child_legs(account, quiet.rep_leg) if rep else []
    if quiet.was_ended:
        for leg in [*leads, *([rep] if rep else [])]:
            if leg.status not in OVER:
                telephony.hang_up(account, leg.sid)
    return Answer(rep, tuple(leads))


def apply(session: Session, quiet: Quiet, answer: Answer | None, *, now: datetime) -> None:
    """Let the call follow what the provider said."""
    call = calls.lock_call(session, quiet.call_id)
    if call is None:
        return
    call.checked_at = now
    if answer is None:
        if now - quiet.created_at > NEVER_CAME:
            calls.fail_line(session, call, "The browser never reached the telephone network.", now=now)
        return
    for remote in answer.leads:
        _keep(session, call, remote, LegRole.LEAD, now=now)
    _keep(session, call, answer.rep, LegRole.REP, now=now)
    calls.settle(session, call, now=now)


def _keep(session: Session, call: Call, remote: RemoteLeg | None, role: LegRole, *, now: datetime) -> None:
    if remote is None:
        event = LegEvent(role, EventKind.STATUS, LegStatus.LOST, now)
        calls.add_event(session, call.id, event, leg=calls.leg_with_role(session, call, role), now=now)
    elif remote.status is not None and (role is LegRole.LEAD or remote.status in OVER):
        leg = calls.find_leg(session, remote.sid) or calls.add_leg(
            session, call.id, role, remote.sid, now=now
        )
        event = LegEvent(role, EventKind.STATUS, remote.status, remote.at or now, duration=remote.seconds)
        if leg:
            calls.add_event(session, call.id, event, leg=leg, payload={"asked": "rest"}, now=now)


def _open_leg() -> ColumnElement[bool]:
    over = exists().where(
        StoredLegEvent.leg_id == Leg.id,
        StoredLegEvent.kind == EventKind.STATUS,
        StoredLegEvent.status.in_([*(status.value for status in OVER), LegStatus.LOST.value]),
    )
    return exists().where(Leg.call_id == Call.id, Leg.role == LegRole.REP, ~over)


def _quiet(session: Session, call: Call) -> Quiet:
    rep_leg = calls.leg_with_role(session, call, LegRole.REP)
    return Quiet(
        call.id, call.company_id, call.created_at, rep_leg.sid if rep_leg else None, call.ended_at is not None
    )
