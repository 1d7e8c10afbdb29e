"""Ends that are easily misread: refused before a leg was made, a closed tab, an outcome deleted meanwhile."""

from sqlalchemy import select

from dialer import db
from dialer.models import Company, Flow, Outcome
from tests.people import Person
from tests.scenarios import BUSY, RINGING
from tests.twilio_client import Twilio
from tests.world import World


def test_a_number_refused_before_dialing_is_not_in_service(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    line = twilio.connect(rep, call_id)
    refused = {"CallSid": line.rep_sid, "DialCallStatus": "failed", "ErrorCode": "13223"}
    assert twilio.post(line.urls["dial"], refused).status_code == 200
    call = rep.call(call_id)
    assert (call["line"]["result"], call["outcome"]["key"]) == ("not_in_service", "not_in_service")


def test_a_tab_closed_while_it_rings_is_giving_up_not_ringing_out(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    twilio.connect(rep, call_id).play(RINGING + "\n +9 rep completed \n +10 lead no_answer sip=487")
    call = rep.call(call_id)
    assert (call["line"]["result"], call["outcome"]["key"]) == ("canceled", "no_voicemail")


def test_a_late_callback_leaves_a_pre_fill_whose_outcome_was_deleted(
    rep: Person, twilio: Twilio, world: World
) -> None:
    call_id = rep.dial()
    line = twilio.connect(rep, call_id).play(BUSY)
    with db.transaction(db.EVERYWHERE) as session:
        for outcome in session.scalars(select(Outcome).where(Outcome.key == "busy")):
            outcome.deleted_at = world.clock()
    line.play("+30 rep completed")
    call = rep.call(call_id)
    assert (call["outcome"]["key"], call["outcome"]["deleted"]) == ("busy", True)


def test_a_call_keeps_the_flow_it_was_made_in(rep: Person, world: World) -> None:
    with db.transaction(db.EVERYWHERE) as session:
        company_id = session.scalars(select(Company.id).order_by(Company.id)).first()
        flow = Flow(company_id=company_id, name="Spring", created_at=world.clock())
        session.add(flow)
        session.flush()
        flow_id = flow.id
    made = rep.post("/api/calls", to="+12025550101", flow_id=flow_id)
    assert made.json["flow"] == {"id": flow_id, "name": "Spring"}


def test_an_unknown_flow_is_not_found(rep: Person) -> None:
    assert rep.post("/api/calls", to="+12025550101", flow_id=999_999).status_code == 404
