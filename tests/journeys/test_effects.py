"""Effects follow the outcome, with a trail; do-not-call never undoes itself (row B6)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialer import db
from dialer.models import Outcome, Task
from tests.people import LEAD_PHONE, Person
from tests.scenarios import BUSY, START, TALKED
from tests.together import at_once
from tests.twilio_client import Twilio, after
from tests.world import World

IN_A_WEEK = "2026-03-09T09:00:00Z"


def tasks(person: Person, **query: Any) -> list[dict[str, Any]]:
    return list(person.see("/api/tasks", **query)["items"])


def trail(person: Person, call_id: int) -> list[list[tuple[str, str]]]:
    """What each entry of the call's history brought about."""
    items = person.see(f"/api/calls/{call_id}/history")["items"]
    return [[(one["kind"], one["act"]) for one in item["effects"]] for item in items]


def change(person: Person, task_id: int, **body: Any) -> Any:
    return person.ask("PATCH", f"/api/tasks/{task_id}", json=body)


@pytest.fixture
def call_id(rep: Person, twilio: Twilio) -> int:
    return after(rep, twilio, TALKED)


def test_a_follow_up_is_a_task_of_the_reps_due_after_the_outcomes_days(
    rep: Person, call_id: int, world: World
) -> None:
    rep.end(call_id, outcome="follow_up")
    (task,) = tasks(rep)
    assert (task["kind"], task["owner"]["id"], task["lead"]["phone"]) == ("follow_up", rep.id, LEAD_PHONE)
    assert task["due_at"] == (world.clock() + timedelta(days=3)).isoformat().replace("+00:00", "Z")
    assert (task["call_id"], task["outcome"]) == (call_id, "Follow up")
    assert tasks(rep, state="due") == []
    assert rep.see("/api/tasks/due")["count"] == 0
    world.clock.tick(3 * 86_400 - 3600)
    assert [one["id"] for one in tasks(rep, state="due")] == [task["id"]]
    assert rep.see("/api/tasks/due")["count"] == 1


def test_the_rep_says_when(rep: Person, call_id: int) -> None:
    rep.end(call_id, outcome="follow_up", follow_up_at=IN_A_WEEK)
    assert tasks(rep)[0]["due_at"] == IN_A_WEEK
    rep.record(call_id, "follow_up", follow_up_at="2026-03-10T09:00:00+01:00", version=1)
    assert tasks(rep)[0]["due_at"] == "2026-03-10T08:00:00Z"
    assert trail(rep, call_id) == [[("follow_up", "made"), ("follow_up", "moved")]]
    assert rep.call(call_id)["version"] == 1


@pytest.mark.parametrize(
    ("outcome", "at"),
    [
        ("follow_up", "2026-03-02T08:59:00Z"),
        ("follow_up", "9999-12-31T23:59:59-14:00"),
        ("follow_up", "0001-01-01T00:00:00+14:00"),
        ("follow_up", "2026-03-09T09:00:00"),
        ("follow_up", "soon"),
        ("opt_out", IN_A_WEEK),
    ],
)
def test_a_follow_up_that_cannot_be_is_refused_and_nothing_is_recorded(
    rep: Person, call_id: int, outcome: str, at: str
) -> None:
    for door in (rep.record, rep.end):
        refused = door(call_id, outcome=outcome, follow_up_at=at)
        assert refused.status_code == 422, refused.text
    assert rep.call(call_id)["outcome"] is None
    assert rep.see("/api/do-not-call")["items"] == []


def test_changing_cancels_what_the_old_outcome_made_and_changing_back_revives_it(
    rep: Person, call_id: int, world: World
) -> None:
    rep.end(call_id, outcome="follow_up")
    (first,) = tasks(rep)
    rep.record(call_id, "meeting_booked")
    (booking,) = tasks(rep)
    assert booking["kind"] == "book_meeting"
    rep.record(call_id, "follow_up")
    (again,) = tasks(rep)
    assert (again["id"], again["due_at"]) == (first["id"], first["due_at"])
    rep.clear(call_id)
    assert tasks(rep) == []
    assert trail(rep, call_id) == [
        [("follow_up", "made")],
        [("follow_up", "cancelled"), ("book_meeting", "made")],
        [("follow_up", "revived"), ("book_meeting", "cancelled")],
        [("follow_up", "cancelled")],
    ]
    assert len(world.rows(select(Task.id))) == 2


def test_a_task_that_is_done_stays_done(rep: Person, call_id: int) -> None:
    rep.end(call_id, outcome="follow_up")
    task_id = tasks(rep)[0]["id"]
    change(rep, task_id, done=True)
    rep.record(call_id, "bad_fit")
    rep.record(call_id, "follow_up")
    assert tasks(rep) == []
    assert [one["id"] for one in tasks(rep, state="done")] == [task_id]


def test_taking_back_takes_the_effects_back(rep: Person, call_id: int) -> None:
    rep.record(call_id, "meeting_booked")
    rep.end(call_id, outcome="follow_up")
    rep.post(f"/api/calls/{call_id}/outcome/undo", version=2)
    assert [one["kind"] for one in tasks(rep)] == ["book_meeting"]
    assert trail(rep, call_id)[-1] == [("book_meeting", "revived"), ("follow_up", "cancelled")]


