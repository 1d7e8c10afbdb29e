"""Leads are given to people: to one, to nobody, or by turns."""

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from dialer.models import Lead
from tests.people import Person
from tests.world import World

PATH = "/api/appointment-setting/assign"


@pytest.fixture
def leads(world: World) -> list[int]:
    return sorted(world.rows(select(Lead.id).where(Lead.company_id == 1)))


def assign(person: Person, lead_ids: list[int], *owner_ids: int, **more: Any) -> Any:
    return person.post(PATH, lead_ids=lead_ids, owner_ids=list(owner_ids), **more)


def owners(world: World, lead_ids: list[int]) -> list[int | None]:
    found = world.rows(select(Lead).where(Lead.id.in_(lead_ids)).order_by(Lead.id))
    return [lead.owner_id for lead in found]


def test_each_lead_says_what_became_of_it(
    world: World, admin: Person, manager: Person, setter: Person, leads: list[int]
) -> None:
    assert assign(manager, leads[:1], setter.id).json["changed"] == 1
    answer = assign(manager, [*leads[:2], leads[1], 2**40], setter.id).json
    assert (answer["changed"], answer["left"]) == (1, 2)
    name = setter.user["name"]
    assert [one["detail"] for one in answer["results"]] == [
        f"{name} has it already.",
        f"Given to {name}.",
        "There is no such lead.",
    ]
    assert owners(world, leads[:3]) == [setter.id, setter.id, None]
    assert setter.see(f"/api/leads/{leads[0]}")["owner"] == {"id": setter.id, "name": name}
    written = admin.see("/api/audit", action="lead.assigned")["items"]
    assert [entry["subject"] for entry in written] == [f"lead:{leads[1]}", f"lead:{leads[0]}"]
    assert (written[1]["before"]["owner_id"], written[1]["after"]["owner_id"]) == (None, setter.id)
    back = assign(manager, leads[:2]).json
    assert {one["before"]["id"] for one in back["results"]} == {setter.id}
    assert owners(world, leads[:2]) == [None, None]


def test_by_turns_everybody_gets_their_share(
    world: World, manager: Person, rep: Person, setter: Person, leads: list[int]
) -> None:
    assign(manager, leads[:1], rep.id)
    assert assign(manager, leads[:8], rep.id, setter.id, manager.id, keep_owners=True).json["changed"] == 7
    shares = Counter(owners(world, leads[:8]))
    assert shares == {rep.id: 3, setter.id: 3, manager.id: 2}
    kept = assign(manager, leads[:1], setter.id, keep_owners=True).json["results"][0]
    assert (kept["changed"], kept["detail"]) == (False, f"Left with {rep.user['name']}.")


def test_only_active_people_who_dial_can_have_leads(
    world: World, admin: Person, setter: Person, rival: Person, leads: list[int]
) -> None:
    assert setter.id in [one["id"] for one in admin.see("/api/appointment-setting/owners")["items"]]
    admin.post(f"/api/users/{setter.id}/deactivate")
    for nobody in (setter.id, admin.id, rival.id, 2**40):
        answer = assign(admin, leads[:1], nobody)
        assert (answer.status_code, answer.json["code"]) == (422, "not_an_owner")
    assert setter.id not in [one["id"] for one in admin.see("/api/appointment-setting/owners")["items"]]
    assert owners(world, leads[:1]) == [None]


def test_another_companys_leads_are_none(
    world: World, rival: Person, manager: Person, leads: list[int]
) -> None:
    theirs = world.rows(select(Lead.id).where(Lead.company_id == 2))
    (one,) = assign(manager, theirs[:1], manager.id).json["results"]
    assert (one["changed"], one["detail"]) == (False, "There is no such lead.")


def test_no_more_than_some_hundreds_at_once(manager: Person) -> None:
    assert assign(manager, list(range(1, 502))).status_code == 422
    assert assign(manager, []).status_code == 422
