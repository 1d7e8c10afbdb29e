"""Every way in which a call ends, or an ended call changes, reaches its task (row B6)."""

import pytest

from tests.crm.desk import Desk
from tests.inbound import InboundLine, reachable
from tests.people import Person
from tests.salesforce_org import FarOrg
from tests.scenarios import BUSY, TALK, TALKED
from tests.twilio_client import after


@pytest.fixture
def connected(desk: Desk) -> Desk:
    return desk.connect()


def test_a_call_that_a_manager_released_is_sent_without_a_result(
    connected: Desk, org: FarOrg, manager: Person
) -> None:
    call_id = after(connected.rep, connected.twilio, TALKED)
    manager.release(call_id)
    connected.send()
    assert (org.the_task["Subject"], org.the_task["CallDisposition"]) == ("Call: no outcome", None)


def test_a_wrap_up_that_ends_because_the_rep_dials_on_is_sent(connected: Desk, org: FarOrg) -> None:
    after(connected.rep, connected.twilio, BUSY)
    connected.rep.dial()
    connected.send()
    assert org.the_task["CallDisposition"] == "Busy"


def test_a_length_that_is_told_after_the_end_is_sent(connected: Desk, org: FarOrg) -> None:
    call_id = connected.rep.dial()
    line = connected.twilio.connect(connected.rep, call_id).play(TALK)
    connected.world.clock.tick(50)
    connected.rep.end(call_id, outcome="follow_up")
    connected.send()
    before = org.the_task["CallDurationInSeconds"]
    line.play("+54 lead completed lasted=44 \n +54 dial completed lasted=44 \n +54 rep completed")
    connected.send()
    seconds = connected.rep.call(call_id)["line"]["talk_seconds"]
    assert (org.the_task["CallDurationInSeconds"], org.asked("POST", "/sobjects/Task")) == (seconds, 1)
    assert 0 < seconds < before  # as far as we knew at the end


def test_a_pre_fill_that_is_filled_in_after_the_end_is_sent(connected: Desk, org: FarOrg) -> None:
    call_id = connected.rep.dial()
    line = connected.twilio.connect(connected.rep, call_id).play("+0 lead initiated \n +1 lead ringing")
    connected.rep.end(call_id)
    connected.send()
    line.play("+3 lead busy \n +3 dial busy \n +3 rep completed")
    connected.send()
    assert org.the_task["Subject"] == f"Call: {connected.rep.call(call_id)['outcome']['label']}"


def test_a_call_from_outside_is_sent_once_somebody_took_it(connected: Desk, org: FarOrg) -> None:
    reachable(connected.rep)
    InboundLine(connected.twilio).taken(connected.rep).over(connected.rep)
    call = connected.rep.see("/api/calls/current")["call"]
    connected.rep.end(call["id"], outcome="gave_referral")
    connected.send()
    assert (org.the_task["CallType"], org.the_task["Subject"]) == ("Inbound", "Inbound call: Gave referral")


def test_a_missed_call_is_nobodys_task(connected: Desk, org: FarOrg) -> None:
    reachable(connected.rep)
    InboundLine(connected.twilio).result("no_answer")
    connected.send()
    assert (org.tasks, connected.marks()) == ([], 0)
