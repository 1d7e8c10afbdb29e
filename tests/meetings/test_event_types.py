"""Event types and hours as people keep them: addresses, hosts by role, archiving, who may, and what is noted."""

from typing import Any

import pytest

from tests.meetings.offers import NINE_TO_FIVE, booked, hours, offer, times
from tests.people import Person
from tests.world import World


@pytest.fixture
def closer(world: World) -> Person:
    return world.sign_in("closer@demo.test")


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def change(by: Person, offered: dict[str, Any], **fields: Any) -> Any:
    return by.ask("PATCH", f"/api/event-types/{offered['id']}", json=fields)


def test_an_address_is_made_once_and_nobody_elses(manager: Person, rival: Person) -> None:
    first = offer(manager, name="Café call!")
    assert (first["slug"], first["link"]) == ("cafe-call", "http://127.0.0.1:8000/book/cafe-call")
    second, third = offer(manager, name="Cafe call"), offer(rival, name="Café Call")
    assert len({first["slug"], second["slug"], third["slug"]}) == 3
    assert change(manager, first, name="Tea call").json["slug"] == "cafe-call"
    assert offer(manager, name="通话")["slug"] == "meeting"


def test_who_may_host(manager: Person, closer: Person, setter: Person, rep: Person, rival: Person) -> None:
    for kind, host in (("strategy", setter), ("discovery", closer), ("strategy", rep)):
        answer = manager.post("/api/event-types", kind=kind, name="Talk", hosts=[{"user_id": host.id}])
        assert code(answer) == (422, "host_role")
    stranger = manager.post("/api/event-types", kind="strategy", name="T", hosts=[{"user_id": rival.id}])
    assert code(stranger) == (422, "unknown_host")
    twice = [{"user_id": closer.id}, {"user_id": closer.id, "priority": 2}]
    assert code(manager.post("/api/event-types", kind="strategy", name="T", hosts=twice)) == (
        422,
        "host_twice",
    )


def test_a_manager_with_the_role_hosts_too(admin: Person, manager: Person) -> None:
    path = f"/api/users/{manager.id}"
    assert admin.ask("PATCH", path, json={"roles": ["manager", "closer"]}).status_code == 200
    assert offer(admin, manager)["hosts"][0]["active"]


def test_changing_one_is_written_down(manager: Person, closer: Person, admin: Person) -> None:
    talk = offer(manager, closer)
    changed = change(manager, talk, minutes=45, daily_limit=3, hosts=[])
    assert (changed.json["minutes"], changed.json["daily_limit"], changed.json["hosts"]) == (45, 3, [])
    assert change(manager, talk, daily_limit=None).json["daily_limit"] is None
    assert change(manager, talk, minutes=None).json["minutes"] == 45
    entries = admin.see("/api/audit", action="event_type")["items"]
    assert [entry["action"] for entry in entries] == [
        *("event_type.changed", "event_type.changed", "event_type.made")
    ]
    assert entries[1]["after"] == {"minutes": 45, "daily_limit": 3, "hosts": []}


def test_its_kind_stays_once_it_was_booked(
    manager: Person, closer: Person, setter: Person, rep: Person
) -> None:
    hours(closer)
    talk = offer(manager, closer)
    assert code(change(manager, talk, kind="discovery")) == (422, "host_role")
    turned = change(manager, talk, kind="discovery", hosts=[{"user_id": setter.id}])
    assert turned.json["kind"] == "discovery"
    other = offer(manager, closer)
    booked(rep, other, "2026-03-03T10:00:00Z")
    assert code(change(manager, other, kind="discovery", hosts=[])) == (409, "kind_in_use")
    first = {"kind": "discovery", "name": "T", "needs_discovery": True}
    assert code(manager.post("/api/event-types", **first)) == (422, "discovery_first")


def test_archived_it_is_listed_and_booked_no_more(manager: Person, closer: Person, rep: Person) -> None:
    hours(closer)
    talk = offer(manager, closer)
    path = f"/api/event-types/{talk['id']}"
    meeting = booked(rep, talk, "2026-03-03T10:00:00Z")
    assert manager.post(f"{path}/archive").json["archived_at"] == "2026-03-02T09:00:00Z"
    assert manager.post(f"{path}/archive").status_code == 200
    assert rep.see("/api/event-types")["items"] == []
    assert len(rep.see("/api/event-types", archived="true")["items"]) == 1
    body = {"event_type_id": talk["id"], "lead_id": 1, "starts_at": "2026-03-03T11:00:00Z"}
    assert code(rep.post("/api/meetings", **body)) == (409, "event_type_archived")
    moved = rep.post(f"/api/meetings/{meeting['id']}/reschedule", starts_at="2026-03-03T12:00:00Z")
    assert moved.status_code == 200, "what was booked goes on"
    assert manager.post(f"{path}/restore").json["archived_at"] is None
    assert rep.post("/api/meetings", **body).status_code == 201


