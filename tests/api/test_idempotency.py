"""A POST with an ``Idempotency-Key`` may be repeated: it is done once, and answered the same."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from dialer import clock as real_clock
from dialer.db import EVERYWHERE, transaction
from dialer.hooks import log
from dialer.models import KeptAnswer, Task
from tests.people import Person
from tests.together import at_once
from tests.world import World

DUE = "2026-03-03T09:00:00Z"
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def ask(person: Person, key: str, path: str = "/api/tasks", **body: Any) -> TestResponse:
    return person.ask("POST", path, json=body, headers={"Idempotency-Key": key})


def tasks(world: World) -> int:
    return int(world.rows(select(func.count()).select_from(Task))[0])


def test_the_same_again_is_the_same_answer_and_one_task(rep: Person, world: World) -> None:
    first = ask(rep, "a", note="Ask", due_at=DUE)
    world.clock.tick(60)
    second = ask(rep, "a", note="Ask", due_at=DUE)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json == second.json
    assert (first.headers.get("Idempotency-Replayed"), second.headers["Idempotency-Replayed"]) == (
        None,
        "true",
    )
    assert tasks(world) == 1


def test_another_body_or_address_with_the_same_key_is_refused(rep: Person, world: World) -> None:
    ask(rep, "a", note="Ask", due_at=DUE)
    for answer in (ask(rep, "a", note="Else", due_at=DUE), ask(rep, "a", "/api/calls", to="+12025550101")):
        assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_reused")
    assert tasks(world) == 1


def test_racing_requests_make_one(rep: Person, world: World) -> None:
    people = [rep.second_tab() for _ in range(6)]
    answers = at_once(*(partial(ask, one, "race", note="Ask", due_at=DUE) for one in people))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert tasks(world) == 1


def test_a_refused_request_leaves_its_key_free(rep: Person, world: World) -> None:
    assert ask(rep, "a", note="", due_at="yesterday").status_code == 422
    assert ask(rep, "a", note="Ask", due_at=DUE).status_code == 201
    assert tasks(world) == 1


@SQLITE
def test_a_day_later_the_key_is_forgotten(rep: Person, world: World) -> None:
    first = ask(rep, "a", note="Ask", due_at=DUE)
    world.clock.tick(86_399)
    assert ask(rep, "a", note="Ask", due_at=DUE).json == first.json
    world.clock.tick(1)
    assert ask(rep, "a", note="Ask", due_at=DUE).json["id"] != first.json["id"]
    world.clock.tick(2 * 86_400)
    with transaction(EVERYWHERE) as session:
        log.prune(session, now=real_clock.now())
    assert world.rows(select(KeptAnswer)) == []


@SQLITE
def test_a_key_belongs_to_whoever_uses_it(rep: Person, setter: Person, world: World) -> None:
    program = world.program(world.token_of("rep@demo.test"))
    ids = {ask(one, "a", note="Ask", due_at=DUE).json["id"] for one in (rep, setter, program)}
    assert len(ids) == 3


@SQLITE
def test_a_secret_that_is_shown_once_is_not_kept_in_the_open(admin: Person, world: World) -> None:
    first = ask(admin, "a", "/api/tokens", name="Mine")
    assert ask(admin, "a", "/api/tokens", name="Mine").json["token"] == first.json["token"]
    (kept,) = world.rows(select(KeptAnswer))
    assert first.json["token"] not in kept.body_sealed


@SQLITE
def test_a_thing_that_is_named_is_changed_once(rep: Person, admin: Person, world: World) -> None:
    made = admin.post("/api/invitations", email="ann@firm.example", roles=["rep"]).json
    path = f"/api/invitations/{made['id']}/renew"
    assert ask(admin, "a", path).json["link"] == ask(admin, "a", path).json["link"]
    assert ask(rep, "a", path).status_code == 403


@SQLITE
@pytest.mark.parametrize("key", ["", "x" * 256, "é", "a\tb"])
def test_what_is_no_key_is_refused(key: str, rep: Person) -> None:
    answer = ask(rep, key, note="Ask", due_at=DUE)
    assert (answer.status_code, answer.json["code"]) == (422, "bad_idempotency_key")


@SQLITE
def test_looking_needs_no_key(rep: Person) -> None:
    assert rep.ask("GET", "/api/tasks", headers={"Idempotency-Key": "a"}).status_code == 200
