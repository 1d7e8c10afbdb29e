"""Somebody rings our number: who is rung, who takes it, and that nobody is held by what nobody took."""

import pytest
from sqlalchemy import select

from dialer import db
from dialer.models import Delivery, Lead, User
from tests.inbound import OUR_NUMBER, InboundLine, reachable
from tests.people import LEAD_PHONE, Person
from tests.scenarios import RINGING, TALKED
from tests.together import at_once
from tests.twilio_client import Twilio, after, new_sid
from tests.world import World
from workers.analytics import recount_stale_days

HANNAH = "+12025550101"
STRANGER = "+13125550147"


@pytest.fixture
def both(rep: Person, setter: Person) -> None:
    """Two reps have their page open."""
    reachable(rep, setter)


def the_call(person: Person) -> dict[str, object]:
    return dict(person.see("/api/calls", direction="inbound")["items"][0])


@pytest.mark.usefixtures("both")
def test_a_stranger_rings_everybody_who_is_free_and_the_first_to_answer_has_the_call(
    rep: Person, setter: Person, twilio: Twilio
) -> None:
    line = InboundLine(twilio, caller=STRANGER)
    assert line.rings == sorted([rep.id, setter.id])
    offered = rep.see("/api/calls/incoming")["items"][0]
    assert (offered["state"], offered["reason"], offered["from"]) == ("ringing", "available", STRANGER)
    line.rep(setter, "ringing")
    line.taken(rep)
    line.rep(setter, "canceled")
    call = rep.see("/api/calls/current")["call"]
    assert (call["state"], call["direction"], call["to"], call["from"]) == (
        "live",
        "inbound",
        OUR_NUMBER,
        STRANGER,
    )
    assert setter.see("/api/calls/current")["call"] is None
    assert setter.see("/api/calls/incoming")["items"][0]["taken_by"]["id"] == rep.id
    assert setter.get(f"/api/calls/{call['id']}").status_code == 404


@pytest.mark.usefixtures("both")
def test_the_twiml_names_the_call_for_the_page_and_asks_for_every_word_about_each_leg(
    twilio: Twilio, rep: Person
) -> None:
    line = InboundLine(twilio)
    call_id = the_call(rep)["id"]
    client = line.twiml.findall("Dial/Client")[0]
    parameters = {one.get("name"): one.get("value") for one in client.findall("Parameter")}
    assert parameters == {"call_id": str(call_id)}
    assert client.get("statusCallbackEvent") == "initiated ringing answered completed"
    assert line.dial is not None
    assert line.dial.get("answerOnBridge") == "true"
    assert line.dial.get("callerId") is None


def test_who_called_the_lead_last_is_rung_alone(rep: Person, setter: Person, twilio: Twilio) -> None:
    rep.end(after(rep, twilio, TALKED, to=HANNAH), outcome="follow_up")
    reachable(rep, setter)
    assert InboundLine(twilio, caller=HANNAH).rings == [rep.id]
    assert rep.see("/api/calls/incoming")["items"][0]["reason"] == "last_caller"


@pytest.mark.usefixtures("both")
def test_the_owner_of_the_lead_is_rung_alone(setter: Person, twilio: Twilio) -> None:
    with db.transaction(1) as session:
        session.scalars(select(Lead).where(Lead.phone == HANNAH)).one().owner_id = setter.id
    assert InboundLine(twilio, caller=HANNAH).rings == [setter.id]


@pytest.mark.usefixtures("both")
def test_a_rep_on_a_live_line_is_not_rung(rep: Person, setter: Person, twilio: Twilio) -> None:
    twilio.connect(rep, rep.dial()).play(RINGING)
    assert InboundLine(twilio, caller=STRANGER).rings == [setter.id]


@pytest.mark.usefixtures("required")
def test_a_rep_who_owes_an_outcome_is_rung_all_the_same(rep: Person, twilio: Twilio) -> None:
    held = after(rep, twilio, TALKED)
    reachable(rep)
    line = InboundLine(twilio, caller=STRANGER)
    assert line.rings == [rep.id]
    line.taken(rep)
    current = rep.see("/api/calls/current")
    assert [call["state"] for call in current["calls"]] == ["live", "wrap_up"]
    assert current["calls"][1]["id"] == held


@pytest.mark.usefixtures("required")
def test_two_open_calls_are_each_held_until_each_has_its_outcome(rep: Person, twilio: Twilio) -> None:
    first = after(rep, twilio, TALKED)
    reachable(rep)
    line = InboundLine(twilio, caller=STRANGER).taken(rep)
    assert rep.post("/api/calls", to=LEAD_PHONE).json["code"] == "call_open"
    line.over(rep)
    second = int(str(the_call(rep)["id"]))
    assert [call["needs_outcome"] for call in rep.see("/api/calls/current")["calls"]] == [True, True]
    for call_id in (first, second):
        refused = rep.post("/api/calls", to=LEAD_PHONE)
        assert (refused.status_code, refused.json["code"]) == (409, "call_open")
        assert rep.end(call_id).json["code"] == "outcome_required"
        assert rep.end(call_id, outcome="follow_up").json["state"] == "ended"
    rep.dial()


