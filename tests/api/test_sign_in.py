"""Signing in, staying in, and getting out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from dialer import app, config, people
from dialer.models import SignIn
from tests.people import COOKIE, Person
from tests.world import World

ORIGIN = {"Origin": "http://127.0.0.1:8000"}
RIGHT = {"email": "rep@demo.test", "password": "demo"}


def attempt(world: World, body: dict[str, str], **headers: str) -> tuple[int, str | None]:
    answer = world.stranger().ask("POST", "/api/session", json=body, headers=headers)
    return answer.status_code, answer.json.get("code")


def test_who_signs_in_is_told_who_they_are(world: World) -> None:
    answer = world.stranger().sign_in(" Rep@Demo.test ")
    assert answer.json["user"]["email"] == "rep@demo.test"
    assert answer.json["user"]["roles"] == ["rep"]
    assert answer.json["csrf_token"]
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_only_our_own_page_signs_in(world: World) -> None:
    for origin in ("", "null", "https://evil.example", "http://127.0.0.1:8001", "http://[", "//", "é"):
        assert attempt(world, RIGHT, Origin=origin) == (403, "foreign_origin"), origin


def test_without_an_origin_nobody_signs_in(world: World) -> None:
    assert attempt(world, RIGHT) == (403, "foreign_origin")


def test_a_wrong_password_and_an_unknown_address_sound_alike(world: World) -> None:
    answers = [
        world.stranger().ask("POST", "/api/session", json=body, headers=ORIGIN)
        for body in (
            {**RIGHT, "password": "wrong"},
            {**RIGHT, "email": "nobody@demo.test"},
            {**RIGHT, "email": "", "password": ""},
            {**RIGHT, "email": "'; --"},
        )
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.data for answer in answers}) == 1
    assert answers[0].json["code"] == "wrong_credentials"


def test_who_guesses_is_slowed_down(world: World) -> None:
    wrong = {**RIGHT, "password": "guess"}
    statuses = [attempt(world, wrong, **ORIGIN)[0] for _ in range(21)]
    assert statuses == [401] * 20 + [429]
    assert attempt(world, RIGHT, **ORIGIN) == (429, "too_many_requests")
    assert attempt(world, {**RIGHT, "email": "setter@demo.test"}, **ORIGIN)[0] == 200


def test_who_knows_the_password_is_never_slowed_down(world: World) -> None:
    assert {attempt(world, RIGHT, **ORIGIN)[0] for _ in range(25)} == {200}


def test_nonsense_at_the_sign_in_is_refused(world: World) -> None:
    for body in (b"{", b"[" * 100_000, b"\xff", b"[]", b'{"email": {}, "password": 1}', b"x" * 2**21):
        answer = world.stranger().ask(
            "POST", "/api/session", data=body, content_type="application/json", headers=ORIGIN
        )
        assert answer.status_code in (400, 413, 422), body[:20]
        assert answer.mimetype == "application/problem+json"


def test_demo_people_stay_out_of_a_public_installation(world: World) -> None:
    public = world.settings.model_copy(update={"public_url": "https://dialer.example"})
    visitor = Person(app.create_app(public), "https://dialer.example")
    assert visitor.sign_in("rep@demo.test").json["code"] == "wrong_credentials"
    assert visitor.get("/api/sign-in").json["demo"] == []
    config.use(world.settings)


def test_demo_people_stay_out_when_asked_for_by_another_name(world: World) -> None:
    for host in ("dialer.example", "127.0.0.1.evil.example", "[", "[::1", "localhost.evil"):
        headers = {"Origin": world.settings.public_url, "Host": host}
        answer = world.stranger().ask("POST", "/api/session", json=RIGHT, headers=headers)
        assert answer.status_code in (400, 401), host
        assert "Set-Cookie" not in answer.headers, host


def test_the_demo_people_are_offered_on_this_machine(world: World) -> None:
    offered = world.stranger().see("/api/sign-in")["demo"]
    assert {person["email"].partition("@")[0] for person in offered} == {
        "rep", "setter", "closer", "manager", "admin", "tech",
    }  # fmt: skip


def test_signing_out_ends_the_session_for_good(rep: Person) -> None:
    tab = rep.second_tab()
    assert rep.ask("DELETE", "/api/session").status_code == 204
    assert tab.get("/api/session").json["code"] == "signed_out"


def test_a_session_does_not_last_for_ever(rep: Person, world: World) -> None:
    world.clock.tick((people.SIGN_IN_LIFETIME - timedelta(seconds=1)).total_seconds())
    assert rep.get("/api/session").status_code == 200
    world.clock.tick(1)
    assert rep.get("/api/session").json["code"] == "signed_out"


def test_a_made_up_cookie_is_nobody(world: World) -> None:
    nobody = world.stranger()
    for secret in ("", "x", "é", "' OR 1=1", "x" * 4000):
        nobody.client.set_cookie(COOKIE, secret, domain="127.0.0.1")
        assert nobody.get("/api/session").status_code == 401


def test_the_voice_token_is_the_reps_own(rep: Person) -> None:
    answer = rep.post("/api/voice-token").json
    assert answer["identity"] == f"user_{rep.id}"
    assert answer["token"].count(".") == 2


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "198.51.100.7"), (2, "203.0.113.9")])
def test_only_as_many_proxies_are_believed_as_there_are(world: World, proxies: int, seen: str) -> None:
    behind = world.settings.model_copy(update={"proxies": proxies})
    visitor = Person(app.create_app(behind), world.settings.public_url)
    headers = {**ORIGIN, "X-Forwarded-For": "192.0.2.1, 203.0.113.9, 198.51.100.7"}
    assert visitor.ask("POST", "/api/session", json=RIGHT, headers=headers).status_code == 200
    assert world.rows(select(SignIn.ip)) == [seen]
    config.use(world.settings)
