"""Leads are approved and rejected from Appointment Setting, as after a discovery call."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialer import db
from dialer.errors import Conflict
from dialer.meetings.screening import require_open
from dialer.models import EventType, Meeting, Qualification
from policies.vocabulary import MeetingKind
from tests.diary import Diary
from tests.people import Person
from tests.world import World

HOUR = timedelta(hours=1)


def qualify(person: Person, lead_id: int, outcome: str, **more: Any) -> Any:
    path = f"/api/leads/{lead_id}/qualification"
    return person.ask("PUT", path, json={"outcome": outcome, **more})


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def strategy_is_open(world: World, diary: Diary) -> str:
    """``yes``, or why the lead may have no strategy call."""
    with db.reading(1) as session:
        event_type = session.get_one(EventType, diary.event_types[MeetingKind.STRATEGY])
        try:
            require_open(session, event_type, diary.lead_id, now=world.clock())
        except Conflict as denied:
            return denied.code
    return "yes"


def test_it_counts_as_a_discovery_call_does(world: World, setter: Person, diary: Diary) -> None:
    assert strategy_is_open(world, diary) == "discovery_required"
    made = qualify(setter, diary.lead_id, "approved")
    assert (made.status_code, made.json["standing"], made.json["by"]["id"]) == (200, "qualified", setter.id)
    assert strategy_is_open(world, diary) == "yes"
    world.clock.tick(60)
    assert qualify(setter, diary.lead_id, "rejected", reason="bad_fit").json["standing"] == "disqualified"
    assert strategy_is_open(world, diary) == "discovery_rejected"


@pytest.mark.parametrize(
    ("body", "flaw"),
    [
        ({"outcome": "sale"}, "outcome_not_offered"),
        ({"outcome": "approved", "reason": "bad_fit"}, "reason_not_offered"),
        ({"outcome": "rejected"}, "reason_required"),
        ({"outcome": "rejected", "reason": "unqualified"}, "reason_not_offered"),
        ({"outcome": "rejected", "reason": "others", "notes": " "}, "notes_required"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    body: dict[str, str], flaw: str, setter: Person, diary: Diary
) -> None:
    assert code(qualify(setter, diary.lead_id, **body)) == (422, flaw)


def test_decisions_pile_up_and_none_is_kept_twice(world: World, setter: Person, diary: Diary) -> None:
    said = {"reason": "others", "notes": " Moves away "}
    first = qualify(setter, diary.lead_id, "rejected", **said).json
    world.clock.tick(60)
    assert qualify(setter, diary.lead_id, "rejected", **said).json == first
    qualify(setter, diary.lead_id, "approved")
    kept = world.rows(select(Qualification).order_by(Qualification.id))
    assert [(row.outcome, row.notes) for row in kept] == [("rejected", "Moves away"), ("approved", "")]


def test_the_plan_is_asked_after_the_role_and_before_the_rest(
    world: World, rep: Person, setter: Person, diary: Diary
) -> None:
    qualify(setter, diary.lead_id, "approved")
    tech = world.sign_in("tech@demo.test")
    assert tech.ask("PUT", "/api/settings/plan", json={"plan": "startup"}).status_code == 200
    assert code(qualify(setter, 2**40, "approved")) == (404, "not_found")
    assert code(qualify(rep, diary.lead_id, "approved")) == (403, "forbidden")
    refused = qualify(setter, diary.lead_id, "nonsense")
    assert code(refused) == (403, "plan_required")
    assert "Business and Enterprise" in refused.json["detail"]
    assign = {"lead_ids": [diary.lead_id], "owner_ids": []}
    assert code(tech.post("/api/appointment-setting/assign", **assign)) == (403, "plan_required")
    for path in ("", "/counts", "/owners", ".csv"):
        assert setter.get(f"/api/appointment-setting{path}").status_code == 200
    assert setter.see("/api/appointment-setting", standing="qualified")["items"] != []
    assert setter.see(f"/api/leads/{diary.lead_id}/journey")["standing"] == "qualified"


@pytest.mark.parametrize(("then", "cancelled"), [("keep", False), ("cancel", True)])
def test_an_approval_that_goes_asks_about_the_strategy_call(
    then: str, cancelled: bool, world: World, setter: Person, diary: Diary
) -> None:
    qualify(setter, diary.lead_id, "approved")
    soon = world.clock() + HOUR
    booked = diary.book("strategy", "closer@demo.test", soon)
    refused = qualify(setter, diary.lead_id, "rejected", reason="bad_fit")
    assert code(refused) == (409, "strategy_booked")
    assert [one["id"] for one in refused.json["strategies"]] == [booked]
    assert qualify(setter, diary.lead_id, "rejected", reason="bad_fit", strategy=then).status_code == 200
    (strategy,) = world.rows(select(Meeting).where(Meeting.id == booked))
    assert (strategy.cancelled_at is not None) is cancelled
