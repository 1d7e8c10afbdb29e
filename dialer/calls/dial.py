"""Starting a call."""

from datetime import datetime

from sqlalchemy.orm import Session

from dialer import caller_ids, flows, leads, nudges, people
from dialer.calls import door
from dialer.calls.queries import facts_of, lock_open_calls
from dialer.clock import local_day_and_hour
from dialer.errors import Conflict, SignedOut
from dialer.lead_clock import hour_of_week
from dialer.models import Call, Company, Flow, Lead, User
from dialer.people import Principal
from policies import wrap_up
from policies.vocabulary import CallState, Direction


def make_room(session: Session, by: Principal, company: Company, *, now: datetime) -> User:
    """Lock the rep and end the wrap-up calls that are not held (row P6).

    Returns the rep. Raises Conflict ``call_open`` with ``open_call_id`` while a line is up or a call is held.
    """
    rep = people.lock_person(session, people.require_dialer(by))
    if rep.deactivated_at is not None:
        raise SignedOut("Your account was deactivated. Ask an admin of your company.")
    for current in lock_open_calls(session, rep.id):
        decision = wrap_up.decide_dial(facts_of(current), outcome_required=company.outcome_required)
        if decision is wrap_up.Denial.CALL_OPEN:
            raise Conflict(_why_not(current), code=decision.value, open_call_id=current.id)
        door.leave(session, current, at=now)
    session.flush()
    return rep


def start_call(
    session: Session,
    rep: User,
    company: Company,
    *,
    to: str | None,
    lead: Lead | None,
    flow: Flow | None = None,
    now: datetime,
) -> Call:
    """Begin an outbound call to a lead or a number; ``make_room`` comes first.

    The browser then asks Twilio to dial, and Twilio takes the number from here (row P2). Raises Invalid for
    what is not a number, Conflict ``do_not_call``. A lead in a flow is called in the step that comes next, unless
    ``flow`` is another.
    """
    number = lead.phone if lead else leads.to_e164(to or "")
    leads.require_callable(session, number)
    day, hour = local_day_and_hour(now, company.time_zone)
    lead = lead or leads.lead_with_phone(session, number)
    made_in, step_id = flows.step_for_call(session, lead, flow)
    call = Call(
        company_id=company.id,
        rep_id=rep.id,
        lead=lead,
        team_id=rep.team_id,
        flow=made_in,
        flow_step_id=step_id,
        direction=Direction.OUTBOUND,
        from_number=caller_ids.number_to_show(session),
        to_number=number,
        day=day,
        hour=hour,
        lead_hour=hour_of_week(number, lead.time_zone if lead else None, now),
        state=CallState.DIALING,
        created_at=now,
        offered_words=[],
    )
    session.add(call)
    session.flush()
    nudges.refetch(session, f"call:{call.id}", "calls", company_id=company.id, rep_id=rep.id)
    return call


def _why_not(current: Call) -> str:
    if current.state is CallState.WRAP_UP:
        return "Your last call still needs its outcome. Record it, then dial."
    return "You are on another call. End it, then dial."
