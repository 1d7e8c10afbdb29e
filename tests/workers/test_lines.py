"""Hanging up, and asking Twilio about calls that went quiet (row P2: missing callbacks never corrupt a call)."""

import pytest
from sqlalchemy import select

from dialer import nudges
from dialer.errors import Unavailable
from dialer.models import CallOffer
from tests.inbound import InboundLine, reachable
from tests.people import LEAD_PHONE, Person
from tests.scenarios import RINGING, TALK
from tests.twilio_client import Line, Twilio
from tests.twilio_rest import Rest
from tests.world import World
from workers.lines import hang_up, reconcile_call, reconcile_quiet_calls, stop_ringing

AT_54 = "Mon, 02 Mar 2026 09:00:54 +0000"


@pytest.fixture
def line(rep: Person, twilio: Twilio) -> Line:
    return twilio.connect(rep, rep.dial())


def the_call(rep: Person) -> dict[str, object]:
    return rep.call(rep.see("/api/calls")["items"][0]["id"])


def test_ending_a_call_hangs_up_the_reps_leg(line: Line, rep: Person, rest: Rest) -> None:
    line.play(TALK)
    rest.knows(line.rep_sid, "in-progress")
    call = rep.see("/api/calls/current")["call"]
    rep.end(call["id"], outcome="follow_up")
    hang_up(call["id"])
    assert rest.hung_up == [line.rep_sid]


def test_a_leg_that_is_gone_already_is_what_we_wanted(line: Line, rep: Person, rest: Rest) -> None:
    hang_up(the_call(rep)["id"])
    assert rest.hung_up == []


def test_a_call_that_nobody_knows_is_no_crash(world: World, rep: Person) -> None:
    hang_up(999)
    hang_up(rep.dial())


def test_when_twilio_is_in_trouble_the_job_fails_to_be_tried_again(
    line: Line, rep: Person, rest: Rest
) -> None:
    rest.trouble = 500
    with pytest.raises(Unavailable):
        hang_up(the_call(rep)["id"])


def test_a_rep_who_left_is_rung_no_longer_while_others_are(
    rep: Person, setter: Person, admin: Person, twilio: Twilio, rest: Rest, world: World
) -> None:
    reachable(rep, setter)
    call = InboundLine(twilio)
    call.rep(rep, "ringing")
    admin.post(f"/api/users/{rep.id}/deactivate")
    (offer,) = [row for row in world.rows(select(CallOffer)) if row.rep_id == rep.id]
    rest.knows(str(offer.leg_sid), "ringing", parent=call.sid)
    stop_ringing(offer.id)
    stop_ringing(999)
    assert rest.hung_up == [offer.leg_sid]


def test_a_call_that_somebody_took_is_left_alone(
    rep: Person, setter: Person, twilio: Twilio, rest: Rest, world: World
) -> None:
    reachable(rep, setter)
    call = InboundLine(twilio)
    call.rep(rep, "ringing")
    call.rep(rep, "answered")
    for offer in world.rows(select(CallOffer)):
        stop_ringing(offer.id)
    assert rest.hung_up == []


def test_a_lost_end_is_found_by_asking(line: Line, rep: Person, rest: Rest, world: World) -> None:
    line.play(TALK)
    rest.knows(line.rep_sid, "completed", ended=AT_54)
    rest.knows(line.lead_sid, "completed", parent=line.rep_sid, duration=45, ended=AT_54)
    world.clock.tick(200)
    reconcile_quiet_calls()
    call = the_call(rep)
    assert (call["state"], call["line"]["result"], call["line"]["talk_seconds"]) == (
        "wrap_up",
        "answered",
        45,
    )
    assert call["line_ended_at"] == "2026-03-02T09:00:54Z"


def test_when_every_callback_was_lost_the_answer_fills_in_the_outcome(
    line: Line, rep: Person, rest: Rest, world: World
) -> None:
    rest.knows(line.rep_sid, "completed", ended=AT_54)
    rest.knows(line.lead_sid, "busy", parent=line.rep_sid, ended=AT_54)
    world.clock.tick(90)
    reconcile_quiet_calls()
    call = the_call(rep)
    assert (call["state"], call["outcome"]["key"], call["outcome_source"]) == ("wrap_up", "busy", "webhook")


