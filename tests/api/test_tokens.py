"""Programs come with an API token."""

from tests.people import LEAD_PHONE, Person
from tests.world import World


def test_a_token_is_shown_once_and_acts_for_its_maker(admin: Person, world: World) -> None:
    made = admin.post("/api/tokens", name="Nightly export").json
    program = world.program(made["token"])
    assert program.see("/api/session")["user"]["id"] == admin.id
    (listed,) = admin.see("/api/tokens")["items"]
    assert listed["name"] == "Nightly export"
    assert "token" not in listed


def test_a_token_needs_no_csrf_token(world: World) -> None:
    program = world.program(world.token_of("rep@demo.test"))
    assert program.post("/api/calls", to=LEAD_PHONE).status_code == 201


def test_a_revoked_token_is_refused_at_once(admin: Person, world: World) -> None:
    made = admin.post("/api/tokens", name="Old").json
    program = world.program(made["token"])
    program.see("/api/session")
    revoked = admin.ask("DELETE", f"/api/tokens/{made['id']}").json
    assert revoked["revoked_at"]
    refused = program.get("/api/session")
    assert (refused.status_code, refused.json["code"]) == (401, "bad_token")
    actions = [entry["action"] for entry in admin.see("/api/audit")["items"]]
    assert actions == ["token.revoked", "token.made"]


def test_revoking_twice_is_one_revocation(admin: Person, world: World) -> None:
    made = admin.post("/api/tokens", name="Old").json
    first = admin.ask("DELETE", f"/api/tokens/{made['id']}").json
    world.clock.tick(60)
    assert admin.ask("DELETE", f"/api/tokens/{made['id']}").json == first


def test_what_is_no_token_is_refused(world: World) -> None:
    for header in ("Bearer x", "Bearer", "Bearer ", "Basic cmVwOmRlbW8=", "dlr_x", "Bearer é", "x" * 9000):
        answer = world.stranger().ask("GET", "/api/session", headers={"Authorization": header})
        assert answer.status_code == 401, header


def test_a_cookie_does_not_help_a_wrong_token(rep: Person) -> None:
    assert rep.ask("GET", "/api/session", headers={"Authorization": "Bearer x"}).status_code == 401


def test_the_last_use_is_kept_to_the_minute(admin: Person, world: World) -> None:
    program = world.program(admin.post("/api/tokens", name="Busy").json["token"])
    for _ in range(3):
        program.see("/api/session")
        world.clock.tick(25)
    (listed,) = admin.see("/api/tokens")["items"]
    assert listed["last_used_at"] == "2026-03-02T09:00:00Z"
