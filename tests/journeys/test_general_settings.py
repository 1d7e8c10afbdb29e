"""What a company is called, counts in, and has bought."""

import pytest

from tests.people import Person
from tests.scenarios import BUSY
from tests.twilio_client import Twilio, after
from tests.world import World
from workers.analytics import build_next_generation, recount_stale_days


def change(by: Person, **changes: object) -> tuple[int, str | None]:
    answer = by.ask("PATCH", "/api/settings", json=changes)
    return answer.status_code, answer.json.get("code")


def test_an_admin_changes_them_and_every_page_knows(admin: Person, rep: Person) -> None:
    wanted = {"name": "Nord AG", "currency": "CHF", "time_zone": "Europe/Zurich", "ring_timeout": 40}
    assert change(admin, **wanted) == (200, None)
    assert wanted.items() <= rep.see("/api/settings").items()
    company = rep.see("/api/session")["company"]
    assert (company["name"], company["currency"]) == ("Nord AG", "CHF")
    changed = {
        entry["subject"]: (entry["before"], entry["after"]) for entry in admin.see("/api/audit")["items"]
    }
    assert changed["currency"] == ("USD", "CHF")
    assert changed["ring_timeout"] == (30, 40)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"name": "x" * 201},
        {"currency": "XYZ"},
        {"currency": ""},
        {"time_zone": "Mars/Base"},
        {"time_zone": "../etc/passwd"},
        {"ring_timeout": 14},
        {"ring_timeout": 121},
        {"plan": "enterprise"},
    ],
)
def test_what_there_is_not_is_refused_and_nothing_changes(changes: dict[str, object], admin: Person) -> None:
    before = admin.see("/api/settings")
    assert change(admin, outcome_required=True, **changes) == (422, "invalid")
    assert admin.see("/api/settings") == before


def test_the_choices_are_what_is_accepted(admin: Person) -> None:
    choices = admin.see("/api/settings/choices")
    assert {"Europe/Zurich", "America/New_York", "UTC"} <= set(choices["time_zones"])
    assert {"USD", "EUR", "JPY"} <= set(choices["currencies"])
    assert change(admin, time_zone=choices["time_zones"][-1], currency=choices["currencies"][0]) == (
        200,
        None,
    )
    assert change(admin, ring_timeout=choices["shortest_ring"]) == (200, None)


def test_another_time_zone_holds_for_all_calls_once_they_are_counted_by_it(
    admin: Person, rep: Person, twilio: Twilio, world: World
) -> None:
    def days() -> list[int]:
        found = (rep.see("/api/calls", **{"from": day, "to": day}) for day in ("2026-03-01", "2026-03-02"))
        return [len(calls["items"]) for calls in found]

    rep.end(after(rep, twilio, BUSY))
    recount_stale_days()
    world.clock.tick(2 * 3600)
    assert change(admin, time_zone="Pacific/Honolulu") == (200, None)
    rep.end(after(rep, twilio, BUSY))
    assert days() == [0, 2]
    assert admin.numbers()["rebuilding"] is not None
    build_next_generation()
    recount_stale_days()
    assert days() == [1, 1]
    assert admin.numbers()["rebuilding"] is None


def test_only_a_tech_admin_changes_the_plan(world: World, admin: Person, rep: Person) -> None:
    def ask(by: Person, plan: str) -> tuple[int, str | None]:
        answer = by.ask("PUT", "/api/settings/plan", json={"plan": plan})
        return answer.status_code, answer.json.get("code")

    assert ask(rep, "enterprise") == ask(admin, "enterprise") == (403, "forbidden")
    tech = world.sign_in("tech@demo.test")
    assert ask(tech, "golden") == (422, "invalid")
    assert ask(tech, "enterprise") == (200, None)
    assert rep.see("/api/session")["company"]["plan"] == "enterprise"
    (entry,) = admin.see("/api/audit")["items"]
    assert (entry["subject"], entry["before"], entry["after"]) == ("plan", "business", "enterprise")
