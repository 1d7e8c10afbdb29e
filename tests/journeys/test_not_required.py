"""With the switch off, a wrap-up call stands in nobody's way (rows P6, P7)."""

from tests.people import LEAD_PHONE, Person
from tests.scenarios import TALK, TALKED
from tests.twilio_client import Twilio, after


def test_the_switch_is_off_by_default(rep: Person) -> None:
    assert rep.see("/api/settings")["outcome_required"] is False


def test_a_wrap_up_call_ends_by_itself_at_the_next_dial(rep: Person, twilio: Twilio) -> None:
    first = after(rep, twilio, TALKED)
    assert rep.call(first)["state"] == "wrap_up"
    second = rep.dial()
    assert rep.call(first)["state"] == "ended"
    assert rep.see("/api/calls/current")["call"]["id"] == second


def test_a_call_ends_without_an_outcome_and_says_that_it_lacks_one(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    ended = rep.end(call_id).json
    assert (ended["state"], ended["missing_outcome"], ended["needs_outcome"]) == ("ended", True, False)


def test_turning_the_switch_on_holds_calls_still_open(rep: Person, twilio: Twilio, admin: Person) -> None:
    call_id = after(rep, twilio, TALKED)
    admin.require_outcomes(True)
    assert rep.call(call_id)["needs_outcome"]
    assert rep.post("/api/calls", to=LEAD_PHONE).json["code"] == "call_open"
    assert rep.end(call_id).json["code"] == "outcome_required"


def test_turning_the_switch_on_leaves_ended_calls_alone(rep: Person, twilio: Twilio, admin: Person) -> None:
    call_id = after(rep, twilio, TALKED)
    rep.end(call_id)
    admin.require_outcomes(True)
    assert not rep.call(call_id)["needs_outcome"]
    rep.dial()


def test_a_line_that_is_up_does_not_end_by_itself(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALK)
    refused = rep.post("/api/calls", to=LEAD_PHONE)
    assert (refused.json["code"], refused.json["open_call_id"]) == ("call_open", call_id)


def test_changing_the_switch_is_audited(admin: Person) -> None:
    admin.require_outcomes(True)
    admin.require_outcomes(True)
    entries = admin.see("/api/audit")["items"]
    assert [(e["action"], e["subject"], e["before"], e["after"]) for e in entries] == [
        ("settings.changed", "outcome_required", False, True)
    ]
    assert entries[0]["actor"]["id"] == admin.id
