"""From a discovery call through its approval to a strategy call and a sale, and every way that says no."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.meetings.offers import EVERY_DAY, book, booked, hours, offer
from tests.people import Person
from tests.world import World

HOUR = 3600
TEN, ELEVEN, NOON, TOMORROW = (
    f"2026-03-0{day}T{hour}:00:00Z" for day, hour in ((2, 10), (2, 11), (2, 12), (3, 10))
)


@pytest.fixture
def closer(world: World) -> Person:
    person = world.sign_in("closer@demo.test")
    hours(person, weekly=EVERY_DAY)
    return person


@pytest.fixture
def discovery(admin: Person, setter: Person) -> dict[str, Any]:
    hours(setter, weekly=EVERY_DAY)
    return offer(admin, setter, kind="discovery", name="First talk")


@pytest.fixture
def strategy(admin: Person, closer: Person) -> dict[str, Any]:
    return offer(admin, closer, name="Big talk", needs_discovery=True)


def say(person: Person, meeting: dict[str, Any], outcome: str, **more: Any) -> TestResponse:
    return person.ask("PUT", f"/api/meetings/{meeting['id']}/outcome", json={"outcome": outcome, **more})


def said(person: Person, meeting: dict[str, Any], outcome: str, **more: Any) -> dict[str, Any]:
    answer = say(person, meeting, outcome, **more)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def refusal(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def look(person: Person, meeting: dict[str, Any]) -> dict[str, Any]:
    return dict(person.see(f"/api/meetings/{meeting['id']}"))


def test_a_discovery_call_is_approved_and_the_strategy_call_booked_in_one_step(
    world: World, setter: Person, closer: Person, discovery: dict[str, Any], strategy: dict[str, Any]
) -> None:
    first = booked(setter, discovery, TEN, invitee_zone="America/New_York")
    assert refusal(say(setter, first, "approved")) == (409, "not_started")
    assert refusal(book(setter, strategy, NOON)) == (409, "discovery_undecided")
    world.clock.tick(HOUR)
    assert look(setter, first)["owes_outcome"]
    assert setter.see("/api/meetings/owed")["count"] == 1

    wanted = {"event_type_id": strategy["id"], "starts_at": NOON}
    after = said(setter, first, "approved", notes="Wants it.", strategy=wanted)
    follows = look(closer, {"id": after["strategy_id"]})
    assert (follows["discovery_id"], follows["source"], follows["starts_at"]) == (
        first["id"],
        "approved",
        NOON,
    )
    assert (follows["host"]["id"], follows["invitee_zone"]) == (closer.id, "America/New_York")
    assert follows["lead"] == first["lead"]
    assert said(setter, first, "approved", strategy=wanted)["strategy_id"] == follows["id"]
    assert setter.see("/api/meetings/owed")["count"] == 0
    assert [entry["act"] for entry in look(setter, first)["history"]] == ["booked", "outcome"]

    world.clock.tick(3 * HOUR)
    sold = said(closer, follows, "sale", objection="money", notes="https://firm.example/recording")
    assert (sold["outcome"], sold["objection"], sold["reason"]) == ("sale", "money", None)
    assert sold["outcome_by"]["id"] == closer.id


def test_what_stands_in_the_way_of_the_strategy_call_leaves_the_outcome_unsaid(
    world: World, setter: Person, discovery: dict[str, Any], strategy: dict[str, Any]
) -> None:
    first = booked(setter, discovery, TEN)
    world.clock.tick(HOUR)
    wanted = {"event_type_id": strategy["id"], "starts_at": "2026-03-01T10:00:00Z"}
    assert refusal(say(setter, first, "approved", strategy=wanted)) == (409, "too_soon")
    assert look(setter, first)["outcome"] is None
    wanted["starts_at"] = NOON
    assert refusal(say(setter, first, "rejected", reason="bad_fit", strategy=wanted)) == (422, "not_approved")
    again = wanted | {"event_type_id": discovery["id"]}
    assert refusal(say(setter, first, "approved", strategy=again)) == (422, "not_a_strategy_call")
    assert refusal(say(setter, first, "approved", strategy=wanted | {"event_type_id": 999})) == (
        404,
        "not_found",
    )
    assert said(setter, first, "approved")["strategy_id"] is None
    said(setter, first, "approved", strategy=wanted)
    moved = wanted | {"starts_at": TOMORROW}
    assert refusal(say(setter, first, "approved", strategy=moved)) == (409, "strategy_exists")


@pytest.mark.parametrize("fate", ["keep", "cancel"])
def test_taking_back_an_approval_asks_what_becomes_of_the_strategy_call(
    world: World,
    setter: Person,
    closer: Person,
    discovery: dict[str, Any],
    strategy: dict[str, Any],
    fate: str,
) -> None:
    first = booked(setter, discovery, TEN)
    world.clock.tick(HOUR)
    wanted = {"event_type_id": strategy["id"], "starts_at": NOON}
    follows_id = said(setter, first, "approved", strategy=wanted)["strategy_id"]

    asked = say(setter, first, "rejected", reason="bad_fit")
    assert refusal(asked) == (409, "strategy_booked")
    assert [one["id"] for one in asked.json["strategies"]] == [follows_id]
    assert asked.json["meeting"]["outcome"] == "approved"
    assert refusal(setter.ask("DELETE", f"/api/meetings/{first['id']}/outcome")) == (409, "strategy_booked")

    after = said(setter, first, "rejected", reason="bad_fit", strategy=fate)
    follows = look(closer, {"id": follows_id})
    assert (follows["cancelled_at"] is not None) is (fate == "cancel")
    assert follows["reason"] == ("admin_cancelled" if fate == "cancel" else None)
    assert after["strategy_id"] == (None if fate == "cancel" else follows_id)
    assert refusal(book(setter, strategy, TOMORROW)) == (409, "discovery_rejected")


def test_a_strategy_call_booked_at_another_door_rests_on_the_approval_too(
    world: World, setter: Person, discovery: dict[str, Any], strategy: dict[str, Any]
) -> None:
    first = booked(setter, discovery, TEN)
    world.clock.tick(HOUR)
    said(setter, first, "approved")
    booked(setter, strategy, NOON)
    assert refusal(say(setter, first, "rejected", reason="no_show")) == (409, "strategy_booked")
    world.clock.tick(3 * HOUR)
    assert said(setter, first, "rejected", reason="no_show")["outcome"] == "rejected"


def test_outcomes_that_do_not_fit_are_refused_with_what_is_needed(
    world: World, setter: Person, discovery: dict[str, Any]
) -> None:
    first = booked(setter, discovery, TEN)
    world.clock.tick(HOUR)
    for body, code, words in (
        ({"outcome": "sale", "objection": "money"}, "outcome_not_offered", "Approved or Rejected"),
        ({"outcome": "approved", "reason": "bad_fit"}, "reason_not_offered", "takes no reason"),
        ({"outcome": "rejected"}, "reason_required", "No show, Not interested, Bad fit or Others"),
        ({"outcome": "rejected", "reason": "unqualified"}, "reason_not_offered", "Bad fit"),
        ({"outcome": "rejected", "reason": "bad_fit", "objection": "fear"}, "objection_not_offered", "no objection"),
        ({"outcome": "rejected", "reason": "others", "notes": "  "}, "notes_required", "needs notes"),
        ({"outcome": "won"}, "invalid", "outcome"),
    ):  # fmt: skip
        answer = say(setter, first, **body)
        assert refusal(answer) == (422, code), body
        assert words in answer.json["detail"]
    assert look(setter, first)["version"] == 0
    assert (
        said(setter, first, "rejected", reason="others", notes="Moved away.")["outcome_notes"]
        == "Moved away."
    )


def test_two_who_decide_at_once_are_told_and_the_same_again_changes_nothing(
    world: World, setter: Person, discovery: dict[str, Any]
) -> None:
    first = booked(setter, discovery, TEN)
    world.clock.tick(HOUR)
    assert said(setter, first, "rejected", reason="no_show", version=0)["version"] == 1
    assert said(setter, first, "rejected", reason="no_show", version=0)["version"] == 1
    stale = say(setter, first, "approved", version=0)
    assert refusal(stale) == (409, "stale_version")
    assert stale.json["meeting"]["version"] == 1
    gone = setter.ask("DELETE", f"/api/meetings/{first['id']}/outcome", query_string={"version": 1})
    assert (gone.json["outcome"], gone.json["owes_outcome"]) == (None, True)
    history = look(setter, first)["history"]
    assert [entry["after"].get("outcome") for entry in history if entry["act"] == "outcome"] == [
        "rejected",
        None,
    ]


def test_who_is_not_the_host_gives_a_reason_and_is_audited(
    world: World, setter: Person, rep: Person, manager: Person, admin: Person, discovery: dict[str, Any]
) -> None:
    first = booked(rep, discovery, TEN)
    world.clock.tick(HOUR)
    assert refusal(say(rep, first, "approved")) == (403, "forbidden")
    assert refusal(say(manager, first, "approved")) == (422, "change_reason_required")
    said(manager, first, "approved", change_reason="The setter is ill.")
    (entry,) = admin.see("/api/audit", action="meeting_outcome.changed")["items"]
    assert (entry["subject"], entry["after"]["change_reason"]) == (
        f"meeting:{first['id']}",
        "The setter is ill.",
    )
    assert look(rep, first)["can_record"] is False
    assert look(manager, first)["can_record"] is True


def test_who_came_is_kept_apart_from_the_outcome(
    world: World, setter: Person, discovery: dict[str, Any]
) -> None:
    first = booked(setter, discovery, TEN)
    path = f"/api/meetings/{first['id']}/attendance"
    assert refusal(setter.ask("PUT", path, json={"attended": True})) == (409, "not_started")
    world.clock.tick(HOUR)
    came = setter.ask("PUT", path, json={"attended": False}).json
    assert (came["attended"], came["outcome"], came["version"]) == (False, None, 0)
    assert came["history"][-1]["after"] == {"attended": False}
    assert setter.ask("PUT", path, json={"attended": None}).json["attended"] is None


def test_a_cancelled_meeting_takes_no_outcome_and_owes_none(
    world: World, setter: Person, discovery: dict[str, Any]
) -> None:
    first = booked(setter, discovery, TEN)
    setter.post(f"/api/meetings/{first['id']}/cancel")
    world.clock.tick(2 * HOUR)
    assert refusal(say(setter, first, "approved")) == (409, "meeting_cancelled")
    assert setter.see("/api/meetings/owed")["count"] == 0


def test_what_a_plan_lacks_is_refused_but_what_was_there_stays(
    world: World, setter: Person, admin: Person, discovery: dict[str, Any]
) -> None:
    first = booked(setter, discovery, TEN)
    world.sign_in("tech@demo.test").ask("PUT", "/api/settings/plan", json={"plan": "startup"})
    refused = book(setter, discovery, ELEVEN)
    assert refusal(refused) == (403, "plan_required")
    assert "Business and Enterprise" in refused.json["detail"]
    world.clock.tick(HOUR)
    assert setter.see("/api/meetings")["items"][0]["id"] == first["id"]
    assert said(setter, first, "rejected", reason="no_show")["outcome"] == "rejected"
