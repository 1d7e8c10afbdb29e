"""What an admin does to the catalogue, and what is seen of it."""

from typing import Any

from werkzeug.test import TestResponse

from tests.people import Person
from tests.scenarios import TALKED
from tests.twilio_client import Twilio, after
from workers.analytics import recount_stale_days

DAY = "2026-03-02"
PERIOD = {"from": DAY, "to": DAY}
ANSWERED = {"group": "answered", "connect_status": "connected", "sentiment": "positive"}


def create(admin: Person, label: str, **fields: Any) -> TestResponse:
    return admin.post("/api/outcomes", **{**ANSWERED, "label": label, **fields})


def edit(admin: Person, key: str, **changes: Any) -> TestResponse:
    return admin.ask("PATCH", f"/api/outcomes/{key}", json=changes)


def delete(admin: Person, key: str, **query: Any) -> TestResponse:
    return admin.ask("DELETE", f"/api/outcomes/{key}", query_string=query)


def restore(admin: Person, key: str) -> TestResponse:
    return admin.post(f"/api/outcomes/{key}/restore")


def impact(admin: Person, key: str, **query: Any) -> Any:
    return admin.see(f"/api/outcomes/{key}/impact", **{**PERIOD, **query})


def look(person: Person) -> dict[str, dict[str, Any]]:
    """The catalogue by key, in its order."""
    return {one["key"]: one for one in person.see("/api/outcomes")["items"]}


def in_use(person: Person) -> list[str]:
    return [key for key, one in look(person).items() if not one["deleted"]]


def taker_of(person: Person, trigger: str) -> str | None:
    """Which outcome in use fills in for this line result."""
    return next(
        (k for k, one in look(person).items() if trigger in one["prefills"] and not one["deleted"]), None
    )


def talk(rep: Person, twilio: Twilio, outcome: str | None) -> int:
    """A talk of 45 seconds that came to this, and has been counted."""
    call_id = after(rep, twilio, TALKED)
    answer = rep.end(call_id, **({"outcome": outcome} if outcome else {}))
    assert answer.status_code == 200, answer.text
    recount_stale_days()
    return call_id


def audited(admin: Person, action: str) -> list[dict[str, Any]]:
    """The entries of this kind, newest first."""
    return [entry for entry in admin.see("/api/audit", limit=200)["items"] if entry["action"] == action]


def refusal(answer: TestResponse) -> tuple[int, str]:
    assert answer.is_json, answer.text
    assert len(answer.json["detail"]) > 10
    return answer.status_code, answer.json["code"]
