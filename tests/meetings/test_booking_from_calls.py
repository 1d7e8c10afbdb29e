"""Booking where a call or a lead is at hand: whose turn it is, what is refused, and the tasks that asked for it."""

from typing import Any

import pytest

from tests.meetings.offers import booked, closer_of, hours, offer
from tests.people import Person
from tests.scenarios import TALKED
from tests.twilio_client import Twilio, after
from tests.world import World

TEN, ELEVEN = "2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z"


@pytest.fixture
def closer(world: World) -> Person:
    person = world.sign_in("closer@demo.test")
    hours(person, zone="Europe/Zurich")
    return person


@pytest.fixture
def talk(manager: Person, closer: Person) -> dict[str, Any]:
    return offer(manager, closer)


def open_tasks(person: Person) -> list[str]:
    return [task["kind"] for task in person.see("/api/tasks", state="open")["items"]]


def refusals(person: Person, lead: int) -> dict[str, str | None]:
    items = person.see("/api/event-types", lead_id=lead)["items"]
    return {item["name"]: item["refused"] and item["refused"]["code"] for item in items}


def test_booking_ticks_off_the_task_and_stays_whatever_the_call_comes_to(
    rep: Person, twilio: Twilio, talk: dict[str, Any]
) -> None:
    call_id = after(rep, twilio, TALKED)
    rep.end(call_id, outcome="meeting_booked")
    assert open_tasks(rep) == ["book_meeting"]
    lead_id = rep.call(call_id)["lead"]["id"]
    meeting = booked(rep, talk, TEN, lead=lead_id, call_id=call_id)
    assert (meeting["call_id"], meeting["source"], open_tasks(rep)) == (call_id, "call", [])
    assert rep.record(call_id, "bad_timing").status_code == 200
    (left,) = rep.see("/api/meetings", call_id=call_id)["items"]
    assert (left["id"], left["cancelled_at"]) == (meeting["id"], None)
    assert rep.see("/api/meetings", call_id=call_id + 1)["items"] == []


def test_booking_from_the_lead_ticks_off_ones_own_task_only(
    rep: Person, manager: Person, twilio: Twilio, talk: dict[str, Any]
) -> None:
    call_id = after(rep, twilio, TALKED)
    rep.end(call_id, outcome="meeting_booked")
    lead_id = rep.call(call_id)["lead"]["id"]
    booked(manager, talk, TEN, lead=lead_id)
    assert open_tasks(rep) == ["book_meeting"]
    booked(rep, talk, ELEVEN, lead=lead_id)
    assert open_tasks(rep) == []


def test_the_first_of_the_free_hosts_is_the_one_who_gets_it(
    rep: Person, manager: Person, closer: Person, world: World
) -> None:
    ann = closer_of(world, "ann")
    hours(ann)
    talk = offer(manager, ann, closer)
    shown = []
    for hour in range(9, 13):
        day = {"from": "2026-03-03", "to": "2026-03-03"}
        items = rep.see(f"/api/event-types/{talk['id']}/slots", **day)["items"]
        at = f"2026-03-03T{hour:02}:00:00Z"
        first = next(item for item in items if item["starts_at"] == at)["hosts"][0]["id"]
        assert booked(rep, talk, at)["host"]["id"] == first
        shown.append(first)
    assert len(set(shown)) == 2
    zones = {host["name"]: host["time_zone"] for host in talk["hosts"]}
    assert zones["Cleo Marsh"] == "Europe/Zurich"


def test_a_lead_is_told_what_cannot_be_booked_for_them_and_why(
    rep: Person, manager: Person, setter: Person, closer: Person, talk: dict[str, Any]
) -> None:
    hours(setter)
    first = offer(manager, setter, kind="discovery", name="First")
    offer(manager, closer, name="Second", needs_discovery=True)
    offer(manager, name="Nobody")
    open_ones = {"Talk": None, "First": None, "Nobody": "no_host"}
    assert refusals(rep, 1) == {**open_ones, "Second": "discovery_required"}
    booked(rep, first, TEN)
    refused = refusals(rep, 1)
    assert refused["Second"] == "discovery_undecided"
    assert refusals(rep, 2)["Second"] == "discovery_required"
    assert rep.get("/api/event-types", lead_id=9999).status_code == 404
    assert [item["refused"] for item in rep.see("/api/event-types")["items"]] == [None] * 4
