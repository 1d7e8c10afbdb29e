"""Event types and hours for tests, made through the API."""

from datetime import datetime
from typing import Any

from werkzeug.test import TestResponse

from tests.people import Person
from tests.world import World

NINE_TO_FIVE = [{"weekday": day, "from": "09:00", "to": "17:00"} for day in range(5)]
EVERY_DAY = [{"weekday": day, "from": "00:00", "to": "24:00"} for day in range(7)]


def hours(person: Person, *, zone: str = "UTC", weekly: Any = NINE_TO_FIVE, exceptions: Any = ()) -> None:
    """Write down a person's hours."""
    body = {"time_zone": zone, "weekly": weekly, "exceptions": list(exceptions)}
    answer = person.ask("PUT", "/api/availability", json=body)
    assert answer.status_code == 200, answer.text


def offer(by: Person, *hosts: Person, kind: str = "strategy", **fields: Any) -> dict[str, Any]:
    """Make an event type that these people host, without notice unless it is asked for."""
    turns = [{"user_id": host.id} for host in hosts]
    body = {"kind": kind, "name": "Talk", "notice_minutes": 0, "hosts": turns}
    answer = by.post("/api/event-types", **(body | fields))
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def book(by: Person, offered: dict[str, Any], at: str, *, lead: int = 1, **fields: Any) -> TestResponse:
    """Ask for a time."""
    body = {"event_type_id": offered["id"], "lead_id": lead, "starts_at": at}
    return by.post("/api/meetings", **(body | fields))


def booked(by: Person, offered: dict[str, Any], at: str, **fields: Any) -> dict[str, Any]:
    """Book a time that must be free."""
    answer = book(by, offered, at, **fields)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def times(by: Person, offered: dict[str, Any], **query: Any) -> list[str]:
    """The free times."""
    path = f"/api/event-types/{offered['id']}/slots"
    return [item["starts_at"] for item in by.see(path, **query)["items"]]


def at(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def closer_of(world: World, name: str) -> Person:
    """One more closer, signed in."""
    from sqlalchemy import select

    from dialer import db, people
    from dialer.models import User
    from policies.vocabulary import Role

    email = f"{name}@demo.test"
    with db.transaction(1) as session:
        known = session.scalars(select(User).where(User.email == "closer@demo.test")).one()
        people.create_user(
            session, company=people.company_of(session, 1), email=email, name=name, password="",
            password_hash=known.password_hash, roles=[Role.CLOSER], team=known.team, now=world.clock(),
        )  # fmt: skip
    return world.sign_in(email)
