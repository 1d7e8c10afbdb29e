"""A token may what it was made for, and never more than its maker."""

import pytest

from policies.scopes import is_named
from tests.people import LEAD_PHONE, Person
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def program_with(admin: Person, world: World, *scopes: str) -> Person:
    made = admin.post("/api/tokens", name="Integration", scopes=list(scopes))
    assert made.status_code == 201, made.text
    assert made.json["scopes"] == sorted(scopes)
    return world.program(made.json["token"])


def test_every_route_belongs_to_a_noun(world: World) -> None:
    rules = {rule.rule for rule in world.app.url_map.iter_rules() if rule.rule.startswith("/api/")}
    assert [rule for rule in sorted(rules) if not is_named(rule)] == [], "add these in policies/scopes.py"


def test_a_missing_scope_is_named(admin: Person, world: World) -> None:
    program = program_with(admin, world, "calls:read")
    assert program.get("/api/calls").status_code == 200
    for method, path, scope in (
        ("GET", "/api/leads", "leads:read"),
        ("PUT", "/api/calls/1/outcome", "outcomes:write"),
        ("POST", "/api/tokens", "settings:write"),
        ("GET", "/api/analytics/team?from=2026-03-02&to=2026-03-02", "analytics:read"),
    ):
        answer = program.ask(method, path, json={} if method != "GET" else None)
        assert answer.status_code in (403, 404)
        if answer.status_code == 403:
            assert (answer.json["code"], answer.json["scope"]) == ("scope_missing", scope)
            assert scope in answer.json["detail"]


def test_writing_does_not_contain_reading(admin: Person, world: World) -> None:
    program = program_with(admin, world, "leads:write")
    assert program.get("/api/leads").json["code"] == "scope_missing"


def test_unknown_is_said_before_forbidden(admin: Person, world: World) -> None:
    program = program_with(admin, world, "leads:read")
    assert program.get("/api/calls/999").status_code == 404


def test_a_token_without_scopes_may_all_that_its_maker_may(admin: Person, world: World) -> None:
    made = admin.post("/api/tokens", name="Old kind").json
    assert made["scopes"] is None
    assert world.program(made["token"]).get("/api/audit").status_code == 200


def test_scopes_give_no_rights_that_the_maker_lacks(rep: Person, admin: Person, world: World) -> None:
    program = program_with(admin, world, "calls:write")
    answer = program.post("/api/calls", to=LEAD_PHONE)  # admins do not dial
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")


def test_a_token_makes_none_that_may_more(admin: Person, world: World) -> None:
    program = program_with(admin, world, "settings:write", "leads:read")
    assert program.post("/api/tokens", name="Less", scopes=["leads:read"]).status_code == 201
    for scopes in (["calls:read"], None):
        body = {"name": "More"} | ({"scopes": scopes} if scopes else {})
        answer = program.post("/api/tokens", **body)
        assert (answer.status_code, answer.json["code"]) == (403, "scope_missing")


@pytest.mark.parametrize("scopes", [["calls:delete"], ["everything"], [""], []])
def test_what_is_no_scope_is_refused(scopes: list[str], admin: Person) -> None:
    assert admin.post("/api/tokens", name="Odd", scopes=scopes).status_code == 422


def test_scopes_are_listed_and_audited(admin: Person) -> None:
    admin.post("/api/tokens", name="Reader", scopes=["calls:read", "calls:read"])
    (listed,) = admin.see("/api/tokens")["items"]
    assert listed["scopes"] == ["calls:read"]
    assert admin.see("/api/audit")["items"][0]["after"]["scopes"] == ["calls:read"]
