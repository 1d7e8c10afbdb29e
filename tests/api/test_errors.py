"""How the API says no: always a problem document, always in the same order."""

import pytest

from tests.people import LEAD_PHONE, Person
from tests.scenarios import TALKED
from tests.twilio_client import Twilio, after
from tests.world import World


def problem(answer: object) -> tuple[int, str]:
    """Status and code of what must be a complete problem document."""
    assert answer.mimetype == "application/problem+json", answer.text  # type: ignore[attr-defined]
    document = answer.json  # type: ignore[attr-defined]
    assert {"type", "title", "status", "detail", "code"} <= set(document)
    assert document["status"] == answer.status_code  # type: ignore[attr-defined]
    assert document["detail"].endswith((".", ":")) or document["detail"]
    return document["status"], document["code"]


def test_signed_out_comes_before_not_found(world: World) -> None:
    nobody = world.stranger()
    assert problem(nobody.get("/api/calls/999")) == (401, "signed_out")
    assert problem(nobody.post("/api/calls", nonsense=1)) == (401, "signed_out")
    assert problem(nobody.release(999)) == (401, "signed_out")


def test_not_found_comes_before_forbidden(rep: Person, setter: Person) -> None:
    theirs = setter.dial()
    assert problem(rep.release(999)) == (404, "not_found")
    assert problem(rep.release(theirs)) == (404, "not_found")
    assert problem(rep.release(rep.dial())) == (403, "forbidden")


def test_forbidden_comes_before_conflict_and_invalid(rep: Person) -> None:
    call_id = rep.dial()
    rep.end(call_id)
    assert problem(rep.post(f"/api/calls/{call_id}/release", nonsense=1)) == (403, "forbidden")
    assert problem(rep.ask("PATCH", "/api/settings", json={"nonsense": 1})) == (403, "forbidden")
    assert problem(rep.get("/api/audit", nonsense=1)) == (403, "forbidden")


def test_conflict_comes_before_invalid(rep: Person, manager: Person) -> None:
    call_id = rep.dial()
    assert problem(rep.post("/api/calls", nonsense=1)) == (409, "call_open")
    rep.end(call_id)
    assert problem(manager.post(f"/api/calls/{call_id}/release")) == (409, "already_ended")


@pytest.mark.parametrize("who", ["rep", "setter", "manager"])
def test_callers_do_not_configure(who: str, world: World) -> None:
    person = world.sign_in(f"{who}@demo.test")
    for method, path in (("PATCH", "/api/settings"), ("POST", "/api/tokens"), ("GET", "/api/deliveries")):
        assert problem(person.ask(method, path, json={})) == (403, "forbidden"), path


def test_admins_do_not_dial(admin: Person) -> None:
    assert problem(admin.post("/api/calls", to=LEAD_PHONE)) == (403, "forbidden")
    assert problem(admin.post("/api/voice-token")) == (403, "forbidden")


MISTAKES = [
    ("POST", "/api/calls", {}, "invalid"),
    ("POST", "/api/calls", {"to": "no number"}, "invalid_number"),
    ("POST", "/api/calls", {"to": "123"}, "invalid_number"),
    ("POST", "/api/calls", {"to": 12025550101}, "invalid"),
    ("POST", "/api/calls", {"to": LEAD_PHONE, "nonsense": True}, "invalid"),
    ("POST", "/api/calls", {"to": "+1202\x00555"}, "invalid"),
    ("POST", "/api/calls", {"lead_id": 0}, "invalid"),
    ("POST", "/api/calls", {"lead_id": 2**70}, "invalid"),
    ("POST", "/api/calls", [], "invalid"),
    ("POST", "/api/calls", "text", "invalid"),
    ("POST", "/api/leads", {"name": " ", "phone": LEAD_PHONE}, "invalid"),
    ("POST", "/api/leads", {"name": "Ann", "phone": "+1 202"}, "invalid_number"),
    ("POST", "/api/leads", {"name": "Ann", "phone": LEAD_PHONE, "time_zone": "Mars/Base"}, "invalid"),
    ("POST", "/api/leads", {"name": "A" * 201, "phone": LEAD_PHONE}, "invalid"),
]


