"""Changing what was recorded: one's own, others' with a reason, taking it back, and never over a newer choice."""

from typing import Any

import pytest

from dialer import db
from dialer.models import Team, User
from tests.people import Person
from tests.scenarios import BUSY, RINGING, TALKED, Step
from tests.together import at_once
from tests.twilio_client import Twilio, after
from tests.world import World

HEARD = "Heard the recording"


def undo(person: Person, call_id: int, version: int) -> Any:
    return person.post(f"/api/calls/{call_id}/outcome/undo", version=version)


def history(person: Person, call_id: int) -> list[dict[str, Any]]:
    return list(person.see(f"/api/calls/{call_id}/history")["items"])


@pytest.fixture
def ended(rep: Person, twilio: Twilio) -> int:
    """A call of the rep's that was pre-filled as busy and has ended."""
    call_id = after(rep, twilio, BUSY)
    rep.end(call_id)
    return call_id


@pytest.mark.parametrize("who", ["manager", "admin"])
def test_others_change_an_outcome_only_with_a_reason_that_is_kept(
    who: str, ended: int, manager: Person, admin: Person, rep: Person
) -> None:
    changer = {"manager": manager, "admin": admin}[who]
    for reason in ({}, {"reason": ""}, {"reason": "  "}):
        assert changer.record(ended, "follow_up", **reason).status_code == 422
    assert changer.record(ended, "follow_up").json["code"] == "reason_required"
    assert changer.clear(ended).json["code"] == "reason_required"
    changed = changer.record(ended, "follow_up", reason=HEARD).json
    assert (changed["outcome"]["key"], changed["outcome_by"]["id"]) == ("follow_up", changer.id)
    newest = history(rep, ended)[-1]
    assert (newest["by"]["id"], newest["reason"]) == (changer.id, HEARD)
    entry = admin.see("/api/audit")["items"][0]
    assert (entry["action"], entry["before"]) == ("outcome.changed", {"outcome": "busy"})
    assert entry["after"] == {"outcome": "follow_up", "reason": HEARD}


def test_a_rep_changes_their_own_without_one_and_nobody_elses(
    ended: int, rep: Person, setter: Person, rival: Person, admin: Person
) -> None:
    assert rep.record(ended, "follow_up").status_code == 200
    assert "outcome.changed" not in {entry["action"] for entry in admin.see("/api/audit")["items"]}
    for other in (setter, rival):
        assert other.record(ended, "bad_fit", reason=HEARD).status_code == 404
        assert undo(other, ended, 1).status_code == 404


def test_a_manager_of_another_team_does_not_see_it(ended: int, manager: Person) -> None:
    with db.transaction(1) as session:
        elsewhere = Team(name="Elsewhere")
        session.add(elsewhere)
        session.flush()
        session.get_one(User, manager.id).team_id = elsewhere.id
    assert manager.record(ended, "follow_up", reason=HEARD).status_code == 404


def test_taking_back_brings_the_pre_fill_back(ended: int, rep: Person) -> None:
    before = rep.call(ended)
    rep.record(ended, "gatekeeper", version=0)
    back = undo(rep, ended, 1).json
    same = ("outcome", "outcome_source", "outcome_by", "state", "ended_at")
    assert {name: back[name] for name in same} == {name: before[name] for name in same}
    assert back["version"] == 2
    assert [(one["outcome"]["key"], one["undone"]) for one in history(rep, ended)] == [
        ("busy", False),
        ("gatekeeper", False),
        ("busy", True),
    ]


def test_taking_back_twice_or_late_or_anothers_is_refused(
    ended: int, rep: Person, manager: Person, world: World
) -> None:
    rep.record(ended, "gatekeeper")
    assert undo(rep, ended, 1).status_code == 200
    assert undo(rep, ended, 1).json["code"] == "stale_version"
    assert undo(rep, ended, 2).json["code"] == "nothing_to_undo"
    rep.record(ended, "bad_fit")
    world.clock.tick(14)
    assert undo(rep, ended, 3).status_code == 200
    rep.record(ended, "bad_fit")
    world.clock.tick(16)
    late = undo(rep, ended, 5)
    assert (late.status_code, late.json["code"]) == (409, "too_late")
    manager.record(ended, "hung_up", reason=HEARD)
    refused = undo(rep, ended, 5)
    assert (refused.json["code"], refused.json["call"]["outcome"]["key"]) == ("stale_version", "hung_up")
    assert undo(rep, ended, 6).json["code"] == "nothing_to_undo"
    assert rep.post(f"/api/calls/{ended}/outcome/undo").status_code == 422


