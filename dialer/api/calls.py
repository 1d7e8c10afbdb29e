"""Calls: dial, look, record, end, release."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialer import calls, clock, flows, leads, people
from dialer.api import shapes, wire
from dialer.api.call_filters import call_filters
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.calls import (
    CallIn,
    CallOut,
    CallQuery,
    ClearQuery,
    CurrentCall,
    EffectOut,
    EndIn,
    LineFailedIn,
    NotesIn,
    OutcomeChoice,
    OutcomeRecordOut,
    ReleaseIn,
    UndoIn,
)
from dialer.api.schemas.session import Named
from dialer.db import reading, transaction
from dialer.errors import Conflict, Forbidden, Invalid
from dialer.models import Call, CallEffect, Outcome, OutcomeRecord, User
from policies.permissions import Action

bp = Blueprint("calls", __name__, url_prefix="/api/calls")


@bp.post("")
@describe(CallOut, status=201, body=CallIn, tag="calls")
@allowed(Action.DIAL)
def start_call() -> ResponseReturnValue:
    """Begin a call to a lead or a number. The browser then connects with this call's id."""
    now = clock.now()
    try:
        with transaction(me().company_id) as session:
            company = people.company_of(session, me().company_id)
            rep = calls.make_room(session, me(), company, now=now)
            given = wire.body(CallIn)
            lead = leads.find_lead(session, given.lead_id) if given.lead_id else None
            if lead is None and not given.to:
                raise Invalid("Say whom to call: lead_id or to.")
            flow = flows.find_flow(session, given.flow_id) if given.flow_id else None
            call = calls.start_call(session, rep, company, to=given.to, lead=lead, flow=flow, now=now)
            return wire.answer(shapes.call_out(call, company), 201)
    except IntegrityError as error:  # two at once on a database that let both look first
        raise Conflict("You are on another call. End it, then dial.", code="call_open") from error


@bp.get("")
@describe(Page[CallOut], query=CallQuery, tag="calls")
@allowed(Action.LOOK)
def list_calls() -> ResponseReturnValue:
    """The newest calls first, of those you may see; ``order=oldest``: whose line has been over for the longest."""
    asked = wire.query(CallQuery)
    filters = call_filters(asked)
    oldest = asked.order == "oldest"
    after = wire.moment_cursor(asked)
    with reading(me().company_id) as session:
        place = calls.Place(*after) if after else None
        limit = asked.limit + 1
        rows = calls.list_calls(session, me(), filters, oldest_first=oldest, after=place, limit=limit)
        shown, following = wire.page(
            rows, asked.limit, lambda call: wire.moment(*calls.place_of(call, oldest_first=oldest))
        )
        return wire.answer(
            Page[CallOut](items=shapes.calls_out(session, me().company_id, shown), next=following)
        )


@bp.get("/current")
@describe(CurrentCall, tag="calls")
@allowed(Action.LOOK)
def current_call() -> ResponseReturnValue:
    """The calls you have not ended yet, on whatever device they began; ``call`` is the first of them.

    The one with its line up comes first, then the newest. There can be several: an inbound call comes in
    while another is in wrap-up.
    """
    with reading(me().company_id) as session:
        found = calls.open_calls(session, me().user_id or 0)
        out = shapes.calls_out(session, me().company_id, found)
        return wire.answer(CurrentCall(call=out[0] if out else None, calls=out))


@bp.get("/<int:call_id>")
@describe(CallOut, tag="calls")
@allowed(Action.LOOK)
def get_call(call_id: int) -> ResponseReturnValue:
    """One call."""
    with reading(me().company_id) as session:
        call = calls.find_call(session, call_id, me())
        permit(Action.LOOK)
        return wire.answer(_out(session, call))


@bp.get("/<int:call_id>/history")
@describe(Page[OutcomeRecordOut], tag="calls")
@allowed(Action.LOOK)
def call_history(call_id: int) -> ResponseReturnValue:
    """What was recorded on a call, oldest first, pre-fills included, and what each brought about."""
    with reading(me().company_id) as session:
        call = calls.find_call(session, call_id, me())
        permit(Action.LOOK)
        effects = calls.effects_of(session, call)
        history = calls.history_of(session, call)
        items = [_record(session, record, effects.get(record.id, [])) for record in history]
        return wire.answer(Page[OutcomeRecordOut](items=items, next=None))


@bp.put("/<int:call_id>/outcome")
@describe(CallOut, body=OutcomeChoice, tag="calls")
@allowed(Action.LOOK)
def record_outcome(call_id: int) -> ResponseReturnValue:
    """Record or change what a call came to; who is not its rep gives a ``reason``.

    Tasks and do-not-call follow the outcome. 409 ``stale_version`` when ``version`` is not the call's, and
    ``stale_notes`` when ``notes_before`` is not what its notes say; nothing is saved then.
    """

    def record(session: Session, call: Call) -> None:
        calls.require_changer(call, me())
        given = wire.body(OutcomeChoice)
        calls.record_outcome(
            session,
            call,
            me(),
            given.outcome,
            version=given.version,
            follow_up_at=given.follow_up_at,
            reason=given.reason,
            now=clock.now(),
        )
        if given.notes is not None:
            calls.write_notes(session, call, given.notes, before=given.notes_before, now=clock.now())

    return _change(call_id, Action.LOOK, record)


