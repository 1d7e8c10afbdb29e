"""A second company finds nothing of the first, by any route."""

import re

import pytest
from sqlalchemy import select

from dialer.models import Mail
from tests.crm_rows import make_crm_rows
from tests.deal_rows import make_deal_rows
from tests.hook_rows import make_hook_rows
from tests.meeting_rows import make_meeting_rows
from tests.people import LEAD_PHONE, Person
from tests.scenarios import TALKED
from tests.twilio_client import Twilio, after
from tests.world import World

LISTS = ("/api/calls", "/api/leads", "/api/tokens", "/api/audit", "/api/deliveries", "/api/do-not-call",
         "/api/users", "/api/teams", "/api/queue", "/api/tasks", "/api/invitations", "/api/caller-ids",
         "/api/appointment-setting", "/api/crm/outbox", "/api/meetings", "/api/event-types",
         "/api/webhooks", "/api/mail", "/api/flows", "/api/deals", "/api/products",
         "/api/transactions", "/api/payments/notices")  # fmt: skip


@pytest.fixture
def rows(rep: Person, manager: Person, admin: Person, twilio: Twilio, world: World) -> dict[str, int]:
    """A row of the first company for each kind that a route can name."""
    call_id = after(rep, twilio, TALKED)
    hook_id, delivery_id = make_hook_rows(1, now=world.clock())
    bar = manager.post("/api/do-not-call", phone="+12125550199", reason="Asked in writing")
    return {
        "call_id": call_id,
        "lead_id": rep.see("/api/leads")["items"][0]["id"],
        "token_id": admin.post("/api/tokens", name="Ours").json["id"],
        "bar_id": bar.json["id"],
        "task_id": rep.post("/api/tasks", note="Ask", due_at="2026-03-03T09:00:00Z").json["id"],
        "user_id": rep.id,
        "view_id": rep.post("/api/saved-views", page="leads", name="Mine", query="q=a", is_shared=True).json[
            "id"
        ],
        "team_id": admin.see("/api/teams")["items"][0]["id"],
        "invitation_id": admin.post("/api/invitations", email="ann@firm.example", roles=["rep"]).json["id"],
        "caller_id_id": admin.see("/api/caller-ids")["items"][0]["id"],
        "row_id": make_crm_rows(1, call_id, now=world.clock()),
        **make_deal_rows(1, now=world.clock()),
        "meeting_id": make_meeting_rows(1, now=world.clock()),
        "mail_id": world.rows(select(Mail.id))[0],
        "event_type_id": 1,
        "flow_id": admin.post("/api/flows", name="Spring", steps=["First call"]).json["id"],
        "webhook_id": hook_id,
        "webhook_delivery_id": delivery_id,
    }


def routes_with_ids(world: World) -> list[tuple[str, str, set[str]]]:
    """Every method and address under /api that names a row."""
    found = []
    for rule in world.app.url_map.iter_rules():
        if rule.rule.startswith("/api/") and "<int:" in rule.rule:
            methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
            found += [(method, rule.rule, rule.arguments) for method in methods]
    return found


def test_every_row_is_unknown_to_another_company(world: World, rival: Person, rows: dict[str, int]) -> None:
    for method, rule, names in routes_with_ids(world):
        assert names <= set(rows), f"{rule} names a new kind of row: make one in the fixture above"
        path = re.sub(r"<int:(\w+)>", lambda found: str(rows[found[1]]), rule)
        answer = rival.ask(method, path, json={})
        assert (answer.status_code, answer.json["code"]) == (404, "not_found"), f"{method} {path}"


def test_no_list_shows_another_companys_rows(
    rival: Person, admin: Person, rows: dict[str, int], world: World
) -> None:
    for path in LISTS:
        theirs = {str(item) for item in rival.see(path)["items"]}
        ours = {str(item) for item in admin.see(path)["items"]}
        assert not theirs & ours, path
    assert rival.see("/api/calls")["items"] == []
    assert rival.see("/api/calls/owed")["count"] == 0
    assert rival.see("/api/meetings/owed")["count"] == 0


def test_a_call_to_another_companys_lead_is_refused(world: World, rival: Person, rep: Person) -> None:
    (theirs,) = rival.see("/api/leads")["items"]
    answer = rep.post("/api/calls", lead_id=theirs["id"])
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


def test_filters_by_another_companys_rep_find_nothing(
    rival: Person, rep: Person, rows: dict[str, int]
) -> None:
    assert rival.see("/api/calls", rep_id=rep.id)["items"] == []
    period = {"from": "2026-03-02", "to": "2026-03-02"}
    assert rival.get("/api/analytics/team", **period, rep_id=rep.id).status_code == 404
    assert rival.get("/api/analytics/sales", **period, closer_id=rep.id).status_code == 404


def test_a_rep_sees_no_other_reps_calls(setter: Person, rows: dict[str, int]) -> None:
    assert setter.get(f"/api/calls/{rows['call_id']}").status_code == 404
    assert setter.see("/api/calls")["items"] == []


def test_a_manager_sees_the_teams_calls(manager: Person, admin: Person, rows: dict[str, int]) -> None:
    for person in (manager, admin):
        assert [call["id"] for call in person.see("/api/calls")["items"]] == [rows["call_id"]]


def test_changing_settings_stays_in_the_company(rival: Person, rep: Person) -> None:
    rival.require_outcomes(True)
    assert rep.see("/api/settings")["outcome_required"] is False
    assert rep.post("/api/calls", to=LEAD_PHONE).status_code == 201
