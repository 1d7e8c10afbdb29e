"""Calls that went quiet: what the provider's REST API knows of them, told as if it had been called back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from dialer import calls, telephony
from dialer.models import Call, Leg, StoredLegEvent
from dialer.telephony import Account, RemoteLeg
from policies.progress import OVER, LegEvent
from policies.vocabulary import CallState, Direction, EventKind, LegRole, LegStatus

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
    parent_leg: str | None  # the one that dialed the others
    was_ended: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider says: None for the parent leg when it does not know it."""

    parent: RemoteLeg | None
    children: tuple[RemoteLeg, ...]


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
    nobodys = and_(Call.rep_id.is_(None), Call.answered_at.is_not(None))  # taken, we do not know by whom
    left_open = and_(Call.ended_at > now - CHASED, Call.ended_at < now - ASK_AGAIN, or_(_open_leg(), nobodys))
    query = select(Call).where(or_(waiting, left_open), rested).order_by(Call.id).limit(limit)
    return [_quiet(session, call) for call in session.scalars(query)]


def unheard_call(session: Session, call_id: int) -> Quiet | None:
    """A call of any company that a page says is over, if nobody else has said so."""
    call = session.get(Call, call_id)
    return _quiet(session, call) if call and call.line_ended_at is None else None


def ask(account: Account, quiet: Quiet) -> Answer | None:
    """Ask the provider; None when there is no leg to ask about. Raises Unavailable."""
    if quiet.parent_leg is None:
        return None
    parent = telephony.fetch_leg(account, quiet.parent_leg)
    children = telephony.list_child_legs(account, quiet.parent_leg) if parent else []
    if quiet.was_ended:
        for leg in [*children, *([parent] if parent else [])]:
            if leg.status not in OVER:
                telephony.hang_up(account, leg.sid)
    return Answer(parent, tuple(children))


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
    for remote in answer.children:
        _keep_child(session, call, remote, now=now)
    _keep_parent(session, call, answer.parent, now=now)
    calls.settle(session, call, now=now)


def take_the_pages_word(session: Session, quiet: Quiet, *, now: datetime) -> None:
    """The provider cannot be asked: believe the page that the rep's line is gone. What is said later adds to it."""
    call = calls.lock_call(session, quiet.call_id)
    if call is None or call.line_ended_at is not None or call.direction is not Direction.OUTBOUND:
        return
    gone = LegEvent(LegRole.REP, EventKind.STATUS, LegStatus.LOST, now)
    calls.add_event(session, call.id, gone, now=now)
    calls.settle(session, call, now=now)


def _keep_child(session: Session, call: Call, remote: RemoteLeg, *, now: datetime) -> None:
    role = LegRole.REP if call.parent_role is LegRole.LEAD else LegRole.LEAD
    if remote.status is None:
        return
    leg = calls.find_leg(session, remote.sid)
    if leg is None and role is LegRole.LEAD:
        leg = calls.meet_lead(session, call.id, remote.sid, now=now)
    elif leg is None:
        leg = calls.add_leg(session, call.id, role, remote.sid, now=now)
    if leg is None:
        return
    rep_id = telephony.user_of_identity(remote.to.removeprefix("client:"))
    if rep_id is not None and (offer := calls.find_offer(session, call.id, rep_id)):
        offer.leg_sid = remote.sid
    _keep(session, call, leg, remote, remote.status, now=now)


def _keep_parent(session: Session, call: Call, remote: RemoteLeg | None, *, now: datetime) -> None:
    """Only its end is news: it was there before anything was dialed."""
    leg = calls.leg_with_role(session, call, call.parent_role)
    if remote is None:
        event = LegEvent(call.parent_role, EventKind.STATUS, LegStatus.LOST, now)
        calls.add_event(session, call.id, event, leg=leg, now=now)
    elif leg and remote.status in OVER:
        _keep(session, call, leg, remote, remote.status, now=now)


def _keep(
    session: Session,
    call: Call,
    leg: Leg | calls.FoundLeg,
    remote: RemoteLeg,
    status: LegStatus,
    *,
    now: datetime,
) -> None:
    event = LegEvent(leg.role, EventKind.STATUS, status, remote.at or now, duration=remote.seconds)
    calls.add_event(session, call.id, event, leg=leg, payload={"asked": "rest"}, now=now)


def _open_leg() -> ColumnElement[bool]:
    """A parent leg that we have not heard is over. What dialed for a caller answers them with a hang-up."""
    over = exists().where(
        StoredLegEvent.leg_id == Leg.id,
        or_(
            StoredLegEvent.kind == EventKind.STATUS,
            and_(StoredLegEvent.kind == EventKind.DIAL_RESULT, Leg.role == LegRole.LEAD),
        ),
        StoredLegEvent.status.in_([*(status.value for status in OVER), LegStatus.LOST.value]),
    )
    parent = or_(
        and_(Call.direction == Direction.OUTBOUND, Leg.role == LegRole.REP),
        and_(Call.direction == Direction.INBOUND, Leg.role == LegRole.LEAD),
    )
    return exists().where(Leg.call_id == Call.id, parent, ~over)


def _quiet(session: Session, call: Call) -> Quiet:
    leg = calls.leg_with_role(session, call, call.parent_role)
    was_ended = call.ended_at is not None
    return Quiet(call.id, call.company_id, call.created_at, leg.sid if leg else None, was_ended)
