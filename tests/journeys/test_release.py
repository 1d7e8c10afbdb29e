"""Nobody gets stuck: a manager or an admin frees a rep (row P8)."""

import pytest

from tests.people import Person
from tests.scenarios import RINGING, TALK, TALKED
from tests.twilio_client import Twilio, after

pytestmark = pytest.mark.usefixtures("required")


def test_a_manager_frees_a_rep_and_the_call_stays_listed(
    rep: Person, manager: Person, twilio: Twilio
) -> None:
    call_id = after(rep, twilio, TALKED)
    freed = manager.release(call_id, "Laptop broke").json
    assert (freed["state"], freed["missing_outcome"], freed["needs_outcome"]) == ("ended", True, False)
    assert (freed["released"]["reason"], freed["released"]["by"]["id"]) == ("Laptop broke", manager.id)
    rep.dial()
    assert [call["id"] for call in manager.see("/api/calls", missing_outcome="true")["items"]] == [call_id]


def test_a_release_is_audited(rep: Person, admin: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    admin.release(call_id, "Went home")
    entry = admin.see("/api/audit")["items"][0]
    assert (entry["action"], entry["subject"]) == ("call.released", f"call:{call_id}")
    assert (entry["before"]["state"], entry["after"]["state"]) == ("wrap_up", "ended")
    assert (entry["after"]["reason"], entry["actor"]["id"]) == ("Went home", admin.id)


def test_a_rep_cannot_release(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    refused = rep.release(call_id)
    assert (refused.status_code, refused.json["code"]) == (403, "forbidden")
    assert rep.call(call_id)["needs_outcome"]


def test_a_manager_cannot_end_somebody_elses_call(rep: Person, manager: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    assert manager.end(call_id, outcome="busy").status_code == 403
    assert rep.call(call_id)["outcome"] is None


@pytest.mark.parametrize("scenario", [RINGING, TALK], ids=["ringing", "talking"])
def test_releasing_a_call_whose_line_is_up_hangs_up(
    scenario: str, rep: Person, manager: Person, twilio: Twilio
) -> None:
    call_id = after(rep, twilio, scenario)
    freed = manager.release(call_id).json
    assert freed["state"] == "ended"
    assert freed["line_ended_at"] is not None
    rep.dial()


def test_an_ended_call_holds_nobody(rep: Person, manager: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    rep.end(call_id, outcome="hung_up")
    refused = manager.release(call_id)
    assert (refused.status_code, refused.json["code"]) == (409, "already_ended")


def test_the_outcome_can_still_be_recorded_after_a_release(
    rep: Person, manager: Person, twilio: Twilio
) -> None:
    call_id = after(rep, twilio, TALKED)
    manager.release(call_id)
    assert rep.record(call_id, "bad_fit").json["missing_outcome"] is False