def test_what_is_wrong_is_named(rep: Person) -> None:
    for method, path, body, code in MISTAKES:
        assert problem(rep.ask(method, path, json=body)) == (422, code), body


def test_unknown_fields_are_named(rep: Person) -> None:
    answer = rep.post("/api/calls", to=LEAD_PHONE, tpo=1)
    assert [field["field"] for field in answer.json["fields"]] == ["tpo"]


def test_wrong_bodies_on_a_call_change_nothing(rep: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    before = rep.call(call_id)
    for body in (
        {},
        {"outcome": None},
        {"outcome": 7},
        {"outcome": "x\0"},
        {"outcome": "busy", "version": "a"},
    ):
        assert problem(rep.ask("PUT", f"/api/calls/{call_id}/outcome", json=body))[0] == 422, body
    for body in ({"outcome": 7}, {"notes": ["a"]}, {"outcome": "x" * 65}, {"notes": "x" * 10_001}, {"x": 1}):
        assert problem(rep.ask("POST", f"/api/calls/{call_id}/end", json=body))[0] == 422, body
    assert rep.call(call_id) == before


def test_what_is_not_json_is_a_400(rep: Person) -> None:
    for body in (b"{", b"\xff", b"[" * 100_000, b"'single'", b'{"version": 1' + b"0" * 5000 + b"}"):
        answer = rep.ask("POST", "/api/calls", data=body, content_type="application/json")
        assert problem(answer) == (400, "bad_request"), body[:20]


def test_too_much_is_a_413(rep: Person) -> None:
    call_id = rep.dial()
    answer = rep.ask("PATCH", f"/api/calls/{call_id}", json={"notes": "x" * 2**21})
    assert problem(answer) == (413, "too_large")


def test_unknown_addresses_and_methods(rep: Person) -> None:
    assert problem(rep.get("/api/nothing/here")) == (404, "not_found")
    assert problem(rep.get("/api/calls/not-a-number")) == (404, "not_found")
    assert problem(rep.get("/api/calls/99999999999999999999")) == (404, "not_found")
    assert problem(rep.ask("DELETE", "/api/calls")) == (405, "method_not_allowed")


def test_without_the_csrf_token_nothing_is_written(rep: Person) -> None:
    for token in ("", "x", "ÿ" * 43, rep.headers["X-CSRF-Token"][:-1]):
        answer = rep.ask("POST", "/api/calls", json={"to": LEAD_PHONE}, headers={"X-CSRF-Token": token})
        assert problem(answer) == (403, "csrf")
    assert rep.see("/api/calls/current")["call"] is None


def test_another_sessions_csrf_token_does_not_do(rep: Person, world: World) -> None:
    other = world.sign_in("rep@demo.test")
    token = other.headers["X-CSRF-Token"]
    answer = rep.ask("POST", "/api/calls", json={"to": LEAD_PHONE}, headers={"X-CSRF-Token": token})
    assert problem(answer) == (403, "csrf")


def test_what_does_not_fit_is_said_in_plain_words(admin: Person) -> None:
    def said(**changes: object) -> str:
        return str(admin.ask("PATCH", "/api/settings", json=changes).json["detail"])

    assert said(ring_timeout="soon") == "ring_timeout: write a whole number"
    assert said(nonsense=1) == "nonsense: there is no such field here"
    assert said(outcome_required="perhaps") == "outcome_required: say true or false"
    assert said(name="") == "name: write at least 1 character"
    assert said(outcome_required=None).startswith("outcome_required cannot be null")


def test_fields_are_named_as_their_callers_write_them(manager: Person, setter: Person) -> None:
    listed = manager.get("/api/appointment-setting?owner_id=me")
    assert {field["field"] for field in listed.json["fields"]} == {"owner_id"}
    hours = {"weekday": 0, "from": "25:00", "to": "24:00"}
    refused = setter.ask("PUT", "/api/availability", json={"time_zone": "UTC", "weekly": [hours], "Odd": 1})
    assert refused.json["fields"] == [
        {"field": "weekly.0.from", "message": "write a time of day, such as 09:00"},
        {"field": "Odd", "message": "there is no such field here"},
    ]
