"""Booking, moving and cancelling through the API: what is free, what is refused and why, and what is left behind."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialer.models import MeetingEntry, MeetingHold
from policies.vocabulary import MeetingOutcome
from tests.diary import Diary
from tests.meetings.offers import EVERY_DAY, book, booked, closer_of, hours, offer, times
from tests.people import Person
from tests.world import Clock, World

TEN, ELEVEN = "2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z"
TUESDAY = {"from": "2026-03-03", "to": "2026-03-03"}


@pytest.fixture
def closer(world: World) -> Person:
    person = world.sign_in("closer@demo.test")
    hours(person)
    return person


@pytest.fixture
def ann(world: World) -> Person:
    person = closer_of(world, "ann")
    hours(person)
    return person


@pytest.fixture
def talk(manager: Person, closer: Person) -> dict[str, Any]:
    """Half an hour with the closer, with a pause of a quarter after it."""
    return offer(manager, closer, buffer_after=15)


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def acts(world: World, meeting_id: int) -> list[str]:
    query = select(MeetingEntry).where(MeetingEntry.meeting_id == meeting_id).order_by(MeetingEntry.id)
    return [entry.act.value for entry in world.rows(query)]


def test_a_booked_time_is_free_no_more(rep: Person, talk: dict[str, Any], world: World) -> None:
    before = times(rep, talk, **TUESDAY)
    meeting = booked(rep, talk, TEN, notes="Wants a demo", invitee_zone="Europe/Zurich")
    gone = set(before) - set(times(rep, talk, **TUESDAY))
    around = {"2026-03-03T09:30:00Z", "2026-03-03T10:30:00Z"}
    assert gone == {TEN, *around}, "its own pause, and that of a meeting before it"
    assert meeting["host"]["name"] == "Cleo Marsh"
    assert (meeting["kind"], meeting["source"], meeting["invitee_zone"]) == (
        "strategy",
        "lead",
        "Europe/Zurich",
    )
    assert (meeting["starts_at"], meeting["ends_at"]) == (TEN, "2026-03-03T10:30:00Z")
    assert meeting["booked_by"]["id"] == rep.id
    assert acts(world, meeting["id"]) == ["booked"]
    assert len(world.rows(select(MeetingHold))) == 9
    assert code(book(rep, talk, TEN)) == (409, "slot_taken")


def test_round_robin_asks_who_waited_longest(
    manager: Person, rep: Person, closer: Person, ann: Person
) -> None:
    talk = offer(manager, closer, ann)
    hosts = [booked(rep, talk, f"2026-03-03T{hour:02}:00:00Z")["host"]["id"] for hour in range(9, 15)]
    assert hosts == [closer.id, ann.id] * 3
    by_hand = booked(rep, talk, "2026-03-03T15:00:00Z", host_id=ann.id)
    assert by_hand["host"]["id"] == ann.id
    assert booked(rep, talk, "2026-03-03T16:00:00Z")["host"]["id"] == closer.id


def test_the_first_in_line_is_asked_until_they_are_busy(
    manager: Person, rep: Person, closer: Person, ann: Person
) -> None:
    turns = [{"user_id": closer.id, "priority": 2}, {"user_id": ann.id, "priority": 1}]
    talk = offer(manager, hosts=turns)
    asked = ((TEN, 1), (ELEVEN, 1), (TEN, 2))
    hosts = [booked(rep, talk, at, lead=lead)["host"]["id"] for at, lead in asked]
    assert hosts == [ann.id, ann.id, closer.id]
    assert code(book(rep, talk, TEN, lead=3)) == (409, "slot_taken")


def test_nobody_is_in_two_meetings_at_once(
    manager: Person, rep: Person, closer: Person, ann: Person
) -> None:
    talk = offer(manager, closer, ann)
    booked(rep, talk, TEN)
    assert code(book(rep, talk, TEN)) == (409, "lead_busy")
    later = booked(rep, talk, ELEVEN)
    assert code(rep.post(f"/api/meetings/{later['id']}/reschedule", starts_at=TEN)) == (409, "lead_busy")
    booked(rep, talk, TEN, lead=2)


def test_a_time_that_has_passed_is_refused_without_a_word_of_notice_where_none_is_asked_for(
    manager: Person, rep: Person, closer: Person
) -> None:
    soon, later = offer(manager, closer, notice_minutes=0), offer(manager, closer, notice_minutes=120)
    past = "2026-03-02T08:00:00Z"
    assert book(rep, soon, past).json["detail"] == "That time has passed. Choose a later one."
    assert "this needs 2 hours of notice." in book(rep, later, past).json["detail"]


def test_why_a_time_is_refused(
    manager: Person, rep: Person, closer: Person, ann: Person, clock: Clock
) -> None:
    talk = offer(manager, closer, notice_minutes=120, horizon_days=30, daily_limit=1)
    assert code(book(rep, talk, "2026-03-02T08:00:00Z")) == (409, "too_soon")
    assert code(book(rep, talk, "2026-03-02T10:30:00Z")) == (409, "too_soon")
    assert code(book(rep, talk, "2026-04-20T10:00:00Z")) == (409, "too_far")
    assert code(book(rep, talk, "2026-03-03T18:00:00Z")) == (409, "outside_availability")
    assert code(book(rep, talk, "2026-03-07T10:00:00Z")) == (409, "outside_availability")
    assert code(book(rep, talk, "2026-03-03T10:10:00Z")) == (409, "outside_availability")
    assert code(book(rep, talk, "2026-03-03T10:00:30Z")) == (422, "time_odd")
    assert code(book(rep, talk, TEN, host_id=ann.id)) == (409, "no_host")
    assert code(book(rep, talk, TEN, invitee_zone="Mars/Olympus")) == (422, "unknown_zone")
    booked(rep, talk, TEN)
    assert code(book(rep, talk, ELEVEN)) == (409, "day_full")
    assert times(rep, talk, **TUESDAY) == []


def test_hours_that_clocks_skip_or_repeat(rep: Person, manager: Person, closer: Person) -> None:
    """The last Sunday of March in Zurich, and the first of November in New York."""
    hours(closer, weekly=EVERY_DAY)
    talk = offer(manager, closer, horizon_days=365)
    zurich, new_york = {"invitee_zone": "Europe/Zurich"}, {"invitee_zone": "America/New_York"}
    assert code(book(rep, talk, "2026-03-29T02:30:00", **zurich)) == (422, "time_in_gap")
    assert code(book(rep, talk, "2026-11-01T01:30:00", **new_york)) == (422, "time_twice")
    later = booked(rep, talk, "2026-11-01T01:30:00-05:00", **new_york)
    assert later["starts_at"] == "2026-11-01T06:30:00Z"
    assert booked(rep, talk, "2026-03-29T03:30:00", **zurich)["starts_at"] == "2026-03-29T01:30:00Z"


def test_with_nobody_to_host_or_everybody_away(
    manager: Person, rep: Person, closer: Person, admin: Person
) -> None:
    nobody = offer(manager)
    assert times(rep, nobody) == []
    assert code(book(rep, nobody, TEN)) == (409, "no_host")
    talk = offer(manager, closer)
    hours(closer, exceptions=[{"date": "2026-03-03", "hours": []}])
    assert code(book(rep, talk, TEN)) == (409, "outside_availability")
    admin.ask("PATCH", f"/api/users/{closer.id}", json={"roles": ["rep"]})
    assert code(book(rep, talk, "2026-03-04T10:00:00Z")) == (409, "no_host"), "who hosts must be a closer"
    (host,) = manager.see(f"/api/event-types/{talk['id']}")["hosts"]
    assert host["active"] is False


def test_two_hosts_in_odd_zones(manager: Person, rep: Person, closer: Person, ann: Person) -> None:
    hours(closer, zone="Asia/Kathmandu")
    hours(ann, zone="Pacific/Chatham")
    talk = offer(manager, closer, ann, step_minutes=60, minutes=60)
    found = rep.see(f"/api/event-types/{talk['id']}/slots", **TUESDAY, zone="Asia/Kathmandu")["items"]
    by_name: dict[str, list[str]] = {}
    for item in found:
        for host in item["hosts"]:
            by_name.setdefault(host["name"], []).append(item["starts_at"])
    assert by_name["Cleo Marsh"][0] == "2026-03-03T03:15:00Z"
    assert by_name["ann"][-1] == "2026-03-03T02:15:00Z", "Tuesday afternoon on Chatham is over by then"
    assert booked(rep, talk, "2026-03-03T03:15:00Z")["host"]["id"] == closer.id


def test_moving_a_meeting(rep: Person, talk: dict[str, Any], world: World) -> None:
    meeting = booked(rep, talk, TEN)
    path = f"/api/meetings/{meeting['id']}/reschedule"
    around = rep.see(f"/api/event-types/{talk['id']}/slots", **TUESDAY, moving=meeting["id"])["items"]
    assert "2026-03-03T10:30:00Z" in [item["starts_at"] for item in around], "its own time is in nobody's way"
    moved = rep.post(path, starts_at="2026-03-03T10:30:00Z")
    assert (moved.status_code, moved.json["starts_at"]) == (200, "2026-03-03T10:30:00Z")
    assert moved.json["ends_at"] == ELEVEN
    assert TEN not in times(rep, talk, **TUESDAY), "its pause would run into the moved one"
    assert "2026-03-03T09:30:00Z" in times(rep, talk, **TUESDAY)
    assert acts(world, meeting["id"]) == ["booked", "moved"]
    other = booked(rep, talk, "2026-03-03T14:00:00Z")
    assert code(rep.post(path, starts_at=other["starts_at"])) == (409, "slot_taken")
    assert code(rep.post(path, starts_at="2026-03-03T20:00:00Z")) == (409, "outside_availability")
    assert rep.post(path, starts_at="2026-03-03T10:30:00Z").status_code == 200, "the same again"
    assert acts(world, meeting["id"]) == ["booked", "moved"]


def test_a_move_stays_with_the_host_who_is_free(
    manager: Person, rep: Person, closer: Person, ann: Person
) -> None:
    talk = offer(manager, closer, ann)
    first, second = booked(rep, talk, TEN), booked(rep, talk, ELEVEN, lead=2)
    assert (first["host"]["id"], second["host"]["id"]) == (closer.id, ann.id)
    path = f"/api/meetings/{second['id']}/reschedule"
    stayed = rep.post(path, starts_at="2026-03-03T12:00:00Z").json
    assert stayed["host"]["id"] == ann.id
    booked(rep, talk, "2026-03-03T13:00:00Z", host_id=ann.id)
    assert rep.post(path, starts_at="2026-03-03T13:00:00Z").json["host"]["id"] == closer.id
    by_hand = rep.post(path, starts_at=TEN, host_id=ann.id)
    assert by_hand.json["host"]["id"] == ann.id
    assert code(rep.post(path, starts_at=TEN, host_id=closer.id)) == (409, "slot_taken")


def test_cancelling_frees_the_time_and_says_no_sale(rep: Person, talk: dict[str, Any], world: World) -> None:
    meeting = booked(rep, talk, TEN)
    cancelled = rep.post(f"/api/meetings/{meeting['id']}/cancel", reason="She is ill")
    assert cancelled.status_code == 200
    assert (cancelled.json["outcome"], cancelled.json["reason"]) == ("no_sale", "admin_cancelled")
    assert cancelled.json["cancelled_by"]["id"] == rep.id
    assert TEN in times(rep, talk, **TUESDAY)
    assert world.rows(select(MeetingHold)) == []
    (entry,) = world.rows(select(MeetingEntry).where(MeetingEntry.act == "cancelled"))
    assert entry.after["reason"] == "She is ill"
    for act in ("cancel", "reschedule"):
        body = {"starts_at": ELEVEN} if act == "reschedule" else {}
        assert code(rep.post(f"/api/meetings/{meeting['id']}/{act}", **body)) == (409, "meeting_cancelled")


def test_a_cancelled_discovery_call_has_no_outcome(manager: Person, setter: Person, rep: Person) -> None:
    hours(setter)
    meeting = booked(rep, offer(manager, setter, kind="discovery"), TEN)
    cancelled = rep.post(f"/api/meetings/{meeting['id']}/cancel").json
    assert (cancelled["outcome"], cancelled["cancelled_at"]) == (None, "2026-03-02T09:00:00Z")


def test_what_has_begun_is_not_moved_or_cancelled(rep: Person, talk: dict[str, Any], clock: Clock) -> None:
    meeting = booked(rep, talk, TEN)
    clock.at = datetime.fromisoformat(TEN)
    path = f"/api/meetings/{meeting['id']}"
    assert code(rep.post(f"{path}/cancel")) == (409, "meeting_over")
    assert code(rep.post(f"{path}/reschedule", starts_at=ELEVEN)) == (409, "meeting_over")


def test_a_meeting_of_somebody_else_is_unknown(
    setter: Person, closer: Person, rep: Person, manager: Person, talk: dict[str, Any]
) -> None:
    """Its host, who booked it and their manager may move and cancel it."""
    meeting = booked(rep, talk, TEN)
    assert setter.post(f"/api/meetings/{meeting['id']}/cancel").status_code == 404
    path = f"/api/meetings/{meeting['id']}/reschedule"
    for person, clock in ((closer, "11:00"), (manager, "12:00"), (rep, "13:00")):
        assert person.post(path, starts_at=f"2026-03-03T{clock}:00Z").status_code == 200


def test_a_strategy_call_waits_for_its_discovery_call(
    manager: Person, closer: Person, rep: Person, world: World
) -> None:
    talk = offer(manager, closer, needs_discovery=True)
    assert code(book(rep, talk, TEN)) == (409, "discovery_required")
    diary = Diary(1, now=world.clock())
    earlier = world.clock() - timedelta(days=1)
    diary.book("discovery", "setter@demo.test", earlier, lead_id=1)
    assert code(book(rep, talk, TEN)) == (409, "discovery_undecided")
    diary.set_without_call("approved", "setter@demo.test", world.clock())
    assert booked(rep, talk, TEN)["discovery_id"] is None, "it was approved without that call"


def test_a_strategy_call_knows_the_discovery_call_that_led_to_it(
    rep: Person, talk: dict[str, Any], world: World
) -> None:
    now = world.clock()
    said = {"outcome": MeetingOutcome.APPROVED, "outcome_at": now}
    discovery = Diary(1, now=now).book("discovery", "setter@demo.test", now - timedelta(days=1), **said)
    assert booked(rep, talk, TEN)["discovery_id"] == discovery


def test_booking_from_a_call(rep: Person, talk: dict[str, Any]) -> None:
    call_id = rep.dial()
    meeting = booked(rep, talk, TEN, call_id=call_id)
    assert (meeting["source"], meeting["call_id"]) == ("call", call_id)
    assert code(book(rep, talk, ELEVEN, call_id=call_id, lead=2)) == (422, "other_lead")
    assert book(rep, talk, ELEVEN, call_id=9999).status_code == 404


def test_startup_has_no_discovery_calls(rival: Person, manager: Person, setter: Person, rep: Person) -> None:
    body = {"kind": "discovery", "name": "Screening"}
    refused = rival.post("/api/event-types", **body)
    assert code(refused) == (403, "plan_required")
    assert "Business and Enterprise" in refused.json["detail"]
    assert rival.post("/api/event-types", kind="strategy", name="Talk").status_code == 201
    asks = {"kind": "strategy", "name": "Talk", "needs_discovery": True}
    assert code(rival.post("/api/event-types", **asks)) == (403, "plan_required")


def test_what_was_made_on_a_larger_plan_stays_readable(
    setter: Person, manager: Person, rep: Person, world: World
) -> None:
    hours(setter)
    screening = offer(manager, setter, kind="discovery")
    tech = world.sign_in("tech@demo.test")
    assert tech.ask("PUT", "/api/settings/plan", json={"plan": "startup"}).status_code == 200
    assert [item["name"] for item in rep.see("/api/event-types")["items"]] == ["Talk"]
    assert code(book(rep, screening, TEN)) == (403, "plan_required")
    archived = manager.post(f"/api/event-types/{screening['id']}/archive")
    assert archived.status_code == 200
    assert code(manager.post(f"/api/event-types/{screening['id']}/restore")) == (403, "plan_required")


def test_odd_questions_about_free_times(rep: Person, talk: dict[str, Any]) -> None:
    path = f"/api/event-types/{talk['id']}/slots"
    assert rep.get(path, **{"from": "2026-03-05", "to": "2026-03-04"}).status_code == 422
    assert rep.get(path, **{"from": "2026-03-05", "to": "2026-09-04"}).status_code == 422
    assert code(rep.get(path, zone="Nowhere")) == (422, "unknown_zone")
    assert rep.get(path, **{"from": "0001-01-01", "to": "0001-01-02"}).status_code == 422
    assert times(rep, talk, **{"from": "2026-02-01", "to": "2026-02-10"}) == []
    narrow = {"from": "2026-03-03T10:00:00Z", "to": "2026-03-03T11:00:00Z"}
    assert times(rep, talk, **narrow) == [TEN, "2026-03-03T10:30:00Z"]
