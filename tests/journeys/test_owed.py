"""Owed outcomes: a list by age, many at once, whose they are, and being reminded (row B2)."""

from typing import Any

import pytest
from sqlalchemy import event, select

from dialer import db
from dialer.models import Outcome
from tests.inbound import InboundLine, reachable
from tests.people import Person
from tests.scenarios import BUSY, MACHINE_STAYED, RANG_OUT, RINGING, TALKED
from tests.together import at_once
from tests.twilio_client import Twilio, after
from tests.world import World

NIGHT = "Cleaned up at night"


@pytest.fixture
def nothing_filled_in(world: World) -> None:
    """The company has no outcome that takes what the line knows, so that every call owes one."""
    with db.transaction(1) as session:
        for outcome in session.scalars(select(Outcome)):
            outcome.trigger_words = []


def owe(person: Person, twilio: Twilio, *scenarios: str) -> list[int]:
    """Calls that ended without an outcome, one a minute."""
    made = []
    for scenario in scenarios:
        made.append(after(person, twilio, scenario))
        person.end(made[-1])
        twilio.clock.tick(60)
    return made


def many(person: Person, call_ids: list[int], outcome: str = "no_voicemail", **body: Any) -> dict[str, Any]:
    answer = person.post("/api/calls/outcomes", call_ids=call_ids, outcome=outcome, **body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def owed(person: Person, **query: Any) -> list[int]:
    found = person.see("/api/calls", missing_outcome="true", order="oldest", **query)
    return [call["id"] for call in found["items"]]


@pytest.mark.usefixtures("nothing_filled_in")
def test_the_oldest_comes_first_page_by_page(rep: Person, twilio: Twilio) -> None:
    made = owe(rep, twilio, TALKED, BUSY, RANG_OUT, TALKED, BUSY)
    first = rep.see("/api/calls", missing_outcome="true", order="oldest", limit=2)
    assert [call["id"] for call in first["items"]] == made[:2]
    assert owed(rep, limit=2, cursor=first["next"]) == made[2:4]
    assert owed(rep) == made
    total = rep.see("/api/calls/owed")
    assert (total["count"], total["oldest_at"]) == (5, first["items"][0]["line_ended_at"])


def test_who_owes_nothing_is_told_so(rep: Person) -> None:
    empty = rep.see("/api/calls/owed", by="rep")
    assert (empty["count"], empty["oldest_at"], empty["by_rep"], empty["reminders"]) == (0, None, [], [])
    assert rep.get("/api/calls/owed", by="team").status_code == 422


@pytest.mark.usefixtures("nothing_filled_in")
def test_no_answer_calls_are_cleared_at_once_and_each_says_what_happened(
    rep: Person, setter: Person, rival: Person, twilio: Twilio
) -> None:
    busy, rang, machine, talked = owe(rep, twilio, BUSY, RANG_OUT, MACHINE_STAYED, TALKED)
    (theirs,) = owe(setter, twilio, BUSY)
    done = many(rep, [talked, busy, rang, machine, theirs, 999_999, busy])
    assert (done["recorded"], done["skipped"]) == (3, 3)
    assert {one["call_id"]: one["code"] for one in done["results"]} == {
        talked: "not_a_no_answer",
        busy: None,
        rang: None,
        machine: None,
        theirs: "not_found",
        999_999: "not_found",
    }
    assert all(one["detail"] for one in done["results"] if not one["recorded"])
    assert owed(rep) == [talked]
    assert rep.call(busy)["outcome_source"] == "rep"
    assert setter.call(theirs)["missing_outcome"]
    again = many(rep, [busy])
    assert (again["recorded"], again["results"][0]["code"]) == (0, "has_outcome")
    assert many(rival, [theirs])["results"][0]["code"] == "not_found"


@pytest.mark.usefixtures("nothing_filled_in", "required")
def test_a_held_call_among_many_ends_by_it_and_a_line_that_is_up_is_left(rep: Person, twilio: Twilio) -> None:
    held = after(rep, twilio, BUSY)
    assert many(rep, [held])["recorded"] == 1
    assert rep.call(held)["state"] == "ended"
    ringing = after(rep, twilio, RINGING)
    assert many(rep, [ringing])["results"][0]["code"] == "line_up"


@pytest.mark.usefixtures("nothing_filled_in")
def test_a_manager_clears_the_teams_with_a_reason_which_is_audited(
    rep: Person, manager: Person, admin: Person, twilio: Twilio
) -> None:
    made = owe(rep, twilio, BUSY, RANG_OUT)
    assert {one["code"] for one in many(manager, made)["results"]} == {"reason_required"}
    assert many(manager, made, reason=NIGHT)["recorded"] == 2
    entry = admin.see("/api/audit")["items"][0]
    assert (entry["action"], entry["after"]) == (
        "outcome.changed",
        {"outcome": "no_voicemail", "reason": NIGHT},
    )


@pytest.mark.usefixtures("nothing_filled_in")
def test_a_choice_made_meanwhile_is_not_overwritten(rep: Person, twilio: Twilio) -> None:
    (call_id,) = owe(rep, twilio, BUSY)
    rep.record(call_id, "busy")
    rep.clear(call_id)
    answer = rep.post(
        "/api/calls/outcomes", items=[{"call_id": call_id, "version": 0}], outcome="no_voicemail"
    )
    assert answer.json["results"][0]["code"] == "stale_version"


@pytest.mark.usefixtures("nothing_filled_in")
def test_two_tabs_that_clear_the_same_calls_record_each_once(rep: Person, twilio: Twilio) -> None:
    made = owe(rep, twilio, BUSY, RANG_OUT, BUSY)
    tab = rep.second_tab()
    one, other = at_once(lambda: many(rep, made), lambda: many(tab, made[::-1], "busy"))
    assert one["recorded"] + other["recorded"] == 3
    assert {rep.call(call_id)["version"] for call_id in made} == {1}


@pytest.mark.parametrize(
    "body",
    [
        {"outcome": "busy"},
        {"outcome": "busy", "call_ids": []},
        {"outcome": "busy", "call_ids": list(range(1, 202))},
        {"outcome": "busy", "call_ids": [1], "items": [{"call_id": 1}]},
        {"outcome": "busy", "call_ids": [0]},
        {"outcome": "follow_up", "call_ids": [1]},
        {"outcome": "nonsense", "call_ids": [1]},
        {"call_ids": [1]},
    ],
    ids=[
        "no calls",
        "an empty list",
        "201 calls",
        "both ways",
        "no id",
        "an answered outcome",
        "unknown",
        "no outcome",
    ],
)
def test_what_cannot_be_done_at_once_is_refused_as_a_whole(rep: Person, body: dict[str, Any]) -> None:
    refused = rep.post("/api/calls/outcomes", **body)
    assert refused.status_code == 422, refused.text
    assert refused.json["detail"]


def test_managers_see_who_owes_what_since_when(
    rep: Person, setter: Person, manager: Person, admin: Person, twilio: Twilio
) -> None:
    first, _ = owe(rep, twilio, TALKED, TALKED)
    second = after(setter, twilio, TALKED)
    manager.release(second, "Went home")
    for who in (manager, admin):
        by_rep = who.see("/api/calls/owed", by="rep")["by_rep"]
        assert [(one["rep"]["id"], one["count"], one["released"]) for one in by_rep] == [
            (rep.id, 2, 0),
            (setter.id, 1, 1),
        ]
        assert by_rep[0]["oldest_at"] == rep.call(first)["line_ended_at"]
    assert [one["rep"]["id"] for one in rep.see("/api/calls/owed", by="rep")["by_rep"]] == [rep.id]
    assert owed(manager, rep_id=setter.id) == [second]


def test_a_released_call_stays_owed_and_is_cleared_by_its_rep(
    rep: Person, manager: Person, required: None, twilio: Twilio
) -> None:
    call_id = after(rep, twilio, TALKED)
    manager.release(call_id, "Went home")
    assert owed(rep) == [call_id]
    assert rep.record(call_id, "follow_up").status_code == 200
    assert rep.see("/api/calls/owed")["count"] == 0


def test_owed_outcomes_never_keep_a_call_from_outside_away(
    rep: Person, required: None, twilio: Twilio
) -> None:
    after(rep, twilio, TALKED)
    reachable(rep)
    assert InboundLine(twilio, caller="+13125550147").rings == [rep.id]


def test_a_rep_is_reminded_once_an_outcome_is_owed_for_long(
    rep: Person, manager: Person, admin: Person, twilio: Twilio
) -> None:
    call_id = after(rep, twilio, TALKED)
    rep.end(call_id)
    assert admin.see("/api/settings")["owed_reminder_minutes"] is None
    twilio.clock.tick(3600)
    assert rep.see("/api/calls/owed")["reminders"] == []
    changed = admin.ask("PATCH", "/api/settings", json={"owed_reminder_minutes": 61})
    assert changed.json["owed_reminder_minutes"] == 61
    assert rep.see("/api/calls/owed")["reminders"] == []
    twilio.clock.tick(61)
    told = rep.see("/api/calls/owed")
    assert [one["call_id"] for one in told["reminders"]] == [call_id]
    assert (told["reminders"][0]["lead"], told["reminder_minutes"]) == ("Hannah Osei", 61)
    assert manager.see("/api/calls/owed")["reminders"] == []
    admin.ask("PATCH", "/api/settings", json={"owed_reminder_minutes": None})
    assert rep.see("/api/calls/owed")["reminders"] == []
    assert admin.see("/api/audit")["items"][0]["subject"] == "owed_reminder_minutes"


@pytest.mark.parametrize("minutes", [0, -1, 10_081, "x", 1.5])
def test_a_reminder_comes_after_a_minute_to_a_week(admin: Person, minutes: object) -> None:
    refused = admin.ask("PATCH", "/api/settings", json={"owed_reminder_minutes": minutes})
    assert refused.status_code == 422
    required = admin.ask("PATCH", "/api/settings", json={"outcome_required": None})
    assert required.status_code == 422


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_owes_is_found_without_looking_at_every_call(rep: Person, manager: Person) -> None:
    read: list[tuple[str, Any]] = []
    event.listen(
        db.engine(), "before_cursor_execute", lambda _c, _r, sql, values, *_: read.append((sql, values))
    )
    for person in (rep, manager):
        person.see("/api/calls/owed?by=rep")
        person.see("/api/calls?missing_outcome=true&order=oldest")
    asked = [(sql, values) for sql, values in read if "calls.outcome_id IS NULL" in sql]
    assert len(asked) == 6
    with db.engine().connect() as connection:
        for sql, values in asked:
            plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, values).all()
            assert "INDEX ix_calls_owed" in str(plan), (sql, plan)
