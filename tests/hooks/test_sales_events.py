"""What is told of meetings and deals."""

from datetime import timedelta

import pytest

from tests.deal_rows import make_sale
from tests.hooks.desk import Desk
from tests.meeting_rows import make_meeting_rows
from tests.meetings.offers import booked, closer_of, hours, offer
from tests.people import Person
from tests.world import World

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TEN, ELEVEN = "2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z"


def test_a_meeting_is_told_as_the_api_shows_it_when_it_is_booked_moved_and_cancelled(
    desk: Desk, world: World, manager: Person
) -> None:
    closer = closer_of(world, "hooked")
    hours(closer)
    talk = offer(manager, closer)
    desk.make("/ok", "meeting.booked", "meeting.moved", "meeting.cancelled")
    meeting = booked(manager, talk, TEN)
    path = f"/api/meetings/{meeting['id']}"
    manager.post(f"{path}/reschedule", starts_at=ELEVEN)
    manager.post(f"{path}/cancel", reason="They are away")
    booking, moved, cancelled = desk.told()
    by = {"id": manager.id, "name": manager.user["name"]}
    assert booking["type"] == "meeting.booked"
    assert booking["data"] == {"meeting": meeting, "previous": None, "reason": None, "by": by}
    assert moved["type"] == "meeting.moved"
    assert moved["data"]["meeting"]["starts_at"] == ELEVEN
    assert moved["data"]["previous"]["starts_at"] == TEN
    assert moved["data"]["previous"]["host"]["id"] == closer.id
    assert cancelled["type"] == "meeting.cancelled"
    assert cancelled["data"]["reason"] == "They are away"
    assert cancelled["data"]["meeting"]["reason"] == "admin_cancelled"


@SQLITE
def test_what_a_meeting_came_to_is_told_with_what_it_was_before(
    desk: Desk, world: World, manager: Person
) -> None:
    meeting_id = make_meeting_rows(1, now=world.clock() - timedelta(days=2))
    desk.make("/ok", "meeting.outcome_recorded", "meeting.outcome_changed")
    path = f"/api/meetings/{meeting_id}/outcome"
    lost = {"outcome": "no_sale", "reason": "no_show", "change_reason": "For the host"}
    won = {"outcome": "sale", "objection": "money", "change_reason": "They came after all"}
    for body in (lost, lost, won):
        assert manager.ask("PUT", path, json=body).status_code == 200
    recorded, changed = desk.told()
    assert recorded["type"] == "meeting.outcome_recorded"
    assert recorded["data"]["meeting"]["reason"] == "no_show"
    assert (recorded["data"]["previous"], recorded["data"]["reason"]) == (None, "For the host")
    assert changed["type"] == "meeting.outcome_changed"
    assert (changed["data"]["meeting"]["outcome"], changed["data"]["meeting"]["objection"]) == (
        "sale",
        "money",
    )
    assert changed["data"]["previous"]["outcome"] == "no_sale"
    assert changed["data"]["by"]["id"] == manager.id


def test_a_deal_is_told_when_it_is_made_changed_and_voided(desk: Desk, world: World, manager: Person) -> None:
    meeting_id = make_meeting_rows(1, now=world.clock())
    make_sale(1, meeting_id, now=world.clock())
    product_id = manager.post("/api/products", name="Course").json["id"]
    desk.make("/ok", "deal.made", "deal.changed", "deal.voided")
    wanted = {"meeting_id": meeting_id, "product_id": product_id, "date": "2026-03-02", "value": "1200.50"}
    deal = manager.post("/api/deals", **wanted).json
    path = f"/api/deals/{deal['id']}"
    for body in ({"closer_id": manager.id}, {"closer_id": manager.id}):
        assert manager.ask("PATCH", path, json=body).status_code == 200
    manager.post(f"{path}/void", reason="Signed by mistake")
    made, changed, voided = desk.told()
    by = {"id": manager.id, "name": manager.user["name"]}
    assert made["type"] == "deal.made"
    assert made["data"] == {"deal": deal, "previous": None, "reason": None, "by": by}
    assert changed["type"] == "deal.changed"
    assert changed["data"]["deal"]["closer"] == by
    assert changed["data"]["previous"]["closer"] == deal["closer"]["name"]
    assert voided["type"] == "deal.voided"
    assert voided["data"]["reason"] == voided["data"]["deal"]["void_reason"] == "Signed by mistake"


@SQLITE
def test_a_deal_that_was_refused_is_not_told(desk: Desk, manager: Person) -> None:
    desk.make()
    assert (
        manager.post("/api/deals", lead_id=1, product_id=9, date="2026-03-02", value="1").status_code == 422
    )
    assert desk.told() == []