def test_without_the_switch_dialing_ends_every_wrap_up_call(rep: Person, twilio: Twilio) -> None:
    first = after(rep, twilio, TALKED)
    reachable(rep)
    InboundLine(twilio, caller=STRANGER).taken(rep).over(rep)
    rep.dial()
    states = {call["id"]: call["state"] for call in rep.see("/api/calls")["items"]}
    assert states.pop(max(states)) == "dialing"
    assert set(states.values()) == {"ended"}
    assert first in states


@pytest.mark.usefixtures("required")
def test_a_manager_releases_one_of_two_open_calls(rep: Person, manager: Person, twilio: Twilio) -> None:
    first = after(rep, twilio, TALKED)
    reachable(rep)
    InboundLine(twilio, caller=STRANGER).taken(rep).over(rep)
    second = int(str(the_call(rep)["id"]))
    assert manager.release(second).status_code == 200
    assert [call["id"] for call in rep.see("/api/calls/current")["calls"]] == [first]
    assert rep.call(second)["missing_outcome"]


@pytest.mark.usefixtures("required")
def test_nobody_is_signed_in_so_the_caller_hears_a_kind_word_and_the_call_is_missed(
    rep: Person, manager: Person, twilio: Twilio
) -> None:
    line = InboundLine(twilio)
    assert line.dial is None
    assert "Nobody can take your call" in line.twiml.findtext("Say", "")
    call = the_call(rep)
    assert (call["state"], call["missed"], call["rep"]) == ("ended", True, None)
    assert call["line"]["reason"] == "Nobody was signed in to take the call."
    assert not call["needs_outcome"]
    assert not call["missing_outcome"]
    for person in (rep, manager):
        assert [one["id"] for one in person.see("/api/calls", missed="true")["items"]] == [call["id"]]
        assert person.see("/api/calls/owed")["count"] == 0
    rep.dial()


MISSED = {
    "it rings out": (["no_answer", "no_answer"], "no_answer", "in-progress", "Nobody answered in time."),
    "everybody declines": (["busy", "busy"], "busy", "in-progress", "Everybody it rang declined."),
    "the caller gives up": (
        ["canceled", "canceled"],
        "canceled",
        "no-answer",
        "The caller hung up before anybody answered.",
    ),
}


@pytest.mark.usefixtures("both", "required")
@pytest.mark.parametrize("name", MISSED)
@pytest.mark.parametrize("is_late", [False, True])
def test_a_call_that_nobody_takes_is_missed_and_holds_nobody(
    name: str, is_late: bool, rep: Person, setter: Person, twilio: Twilio
) -> None:
    words, result, caller, why = MISSED[name]
    line = InboundLine(twilio, caller=STRANGER)
    twilio.clock.tick(9)
    steps = [lambda: line.rep(rep, words[0]), lambda: line.rep(setter, words[1])]
    steps.append(lambda: line.result(result, caller=caller))
    for step in reversed(steps) if is_late else steps:
        answer = step()
    if not is_late:
        assert "Nobody can take your call" in answer.text
    call = the_call(rep)
    assert (call["state"], call["missed"], call["line"]["reason"]) == ("ended", True, why)
    assert rep.see("/api/calls/current")["call"] is None
    rep.dial()


@pytest.mark.usefixtures("both", "required")
def test_an_answer_told_after_the_end_gives_the_call_to_its_rep_and_holds_it(
    rep: Person, twilio: Twilio
) -> None:
    line = InboundLine(twilio, caller=STRANGER)
    twilio.clock.tick(40)
    line.result("completed", caller="completed", DialCallDuration=34)
    assert rep.see("/api/calls/current")["call"] is None
    line.rep(rep, "completed", after=40, lasted=34)
    call = rep.see("/api/calls/current")["call"]
    assert (call["state"], call["needs_outcome"], call["line"]["talk_seconds"]) == ("wrap_up", True, 34)
    line.rep(rep, "answered", after=6)
    assert rep.see("/api/calls/current")["call"] == call


@pytest.mark.usefixtures("required")
def test_the_dials_word_alone_is_enough_when_one_rep_was_rung(rep: Person, twilio: Twilio) -> None:
    reachable(rep)
    line = InboundLine(twilio, caller=STRANGER)
    twilio.clock.tick(40)
    line.result("completed", caller="completed", DialCallDuration=34)
    assert rep.see("/api/calls/current")["call"]["needs_outcome"]


@pytest.mark.usefixtures("both")
def test_the_rep_hangs_up_and_the_outcome_ends_the_call(rep: Person, twilio: Twilio) -> None:
    InboundLine(twilio, caller=STRANGER).taken(rep)
    twilio.clock.tick(30)
    call_id = rep.see("/api/calls/current")["call"]["id"]
    ended = rep.end(call_id, outcome="opt_out").json
    assert (ended["state"], ended["line"]["talk_seconds"]) == ("ended", 30)
    assert rep.post("/api/calls", to=STRANGER).json["code"] == "do_not_call"


