"""The line knows how it went: the outcome is there before the rep looks (rows P3, P4, B3)."""

import pytest

from tests.people import Person
from tests.scenarios import (
    BLOCKED,
    BUSY,
    MACHINE,
    MACHINE_HUNG_UP,
    MACHINE_STAYED,
    MACHINE_TALKED_TO,
    NO_PERMISSION,
    NOT_IN_SERVICE,
    RANG_OUT,
    RINGING,
    TALK,
    TALKED,
)
from tests.twilio_client import Twilio, after
from tests.world import World


def test_a_busy_line_pre_fills_busy_and_says_why(rep: Person, twilio: Twilio) -> None:
    call = rep.call(after(rep, twilio, BUSY))
    assert (call["state"], call["outcome"]["key"], call["outcome_source"]) == ("wrap_up", "busy", "webhook")
    assert call["suggested"] == {"outcome": "busy", "reason": "Twilio: busy, SIP 486, rang 0 s"}
    assert rep.end(call["id"]).json["state"] == "ended"


# What the line did, and then: its result, the outcome.
CALLS = {
    "busy": (BUSY, "busy", "busy"),
    "rang out": (RANG_OUT, "no_answer", "no_voicemail"),
    "not in service": (NOT_IN_SERVICE, "not_in_service", "not_in_service"),
    "machine": (MACHINE_HUNG_UP, "machine", "no_voicemail"),
    "machine, stayed": (MACHINE_STAYED, "machine", None),
    "machine, talked": (MACHINE_TALKED_TO, "machine", None),
    "person": (TALKED, "answered", None),
    "blocked": (BLOCKED, "blocked", None),
    "no permission": (NO_PERMISSION, "not_placed", None),
}


@pytest.mark.parametrize("name", CALLS)
def test_each_way_a_line_can_go_leaves_its_outcome_or_none(name: str, rep: Person, twilio: Twilio) -> None:
    scenario, result, outcome = CALLS[name]
    call = rep.call(after(rep, twilio, scenario))
    assert (call["state"], call["line"]["result"]) == ("wrap_up", result)
    assert (call["outcome"] or {}).get("key") == outcome
    assert call["outcome_source"] == ("webhook" if outcome else None)


def test_a_machine_is_only_a_suggestion_while_the_line_is_up(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    line = twilio.connect(rep, call_id).play(MACHINE)
    live = rep.call(call_id)
    assert (live["state"], live["suggested"]["outcome"], live["outcome"]) == ("live", "no_voicemail", None)
    line.play("+35 lead completed lasted=20")
    over = rep.call(call_id)
    assert (over["outcome"]["key"], over["outcome_source"]) == ("no_voicemail", "webhook")


def test_who_stayed_after_the_beep_picks_between_two(rep: Person, twilio: Twilio) -> None:
    call = rep.call(after(rep, twilio, MACHINE_STAYED))
    assert (call["suggested"], call["offered"]) == (None, ["left_voicemail", "no_voicemail"])


def test_a_fault_is_shown_as_what_it_is(rep: Person, twilio: Twilio) -> None:
    call = rep.call(after(rep, twilio, NO_PERMISSION))
    assert call["line"]["reason"] == "Our account may not place this call (error 13227). Ask an admin."
    assert (call["suggested"], call["missing_outcome"]) == (None, False)


def test_a_block_says_nothing_about_the_number(rep: Person, twilio: Twilio) -> None:
    call = rep.call(after(rep, twilio, BLOCKED))
    assert "blocked or declined" in call["line"]["reason"]
    assert (call["line"]["sip_code"], call["missing_outcome"]) == (603, True)


def test_the_pre_fill_is_kept_in_the_history_with_its_evidence(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, BUSY)
    rep.record(call_id, "gatekeeper")
    first, second = rep.see(f"/api/calls/{call_id}/history")["items"]
    assert (first["outcome"]["key"], first["source"], first["by"]) == ("busy", "webhook", None)
    assert first["reason"] == "Twilio: busy, SIP 486, rang 0 s"
    assert (second["outcome"]["key"], second["source"]) == ("gatekeeper", "rep")
    assert second["by"]["id"] == rep.id


def test_giving_up_while_ringing_is_no_voicemail(rep: Person, twilio: Twilio, world: World) -> None:
    call_id = after(rep, twilio, RINGING)
    world.clock.tick(6)
    ended = rep.end(call_id).json
    assert (ended["state"], ended["line"]["result"]) == ("ended", "canceled")
    assert (ended["outcome"]["key"], ended["outcome_source"]) == ("no_voicemail", "webhook")


def test_the_line_is_seen_to_move(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    seen = [rep.call(call_id)["state"]]
    line = twilio.connect(rep, call_id)
    for moment in ("+0 lead initiated", "+1 lead ringing", "+9 lead answered", "+54 lead completed"):
        line.play(moment)
        seen.append(rep.call(call_id)["state"])
    assert seen == ["dialing", "dialing", "ringing", "live", "wrap_up"]
    times = rep.call(call_id)
    assert times["answered_at"] == "2026-03-02T09:00:09Z"
    assert (times["line"]["ring_seconds"], times["line"]["talk_seconds"]) == (8, 45)


def test_detection_can_be_switched_off(admin: Person, rep: Person, twilio: Twilio) -> None:
    admin.ask("PATCH", "/api/settings", json={"detect_machines": False})
    line = twilio.connect(rep, rep.dial())
    assert line.urls["amd"] is None
    assert line.play(TALK).urls["lead"]
