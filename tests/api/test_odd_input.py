"""Whatever is put into any field of any route, the answer is never a 500."""

import json
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialer import db
from dialer.mail import links
from dialer.models import Mail, Meeting
from tests.crm_rows import make_crm_rows
from tests.deal_rows import make_deal_rows
from tests.hook_rows import make_hook_rows
from tests.json_schema import resolve
from tests.meeting_rows import make_meeting_rows
from tests.people import Person
from tests.scenarios import TALKED
from tests.twilio_client import Twilio, after
from tests.world import World

JSON_VALUES = (
    "true", "-1", "NaN", "123456789012345678901234567890", '""', '"\\u0000"', '"\\ud800"', "[]", '{"\\u0000": 1}',
    '"' + "x" * 20_000 + '"',
)  # fmt: skip
TEXTS = (
    "", "\0", "-1", "99999999999999999999", "1.5", "x" * 5000, "٣", "0001-01-01", "9999-12-31",
    urlsafe_b64encode(b"9" * 100).decode(), "' OR 1=1 --",
)  # fmt: skip


ADMINS_ONLY = (
    *("/api/outcomes", "/api/crm", "/api/event-types", "/api/flows", "settings", "tokens", "do-not-call/"),
    *(
        "users",
        "teams",
        "invitations",
        "caller-ids",
        "appointment-setting",
        "qualification",
        "webhooks",
        "/api/mail",
    ),
    *("deals/", "products/", "payments/"),
)


@pytest.fixture
def document(world: World) -> dict[str, Any]:
    return dict(world.stranger().see("/api/openapi.json"))


@pytest.fixture
def ids(
    rep: Person, admin: Person, manager: Person, setter: Person, twilio: Twilio, world: World
) -> dict[str, Any]:
    """A row of each kind that a route can name."""
    call_id = after(rep, twilio, TALKED)
    hook_id, delivery_id = make_hook_rows(1, now=world.clock())
    return {
        "call_id": call_id,
        "row_id": make_crm_rows(1, call_id, now=world.clock()),
        **make_deal_rows(1, now=world.clock()),
        "processor": "webhook",
        "secret_id": "none",
        "event_type_id": 1,
        "flow_id": admin.post("/api/flows", name="Odd", steps=["One"]).json["id"],
        **booked(world),
        "webhook_id": hook_id,
        "webhook_delivery_id": delivery_id,
        "lead_id": 1,
        "key": "follow_up",
        "task_id": rep.post("/api/tasks", note="Ask", due_at="2026-03-03T09:00:00Z").json["id"],
        "token_id": admin.post("/api/tokens", name="Ours").json["id"],
        "view_id": rep.post("/api/saved-views", page="leads", name="Mine", query="").json["id"],
        "user_id": setter.id,
        "team_id": admin.post("/api/teams", name="Odd").json["id"],
        "invitation_id": admin.post("/api/invitations", email="a@firm.example", roles=["rep"]).json["id"],
        "caller_id_id": admin.see("/api/caller-ids")["items"][0]["id"],
        "secret": admin.post("/api/invitations", email="b@firm.example", roles=["rep"]).json["link"][-43:],
        "bar_id": manager.post("/api/do-not-call", phone="+12125550199", reason="Asked").json["id"],
    }


def booked(world: World) -> dict[str, Any]:
    """A meeting that is over, as its invitee's link and the outbox name it."""
    meeting_id = make_meeting_rows(1, now=world.clock() - timedelta(days=2))
    with db.reading(1) as session:
        token = links.sign(session.get_one(Meeting, meeting_id))
    return {
        "meeting_id": meeting_id,
        "slug": "talk-1",
        "token": token,
        "mail_id": world.rows(select(Mail.id))[0],
    }


def bodies(document: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    """Every operation that takes a body, with the names in it."""
    found = []
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if "requestBody" in operation:
                schema = operation["requestBody"]["content"]["application/json"]["schema"]
                names = list(resolve(schema["$ref"], document)["properties"])
                found.append((method.upper(), path, names))
    return found


def test_no_value_in_a_body_breaks_anything(
    document: dict[str, Any], ids: dict[str, Any], rep: Person, admin: Person
) -> None:
    for method, path, names in bodies(document):
        person = admin if any(word in path for word in ADMINS_ONLY) else rep
        for name in names:
            for value in JSON_VALUES:
                body = f"{{{json.dumps(name)}: {value}}}"
                answer = person.ask(
                    method,
                    path.format(**ids),
                    data=body.encode(),
                    content_type="application/json",
                    headers={"Origin": person.origin},
                )
                assert answer.status_code < 500, f"{method} {path} {body[:80]}"


def test_no_value_in_a_query_breaks_anything(
    document: dict[str, Any], ids: dict[str, Any], admin: Person
) -> None:
    for path, item in document["paths"].items():
        for parameter in item.get("get", {}).get("parameters", []):
            if parameter["in"] != "query":
                continue
            for value in TEXTS:
                query = {"from": "2026-03-02", "to": "2026-03-02"} if "analytics" in path else {}
                answer = admin.get(path.format(**ids), **(query | {parameter["name"]: value}))
                assert answer.status_code < 500, f"{path} {parameter['name']}={value[:40]!r}"


@pytest.mark.parametrize("period", [("0001-01-01", "0001-01-02"), ("9999-12-30", "9999-12-31")])
def test_the_ends_of_the_calendar_are_no_crash(period: tuple[str, str], admin: Person) -> None:
    query = {"from": period[0], "to": period[1], "compare": "previous"}
    assert admin.get("/api/analytics/team", **query).status_code in (200, 422)
