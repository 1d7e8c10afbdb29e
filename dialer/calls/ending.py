"""The ways out of a call: a rep ends it, or somebody releases it. Both go through ``dialer.calls.door`` (rows P5, P8)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from dialer import audit, nudges, people
from dialer.calls import door
from dialer.calls.follow import add_event, settle
from dialer.calls.queries import lock_open_calls
from dialer.calls.record import record_outcome, write_notes
from dialer.errors import Conflict
from dialer.models import Call
from dialer.people import Principal
from policies.progress import LegEvent
from policies.vocabulary import EventKind, LegRole, LegStatus

HANG_UP = "workers.lines.hang_up"
ASK_ABOUT = "workers.lines.reconcile_call"


@dataclass(frozen=True, slots=True)
class Choice:
    """What ending records on the way: an outcome, when to follow up, notes, and what the writer had seen of both."""

    outcome: str | None = None
    follow_up_at: datetime | None = None
    notes: str | None = None
    notes_before: str | None = None
    version: int | None = None


def end_call(session: Session, call: Call, by: Principal, choice: Choice, *, now: datetime) -> None:
    """Record, end and hang up in one step.

    Ending takes the outcome given, else the one recorded, else what this very hang-up lets us suggest.
    Ending an ended call is harmless. Raises Conflict ``outcome_required``, and then nothing has changed and
    the line stays open; ``stale_version``; ``stale_notes``; Invalid.
    """
    if choice.outcome is not None:
        record_outcome(
            session,
            call,
            by,
            choice.outcome,
            version=choice.version,
            follow_up_at=choice.follow_up_at,
            now=now,
        )
    if choice.notes is not None:
        write_notes(session, call, choice.notes, before=choice.notes_before, now=now)
    if call.ended_at is None and call.line_ended_at is None:
        _let_go(session, call, LegStatus.HUNG_UP, now=now)
    door.leave(session, call, at=now)


def require_open(call: Call) -> None:
    """Raises Conflict ``already_ended`` for a call that holds nobody any more."""
    if call.ended_at is not None:
        raise Conflict("This call has ended already; nobody is held by it.", code="already_ended")


def release_call(session: Session, call: Call, by: Principal, reason: str, *, now: datetime) -> None:
    """A manager frees the rep from a call; it stays listed as missing its outcome. Audited."""
    require_open(call)
    if call.rep_id is None:
        raise Conflict("This call still rings; nobody is held by it.", code="not_taken")
    before = {"state": call.state.value, "rep_id": call.rep_id}
    call.released_by_id, call.released_at, call.release_reason = by.user_id, now, reason
    if call.line_ended_at is None:
        _let_go(session, call, LegStatus.HUNG_UP, now=now)
    door.leave(session, call, at=now)
    after = {"state": call.state.value, "rep_id": call.rep_id, "reason": reason}
    audit.write_entry(session, by, "call.released", f"call:{call.id}", before=before, after=after, now=now)


def release_open_calls(session: Session, user_id: int, by: Principal, reason: str, *, now: datetime) -> int:
    """Free a person from every call they have open, as when they leave the company. Returns how many.

    Lines still up are hung up, each release is audited, and what lacks its outcome stays owed. A call that ends
    meanwhile is left alone; the person is locked first, so that no new one begins unseen.
    """
    people.lock_person(session, user_id)
    open_now = lock_open_calls(session, user_id)
    for call in open_now:
        release_call(session, call, by, reason, now=now)
    session.flush()
    return len(open_now)


def fail_line(session: Session, call: Call, note: str, *, now: datetime) -> None:
    """The rep's page could not place the line: no microphone, an SDK error.

    It only counts as never placed while nothing was heard of the lead's leg; else the line is over for the
    rep, and the call asks for its outcome like any other.
    """
    if call.line_ended_at is None:
        _let_go(session, call, LegStatus.LINE_FAILED, note=note, now=now)


def ask_about_line(session: Session, call: Call) -> None:
    """The rep's page says that the line is over, and nobody else has: ask the provider now, not when it is due."""
    if call.line_ended_at is None:
        nudges.ask_for(session, ASK_ABOUT, call.id)


def _let_go(session: Session, call: Call, how: LegStatus, *, note: str | None = None, now: datetime) -> None:
    event = LegEvent(LegRole.REP, EventKind.REP_ACTION, how, now, note=note)
    add_event(session, call.id, event, now=now)
    settle(session, call, now=now)
    nudges.ask_for(session, HANG_UP, call.id)