ODD = {
    "no name": {"name": "  "},
    "no length": {"minutes": 0},
    "an odd length": {"minutes": 31},
    "a whole day": {"minutes": 600},
    "an odd pause": {"buffer_after": 3},
    "a pause into the past": {"buffer_before": -5},
    "no steps": {"step_minutes": 0},
    "for years ahead": {"horizon_days": 1000},
    "none a day": {"daily_limit": 0},
    "another kind": {"kind": "lunch"},
    "an address of one's own": {"slug": "mine"},
}


def test_odd_event_types(manager: Person) -> None:
    for what, fields in ODD.items():
        body = {"kind": "strategy", "name": "Talk"} | fields
        assert code(manager.post("/api/event-types", **body)) == (422, "invalid"), what


def put(by: Person, user_id: int | None = None, **fields: Any) -> Any:
    body = {"time_zone": "UTC", "weekly": [], "exceptions": []} | fields
    query = {"user_id": user_id} if user_id else None
    return by.ask("PUT", "/api/availability", json=body, query_string=query)


def test_who_wrote_no_hours_is_never_free(manager: Person, closer: Person) -> None:
    talk = offer(manager, closer)
    assert talk["hosts"][0]["has_hours"] is False
    assert closer.see("/api/availability")["is_set"] is False
    assert times(closer, talk) == []
    hours(closer, zone="America/New_York")
    kept = closer.see("/api/availability")
    assert (kept["is_set"], kept["time_zone"], kept["weekly"]) == (True, "America/New_York", NINE_TO_FIVE)
    assert times(closer, talk)[0] == "2026-03-02T14:00:00Z"


def test_whose_hours_somebody_may_keep(
    manager: Person, admin: Person, closer: Person, rep: Person, rival: Person
) -> None:
    assert put(rep, closer.id).status_code == 404
    assert rep.get("/api/availability", user_id=closer.id).status_code == 404
    assert put(rival, closer.id).status_code == 404
    assert put(closer, weekly=NINE_TO_FIVE).status_code == 200
    assert put(manager, closer.id, weekly=NINE_TO_FIVE[:1]).status_code == 200
    assert put(admin, closer.id, weekly=NINE_TO_FIVE[:1]).status_code == 200
    entries = admin.see("/api/audit", action="availability")["items"]
    assert [entry["actor"]["id"] for entry in entries] == [manager.id], "one's own are no matter of the log"
    assert len(entries[0]["after"]["weekly"]) == 1


def day(begin: str, end: str, weekday: int = 0) -> dict[str, Any]:
    return {"weekday": weekday, "from": begin, "to": end}


AWAY = {"date": "2026-12-24", "hours": []}
ODD_HOURS: dict[str, tuple[dict[str, Any], str]] = {
    "overlapping": ({"weekly": [day("09:00", "12:00"), day("11:00", "13:00")]}, "hours_overlap"),
    "backwards": ({"weekly": [day("17:00", "09:00")]}, "hours_backwards"),
    "empty": ({"weekly": [day("09:00", "09:00")]}, "hours_backwards"),
    "at odd minutes": ({"weekly": [day("09:01", "10:00")]}, "hours_odd"),
    "after midnight": ({"weekly": [day("20:00", "25:00")]}, "invalid"),
    "no time": ({"weekly": [day("nine", "five")]}, "invalid"),
    "an eighth day": ({"weekly": [day("09:00", "10:00", 7)]}, "invalid"),
    "an exception twice": ({"exceptions": [AWAY, AWAY]}, "exception_twice"),
    "no day": ({"exceptions": [{"date": "2026-02-30", "hours": []}]}, "invalid"),
    "an odd exception": (
        {"exceptions": [AWAY | {"hours": [{"from": "10:00", "to": "09:00"}]}]},
        "hours_backwards",
    ),
    "an unknown zone": ({"time_zone": "Mars/Olympus"}, "unknown_zone"),
    "a file for a zone": ({"time_zone": "../../etc/passwd"}, "unknown_zone"),
}


def test_odd_hours(closer: Person) -> None:
    for what, (fields, said) in ODD_HOURS.items():
        assert code(put(closer, **fields)) == (422, said), what


def test_hours_are_kept_in_order(closer: Person) -> None:
    given = [day("13:00", "24:00", 1), day("09:00", "12:00", 1), day("08:00", "09:00")]
    later = {
        "date": "2026-12-31",
        "hours": [{"from": "13:00", "to": "14:00"}, {"from": "09:00", "to": "10:00"}],
    }
    kept = put(closer, weekly=given, exceptions=[later, AWAY]).json
    assert [item["from"] for item in kept["weekly"]] == ["08:00", "09:00", "13:00"]
    assert [item["date"] for item in kept["exceptions"]] == ["2026-12-24", "2026-12-31"]
    assert [item["from"] for item in kept["exceptions"][1]["hours"]] == ["09:00", "13:00"]
