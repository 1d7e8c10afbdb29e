"""Flows: which there are, making and renaming them. Where a lead is, is the lead's."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import clock, flows
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.flows import FlowChange, FlowIn, FlowOut, StepOut
from dialer.db import reading, transaction
from dialer.models import Flow
from policies.permissions import Action

bp = Blueprint("flows", __name__, url_prefix="/api/flows")


@bp.get("")
@describe(Page[FlowOut], tag="flows")
@allowed(Action.LOOK)
def list_flows() -> ResponseReturnValue:
    """The flows with their steps, by name."""
    with reading(me().company_id) as session:
        return wire.answer(Page[FlowOut](items=_out(session, flows.list_flows(session)), next=None))


@bp.post("")
@describe(FlowOut, status=201, body=FlowIn, tag="flows")
@allowed(Action.MANAGE_FLOWS)
def make_flow() -> ResponseReturnValue:
    """Make a flow of these steps, in this order."""
    given = wire.body(FlowIn)
    with transaction(me().company_id) as session:
        flow = flows.make_flow(session, me(), given.name, given.steps, now=clock.now())
        return wire.answer(_out(session, [flow])[0], 201)


@bp.get("/<int:flow_id>")
@describe(FlowOut, tag="flows")
@allowed(Action.LOOK)
def get_flow(flow_id: int) -> ResponseReturnValue:
    """One flow."""
    with reading(me().company_id) as session:
        flow = flows.find_flow(session, flow_id)
        permit(Action.LOOK)
        return wire.answer(_out(session, [flow])[0])


@bp.patch("/<int:flow_id>")
@describe(FlowOut, body=FlowChange, tag="flows")
@allowed(Action.MANAGE_FLOWS)
def change_flow(flow_id: int) -> ResponseReturnValue:
    """Rename a flow, or its steps; add steps at the end. None goes, since calls were made in it."""
    with transaction(me().company_id) as session:
        flow = flows.find_flow(session, flow_id)
        permit(Action.MANAGE_FLOWS)
        given, now = wire.body(FlowChange), clock.now()
        if given.name is not None:
            flows.rename_flow(session, me(), flow, given.name, now=now)
        if given.steps is not None:
            flows.name_steps(session, me(), flow, given.steps, now=now)
        return wire.answer(_out(session, [flow])[0])


def _out(session: Session, rows: list[Flow]) -> list[FlowOut]:
    ids = [flow.id for flow in rows]
    steps, leads = flows.steps_of(session, ids), flows.leads_in(session, ids)
    return [
        FlowOut(
            id=flow.id,
            name=flow.name,
            created_at=flow.created_at,
            steps=[StepOut(id=one.id, position=one.position, name=one.name) for one in steps[flow.id]],
            leads=leads.get(flow.id, 0),
        )
        for flow in rows
    ]
