"""A lead goes through a flow: each call is made in the step that is next, and numbers keep it so."""

from typing import Any

import pytest

from tests.people import LEAD_PHONE, Person
from tests.scenarios import BUSY, TALKED
from tests.twilio_client import Twilio, after
from workers.analytics import recount_stale_days


@pytest.fixture
def spring(manager: Person) -> dict[str, Any]:
    """A flow of two steps."""
    made = manager.post("/api/flows", name="Spring", steps=["First call", "Last try"])
    assert made.status_code == 201
    return dict(made.json)


def lead_of(person: Person) -> dict[str, Any]:
    """Whom LEAD_PHONE belongs to."""
    (found,) = person.see("/api/leads", q=LEAD_PHONE)["items"]
    return dict(found)


def place(person: Person, step_id: int | None) -> Any:
    lead_id = lead_of(person)["id"]
    return person.ask("PUT", f"/api/leads/{lead_id}/flow", json={"flow_step_id": step_id})


def call(rep: Person, twilio: Twilio, scenario: str = BUSY, outcome: str = "busy") -> dict[str, Any]:
    """A call to the lead, to its end."""
    call_id = after(rep, twilio, scenario)
    assert rep.end(call_id, outcome=outcome).status_code == 200
    return rep.call(call_id)


def test_each_call_takes_a_lead_one_step_further(
    rep: Person, admin: Person, twilio: Twilio, spring: dict[str, Any]
) -> None:
    first, last = spring["steps"]
    assert place(rep, first["id"]).json["flow"] == {
        "id": spring["id"],
        "name": "Spring",
        "step": first,
        "steps": 2,
    }
    assert rep.see(f"/api/flows/{spring['id']}")["leads"] == 1
    made = call(rep, twilio)
    assert (made["flow"]["name"], made["flow_step"]["name"]) == ("Spring", "First call")
    assert lead_of(rep)["flow"]["step"] == last
    assert call(rep, twilio, TALKED, "follow_up")["flow_step"]["name"] == "Last try"
    assert lead_of(rep)["flow"] is None
    assert call(rep, twilio)["flow"] is None
    recount_stale_days()
    by_step = {"from": "2026-03-02", "to": "2026-03-02", "group_by": "step"}
    groups = admin.see("/api/analytics/flows", **by_step)["groups"]
    assert [(one["label"], one["calls"], one["connected_calls"]) for one in groups] == [
        ("First call", 1, 0),
        ("Last try", 1, 1),
    ]
    for one in groups:
        assert len(admin.see(one["calls_url"])["items"]) == 1


def test_a_call_that_was_never_placed_does_no_step(rep: Person, spring: dict[str, Any]) -> None:
    first, _ = spring["steps"]
    place(rep, first["id"])
    call_id = rep.dial()
    rep.post(f"/api/calls/{call_id}/line-failed", reason="No microphone")
    assert rep.end(call_id).status_code == 200
    assert (rep.call(call_id)["line"]["result"], lead_of(rep)["flow"]["step"]) == ("not_placed", first)


def test_who_is_moved_during_the_call_stays_there(
    rep: Person, twilio: Twilio, spring: dict[str, Any]
) -> None:
    first, last = spring["steps"]
    place(rep, last["id"])
    call_id = after(rep, twilio, BUSY)
    place(rep, first["id"])
    rep.end(call_id, outcome="busy")
    assert lead_of(rep)["flow"]["step"] == first
    assert place(rep, None).json["flow"] is None


def test_a_call_in_another_flow_leaves_the_lead_where_it_is(
    rep: Person, manager: Person, twilio: Twilio, spring: dict[str, Any]
) -> None:
    place(rep, spring["steps"][0]["id"])
    other = manager.post("/api/flows", name="Autumn", steps=["Hello"]).json
    call_id = rep.post("/api/calls", to=LEAD_PHONE, flow_id=other["id"]).json["id"]
    twilio.connect(rep, call_id).play(BUSY)
    rep.end(call_id, outcome="busy")
    made = rep.call(call_id)
    assert (made["flow"]["name"], made["flow_step"]) == ("Autumn", None)
    assert lead_of(rep)["flow"]["step"] == spring["steps"][0]


def test_steps_are_renamed_and_added_but_never_taken_away(manager: Person, spring: dict[str, Any]) -> None:
    path = f"/api/flows/{spring['id']}"
    changed = manager.ask("PATCH", path, json={"name": "Summer", "steps": ["Hello", "Last try", "Goodbye"]})
    assert [step["name"] for step in changed.json["steps"]] == ["Hello", "Last try", "Goodbye"]
    assert [step["id"] for step in changed.json["steps"]][:2] == [step["id"] for step in spring["steps"]]
    assert manager.ask("PATCH", path, json={"steps": ["Hello"]}).status_code == 422
    assert manager.see("/api/flows")["items"] == [changed.json]
    taken = manager.post("/api/flows", name="Summer", steps=["One"])
    assert (taken.status_code, taken.json["code"]) == (422, "name_taken")
