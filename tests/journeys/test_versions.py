"""Two people, or one twice: nothing is lost and nothing is done double."""

from tests.people import Person
from tests.scenarios import BUSY, TALKED
from tests.twilio_client import Twilio, after


def test_who_looked_at_an_older_call_is_told_and_shown_the_new_one(
    rep: Person, manager: Person, twilio: Twilio
) -> None:
    call_id = after(rep, twilio, TALKED)
    manager.record(call_id, "follow_up", version=0, reason="Heard the recording")
    refused = rep.record(call_id, "bad_fit", version=0)
    assert (refused.status_code, refused.json["code"]) == (409, "stale_version")
    assert refused.json["call"] == rep.call(call_id)
    assert refused.json["call"]["outcome"]["key"] == "follow_up"
    assert rep.record(call_id, "bad_fit", version=1).json["version"] == 2


def test_a_webhook_does_not_make_a_page_stale(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    twilio.connect(rep, call_id).play(BUSY)
    assert rep.record(call_id, "gatekeeper", version=0).status_code == 200


def test_a_stale_end_changes_nothing(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    rep.record(call_id, "follow_up")
    refused = rep.end(call_id, outcome="bad_fit", version=0)
    assert (refused.status_code, refused.json["code"]) == (409, "stale_version")
    assert rep.call(call_id)["state"] == "wrap_up"


def test_a_stale_clear_changes_nothing(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    rep.record(call_id, "follow_up")
    assert rep.clear(call_id, version=0).json["code"] == "stale_version"
    assert rep.call(call_id)["outcome"]["key"] == "follow_up"


def test_ending_twice_is_harmless(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    first = rep.end(call_id, outcome="follow_up", version=0)
    twilio.clock.tick(5)
    again = rep.end(call_id, outcome="follow_up", version=0)
    assert (again.status_code, again.json) == (200, first.json)
    assert rep.end(call_id).json == first.json


def test_choosing_the_same_twice_is_one_decision(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    rep.record(call_id, "follow_up", version=0)
    again = rep.record(call_id, "follow_up", version=0)
    assert (again.status_code, again.json["version"]) == (200, 1)
    assert len(rep.see(f"/api/calls/{call_id}/history")["items"]) == 1


def test_confirming_a_pre_fill_makes_it_the_reps(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, BUSY)
    chosen = rep.record(call_id, "busy").json
    assert (chosen["outcome_source"], chosen["outcome_by"]["id"], chosen["version"]) == ("rep", rep.id, 1)


def test_the_outcome_of_an_ended_call_can_be_changed(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    rep.end(call_id, outcome="follow_up")
    changed = rep.record(call_id, "meeting_booked", notes="They called back").json
    assert (changed["state"], changed["outcome"]["key"]) == ("ended", "meeting_booked")
    assert changed["notes"] == "They called back"
