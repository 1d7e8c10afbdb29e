"""Lists come in pages, and narrow."""

from base64 import urlsafe_b64encode

import pytest
from sqlalchemy import event

from dialer import db
from tests.people import Person
from tests.scenarios import BUSY, NO_PERMISSION, TALKED
from tests.twilio_client import Twilio, after


def walk(person: Person, path: str, **query: object) -> list[int]:
    """The ids on every page, one page after another."""
    found: list[int] = []
    page = person.see(path, **query)
    while True:
        assert len(page["items"]) <= int(str(query["limit"]))
        found += [item["id"] for item in page["items"]]
        if page["next"] is None:
            return found
        page = person.see(path, **query, cursor=page["next"])


def test_pages_of_calls_join_without_gap_or_repetition(rep: Person) -> None:
    made = []
    for _ in range(5):
        made.append(rep.dial())
        rep.end(made[-1])
    assert walk(rep, "/api/calls", limit=2) == sorted(made, reverse=True)
    assert walk(rep, "/api/calls", limit=5) == sorted(made, reverse=True)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ("outcome=opt_out", "ix_calls_outcome (company_id=? AND outcome_id=?"),
        ("sentiment=positive", "ix_calls_company_id_created_at"),
        ("", "ix_calls_company_id_created_at"),
    ],
)
def test_the_first_page_of_calls_sorts_nothing_and_finds_an_outcome_however_rare(
    manager: Person, asked: str, index: str
) -> None:
    read = []
    event.listen(
        db.engine(), "before_cursor_execute", lambda _c, _r, sql, values, *_: read.append((sql, values))
    )
    manager.see(f"/api/calls?from=2026-01-01&placed=true&{asked}")
    ((sql, values),) = [one for one in read if "ORDER BY calls.created_at DESC" in one[0]]
    with db.engine().connect() as connection:
        plan = str(connection.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, values).all())
    assert index in plan
    assert "TEMP B-TREE" not in plan


def test_pages_of_leads_join_too(rep: Person) -> None:
    everyone = [lead["id"] for lead in rep.see("/api/leads")["items"]]
    assert walk(rep, "/api/leads", limit=4) == everyone
    assert len(everyone) == 18


def test_a_cursor_that_is_not_ours_is_refused(admin: Person) -> None:
    huge = urlsafe_b64encode(b"9" * 60).decode()
    for path in ("/api/calls", "/api/leads", "/api/audit", "/api/do-not-call"):
        for cursor in ("x", "é", "====", urlsafe_b64encode(b"abc").decode(), huge, "", "-1"):
            assert admin.get(path, cursor=cursor).status_code == 422, (path, cursor)


def test_a_page_has_a_sensible_size(rep: Person) -> None:
    for limit in ("0", "-1", "201", "x", "1e2", ""):
        assert rep.get("/api/calls", limit=limit).status_code == 422, limit


def test_calls_narrow_by_state_outcome_and_day(rep: Person, twilio: Twilio) -> None:
    busy, faulty, talked = (after(rep, twilio, line) for line in (BUSY, NO_PERMISSION, TALKED))

    def found(**query: object) -> list[int]:
        return [call["id"] for call in rep.see("/api/calls", **query)["items"]]

    assert found(state="wrap_up") == [talked]
    assert found(outcome="busy") == [busy]
    assert found(missing_outcome="true") == [talked]
    assert found(outcome="none") == [talked]
    assert found(**{"from": "2026-03-02", "to": "2026-03-02"}) == [talked, faulty, busy]
    assert found(**{"from": "2026-03-03"}) == []


def test_leads_are_found_by_name_company_or_number(rep: Person) -> None:
    def names(text: str) -> list[str]:
        return [lead["name"] for lead in rep.see("/api/leads", q=text)["items"]]

    assert names("hannah") == ["Hannah Osei"]
    assert names("FREIGHT") == ["Priya Raman"]
    assert names("(202) 555") == ["Hannah Osei"]
    assert names("nobody by that name") == []


def test_a_percent_sign_is_only_a_percent_sign(rep: Person) -> None:
    assert rep.see("/api/leads", q="%")["items"] == []
    assert rep.see("/api/leads", q="_")["items"] == []


def test_whom_to_call_next_comes_in_turn(rep: Person) -> None:
    first = rep.see("/api/queue")["items"][0]["lead"]
    rep.end(rep.post("/api/calls", lead_id=first["id"]).json["id"])
    queue = rep.see("/api/queue")["items"]
    assert queue[0]["lead"]["id"] != first["id"]
    assert queue[-1]["lead"]["id"] == first["id"]


def test_a_lead_is_added_changed_and_kept(rep: Person) -> None:
    made = rep.post("/api/leads", name="Ann Field", phone="(212) 555-0107").json
    assert made["phone"] == "+12125550107"
    changed = rep.ask("PATCH", f"/api/leads/{made['id']}", json={"title": "Buyer", "time_zone": "Asia/Tokyo"})
    assert changed.json == {**made, "title": "Buyer", "time_zone": "Asia/Tokyo"}
    assert rep.see(f"/api/leads/{made['id']}") == changed.json
