"""Flows: ordered steps that say whom to call next, which step each lead is at, and going from step to step.

A call keeps the step it was made in, so nothing here moves the numbers of the past.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from dialer import audit, nudges, people
from dialer.errors import Invalid, NotFound
from dialer.models import Call, Flow, FlowPlace, FlowStep, Lead
from dialer.people import Principal
from policies.vocabulary import Direction, LineResult


class Standing(NamedTuple):
    """Where a lead is: the flow, the step that comes next, and of how many."""

    flow: Flow
    step: FlowStep
    steps: int


def list_flows(session: Session) -> list[Flow]:
    """All of them, by name."""
    return list(session.scalars(select(Flow).order_by(Flow.name, Flow.id)))


def find_flow(session: Session, flow_id: int) -> Flow:
    """The flow with this number. Raises NotFound."""
    flow = session.get(Flow, flow_id)
    if flow is None:
        raise NotFound("There is no such flow.")
    return flow


def find_step(session: Session, step_id: int) -> FlowStep:
    """The step with this number. Raises Invalid."""
    step = session.get(FlowStep, step_id)
    if step is None:
        raise Invalid("flow_step_id: there is no such step. GET /api/flows lists them.")
    return step


def steps_of(session: Session, flow_ids: Sequence[int]) -> dict[int, list[FlowStep]]:
    """The steps of each of these flows, in their order."""
    found: dict[int, list[FlowStep]] = {flow_id: [] for flow_id in flow_ids}
    query = select(FlowStep).where(FlowStep.flow_id.in_(flow_ids)).order_by(FlowStep.position)
    for step in session.scalars(query):
        found[step.flow_id].append(step)
    return found


def leads_in(session: Session, flow_ids: Sequence[int]) -> dict[int, int]:
    """How many leads are at a step of each of these flows."""
    query = select(FlowStep.flow_id, func.count(FlowPlace.id)).join(
        FlowPlace, FlowPlace.flow_step_id == FlowStep.id
    )
    rows = session.execute(query.where(FlowStep.flow_id.in_(flow_ids)).group_by(FlowStep.flow_id))
    return {flow_id: count for flow_id, count in rows}


def make_flow(session: Session, by: Principal, name: str, steps: list[str], *, now: datetime) -> Flow:
    """Make a flow of these steps. Raises Invalid ``name_taken``."""
    people.lock_company(session, by.company_id)
    _require_free(session, name)
    flow = Flow(name=name, created_at=now)
    session.add(flow)
    session.flush()
    session.add_all(FlowStep(flow_id=flow.id, position=at, name=step) for at, step in enumerate(steps, 1))
    after = {"name": name, "steps": steps}
    _tell(session, by, flow, "made", before=None, after=after, now=now)
    return flow


def rename_flow(session: Session, by: Principal, flow: Flow, name: str, *, now: datetime) -> None:
    """Call it something else, in numbers of the past too. Raises Invalid ``name_taken``."""
    people.lock_company(session, by.company_id)
    if flow.name == name:
        return
    _require_free(session, name)
    before, flow.name = flow.name, name
    _tell(session, by, flow, "renamed", before={"name": before}, after={"name": name}, now=now)


def name_steps(session: Session, by: Principal, flow: Flow, names: list[str], *, now: datetime) -> None:
    """Rename steps in their order and add what comes after. Raises Invalid when one would go: calls were made in it."""
    people.lock_company(session, by.company_id)
    steps = steps_of(session, [flow.id])[flow.id]
    before = [step.name for step in steps]
    if before == names:
        return
    if len(names) < len(steps):
        raise Invalid(
            f"steps: this flow has {len(steps)}. They can be renamed and added to, but none can be taken away,"
            " since calls keep the step they were made in."
        )
    for step, name in zip(steps, names, strict=False):
        step.name = name
    for at in range(len(steps), len(names)):
        session.add(FlowStep(flow_id=flow.id, position=at + 1, name=names[at]))
    _tell(session, by, flow, "steps_changed", before={"steps": before}, after={"steps": names}, now=now)


def standings(session: Session, lead_ids: Sequence[int]) -> dict[int, Standing]:
    """Where these leads are. Those in no flow are left out."""
    if not lead_ids:
        return {}
    query = (
        select(FlowPlace.lead_id, Flow, FlowStep)
        .join(FlowStep, FlowStep.id == FlowPlace.flow_step_id)
        .join(Flow, Flow.id == FlowStep.flow_id)
        .where(FlowPlace.lead_id.in_(lead_ids))
    )
    rows = list(session.execute(query))
    lengths = {
        flow_id: len(steps) for flow_id, steps in steps_of(session, list({f.id for _, f, _ in rows})).items()
    }
    return {lead_id: Standing(flow, step, lengths[flow.id]) for lead_id, flow, step in rows}


def place_lead(session: Session, lead: Lead, step: FlowStep | None, *, now: datetime) -> None:
    """Have the lead's next call make this step, wherever the lead was; or take the lead out of its flow."""
    people.lock_company(session, lead.company_id)  # two at once would make two places
    session.execute(delete(FlowPlace).where(FlowPlace.lead_id == lead.id))
    if step is not None:
        session.add(FlowPlace(lead_id=lead.id, flow_step_id=step.id, since=now))
    session.flush()
    nudges.refetch(session, "leads", company_id=lead.company_id)


def step_for_call(session: Session, lead: Lead | None, flow: Flow | None) -> tuple[Flow | None, int | None]:
    """The flow and the step that a call to this lead is made in; ``flow`` is what the caller said, if anything."""
    found = standings(session, [lead.id]).get(lead.id) if lead else None
    if found is None or (flow is not None and flow.id != found.flow.id):
        return flow, None
    return found.flow, found.step.id


def move_on(session: Session, call: Call, *, at: datetime) -> None:
    """The call is over: its step is done, and the next one comes, or the flow is over. Twice is harmless.

    A call that was never placed does no step, and who was moved elsewhere meanwhile stays there.
    """
    placed = call.result not in (None, LineResult.NOT_PLACED) and call.direction is not Direction.INBOUND
    if call.flow_step_id is None or call.lead_id is None or not placed:
        return
    step = session.get_one(FlowStep, call.flow_step_id)
    following = select(FlowStep.id).where(
        FlowStep.flow_id == step.flow_id, FlowStep.position == step.position + 1
    )
    here = (FlowPlace.lead_id == call.lead_id, FlowPlace.flow_step_id == step.id)
    next_id = session.scalar(following)
    if next_id is None:
        session.execute(delete(FlowPlace).where(*here))
    else:
        session.execute(update(FlowPlace).where(*here).values(flow_step_id=next_id, since=at))
    nudges.refetch(session, "leads", company_id=call.company_id)


def _require_free(session: Session, name: str) -> None:
    if session.scalar(select(Flow.id).where(Flow.name == name)) is not None:
        raise Invalid(f"There is a flow called {name!r} already.", code="name_taken")


def _tell(
    session: Session, by: Principal, flow: Flow, what: str, *, before: object, after: object, now: datetime
) -> None:
    session.flush()
    audit.write_entry(session, by, f"flow.{what}", f"flow:{flow.id}", before=before, after=after, now=now)
    nudges.refetch(session, "flows", "leads", "analytics", company_id=by.company_id)
