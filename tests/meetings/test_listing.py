"""Scheduled events as lists: what is to come and what is past, narrowed, page by page, as CSV, and who sees what."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from policies.vocabulary import MeetingOutcome
from tests.diary import Diary
from tests.people import Person
from tests.world import World

HOUR = timedelta(hours=1)
SETTER, CLOSER = "setter@demo.test", "closer@demo.test"


@pytest.fixture
def booked(world: World) -> dict[str, int]:
    """Two past, one of them owed; two to come, one of them cancelled; one of the closer's."""
    now = world.clock()
    diary = Diary(1, now=now)
    done = {"outcome": MeetingOutcome.APPROVED, "outcome_at": now, "outcome_notes": "=1+1"}
    return {
        "done": diary.book("discovery", SETTER, now - 3 * HOUR, **done),
        "owed": diary.book("discovery", SETTER, now),
        "later": diary.book("discovery", SETTER, now + 2 * HOUR),
        "off": diary.book("discovery", SETTER, now + HOUR, cancelled_at=now),
        "closers": diary.book("strategy", CLOSER, now - HOUR),
    }


def listed(person: Person, booked: dict[str, int], **query: Any) -> list[str]:
    names = {number: name for name, number in booked.items()}
    return [names[item["id"]] for item in person.see("/api/meetings", **query)["items"]]


def test_what_is_to_come_is_listed_soonest_first_and_what_is_past_newest_first(
    setter: Person, manager: Person, booked: dict[str, int]
) -> None:
    assert listed(setter, booked, past="false") == ["off", "later"]
    assert listed(setter, booked, past="false", cancelled="false") == ["later"]
    assert listed(setter, booked, past="true") == ["owed", "done"]
    assert listed(manager, booked, past="true") == ["owed", "closers", "done"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"missing_outcome": "true"}, ["owed", "closers"]),
        ({"outcome": "approved"}, ["done"]),
        ({"kind": "strategy"}, ["closers"]),
        ({"q": "sasha"}, ["later", "off", "owed", "done"]),
        ({"q": "nobody of this name"}, []),
        ({"from": "2026-03-03"}, []),
        ({"to": "2026-03-02", "past": "true", "kind": "discovery"}, ["owed", "done"]),
    ],
)
def test_filters(manager: Person, booked: dict[str, int], query: dict[str, str], found: list[str]) -> None:
    assert listed(manager, booked, **query) == found


def test_pages_follow_one_another_and_the_file_has_them_all(manager: Person, booked: dict[str, int]) -> None:
    first = manager.see("/api/meetings", limit=3)
    second = manager.see("/api/meetings", limit=3, cursor=first["next"])
    assert [len(page["items"]) for page in (first, second)] == [3, 2]
    assert second["next"] is None
    answer = manager.get("/api/meetings.csv", past="true")
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert answer.headers["X-Total-Rows"] == "3"
    assert [row["outcome"] for row in rows] == ["", "", "approved"]
    assert rows[2]["outcome_notes"] == "'=1+1"


def test_owed_meetings_count_for_their_host_and_the_manager_and_hosts_are_reminded(
    world: World, setter: Person, manager: Person, rep: Person, booked: dict[str, int]
) -> None:
    assert [person.see("/api/meetings/owed")["count"] for person in (rep, setter, manager)] == [0, 1, 2]
    by_host = manager.see("/api/meetings/owed", by="host")["by_host"]
    assert [one["count"] for one in by_host] == [1, 1]
    assert setter.see("/api/meetings/owed")["reminders"] == []
    world.clock.tick(46 * 60)
    (late,) = setter.see("/api/meetings/owed")["reminders"]
    assert late["meeting_id"] == booked["owed"]
    assert manager.see("/api/meetings/owed")["reminders"] == []


def test_who_has_no_part_in_a_meeting_does_not_see_it(rep: Person, booked: dict[str, int]) -> None:
    assert listed(rep, booked) == []
    assert rep.get(f"/api/meetings/{booked['owed']}").status_code == 404
