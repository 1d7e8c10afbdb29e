"""Calls: dial, look, record, end, release."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialer import calls, clock, leads, people
from dialer.api import shapes, wire
from dialer.api.call_filters import call_filters
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.calls import (
    CallIn,
    CallOut,
    CallQuery,
    CurrentCall,
    EndIn,
    LineFailedIn,
    NotesIn,
    OutcomeChoice,
    OutcomeRecordOut,
    OwedOut,
    ReleaseIn,
    VersionQuery,
)
from dialer.api.schemas.session import Named
from dialer.db import reading, transaction
from dialer.errors import Conflict, Forbidden, Invalid
from dialer.models import Call, Outcome, OutcomeRecord, User
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
            flow = leads.find_flow(session, given.flow_id) if given.flow_id else None
            call = calls.start_call(session, rep, company, to=given.to, lead=lead, flow=flow, now=now)
            return wire.answer(shapes.call_out(call, company), 201)
    except IntegrityError as error:  # two at once on a database that let both look first
        raise Conflict("You are on another call. End it, then dial.", code="call_open") from error


@bp.get("")
@describe(Page[CallOut], query=CallQuery, tag="calls")
@allowed(Action.LOOK)
def list_calls() -> ResponseReturnValue:
    """The newest calls first, of those you may see."""
    asked = wire.query(CallQuery)
    filters = call_filters(asked)
    after = wire.moment_cursor(asked)
    with reading(me().company_id) as session:
        place = calls.Place(*after) if after else None
        rows = calls.list_calls(session, me(), filters, after=place, limit=asked.limit + 1)
        shown, following = wire.page(rows, asked.limit, lambda call: wire.moment(call.created_at, call.id))
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


@bp.get("/owed")
@describe(OwedOut, tag="calls")
@allowed(Action.LOOK)
def owed_calls() -> ResponseReturnValue:
    """How many calls still lack their outcome."""
    with reading(me().company_id) as session:
        return wire.answer(OwedOut(count=calls.owed_count(session, me())))


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
    """What was recorded on a call, oldest first, pre-fills included."""
    with reading(me().company_id) as session:
        call = calls.find_call(session, call_id, me())
        permit(Action.LOOK)
        items = [_record(session, record) for record in calls.history_of(session, call)]
        return wire.answer(Page[OutcomeRecordOut](items=items, next=None))


@bp.put("/<int:call_id>/outcome")
@describe(CallOut, body=OutcomeChoice, tag="calls")
@allowed(Action.LOOK)
def record_outcome(call_id: int) -> ResponseReturnValue:
    """Record or change what a call came to."""

    def record(session: Session, call: Call) -> None:
        given = wire.body(OutcomeChoice)
        calls.record_outcome(session, call, me(), given.outcome, version=given.version, now=clock.now())
        if given.notes is not None:
            calls.write_notes(session, call, given.notes)

    return _change(call_id, Action.LOOK, record)


@bp.delete("/<int:call_id>/outcome")
@describe(CallOut, query=VersionQuery, tag="calls")
@allowed(Action.LOOK)
def clear_outcome(call_id: int) -> ResponseReturnValue:
    """Take the outcome away, where the policy lets you."""

    def clear(session: Session, call: Call) -> None:
        calls.clear_outcome(session, call, me(), version=wire.query(VersionQuery).version, now=clock.now())

    return _change(call_id, Action.LOOK, clear)


@bp.patch("/<int:call_id>")
@describe(CallOut, body=NotesIn, tag="calls")
@allowed(Action.LOOK)
def write_notes(call_id: int) -> ResponseReturnValue:
    """Keep notes."""
    return _change(
        call_id, Action.LOOK, lambda session, call: calls.write_notes(session, call, wire.body(NotesIn).notes)
    )


@bp.post("/<int:call_id>/end")
@describe(CallOut, body=EndIn, tag="calls")
@allowed(Action.DIAL)
def end_call(call_id: int) -> ResponseReturnValue:
    """Record, end and hang up in one step; 409 ``outcome_required`` while the policy holds the call."""

    def end(session: Session, call: Call) -> None:
        _require_own(call)
        given = wire.body(EndIn)
        calls.end_call(
            session,
            call,
            me(),
            outcome=given.outcome,
            notes=given.notes,
            version=given.version,
            now=clock.now(),
        )

    return _change(call_id, Action.DIAL, end)


@bp.post("/<int:call_id>/line-failed")
@describe(CallOut, body=LineFailedIn, tag="calls")
@allowed(Action.DIAL)
def line_failed(call_id: int) -> ResponseReturnValue:
    """The rep's page could not place the line: no microphone, an SDK error."""

    def fail(session: Session, call: Call) -> None:
        _require_own(call)
        given = wire.body(LineFailedIn)
        note = f"{given.message} ({given.code})" if given.code else given.message
        calls.fail_line(session, call, note or "The browser could not place the call.", now=clock.now())

    return _change(call_id, Action.DIAL, fail)


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
        raise Forbidden("This is somebody else's call. A manager can release it instead.")


def _out(session: Session, call: Call) -> CallOut:
    return shapes.call_out(call, people.company_of(session, call.company_id))


def _record(session: Session, record: OutcomeRecord) -> OutcomeRecordOut:
    outcome = session.get(Outcome, record.outcome_id) if record.outcome_id else None
    by = session.get(User, record.by_id) if record.by_id else None
    return OutcomeRecordOut(
        outcome=shapes.outcome_brief(outcome),
        source=record.source,
        by=Named(id=by.id, name=by.name) if by else None,
        connect_status=record.connect_status,
        sentiment=record.sentiment,
        reason=record.reason,
        at=record.at,
    )
