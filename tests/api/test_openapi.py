"""The document describes every route, and what the routes answer is what it describes."""

import re
from typing import Any

import pytest

from dialer import db
from dialer.mail import links
from dialer.models import Meeting
from tests.crm_rows import make_crm_rows
from tests.deal_rows import make_deal_rows
from tests.hook_rows import make_hook_rows
from tests.json_schema import misfits, references, resolve
from tests.meeting_rows import make_meeting_rows
from tests.people import Person
from tests.scenarios import BUSY, MACHINE_STAYED, TALKED
from tests.twilio_client import Twilio, after
from tests.world import World

METHODS = {"get", "post", "put", "patch", "delete"}
# They answer something else than our JSON.
PLAIN = {
    *("/api/openapi.json", "/api/docs", "/api/live", "/api/calls/{call_id}/recording"),
    *(
        "/api/calls.csv",
        "/api/audit.csv",
        "/api/meetings.csv",
        "/api/deals.csv",
        "/api/products.csv",
        "/api/analytics/sales.csv",
    ),
    *("/api/appointment-setting.csv", "/api/crm/callback"),
    "/api/bookings/{token}/meeting.ics",
}


@pytest.fixture
def document(world: World) -> dict[str, Any]:
    return dict(world.stranger().see("/api/openapi.json"))


def routes(world: World) -> set[tuple[str, str]]:
    """Every method and address under /api, as the document writes them."""
    found = set()
    for rule in world.app.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        if path.startswith("/api/"):
            found |= {(method.lower(), path) for method in rule.methods or set()}
    return {(method, path) for method, path in found if method in METHODS}


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (method, path): operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


def test_every_route_is_described_and_nothing_else(world: World, document: dict[str, Any]) -> None:
    assert set(operations(document)) == routes(world)


def test_the_document_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert {"title", "version"} <= set(document["info"])
    for reference in references(document):
        assert resolve(reference, document), reference
    names = [operation.get("operationId") for operation in operations(document).values()]
    assert len(names) == len(set(names))


def test_every_operation_says_what_it_takes_and_answers(document: dict[str, Any]) -> None:
    for (method, path), operation in operations(document).items():
        assert operation["summary"], path
        if path in PLAIN:
            continue
        assert {"401", "403", "404", "409", "422"} <= set(operation["responses"]), path
        assert any(code.startswith("2") for code in operation["responses"]), path
        asked = {one["name"] for one in operation.get("parameters", []) if one["in"] == "path"}
        assert asked == set(re.findall(r"{(\w+)}", path)), path
        for one in operation.get("parameters", []):
            assert {"name", "in", "schema"} <= set(one), (method, path)


def test_refusals_are_described_as_problems(document: dict[str, Any]) -> None:
    operation = document["paths"]["/api/calls"]["post"]
    schema = next(iter(operation["responses"]["409"]["content"].values()))["schema"]
    assert {"code", "detail", "status"} <= set(resolve(schema["$ref"], document)["properties"])


def test_answers_fit_their_description(
    world: World, document: dict[str, Any], rep: Person, admin: Person, manager: Person, twilio: Twilio
) -> None:
    ids: dict[str, Any] = {"call_id": after(rep, twilio, BUSY), "lead_id": 1, "key": "busy"}
    after(rep, twilio, MACHINE_STAYED)
    manager.release(after(rep, twilio, TALKED))
    rep.record(ids["call_id"], "opt_out")
    admin.post("/api/tokens", name="Ours")
    manager.post("/api/do-not-call", phone="+12125550199", reason="Asked")
    invited = admin.post("/api/invitations", email="ann@firm.example", roles=["rep"], team_id=1).json
    ids |= {"user_id": rep.id, "secret": invited["link"][-43:]}
    make_crm_rows(1, ids["call_id"], now=world.clock())
    ids |= make_deal_rows(1, now=world.clock())
    ids["meeting_id"], ids["event_type_id"] = make_meeting_rows(1, now=world.clock()), 1
    hook_id, delivery_id = make_hook_rows(1, now=world.clock())
    ids |= {"webhook_id": hook_id, "webhook_delivery_id": delivery_id}
    with db.reading(1) as session:
        ids |= {"slug": "talk-1", "token": links.sign(session.get_one(Meeting, ids["meeting_id"]))}
    ids["flow_id"] = manager.post("/api/flows", name="Spring", steps=["First call"]).json["id"]
    looked_at = 0
    for (method, path), operation in operations(document).items():
        if method != "get" or path in PLAIN:
            continue
        asks_period = "analytics" in path or path.endswith("/times")
        query = {"from": "2026-03-01", "to": "2026-03-31"} if asks_period else {}
        if "saved-views" in path:
            query = {"page": "leads"}
        query |= {"lead_id": "1"} if path.endswith("/proposal") else {}
        answer = admin.see(path.format(**ids), **query)
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert misfits(answer, schema, document) == [], path
        looked_at += 1
    assert looked_at >= 15


def test_a_call_fits_its_description_all_along(document: dict[str, Any], rep: Person, twilio: Twilio) -> None:
    for scenario in (BUSY, MACHINE_STAYED, TALKED):
        call_id = after(rep, twilio, scenario)
        answers = [rep.call(call_id), rep.record(call_id, "follow_up").json, rep.end(call_id).json]
        for answer in answers:
            assert misfits(answer, {"$ref": "#/components/schemas/CallOut"}, document) == []
