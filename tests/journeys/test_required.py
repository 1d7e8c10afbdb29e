"""With the switch on, every exit is the same door (rows P5-P8, B1)."""

import pytest

from tests.people import LEAD_PHONE, Person
from tests.scenarios import BLOCKED, BUSY, NO_PERMISSION, RINGING, TALK, TALKED
from tests.twilio_client import Twilio, after
from tests.world import World

pytestmark = pytest.mark.usefixtures("required")


def test_a_call_without_an_outcome_does_not_end(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    before = rep.call(call_id)
    refused = rep.end(call_id)
    assert (refused.status_code, refused.json["code"]) == (409, "outcome_required")
    assert refused.json["call"] == before == rep.call(call_id)
    assert before["needs_outcome"]


def test_a_refused_end_leaves_the_line_up(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    line = twilio.connect(rep, call_id).play(TALK)
    before = rep.call(call_id)
    assert rep.end(call_id, notes="Asked for a price").status_code == 409
    assert rep.call(call_id) == before
    line.play("+54 lead completed lasted=45")
    assert rep.call(call_id)["line"]["talk_seconds"] == 45


def test_picking_the_outcome_ends_the_call_in_the_same_step(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALK)
    twilio.clock.tick(20)
    ended = rep.end(call_id, outcome="meeting_booked", notes="Tuesday at ten").json
    assert (ended["state"], ended["outcome"]["key"]) == ("ended", "meeting_booked")
    assert (ended["notes"], ended["line"]["talk_seconds"]) == ("Tuesday at ten", 20)


def test_a_pre_filled_outcome_is_enough(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, BUSY)
    assert not rep.call(call_id)["needs_outcome"]
    assert rep.end(call_id).json["state"] == "ended"


def test_giving_up_while_ringing_is_enough(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, RINGING)
    ended = rep.end(call_id).json
    assert (ended["state"], ended["outcome"]["key"]) == ("ended", "no_voicemail")


def test_after_the_far_side_hung_up_the_next_call_waits(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    refused = rep.post("/api/calls", to=LEAD_PHONE)
    assert (refused.status_code, refused.json["code"]) == (409, "call_open")
    assert refused.json["open_call_id"] == call_id
    assert rep.see("/api/calls/current")["call"]["id"] == call_id
    rep.record(call_id, "bad_timing")
    rep.dial()
    assert rep.call(call_id)["state"] == "ended"


def test_a_new_sign_in_leads_back_to_the_held_call(rep: Person, twilio: Twilio, world: World) -> None:
    call_id = after(rep, twilio, TALKED)
    elsewhere = world.sign_in("rep@demo.test")
    held = elsewhere.see("/api/calls/current")["call"]
    assert (held["id"], held["needs_outcome"]) == (call_id, True)
    assert elsewhere.post("/api/calls", to=LEAD_PHONE).json["code"] == "call_open"


def test_a_call_that_was_blocked_is_held(rep: Person, twilio: Twilio) -> None:
    assert rep.call(after(rep, twilio, BLOCKED))["needs_outcome"]


@pytest.mark.parametrize("how", ["our account", "no microphone", "ended before anything"])
def test_a_call_that_was_never_placed_holds_nobody(how: str, rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, NO_PERMISSION) if how == "our account" else rep.dial()
    if how == "no microphone":
        rep.post(f"/api/calls/{call_id}/line-failed", code="31401", message="No microphone")
    if how == "ended before anything":
        assert rep.end(call_id).json["state"] == "ended"
    call = rep.call(call_id)
    assert (call["line"]["result"], call["needs_outcome"], call["outcome"]) == ("not_placed", False, None)
    rep.dial()
    assert rep.call(call_id)["state"] == "ended"


def test_turning_the_switch_off_frees_who_was_waiting(rep: Person, twilio: Twilio, admin: Person) -> None:
    call_id = after(rep, twilio, TALKED)
    admin.require_outcomes(False)
    assert not rep.call(call_id)["needs_outcome"]
    rep.dial()
    freed = rep.call(call_id)
    assert (freed["state"], freed["outcome"], freed["missing_outcome"]) == ("ended", None, True)


def test_a_line_that_is_up_holds_the_next_call_whatever_the_switch_says(
    rep: Person, twilio: Twilio, admin: Person
) -> None:
    admin.require_outcomes(False)
    call_id = after(rep, twilio, TALK)
    assert rep.post("/api/calls", to=LEAD_PHONE).json["open_call_id"] == call_id


def test_an_ended_call_keeps_an_outcome(rep: Person, twilio: Twilio, admin: Person) -> None:
    call_id = after(rep, twilio, BUSY)
    rep.end(call_id)
    refused = rep.clear(call_id)
    assert (refused.status_code, refused.json["code"]) == (409, "outcome_required")
    assert rep.record(call_id, "wrong_number").json["outcome"]["key"] == "wrong_number"
    admin.require_outcomes(False)
    assert rep.clear(call_id).json["outcome"] is None


def test_clearing_before_the_end_holds_the_call_again(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, BUSY)
    assert rep.clear(call_id).json["needs_outcome"]
    assert rep.end(call_id).json["code"] == "outcome_required"
    assert rep.post("/api/calls", to=LEAD_PHONE).json["code"] == "call_open"


def test_an_unknown_or_deleted_outcome_ends_nothing(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    refused = rep.end(call_id, outcome="sold_the_moon")
    assert (refused.status_code, refused.json["code"]) == (422, "unknown_outcome")
    assert rep.call(call_id)["state"] == "wrap_up"


@pytest.mark.parametrize("door", ["token", "other tab", "other device"])
def test_the_door_is_the_same_for_everyone(
    door: str, rep: Person, admin: Person, twilio: Twilio, world: World
) -> None:
    call_id = after(rep, twilio, TALKED)
    if door == "token":
        visitor = world.program(world.token_of("rep@demo.test"))
    elif door == "other tab":
        visitor = rep.second_tab()
    else:
        visitor = world.sign_in("rep@demo.test")
    assert visitor.end(call_id).json["code"] == "outcome_required"
    assert visitor.post("/api/calls", to=LEAD_PHONE).json["code"] == "call_open"


def test_the_missing_outcome_is_owed_until_it_is_there(rep: Person, manager: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    assert (rep.see("/api/calls/owed")["count"], manager.see("/api/calls/owed")["count"]) == (1, 1)
    owed = manager.see("/api/calls", missing_outcome="true")["items"]
    assert [call["id"] for call in owed] == [call_id]
    rep.end(call_id, outcome="hung_up")
    assert rep.see("/api/calls/owed")["count"] == 0
