"""Who changed what: kept for good, found again, and taken away as a table."""

import csv
import io

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from dialer import audit, clock, db
from dialer.people.principal import SALESFORCE, Principal
from tests.people import Person
from tests.world import World

DAY = 86_400


def found(admin: Person, **query: object) -> list[tuple[str, str]]:
    return [(entry["action"], entry["subject"]) for entry in admin.see("/api/audit", **query)["items"]]


@pytest.fixture
def changes(world: World, admin: Person, rep: Person) -> dict[str, int]:
    """Monday: a token and the switch by one admin; Tuesday: a person, by another."""
    token = admin.post("/api/tokens", name="=HYPERLINK(1)").json["id"]
    admin.require_outcomes(True)
    world.clock.tick(DAY)
    tech = world.sign_in("tech@demo.test")
    tech.ask("PATCH", f"/api/users/{rep.id}", json={"name": 'Robin, "R"\nVale'})
    return {"token": token, "rep": rep.id, "admin": admin.id, "tech": tech.id}


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entries SET ip = ''", "DELETE FROM audit_entries", "TRUNCATE audit_entries"],
)
def test_the_database_refuses_to_change_it(statement: str, changes: dict[str, int], world: World) -> None:
    engine = create_engine(world.settings.database)
    if statement.startswith("TRUNCATE") and engine.dialect.name == "sqlite":
        statement = "DELETE FROM audit_entries WHERE id > 0"
    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(statement))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM audit_entries")).scalar() == 3
        assert connection.execute(text("SELECT count(*) FROM audit_entries WHERE ip = ''")).scalar() == 0


COLUMNS = "id, company_id, at, action, subject, before, after"
ENTRY = f"({COLUMNS}, ip) SELECT {COLUMNS}, '' FROM audit_entries"


@pytest.mark.parametrize("statement", ["INSERT OR REPLACE INTO", "REPLACE INTO", "INSERT INTO"])
def test_an_entry_is_not_written_over(statement: str, changes: dict[str, int], world: World) -> None:
    engine = create_engine(world.settings.database)
    written = f"{statement} audit_entries {ENTRY} WHERE true"
    if statement == "INSERT INTO" or engine.dialect.name == "postgresql":
        written = f"INSERT INTO audit_entries {ENTRY} WHERE true ON CONFLICT (id) DO UPDATE SET ip = ''"
    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(written))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM audit_entries WHERE ip = ''")).scalar() == 0


def test_it_narrows_by_who_what_and_when(admin: Person, changes: dict[str, int]) -> None:
    token = ("token.made", f"token:{changes['token']}")
    switch = ("settings.changed", "outcome_required")
    person = ("user.changed", f"user:{changes['rep']}")
    assert found(admin) == [person, switch, token]
    assert found(admin, actor_id=changes["admin"]) == [switch, token]
    assert found(admin, actor_id=0) == []
    assert found(admin, action="user.changed") == found(admin, action="user") == [person]
    assert found(admin, subject=person[1]) == found(admin, subject="user") == [person]
    assert found(admin, subject=f"user:{changes['rep']}0") == found(admin, subject="use") == []
    assert found(admin, subject="%") == found(admin, action="_") == []
    assert found(admin, **{"from": "2026-03-03"}) == [person]
    assert found(admin, to="2026-03-02") == [switch, token]
    assert found(admin, **{"from": "2026-03-02", "to": "2026-03-03"}) == [person, switch, token]
    assert admin.see("/api/audit/actions")["actions"] == ["settings.changed", "token.made", "user.changed"]


def test_a_day_is_the_companys(admin: Person, changes: dict[str, int]) -> None:
    admin.ask("PATCH", "/api/settings", json={"time_zone": "America/Los_Angeles"})
    assert found(admin, to="2026-03-01") == []
    assert len(found(admin, to="2026-03-02")) == 2
    admin.ask("PATCH", "/api/settings", json={"time_zone": "Pacific/Kiritimati"})
    assert len(found(admin, to="2026-03-02")) == 2
    assert len(found(admin, **{"from": "2026-03-03"})) == 3