def test_callbacks_that_come_after_the_answer_change_nothing(
    line: Line, rep: Person, rest: Rest, world: World
) -> None:
    rest.knows(line.rep_sid, "completed", ended=AT_54)
    rest.knows(line.lead_sid, "busy", parent=line.rep_sid, ended=AT_54)
    world.clock.tick(90)
    reconcile_quiet_calls()
    asked = the_call(rep)
    line.hears("lead", "busy")
    line.hears("rep", "completed")
    assert the_call(rep) == asked


def test_a_call_that_still_talks_is_left_alone(line: Line, rep: Person, rest: Rest, world: World) -> None:
    line.play(TALK)
    rest.knows(line.rep_sid, "in-progress")
    rest.knows(line.lead_sid, "in-progress", parent=line.rep_sid)
    world.clock.tick(200)
    reconcile_quiet_calls()
    assert the_call(rep)["state"] == "live"


def test_nobody_asks_about_a_call_that_is_young_or_over(
    line: Line, rep: Person, rest: Rest, world: World
) -> None:
    line.play(RINGING)
    world.clock.tick(30)
    reconcile_quiet_calls()
    line.play("+31 lead no_answer \n +31 rep completed")
    world.clock.tick(600)
    reconcile_quiet_calls()
    assert rest.asked == []


def test_a_browser_that_never_came_is_a_call_never_placed(rep: Person, rest: Rest, world: World) -> None:
    call_id = rep.dial()
    world.clock.tick(90)
    reconcile_quiet_calls()
    assert rep.call(call_id)["state"] == "dialing"
    world.clock.tick(60)
    reconcile_quiet_calls()
    call = rep.call(call_id)
    assert (call["state"], call["line"]["result"]) == ("wrap_up", "not_placed")
    assert rep.post("/api/calls", to=LEAD_PHONE).status_code == 201
    assert rest.asked == []


def test_a_leg_that_twilio_does_not_know_is_lost(line: Line, rep: Person, rest: Rest, world: World) -> None:
    line.play(RINGING)
    world.clock.tick(90)
    reconcile_quiet_calls()
    call = the_call(rep)
    assert (call["state"], call["line"]["result"]) == ("wrap_up", "canceled")


def test_while_twilio_is_in_trouble_the_call_waits(line: Line, rep: Person, rest: Rest, world: World) -> None:
    rest.trouble = 503
    world.clock.tick(90)
    reconcile_quiet_calls()
    assert the_call(rep)["state"] == "dialing"
    rest.trouble = None
    rest.knows(line.rep_sid, "completed", ended=AT_54)
    reconcile_quiet_calls()
    assert the_call(rep)["state"] == "wrap_up"


def test_a_leg_left_open_after_the_end_is_hung_up(line: Line, rep: Person, rest: Rest, world: World) -> None:
    line.play(TALK)
    rest.knows(line.rep_sid, "in-progress")
    rest.knows(line.lead_sid, "in-progress", parent=line.rep_sid)
    rep.end(the_call(rep)["id"], outcome="follow_up")
    world.clock.tick(60)
    reconcile_quiet_calls()
    assert set(rest.hung_up) == {line.rep_sid, line.lead_sid}
    assert the_call(rep)["state"] == "ended"


def test_the_reps_choice_stands_whatever_the_answer(
    line: Line, rep: Person, rest: Rest, world: World
) -> None:
    line.play(RINGING)
    rep.record(the_call(rep)["id"], "gatekeeper")
    rest.knows(line.rep_sid, "completed", ended=AT_54)
    rest.knows(line.lead_sid, "busy", parent=line.rep_sid, ended=AT_54)
    world.clock.tick(90)
    reconcile_quiet_calls()
    call = the_call(rep)
    assert (call["outcome"]["key"], call["outcome_source"], call["line"]["result"]) == (
        "gatekeeper", "rep", "busy",
    )  # fmt: skip


