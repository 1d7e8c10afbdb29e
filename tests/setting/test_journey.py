"""A lead's page tells all that happened, to whom it may."""

from datetime import timedelta
from typing import Any

from tests.diary import Diary
from tests.people import Person
from tests.scenarios import BUSY
from tests.setting.test_qualifying import qualify
from tests.twilio_client import Twilio, after
from tests.world import World

HOUR = timedelta(hours=1)


def a_story(world: World, rep: Person, manager: Person, twilio: Twilio, diary: Diary) -> int:
    """Two calls, a task, a decision, a meeting that owes its outcome and one to come, and do-not-call; the lead."""
    first = after(rep, twilio, BUSY)
    lead_id = int(rep.call(first)["lead"]["id"])
    rep.end(first)
    world.clock.tick(60)
    rep.post("/api/tasks", note="Send the price", due_at="2026-03-09T09:00:00Z", lead_id=lead_id)
    world.clock.tick(60)
    qualify(manager, lead_id, "approved", notes="Fits")
    now = world.clock()
    diary.book("discovery", "setter@demo.test", now - HOUR / 120, lead_id=lead_id)
    diary.book("strategy", "closer@demo.test", now + HOUR, lead_id=lead_id)
    world.clock.tick(60)
    manager.post("/api/do-not-call", phone=rep.see(f"/api/leads/{lead_id}")["phone"], reason="Asked")
    return lead_id


def kinds(answer: dict[str, Any]) -> list[str]:
    return [item["kind"] for item in answer["items"]]


def test_the_newest_comes_first_page_by_page(
    world: World, rep: Person, manager: Person, twilio: Twilio, diary: Diary
) -> None:
    lead_id = a_story(world, rep, manager, twilio, diary)
    path = f"/api/leads/{lead_id}/journey"
    told = manager.see(path)
    assert kinds(told) == ["meeting", "do_not_call", "qualification", "meeting", "task", "call"]
    assert told["standing"] == "qualified"
    assert told["decision"]["notes"] == told["items"][2]["qualification"]["notes"] == "Fits"
    assert told["next_meeting"]["id"] == told["items"][3]["meeting"]["id"]  # it is going on
    assert told["items"][5]["call"]["call"]["line"]["result"] == "busy"
    assert [(owed["kind"], owed["words"]) for owed in told["owed"]] == [
        ("meeting", "Discovery call"),
        ("task", "Send the price"),
    ]
    page, found = manager.see(path, limit=2), []
    while page["next"]:
        found += page["items"]
        page = manager.see(path, limit=2, cursor=page["next"])
    assert found + page["items"] == told["items"]


def test_things_of_one_instant_are_all_told(world: World, manager: Person, diary: Diary) -> None:
    for _ in range(3):
        diary.book("discovery", "setter@demo.test", world.clock(), lead_id=diary.lead_id)
    qualify(manager, diary.lead_id, "approved")
    path = f"/api/leads/{diary.lead_id}/journey"
    page, found = manager.see(path, limit=1), []
    while page["next"]:
        found += kinds(page)
        page = manager.see(path, limit=1, cursor=page["next"])
    assert found + kinds(page) == ["meeting"] * 3 + ["qualification"]


def test_others_calls_show_to_whom_the_lead_concerns(
    world: World, rep: Person, setter: Person, manager: Person, admin: Person, twilio: Twilio, diary: Diary
) -> None:
    lead_id = a_story(world, rep, manager, twilio, diary)
    path = f"/api/leads/{lead_id}/journey"
    host = setter.see(path)
    assert (host["whole"], "call" in kinds(host)) == (True, True)
    assert host["items"][5]["call"]["may_open"] is False
    caller = rep.see(path)
    assert (caller["whole"], kinds(caller)) == (
        False,
        ["do_not_call", "qualification", "task", "call"],
    )
    assert caller["items"][3]["call"]["may_open"] is True
    manager.post("/api/appointment-setting/assign", lead_ids=[lead_id], owner_ids=[rep.id])
    assert rep.see(path)["whole"] is True
    assert admin.see(path)["whole"] is True


def test_an_odd_cursor_is_refused(manager: Person, diary: Diary) -> None:
    answer = manager.get(f"/api/leads/{diary.lead_id}/journey", cursor="x")
    assert answer.status_code == 422