def test_a_call_that_recording_ended_is_owed_again_when_that_is_taken_back(
    rep: Person, twilio: Twilio
) -> None:
    call_id = after(rep, twilio, TALKED)
    rep.end(call_id, outcome="follow_up")
    back = undo(rep, call_id, 1).json
    assert (back["state"], back["outcome"], back["missing_outcome"]) == ("ended", None, True)


def test_where_outcomes_are_required_an_ended_call_keeps_one_until_another_is_chosen(
    rep: Person, twilio: Twilio, required: None
) -> None:
    call_id = after(rep, twilio, TALKED)
    rep.end(call_id, outcome="follow_up")
    refused = undo(rep, call_id, 1)
    assert (refused.status_code, refused.json["code"]) == (409, "outcome_required")
    assert rep.call(call_id)["outcome"]["key"] == "follow_up"
    rep.record(call_id, "bad_fit", version=1)
    assert undo(rep, call_id, 2).json["outcome"]["key"] == "follow_up"


def test_an_open_call_is_held_again_when_its_outcome_is_taken_back(
    rep: Person, twilio: Twilio, required: None
) -> None:
    call_id = after(rep, twilio, TALKED)
    rep.record(call_id, "follow_up")
    assert undo(rep, call_id, 1).json["needs_outcome"]
    assert rep.end(call_id).json["code"] == "outcome_required"


def test_the_line_fills_in_what_it_knows_after_a_choice_was_taken_back(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    line = twilio.connect(rep, call_id).play(RINGING)
    rep.record(call_id, "gatekeeper")
    undo(rep, call_id, 1)
    line.say(Step(5, "lead", "busy"))
    call = rep.call(call_id)
    assert (call["outcome"]["key"], call["outcome_source"]) == ("busy", "webhook")


def test_taking_back_while_a_manager_decides_gets_two_clear_answers(
    rep: Person, manager: Person, twilio: Twilio
) -> None:
    for _ in range(5):
        call_id = after(rep, twilio, TALKED)
        rep.end(call_id, outcome="follow_up")
        back, decided = at_once(
            lambda: undo(rep, call_id, 1),  # noqa: B023
            lambda: manager.record(call_id, "bad_fit", version=1, reason=HEARD),  # noqa: B023
        )
        assert sorted([back.status_code, decided.status_code]) == [200, 409]
        expected = None if back.status_code == 200 else "bad_fit"
        outcome = rep.call(call_id)["outcome"]
        assert (outcome["key"] if outcome else None) == expected


def test_no_door_lets_an_old_page_write_over_a_newer_choice(
    rep: Person, manager: Person, twilio: Twilio
) -> None:
    call_id = after(rep, twilio, TALKED)
    manager.record(call_id, "follow_up", reason=HEARD)
    doors = (
        lambda: rep.record(call_id, "bad_fit", version=0),
        lambda: rep.record(call_id, "follow_up", version=0, follow_up_at="2026-03-09T09:00:00Z"),
        lambda: rep.end(call_id, outcome="bad_fit", version=0),
        lambda: rep.clear(call_id, version=0),
        lambda: undo(rep, call_id, 0),
    )
    for door in doors:
        refused = door()
        assert (refused.status_code, refused.json["code"]) == (409, "stale_version")
        assert refused.json["call"]["outcome"]["key"] == "follow_up"
    assert rep.call(call_id)["state"] == "wrap_up"


def test_notes_are_never_written_over_unseen(rep: Person, twilio: Twilio) -> None:
    call_id, tab = after(rep, twilio, TALKED), rep.second_tab()

    def write(who: Person, notes: str, before: str | None) -> Any:
        return who.ask("PATCH", f"/api/calls/{call_id}", json={"notes": notes, "notes_before": before})

    assert write(rep, "Asked for prices", "").status_code == 200
    refused = write(tab, "Wants a demo", "")
    assert (refused.status_code, refused.json["code"]) == (409, "stale_notes")
    assert refused.json["call"]["notes"] == "Asked for prices"
    doors = (
        lambda: tab.end(call_id, outcome="follow_up", notes="Wants a demo", notes_before=""),
        lambda: tab.record(call_id, "follow_up", notes="Wants a demo", notes_before=""),
    )
    for door in doors:
        assert door().json["code"] == "stale_notes"
        call = rep.call(call_id)
        assert (call["state"], call["outcome"], call["notes"]) == ("wrap_up", None, "Asked for prices")
    assert write(tab, "Asked for prices", "").status_code == 200
    both = "Asked for prices\nWants a demo"
    assert write(tab, both, "Asked for prices").json["notes"] == both