def test_every_word_about_a_call_from_outside_was_lost_and_asking_finds_who_took_it(
    rep: Person, setter: Person, twilio: Twilio, rest: Rest, world: World
) -> None:
    reachable(rep, setter)
    line = InboundLine(twilio)
    rest.knows(line.sid, "completed", ended=AT_54)
    rest.knows("CA51", "canceled", parent=line.sid, ended=AT_54, to=f"client:user_{rep.id}")
    rest.knows("CA52", "completed", parent=line.sid, duration=45, ended=AT_54, to=f"client:user_{setter.id}")
    world.clock.tick(90)
    reconcile_quiet_calls()
    call = setter.see("/api/calls/current")["call"]
    assert (call["state"], call["line"]["result"], call["line"]["talk_seconds"]) == (
        "wrap_up",
        "answered",
        45,
    )


def test_a_caller_who_was_lost_while_it_rang_is_found_gone(
    rep: Person, twilio: Twilio, rest: Rest, world: World
) -> None:
    reachable(rep)
    line = InboundLine(twilio)
    rest.knows(line.sid, "no-answer", ended=AT_54)
    world.clock.tick(90)
    reconcile_quiet_calls()
    call = the_call(rep)
    assert (call["state"], call["missed"], call["line"]["result"]) == ("ended", True, "canceled")


def test_ending_a_call_from_outside_hangs_up_the_callers_leg(rep: Person, twilio: Twilio, rest: Rest) -> None:
    reachable(rep)
    line = InboundLine(twilio).taken(rep)
    rest.knows(line.sid, "in-progress")
    call = rep.see("/api/calls/current")["call"]
    rep.end(call["id"], outcome="follow_up")
    hang_up(call["id"])
    assert rest.hung_up == [line.sid]


def test_a_missed_call_that_is_over_is_not_asked_about(
    rep: Person, twilio: Twilio, rest: Rest, world: World
) -> None:
    reachable(rep)
    InboundLine(twilio).result("no_answer")
    world.clock.tick(90)
    reconcile_quiet_calls()
    assert rest.asked == []


def test_a_page_whose_line_is_over_has_twilio_asked_at_once(
    line: Line, rep: Person, rest: Rest, world: World
) -> None:
    rest.knows(line.rep_sid, "completed", ended=AT_54)
    rest.knows(line.lead_sid, "busy", parent=line.rep_sid, ended=AT_54)
    call_id = the_call(rep)["id"]
    nudges.redis().flushall()
    assert rep.post(f"/api/calls/{call_id}/line-over").json["state"] == "dialing"
    assert asked_for() == ["workers.lines.reconcile_call"]
    reconcile_call(call_id)
    call = the_call(rep)
    assert (call["state"], call["outcome"]["key"]) == ("wrap_up", "busy")


def test_a_page_is_not_believed_while_twilio_says_that_the_line_is_up(
    line: Line, rep: Person, rest: Rest
) -> None:
    line.play(TALK)
    rest.knows(line.rep_sid, "in-progress")
    rest.knows(line.lead_sid, "in-progress", parent=line.rep_sid)
    reconcile_call(the_call(rep)["id"])
    assert the_call(rep)["state"] == "live"


def test_when_twilio_cannot_be_asked_the_page_is_believed_and_the_truth_may_follow(
    line: Line, rep: Person, rest: Rest, world: World
) -> None:
    line.play(TALK)
    rest.trouble = 401
    world.clock.tick(40)
    reconcile_call(the_call(rep)["id"])
    call = the_call(rep)
    assert (call["state"], call["line"]["result"]) == ("wrap_up", "answered")
    line.play("+54 lead completed lasted=45")
    assert the_call(rep)["line"]["result"] == "answered"


def test_nobody_is_asked_about_a_line_that_is_known_to_be_over(
    line: Line, rep: Person, setter: Person, rest: Rest
) -> None:
    call_id = the_call(rep)["id"]
    assert setter.post(f"/api/calls/{call_id}/line-over").status_code in (403, 404)
    line.play("+2 lead busy")
    nudges.redis().flushall()
    assert rep.post(f"/api/calls/{call_id}/line-over").status_code == 200
    assert asked_for() == []
    reconcile_call(call_id)
    reconcile_call(999)
    assert rest.asked == []


def asked_for() -> list[str]:
    """The jobs that wait in the queue."""
    keys = nudges.redis().keys("rq:job:*")
    descriptions = [nudges.redis().hget(key, "description").decode() for key in keys]
    return sorted(text.partition("(")[0] for text in descriptions)
