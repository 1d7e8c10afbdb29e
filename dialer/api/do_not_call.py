"""The numbers nobody may dial."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import audit, clock, leads, nudges
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page, PageQuery
from dialer.api.schemas.leads import BarIn, BarOut, LiftIn
from dialer.db import reading, transaction
from policies.permissions import Action

bp = Blueprint("do_not_call", __name__, url_prefix="/api/do-not-call")


@bp.get("")
@describe(Page[BarOut], query=PageQuery, tag="leads")
@allowed(Action.LOOK)
def list_bars() -> ResponseReturnValue:
    """The list, newest first, lifted entries included."""
    asked = wire.query(PageQuery)
    with reading(me().company_id) as session:
        rows = leads.list_bars(session, before_id=wire.before_cursor(asked), limit=asked.limit + 1)
        shown, following = wire.page(rows, asked.limit, lambda bar: bar.id)
        items = [BarOut.model_validate(bar, from_attributes=True) for bar in shown]
    return wire.answer(Page[BarOut](items=items, next=following))


@bp.post("")
@describe(BarOut, status=201, body=BarIn, tag="leads")
@allowed(Action.LOOK)
def bar_number() -> ResponseReturnValue:
    """Put a number on the list. Everybody may, as the person called may ask anybody at any time."""
    given = wire.body(BarIn)
    phone = leads.to_e164(given.phone)
    with transaction(me().company_id) as session:
        bar = leads.bar_number(session, me(), phone, given.reason, call_id=None, now=clock.now())
        nudges.refetch(session, "leads", company_id=me().company_id)
        return wire.answer(BarOut.model_validate(bar, from_attributes=True), 201)


@bp.delete("/<int:bar_id>")
@describe(BarOut, body=LiftIn, tag="leads")
@allowed(Action.MANAGE_DO_NOT_CALL)
def lift_bar(bar_id: int) -> ResponseReturnValue:
    """Take a number off the list, with a reason. Audited; nothing else ever does."""
    now = clock.now()
    with transaction(me().company_id) as session:
        bar = leads.find_bar(session, bar_id)
        permit(Action.MANAGE_DO_NOT_CALL)
        reason = wire.body(LiftIn).reason
        if bar.lifted_at is None:
            bar.lifted_at, bar.lifted_by_id, bar.lift_reason = now, me().user_id, reason
            before, after = {"reason": bar.reason}, {"lifted": reason}
            audit.write_entry(
                session, me(), "do_not_call.lifted", bar.phone, before=before, after=after, now=now
            )
            nudges.refetch(session, "leads", company_id=me().company_id)
        session.flush()
        return wire.answer(BarOut.model_validate(bar, from_attributes=True))
