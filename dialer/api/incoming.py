"""Calls that ring at a rep, and whether the rep's page can be rung."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import calls, clock, people, reach
from dialer.api import shapes, wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me
from dialer.api.schemas.calls import IncomingOut, ReachableIn
from dialer.db import reading, transaction
from policies.permissions import Action

bp = Blueprint("incoming", __name__, url_prefix="/api")


@bp.get("/calls/incoming")
@describe(IncomingOut, tag="calls")
@allowed(Action.LOOK)
def incoming_calls() -> ResponseReturnValue:
    """The calls that ring at you, with why, and those of the last two minutes with what became of them."""
    with reading(me().company_id) as session:
        found = calls.offers_to(session, me().user_id or 0, now=clock.now())
        return wire.answer(IncomingOut(items=[shapes.incoming_out(offer, call) for offer, call in found]))


@bp.put("/reachable")
@describe(status=204, body=ReachableIn, tag="calls")
@allowed(Action.DIAL)
def set_reachable() -> ResponseReturnValue:
    """Your page can be rung, or not any more. It lasts 75 seconds, so a page says so every half minute."""
    with transaction(me().company_id) as session:
        reachable = wire.body(ReachableIn).reachable
        reach.set_reachable(session, people.require_dialer(me()), reachable=reachable, now=clock.now())
    return wire.nothing()