@pytest.mark.usefixtures("both")
def test_a_hidden_number_is_never_put_on_the_do_not_call_list(
    rep: Person, admin: Person, twilio: Twilio
) -> None:
    InboundLine(twilio, caller="Anonymous").taken(rep)
    call = rep.see("/api/calls/current")["call"]
    assert call["from"] == "anonymous"
    assert rep.end(call["id"], outcome="opt_out").status_code == 200
    assert admin.see("/api/do-not-call")["items"] == []


@pytest.mark.usefixtures("both")
def test_only_who_took_it_may_end_it_and_a_missed_call_takes_no_outcome(
    rep: Person, setter: Person, manager: Person, twilio: Twilio
) -> None:
    line = InboundLine(twilio, caller=STRANGER)
    call_id = int(str(the_call(rep)["id"]))
    assert rep.end(call_id).status_code == 403
    assert manager.release(call_id).json["code"] == "not_taken"
    line.result("no_answer")
    refused = rep.record(call_id, "follow_up")
    assert (refused.status_code, refused.json["code"]) == (409, "not_taken")
    assert setter.call(call_id)["outcome"] is None


def test_the_same_request_twice_makes_one_call(rep: Person, twilio: Twilio) -> None:
    reachable(rep)
    sid = new_sid()
    first, second = (InboundLine(twilio, sid=sid) for _ in range(2))
    assert first.answer.text == second.answer.text
    assert len(rep.see("/api/calls")["items"]) == 1


def test_the_same_request_twice_at_once_makes_one_call(rep: Person, twilio: Twilio) -> None:
    reachable(rep)
    sid = new_sid()
    lines = at_once(*[lambda: InboundLine(twilio, sid=sid)] * 2)
    assert len({line.answer.text for line in lines}) == 1
    assert len(rep.see("/api/calls")["items"]) == 1


@pytest.mark.usefixtures("both")
def test_a_repeated_or_unknown_word_changes_nothing_and_is_kept(
    rep: Person, world: World, twilio: Twilio
) -> None:
    line = InboundLine(twilio, caller=STRANGER).taken(rep)
    before = the_call(rep)
    line.rep(rep, "answered")
    url = line.legs[f"user_{rep.id}"][1]
    for form in ({"CallSid": new_sid(), "CallStatus": "completed"}, {"CallSid": line.sid, "CallStatus": "?"}):
        assert twilio.post(url, form).status_code == 204
    assert twilio.post("/webhooks/twilio/inbound-result?call_id=99", {"CallSid": line.sid}).status_code == 200
    assert the_call(rep) == before
    kept = world.rows(select(Delivery.verdict).order_by(Delivery.id))
    assert kept == ["repeated", "unknown_call", "unknown_word", "unknown_call"]


def test_inbound_calls_stay_out_of_outbound_numbers(rep: Person, manager: Person, twilio: Twilio) -> None:
    rep.end(after(rep, twilio, TALKED), outcome="follow_up")
    InboundLine(twilio, caller=STRANGER)
    reachable(rep)
    InboundLine(twilio, caller=STRANGER).taken(rep).over(rep)
    rep.end(rep.see("/api/calls/current")["call"]["id"], outcome="bad_fit")
    recount_stale_days()
    for group_by in ("rep", "hour"):
        assert manager.numbers(group_by=group_by)["totals"]["calls"] == 1
        inbound = manager.numbers(group_by=group_by, direction="inbound")
        assert (inbound["totals"]["calls"], inbound["totals"]["connected_calls"]) == (1, 1)


def test_a_page_that_fell_silent_is_not_rung(rep: Person, world: World, twilio: Twilio) -> None:
    reachable(rep)
    world.clock.tick(76)
    assert InboundLine(twilio, caller=STRANGER).dial is None


def test_who_left_or_was_deactivated_or_may_not_dial_is_not_rung(
    rep: Person, setter: Person, admin: Person, twilio: Twilio
) -> None:
    reachable(rep, setter)
    rep.ask("PUT", "/api/reachable", json={"reachable": False})
    with db.transaction(1) as session:
        session.get_one(User, setter.id).deactivated_at = twilio.clock.at
    assert admin.ask("PUT", "/api/reachable", json={"reachable": True}).status_code == 403
    assert InboundLine(twilio, caller=STRANGER).dial is None


def test_another_companys_reps_are_never_rung(rival: Person, world: World, twilio: Twilio) -> None:
    with db.transaction(2) as session:
        session.get_one(User, rival.id).role_words = ["rep"]
        session.get_one(User, rival.id).reachable_at = world.clock()
    assert InboundLine(twilio, caller=STRANGER).dial is None
    assert rival.see("/api/calls")["items"] == []
