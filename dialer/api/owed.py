"""Owed outcomes: counting them, and recording no-answer calls in bulk."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import calls, clock, people
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me
from dialer.api.schemas.calls import (
    BulkIn,
    BulkOut,
    BulkResult,
    OwedByRepOut,
    OwedOut,
    OwedQuery,
    OwedReminder,
)
from dialer.api.schemas.session import Named
from dialer.db import reading, transaction
from dialer.models import Call
from policies.permissions import Action

bp = Blueprint("owed", __name__, url_prefix="/api/calls")


@bp.get("/owed")
@describe(OwedOut, query=OwedQuery, tag="calls")
@allowed(Action.LOOK)
def owed_calls() -> ResponseReturnValue:
    """How many calls that you may see still lack their outcome, and since when; ``by=rep`` says whose they are.

    ``reminders`` are your own that have lacked it for longer than the company's ``owed_reminder_minutes``.
    """
    asked = wire.query(OwedQuery)
    with reading(me().company_id) as session:
        company = people.company_of(session, me().company_id)
        owed = calls.owed_total(session, me())
        late = calls.reminders_for(session, me(), company, now=clock.now())
        by_rep = [_by_rep(one) for one in calls.owed_by_rep(session, me())] if asked.by else None
        return wire.answer(
            OwedOut(
                count=owed.count,
                oldest_at=owed.oldest_at,
                by_rep=by_rep,
                reminder_minutes=company.owed_reminder_minutes,
                reminders=[_reminder(call) for call in late],
            )
        )


@bp.post("/outcomes")
@describe(BulkOut, body=BulkIn, tag="calls")
@allowed(Action.LOOK)
def record_outcomes() -> ResponseReturnValue:
    """Record one no-answer outcome on up to 200 owed calls whose line was busy, rang out or the like.

    Says of each call whether it was recorded, or skipped and why; what fits is recorded although others do not.
    Others' calls take a ``reason``. Your own that are still in wrap-up end by it.
    """
    given = wire.body(BulkIn)
    items = [calls.Item(item.call_id, item.version) for item in given.items]
    items += [calls.Item(call_id) for call_id in given.call_ids]
    with transaction(me().company_id) as session:
        done = calls.record_many(session, me(), items, given.outcome, reason=given.reason, now=clock.now())
    results = [
        BulkResult(call_id=one.call_id, recorded=one.skipped is None, code=one.skipped, detail=one.detail)
        for one in done
    ]
    recorded = sum(result.recorded for result in results)
    return wire.answer(BulkOut(recorded=recorded, skipped=len(results) - recorded, results=results))


def _by_rep(one: calls.OwedByRep) -> OwedByRepOut:
    rep = Named(id=one.rep.id, name=one.rep.name)
    return OwedByRepOut(rep=rep, count=one.count, released=one.released, oldest_at=one.oldest_at)


def _reminder(call: Call) -> OwedReminder:
    assert call.line_ended_at is not None  # that is what owing begins with
    name = call.lead.name if call.lead else None
    return OwedReminder(call_id=call.id, lead=name, number=call.lead_number, line_ended_at=call.line_ended_at)
