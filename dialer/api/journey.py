"""A lead's journey."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import clock, journey, leads, setting
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.journey_shapes import entries_out, owed_out
from dialer.api.schemas.base import PageQuery
from dialer.api.schemas.journey import JourneyOut
from dialer.api.setting_shapes import setting_out
from dialer.db import reading
from dialer.journey import Place
from policies.permissions import Action

bp = Blueprint("journey", __name__, url_prefix="/api")


@bp.get("/leads/<int:lead_id>/journey")
@describe(JourneyOut, query=PageQuery, tag="leads")
@allowed(Action.LOOK)
def get_journey(lead_id: int) -> ResponseReturnValue:
    """Who the lead is, how they stand, what is owed, and all that happened, newest first. ``whole`` says whether
    that is all of it: others' calls and tasks show to whoever owns the lead or has a meeting with them."""
    asked, now = wire.query(PageQuery), clock.now()
    place = wire.moment_cursor(asked)
    with reading(me().company_id) as session:
        lead = leads.find_lead(session, lead_id)
        permit(Action.LOOK)
        whole = journey.sees_all(session, me(), lead)
        after = Place(*place) if place else None
        entries = journey.list_entries(session, me(), lead, whole=whole, after=after, limit=asked.limit + 1)
        shown, following = wire.page(entries, asked.limit, lambda entry: wire.moment(*entry.place))
        (row,) = setting_out(session, setting.rows_of(session, [lead], now=now))
        answer = JourneyOut(
            **dict(row),
            customer_since=journey.customer_since(session, lead.id),
            owed=owed_out(journey.owed_things(session, me(), lead, whole=whole, now=now)),
            whole=whole,
            items=entries_out(session, me(), shown, now=now),
            next=following,
        )
    return wire.answer(answer)