@bp.delete("/<int:call_id>/outcome")
@describe(CallOut, query=ClearQuery, tag="calls")
@allowed(Action.LOOK)
def clear_outcome(call_id: int) -> ResponseReturnValue:
    """Take the outcome away, where the policy lets you; who is not the call's rep gives a ``reason``."""

    def clear(session: Session, call: Call) -> None:
        calls.require_changer(call, me())
        asked = wire.query(ClearQuery)
        calls.clear_outcome(session, call, me(), version=asked.version, reason=asked.reason, now=clock.now())

    return _change(call_id, Action.LOOK, clear)


@bp.post("/<int:call_id>/outcome/undo")
@describe(CallOut, body=UndoIn, tag="calls")
@allowed(Action.LOOK)
def undo_outcome(call_id: int) -> ResponseReturnValue:
    """Take back what you recorded on a call within the last ten seconds (the server allows five more).

    ``version`` is the call's after the recording. 409 ``stale_version`` when somebody has decided since,
    ``too_late``, ``nothing_to_undo``, or ``outcome_required`` where an ended call must keep an outcome: choose
    another instead.
    """

    def undo(session: Session, call: Call) -> None:
        calls.require_changer(call, me())
        calls.undo_outcome(session, call, me(), version=wire.body(UndoIn).version, now=clock.now())

    return _change(call_id, Action.LOOK, undo)


@bp.patch("/<int:call_id>")
@describe(CallOut, body=NotesIn, tag="calls")
@allowed(Action.LOOK)
def write_notes(call_id: int) -> ResponseReturnValue:
    """Keep notes; 409 ``stale_notes`` when ``notes_before``, the text you started from, is not there any more."""

    def write(session: Session, call: Call) -> None:
        given = wire.body(NotesIn)
        calls.write_notes(session, call, given.notes, before=given.notes_before, now=clock.now())

    return _change(call_id, Action.LOOK, write)


@bp.post("/<int:call_id>/end")
@describe(CallOut, body=EndIn, tag="calls")
@allowed(Action.LOOK)
def end_call(call_id: int) -> ResponseReturnValue:
    """Record, end and hang up in one step; 409 ``outcome_required`` while the policy holds the call.

    Whoever has a call may end it, also when their role does not dial any more.
    """

    def end(session: Session, call: Call) -> None:
        _require_own(call)
        choice = calls.Choice(**wire.body(EndIn).model_dump())
        calls.end_call(session, call, me(), choice, now=clock.now())

    return _change(call_id, Action.LOOK, end)


@bp.post("/<int:call_id>/line-failed")
@describe(CallOut, body=LineFailedIn, tag="calls")
@allowed(Action.LOOK)
def line_failed(call_id: int) -> ResponseReturnValue:
    """The rep's page could not place the line: no microphone, an SDK error."""

    def fail(session: Session, call: Call) -> None:
        _require_own(call)
        given = wire.body(LineFailedIn)
        note = f"{given.message} ({given.code})" if given.code else given.message
        calls.fail_line(session, call, note or "The browser could not place the call.", now=clock.now())

    return _change(call_id, Action.LOOK, fail)


@bp.post("/<int:call_id>/line-over")
@describe(CallOut, tag="calls")
@allowed(Action.LOOK)
def line_over(call_id: int) -> ResponseReturnValue:
    """The line of the rep's page is over, and this call does not know it: Twilio is asked now what became of it."""

    def ask(session: Session, call: Call) -> None:
        _require_own(call)
        calls.ask_about_line(session, call)

    return _change(call_id, Action.LOOK, ask)


@bp.post("/<int:call_id>/release")
@describe(CallOut, body=ReleaseIn, tag="calls")
@allowed(Action.RELEASE_CALL)
def release_call(call_id: int) -> ResponseReturnValue:
    """Free a rep from a call that they cannot finish. Audited."""

    def release(session: Session, call: Call) -> None:
        calls.require_open(call)
        calls.release_call(session, call, me(), wire.body(ReleaseIn).reason, now=clock.now())

    return _change(call_id, Action.RELEASE_CALL, release)


def _change(call_id: int, action: Action, do: Callable[[Session, Call], Any]) -> ResponseReturnValue:
    """Find (404), permit (403), lock, do. A refusal carries the call as it is now, so that the page can show it."""
    with transaction(me().company_id) as session:
        found = calls.find_call(session, call_id, me())
        permit(action)
        call = calls.lock_call(session, found.id)
        assert call is not None  # found a moment ago, and calls are never deleted
        before = _out(session, call)
        try:
            do(session, call)
        except Conflict as error:
            error.extra["call"] = before.model_dump(mode="json", by_alias=True)
            raise
        session.flush()
        return wire.answer(_out(session, call))


def _require_own(call: Call) -> None:
    if call.rep_id is None:
        raise Forbidden("Nobody has taken this call, so nobody can end it.")
    if call.rep_id != me().user_id:
        way = "Release" if me().may(Action.RELEASE_CALL) else "A manager can release"
        raise Forbidden(f"This is somebody else's call. {way} it instead.")


def _out(session: Session, call: Call) -> CallOut:
    return shapes.call_out(call, people.company_of(session, call.company_id))


def _record(session: Session, record: OutcomeRecord, effects: list[CallEffect]) -> OutcomeRecordOut:
    outcome = session.get(Outcome, record.outcome_id) if record.outcome_id else None
    by = session.get(User, record.by_id) if record.by_id else None
    return OutcomeRecordOut(
        outcome=shapes.outcome_brief(outcome),
        source=record.source,
        by=Named(id=by.id, name=by.name) if by else None,
        connect_status=record.connect_status,
        sentiment=record.sentiment,
        reason=record.reason,
        undone=record.is_undo,
        effects=[EffectOut.model_validate(effect, from_attributes=True) for effect in effects],
        at=record.at,
    )
