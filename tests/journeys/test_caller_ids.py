"""Which number those we call see: what Twilio knows, and an admin chose."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialer import setup
from dialer.config import Settings
from tests.conftest import make_settings
from tests.people import Person
from tests.twilio_client import Twilio
from tests.twilio_rest import Rest, serve_rest
from tests.world import World

FIRST, SECOND, VERIFIED = "+12025550199", "+12025550198", "+442079460000"


@pytest.fixture
def rest() -> Iterator[Rest]:
    with serve_rest() as made:
        made.numbers, made.verified = [FIRST, SECOND], [VERIFIED]
        yield made


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Path, rest: Rest) -> Settings:
    """As everywhere, with a REST API that answers."""
    return make_settings(
        database_url=database_url, redis_url=redis_url, DIALER_DATA_DIR=tmp_path, twilio_api_url=rest.url
    )


def add(admin: Person, number: str, label: str = "") -> tuple[int, str | None]:
    answer = admin.post("/api/caller-ids", number=number, label=label)
    return answer.status_code, answer.json.get("code")


def listed(admin: Person) -> list[tuple[str, bool]]:
    return [(row["number"], row["default"]) for row in admin.see("/api/caller-ids")["items"]]


def id_of(admin: Person, number: str) -> int:
    return next(int(row["id"]) for row in admin.see("/api/caller-ids")["items"] if row["number"] == number)


def make_default(admin: Person, number: str) -> tuple[int, str | None]:
    answer = admin.ask("PATCH", f"/api/caller-ids/{id_of(admin, number)}", json={"default": True})
    return answer.status_code, answer.json.get("code")


def test_the_accounts_own_number_is_shown_until_another_is_chosen(
    admin: Person, rep: Person, twilio: Twilio
) -> None:
    assert listed(admin) == [(FIRST, True)]
    before = rep.dial()
    rep.end(before)
    assert add(admin, "(202) 555-0198", "Sales") == (201, None)
    assert make_default(admin, SECOND) == (200, None)
    assert listed(admin) == [(SECOND, True), (FIRST, False)]
    call_id = rep.dial()
    twilio.connect(rep, call_id)
    assert (rep.call(before)["from"], rep.call(call_id)["from"]) == (FIRST, SECOND)


def test_only_what_twilio_knows_can_be_added(admin: Person, rest: Rest) -> None:
    assert add(admin, "+12025550150") == (422, "unknown_number")
    assert add(admin, "no number") == (422, "invalid_number")
    assert add(admin, VERIFIED, "London") == (201, None)
    assert add(admin, VERIFIED) == (409, "known_number")
    rest.trouble = 500
    assert add(admin, SECOND) == (503, "line_unavailable")


def test_twilio_is_asked_which_there_are_and_what_is_gone_is_marked(admin: Person, rest: Rest) -> None:
    add(admin, SECOND)
    found = admin.post("/api/caller-ids/check").json["items"]
    assert {each["number"]: each["added"] for each in found} == {FIRST: True, SECOND: True, VERIFIED: False}
    rest.numbers = [FIRST]
    admin.post("/api/caller-ids/check")
    gone = next(row for row in admin.see("/api/caller-ids")["items"] if row["number"] == SECOND)
    assert gone["missing_since"] == "2026-03-02T09:00:00Z"
    assert make_default(admin, SECOND) == (409, "missing_number")
    rest.numbers = [FIRST, SECOND]
    admin.post("/api/caller-ids/check")
    assert make_default(admin, SECOND) == (200, None)


def test_there_is_always_a_default(admin: Person) -> None:
    path = f"/api/caller-ids/{id_of(admin, FIRST)}"
    for answer in (admin.ask("DELETE", path), admin.ask("PATCH", path, json={"default": False})):
        assert (answer.status_code, answer.json["code"]) == (409, "last_default")
    add(admin, SECOND)
    make_default(admin, SECOND)
    assert admin.ask("DELETE", path).status_code == 204
    assert listed(admin) == [(SECOND, True)]


def test_every_change_is_written_down(admin: Person) -> None:
    add(admin, SECOND, "Sales")
    make_default(admin, SECOND)
    admin.ask("PATCH", f"/api/caller-ids/{id_of(admin, SECOND)}", json={"label": "Sales"})
    admin.ask("DELETE", f"/api/caller-ids/{id_of(admin, FIRST)}")
    entries = admin.see("/api/audit")["items"]
    assert [(entry["action"], entry["subject"]) for entry in entries] == [
        ("caller_id.removed", FIRST),
        ("caller_id.changed", SECOND),
        ("caller_id.added", SECOND),
    ]
    assert (entries[1]["before"]["default"], entries[1]["after"]["default"]) == (False, True)


def test_another_number_in_the_environment_follows_unless_an_admin_chose(admin: Person, world: World) -> None:
    moved = world.settings.model_copy(update={"twilio_caller_id": SECOND})
    setup.install(moved, demo=True)
    assert listed(admin) == [(SECOND, True), (FIRST, False)]
    add(admin, VERIFIED)
    make_default(admin, VERIFIED)
    setup.install(world.settings, demo=True)
    assert listed(admin)[0] == (VERIFIED, True)


def test_callers_and_managers_do_not_choose(rep: Person, manager: Person) -> None:
    for person in (rep, manager):
        assert person.get("/api/caller-ids").status_code == 403
        assert person.post("/api/caller-ids", number=SECOND).status_code == 403
