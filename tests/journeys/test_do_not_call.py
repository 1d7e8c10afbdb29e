"""Who asks not to be called is not called again."""

from tests.people import LEAD_PHONE, Person
from tests.scenarios import TALKED
from tests.twilio_client import Twilio, after


def opt_out(rep: Person, twilio: Twilio) -> int:
    call_id = after(rep, twilio, TALKED)
    rep.end(call_id, outcome="opt_out")
    return call_id


def test_opting_out_bars_the_number(rep: Person, twilio: Twilio) -> None:
    opt_out(rep, twilio)
    refused = rep.post("/api/calls", to=LEAD_PHONE)
    assert (refused.status_code, refused.json["code"]) == (409, "do_not_call")
    assert "Opt out" in refused.json["detail"]
    assert rep.see("/api/calls/current")["call"] is None


def test_the_bar_holds_however_the_number_is_written(rep: Person, twilio: Twilio) -> None:
    opt_out(rep, twilio)
    for written in ("(202) 555-0101", "202.555.0101", "+1 202 555 0101"):
        assert rep.post("/api/calls", to=written).json["code"] == "do_not_call"


def test_the_bar_holds_for_the_lead_and_the_whole_company(
    rep: Person, setter: Person, twilio: Twilio
) -> None:
    opt_out(rep, twilio)
    lead = next(lead for lead in setter.see("/api/leads")["items"] if lead["phone"] == LEAD_PHONE)
    assert lead["do_not_call"]["reason"] == "Outcome: Opt out"
    assert setter.post("/api/calls", lead_id=lead["id"]).json["code"] == "do_not_call"


def test_a_barred_number_leaves_the_queue(rep: Person, twilio: Twilio) -> None:
    before = [item["lead"]["phone"] for item in rep.see("/api/queue")["items"]]
    opt_out(rep, twilio)
    after_it = [item["lead"]["phone"] for item in rep.see("/api/queue")["items"]]
    assert (LEAD_PHONE in before, LEAD_PHONE in after_it) == (True, False)


def test_another_outcome_does_not_lift_the_bar(rep: Person, manager: Person, twilio: Twilio) -> None:
    call_id = opt_out(rep, twilio)
    rep.record(call_id, "follow_up")
    manager.record(call_id, "meeting_booked", reason="Heard the recording")
    manager.clear(call_id, reason="Heard it again")
    assert rep.post("/api/calls", to=LEAD_PHONE).json["code"] == "do_not_call"


def test_opting_out_twice_is_harmless(rep: Person, twilio: Twilio) -> None:
    call_id = opt_out(rep, twilio)
    rep.record(call_id, "follow_up")
    assert rep.record(call_id, "opt_out").status_code == 200


def test_another_company_is_not_bound_by_it(rep: Person, rival: Person, twilio: Twilio) -> None:
    opt_out(rep, twilio)
    (lead,) = rival.see("/api/leads")["items"]
    assert (lead["phone"], lead["do_not_call"]) == (LEAD_PHONE, None)
