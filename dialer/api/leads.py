"""Leads and whom to call next."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import clock, company_settings, flows, leads, nudges
from dialer.api import shapes, wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page, PageQuery
from dialer.api.schemas.flows import PlaceIn
from dialer.api.schemas.leads import LeadChange, LeadIn, LeadOut, LeadQuery, QueueItem
from dialer.db import reading, transaction
from dialer.models import Lead
from policies.permissions import Action

bp = Blueprint("leads", __name__, url_prefix="/api")


@bp.get("/queue")
@describe(Page[QueueItem], query=PageQuery, tag="leads")
@allowed(Action.LOOK)
def call_queue() -> ResponseReturnValue:
    """Whom to call next: your follow-ups that are due, then who was never called, then whoever waited longest."""
    asked = wire.query(PageQuery)
    with reading(me().company_id) as session:
        rows = leads.call_queue(session, me(), limit=asked.limit, now=clock.now())
        shown = shapes.leads_out(session, [lead for lead, _ in rows])
    items = [
        QueueItem(lead=lead, reason="Follow-up due" if is_due else _why(lead))
        for lead, (_, is_due) in zip(shown, rows, strict=True)
    ]
    return wire.answer(Page[QueueItem](items=items, next=None))


@bp.get("/leads")
@describe(Page[LeadOut], query=LeadQuery, tag="leads")
@allowed(Action.LOOK)
def list_leads() -> ResponseReturnValue:
    """Leads, those whose name, organisation or number contains ``q``."""
    asked = wire.query(LeadQuery)
    after = wire.before_cursor(asked) or 0
    with reading(me().company_id) as session:
        rows = leads.list_leads(session, text=asked.q, after_id=after, limit=asked.limit + 1)
        shown, following = wire.page(rows, asked.limit, lambda lead: lead.id)
        return wire.answer(Page[LeadOut](items=shapes.leads_out(session, shown), next=following))


@bp.post("/leads")
@describe(LeadOut, status=201, body=LeadIn, tag="leads")
@allowed(Action.LOOK)
def add_lead() -> ResponseReturnValue:
    """Add a lead. Everybody may, programs of admins too."""
    given = wire.body(LeadIn)
    values = _checked(given.model_dump())
    with transaction(me().company_id) as session:
        lead = Lead(**values, created_at=clock.now())
        session.add(lead)
        session.flush()
        nudges.refetch(session, "leads", company_id=me().company_id)
        return wire.answer(shapes.leads_out(session, [lead])[0], 201)


@bp.get("/leads/<int:lead_id>")
@describe(LeadOut, tag="leads")
@allowed(Action.LOOK)
def get_lead(lead_id: int) -> ResponseReturnValue:
    """One lead."""
    with reading(me().company_id) as session:
        lead = leads.find_lead(session, lead_id)
        permit(Action.LOOK)
        return wire.answer(shapes.leads_out(session, [lead])[0])


@bp.patch("/leads/<int:lead_id>")
@describe(LeadOut, body=LeadChange, tag="leads")
@allowed(Action.LOOK)
def change_lead(lead_id: int) -> ResponseReturnValue:
    """Change a lead."""
    with transaction(me().company_id) as session:
        lead = leads.find_lead(session, lead_id)
        permit(Action.LOOK)
        for name, value in _checked(wire.body(LeadChange).model_dump(exclude_unset=True)).items():
            setattr(lead, name, value)
        session.flush()
        nudges.refetch(session, "leads", company_id=me().company_id)
        return wire.answer(shapes.leads_out(session, [lead])[0])


@bp.put("/leads/<int:lead_id>/flow")
@describe(LeadOut, body=PlaceIn, tag="flows")
@allowed(Action.LOOK)
def place_lead(lead_id: int) -> ResponseReturnValue:
    """Put a lead at a step of a flow, which its next call makes; null takes it out of its flow."""
    with transaction(me().company_id) as session:
        lead = leads.find_lead(session, lead_id)
        permit(Action.LOOK)
        given = wire.body(PlaceIn)
        step = flows.find_step(session, given.flow_step_id) if given.flow_step_id else None
        flows.place_lead(session, lead, step, now=clock.now())
        return wire.answer(shapes.leads_out(session, [lead])[0])


def _checked(values: dict[str, str | None]) -> dict[str, str | None]:
    if values.get("phone"):
        values["phone"] = leads.to_e164(str(values["phone"]))
    if values.get("time_zone"):
        values["time_zone"] = company_settings.check_time_zone(str(values["time_zone"]))
    return {name: value for name, value in values.items() if value is not None or name == "time_zone"}


def _why(lead: LeadOut) -> str:
    if lead.last_call is None:
        return "Not called yet"
    if lead.last_call.outcome is None:
        return "Called before, no outcome"
    return f"Last: {lead.last_call.outcome.label}"
