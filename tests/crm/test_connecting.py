"""Connecting Salesforce: there and back by a person's browser, or by a server's key; and away again."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from sqlalchemy import select

from dialer.models import AuditEntry, CrmConnection
from tests.crm.desk import Desk
from tests.people import Person
from tests.salesforce_org import CLIENT, USER, FarOrg
from tests.world import World
from workers import crm as jobs


def trouble(person: Person, **back: str) -> str:
    """What the page is told when somebody comes back so."""
    answer = person.get("/api/crm/callback", **back)
    assert answer.status_code == 303
    return str(answer.headers["Location"]).removeprefix("/admin/crm?trouble=")


def test_an_admin_connects_and_the_list_is_read(desk: Desk, world: World) -> None:
    assert desk.see()["connection"] is None
    seen = desk.connect().see()["connection"]
    assert (seen["state"], seen["login"], seen["field_kind"]) == ("connected", "oauth", "picklist")
    assert (seen["connected_by"]["name"], seen["started"], seen["trouble"]) == ("Ada Brandt", True, None)
    assert seen["calls_used"] > 0
    (row,) = world.rows(select(CrmConnection))
    kept = f"{row.refresh_token_sealed} {row.access_token_sealed}"
    assert "5Aep" not in kept
    assert "00D" not in kept
    assert "crm.connected" in world.rows(select(AuditEntry.action))


def test_the_way_back_is_for_the_browser_that_went_once_and_in_time(
    desk: Desk, world: World, rival: Person
) -> None:
    begin = lambda: desk.org.allow(desk.admin.post("/api/crm/connect").json["url"])  # noqa: E731
    back = begin()
    assert trouble(world.stranger(), **back) == "signed_out"
    assert trouble(world.sign_in("admin@demo.test"), **back) == "crm_state"  # the same person, another device
    assert trouble(rival, **back) == "crm_not_salesforce"
    assert trouble(world.sign_in("manager@demo.test"), **back) == "forbidden"
    assert trouble(desk.admin, **{**back, "state": "made-up"}) == "crm_state"
    world.clock.tick(601)
    assert trouble(desk.admin, **back) == "crm_state"
    back = begin()
    assert desk.admin.get("/api/crm/callback", **back).headers["Location"].endswith("connected=1")
    assert trouble(desk.admin, **back) == "crm_state"


def test_a_code_that_somebody_else_brought_is_of_no_use(desk: Desk, org: FarOrg) -> None:
    theirs = org.allow(desk.admin.post("/api/crm/connect").json["url"])
    ours = org.allow(desk.admin.post("/api/crm/connect").json["url"])
    assert (
        trouble(desk.admin, state=ours["state"], code=theirs["code"]) == "crm_refused"
    )  # the code challenge


def test_who_does_not_allow_it_is_not_connected(desk: Desk, org: FarOrg) -> None:
    back = org.allow(desk.admin.post("/api/crm/connect").json["url"], "deny")
    assert trouble(desk.admin, **back) == "crm_denied"
    assert desk.see()["connection"] is None


def test_a_program_cannot_go_to_a_sign_in_page(desk: Desk, world: World) -> None:
    program = world.program(world.token_of("admin@demo.test"))
    assert program.post("/api/crm/connect").status_code == 403


def test_only_admins_see_it(desk: Desk, rep: Person, manager: Person) -> None:
    for person in (rep, manager):
        assert person.get("/api/crm").status_code == 403
        assert person.post("/api/crm/connect").status_code == 403
        assert person.get("/api/crm/outbox").status_code == 403


def test_disconnecting_revokes_the_tokens_and_keeps_outcomes(desk: Desk, org: FarOrg) -> None:
    org.add("Interested")
    desk.connect()
    assert "Interested" in desk.outcomes()
    org.goes_wrong("down")
    assert desk.admin.ask("DELETE", "/api/crm/connection").json["connection"]["state"] == "disconnected"
    assert org.org.kept.refresh_tokens  # nobody could be told yet
    org.goes_wrong()
    jobs.revoke_tokens(1)
    assert org.org.kept.refresh_tokens == []
    assert org.org.kept.access_tokens == {}
    assert "Interested" in desk.outcomes()
    assert desk.admin.post("/api/crm/sync").json["code"] == "crm_not_connected"


def a_key() -> str:
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return made.private_bytes(*form).decode()


def test_a_server_connects_by_its_key(desk: Desk, org: FarOrg, world: World) -> None:
    given = {"client_id": CLIENT["client_id"], "username": USER, "private_key": a_key()}
    assert "expired" in desk.admin.post("/api/crm/key", **given).json["detail"]  # the org reads a real clock
    with world.real_time():
        desk.admin.sign_in("admin@demo.test")
        assert desk.admin.post("/api/crm/key", **given).json["connection"]["login"] == "jwt"
        org.org.end_sessions()
        desk.work()
    assert desk.see()["connection"]["synced_at"] is not None
    (row,) = world.rows(select(CrmConnection))
    assert "PRIVATE KEY" not in (row.private_key_sealed or "")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"private_key": "not a key"}, 409, "crm_refused"),
        ({"login_url": "http://169.254.169.254/"}, 422, "invalid"),
        ({"login_url": "https://salesforce.com.evil.example"}, 422, "invalid"),
        ({"client_id": ""}, 422, "invalid"),
    ],
)
def test_a_key_that_does_not_fit_is_refused(
    desk: Desk, change: dict[str, str], status: int, code: str
) -> None:
    given = {"client_id": CLIENT["client_id"], "username": USER, "private_key": "x"} | change
    answer = desk.admin.post("/api/crm/key", **given)
    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_with_another_crm_it_says_what_works(desk: Desk, rival: Person) -> None:
    seen = rival.see("/api/crm")
    assert (seen["kind"], seen["manages_outcomes"]) == ("none", False)
    assert "required switch works" in seen["note"]
    assert rival.post("/api/crm/connect").json["code"] == "crm_not_salesforce"
    assert rival.ask("PATCH", "/api/crm", json={"kind": "salesforce"}).json["manages_outcomes"] is True


def test_the_crm_is_not_changed_under_a_connection(desk: Desk) -> None:
    desk.connect()
    assert desk.admin.ask("PATCH", "/api/crm", json={"kind": "hubspot"}).json["code"] == "crm_connected"
    desk.admin.ask("DELETE", "/api/crm/connection")
    assert desk.admin.ask("PATCH", "/api/crm", json={"kind": "hubspot"}).json["kind"] == "hubspot"