def test_it_comes_in_pages(admin: Person, changes: dict[str, int]) -> None:
    first = admin.see("/api/audit", limit=2)
    second = admin.see("/api/audit", limit=2, cursor=first["next"])
    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, None)


def test_it_says_who_from_what_to_what_and_from_where(admin: Person, changes: dict[str, int]) -> None:
    entry = admin.see("/api/audit", action="settings")["items"][0]
    assert (entry["actor"], entry["ip"]) == ({"id": changes["admin"], "name": "Ada Brandt"}, "127.0.0.1")
    assert (entry["before"], entry["after"], entry["at"]) == (False, True, "2026-03-02T09:00:00Z")


def test_it_is_taken_away_as_a_table_in_which_nothing_runs(admin: Person, changes: dict[str, int]) -> None:
    answer = admin.get("/api/audit.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["action"] for row in rows] == ["user.changed", "settings.changed", "token.made"]
    assert (rows[0]["who"], rows[0]["who_id"]) == ("Toni Reyes", str(changes["tech"]))
    assert rows[0]["after"] == '{"name": "Robin, \\"R\\" Vale"}'
    assert [row["before"] for row in rows] == ['{"name": "Robin Vale"}', "false", ""]
    (only,) = csv.DictReader(io.StringIO(admin.get("/api/audit.csv", action="token").text))
    assert only["subject"] == f"token:{changes['token']}"


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(
    admin: Person, world: World, rep: Person
) -> None:
    tech = world.sign_in("tech@demo.test")
    tech.ask("PATCH", f"/api/users/{admin.id}", json={"name": "=1+1"})
    admin.ask("PATCH", f"/api/users/{rep.id}", json={"name": "Robin"})
    rows = list(csv.DictReader(io.StringIO(admin.get("/api/audit.csv").text)))
    assert [row["who"] for row in rows] == ["'=1+1", "Toni Reyes"]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_a_long_log_is_given_whole(admin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialer.api.audit.CHUNK", 2)
    for number in range(5):
        admin.post("/api/tokens", name=f"Token {number}")
    rows = list(csv.DictReader(io.StringIO(admin.get("/api/audit.csv").text)))
    assert len({row["subject"] for row in rows}) == 5


def test_odd_questions_are_refused_or_find_nothing(admin: Person, rep: Person) -> None:
    for query in ({"from": "yesterday"}, {"actor_id": -1}, {"nonsense": 1}, {"action": "x" * 65}):
        for path in ("/api/audit", "/api/audit.csv"):
            assert admin.get(path, **query).status_code == 422, (path, query)
    for query in ({"from": "0001-01-01"}, {"to": "9999-12-31"}, {"to": "0001-01-01"}):
        assert admin.get("/api/audit", **query).status_code == 200
    for path in ("/api/audit", "/api/audit.csv", "/api/audit/actions"):
        assert rep.get(path).status_code == 403


def test_days_the_wrong_way_round_are_refused(admin: Person) -> None:
    answer = admin.get("/api/audit", **{"from": "2026-03-03", "to": "2026-03-02"})
    assert (answer.status_code, "first day" in answer.json["detail"]) == (422, True)


def test_what_a_sync_changed_is_salesforces(admin: Person, world: World) -> None:
    by = Principal(company_id=1, user_id=None, ip=SALESFORCE)
    with db.transaction(1) as session:
        audit.write_entry(
            session, by, "outcome.created", "outcome:x", before=None, after=None, now=clock.now()
        )
    entry = admin.see("/api/audit", action="outcome")["items"][0]
    assert (entry["actor"]["name"], entry["ip"]) == ("Salesforce", "")
    (row,) = csv.DictReader(io.StringIO(admin.get("/api/audit.csv", action="outcome").text))
    assert (row["who"], row["ip"]) == ("Salesforce", "")