def test_do_not_call_stays_whatever_is_recorded_later_and_the_history_says_so(
    rep: Person, manager: Person, call_id: int
) -> None:
    rep.end(call_id, outcome="opt_out")
    rep.post(f"/api/calls/{call_id}/outcome/undo", version=1)
    rep.record(call_id, "follow_up")
    (bar,) = rep.see("/api/do-not-call")["items"]
    assert bar["lifted_at"] is None
    assert trail(rep, call_id) == [
        [("do_not_call", "made")],
        [("do_not_call", "kept")],
        [("follow_up", "made"), ("do_not_call", "kept")],
    ]
    assert tasks(rep)[0]["do_not_call"]
    assert rep.post("/api/calls", to=LEAD_PHONE).json["code"] == "do_not_call"
    manager.ask("DELETE", f"/api/do-not-call/{bar['id']}", json={"reason": "Asked to be called"})
    rep.record(call_id, "bad_fit")
    assert trail(rep, call_id)[-1] == [("follow_up", "cancelled")]


def test_what_the_line_fills_in_has_no_effects_until_somebody_confirms_it(
    rep: Person, twilio: Twilio, world: World
) -> None:
    with db.transaction(1) as session:
        busy = session.scalars(select(Outcome).where(Outcome.key == "busy", Outcome.company_id == 1)).one()
        busy.follow_up_days = 1
    call_id = after(rep, twilio, BUSY)
    rep.end(call_id)
    assert (rep.call(call_id)["outcome"]["key"], tasks(rep)) == ("busy", [])
    rep.record(call_id, "busy")
    assert len(tasks(rep)) == 1


def test_a_managers_correction_makes_the_reps_task(rep: Person, manager: Person, call_id: int) -> None:
    rep.end(call_id, outcome="bad_fit")
    manager.record(call_id, "follow_up", reason="Heard the recording")
    (task,) = tasks(rep)
    assert task["owner"]["id"] == rep.id
    assert tasks(manager) == []
    assert [one["id"] for one in tasks(manager, team="true")] == [task["id"]]


def test_two_tabs_that_choose_the_same_make_one_task(rep: Person, twilio: Twilio, world: World) -> None:
    tab = rep.second_tab()
    for round_ in range(1, 4):
        call_id = after(rep, twilio, TALKED)
        at_once(
            lambda: rep.end(call_id, outcome="follow_up"),  # noqa: B023
            lambda: tab.end(call_id, outcome="follow_up"),  # noqa: B023
        )
        assert len(world.rows(select(Task.id))) == round_


def test_a_follow_up_that_is_due_comes_first_in_the_queue_until_its_lead_is_called(
    rep: Person, setter: Person, call_id: int, world: World
) -> None:
    rep.end(call_id, outcome="follow_up")

    def first(person: Person) -> tuple[str, str]:
        item = person.see("/api/queue")["items"][0]
        return item["lead"]["phone"], item["reason"]

    assert first(rep)[0] != LEAD_PHONE
    world.clock.tick(3 * 86_400)
    assert first(rep) == (LEAD_PHONE, "Follow-up due")
    assert first(setter)[0] != LEAD_PHONE
    world.clock.tick(1)
    rep.end(rep.dial())
    assert first(rep)[0] != LEAD_PHONE


def test_tasks_are_written_by_hand_ticked_off_moved_and_opened_again(rep: Person, setter: Person) -> None:
    made = rep.post("/api/tasks", note=" Send the offer ", due_at=IN_A_WEEK, lead_id=1)
    assert made.status_code == 201
    task_id = made.json["id"]
    assert (made.json["kind"], made.json["note"]) == ("to_do", "Send the offer")
    assert change(rep, task_id, done=True).json["done_at"]
    assert change(rep, task_id, done=True).status_code == 200
    assert tasks(rep) == []
    assert change(rep, task_id, done=False).json["done_at"] is None
    assert change(rep, task_id, due_at="2026-03-04T09:00:00Z").json["due_at"] == "2026-03-04T09:00:00Z"
    assert change(setter, task_id, done=True).status_code == 404
    assert change(rep, task_id, due_at="9999-12-31T23:59:59Z").status_code == 422


def test_tasks_for_others_are_a_managers(rep: Person, manager: Person, setter: Person, rival: Person) -> None:
    body = {"note": "Call back", "due_at": IN_A_WEEK}
    assert rep.post("/api/tasks", **body, owner_id=setter.id).status_code == 403
    made = manager.post("/api/tasks", **body, owner_id=rep.id)
    assert (made.status_code, made.json["owner"]["id"]) == (201, rep.id)
    assert change(manager, made.json["id"], done=True).status_code == 200
    assert manager.post("/api/tasks", **body, owner_id=rival.id).status_code == 422
    assert manager.post("/api/tasks", **body, owner_id=rep.id, lead_id=999).status_code == 404
    assert change(rival, made.json["id"], done=True).status_code == 404
    for wrong in ({"note": ""}, {"note": "x" * 2001}, {"due_at": "2026-03-09T09:00:00"}, {"extra": 1}):
        assert rep.post("/api/tasks", **(body | wrong)).status_code == 422


def test_a_cancelled_task_is_not_ticked_off(rep: Person, call_id: int) -> None:
    rep.end(call_id, outcome="follow_up")
    task_id = tasks(rep)[0]["id"]
    rep.record(call_id, "bad_fit")
    assert change(rep, task_id, done=True).json["code"] == "task_cancelled"


def test_pages_of_tasks_join_in_the_order_they_are_due(rep: Person) -> None:
    made = []
    for day in (5, 3, 4, 3, 6):
        due = (START + timedelta(days=day)).isoformat()
        made.append((day, rep.post("/api/tasks", note=str(day), due_at=due).json["id"]))
    found: list[int] = []
    page = rep.see("/api/tasks", limit=2)
    while True:
        found += [task["id"] for task in page["items"]]
        if page["next"] is None:
            break
        page = rep.see("/api/tasks", limit=2, cursor=page["next"])
    assert found == [task_id for _, task_id in sorted(made)]
