"""Migrations of a database that has lived: nothing of it is lost."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from dialer.db import engine_for
from dialer.migrate import alembic_config, upgrade
from tests import servers

AT = "'2026-03-02 09:00:00'"
LIFE = (
    "INSERT INTO companies (id, name, plan, crm, time_zone, currency, outcome_required, detect_machines,"
    f" ring_timeout, is_demo, created_at) VALUES (1, 'A', 'business', 'none', 'UTC', 'USD', false, true, 30, false, {AT})",
    "INSERT INTO users (id, company_id, email, name, password_hash, roles, created_at)"
    f" VALUES (1, 1, 'a@b.test', 'Ann', '', '[\"rep\"]', {AT})",
    "INSERT INTO calls (id, company_id, rep_id, direction, from_number, to_number, day, hour, notes, state,"
    f" created_at, offered, version) VALUES (1, 1, 1, 'outbound', '+1', '+2', '2026-03-02', 9, 'kept', 'live',"
    f" {AT}, '[]', 1)",
    f"INSERT INTO legs (id, company_id, call_id, role, sid, created_at) VALUES (1, 1, 1, 'rep', 'CA1', {AT})",
    "INSERT INTO leg_events (id, company_id, call_id, leg_id, source, role, kind, status, at, received_at, payload)"
    f" VALUES (1, 1, 1, 1, 'CA1', 'rep', 'status', 'answered', {AT}, {AT}, '{{}}')",
    f"INSERT INTO stale_days (id, company_id, rep_id, {{marked}}, marked_at) VALUES (1, 1, 1, {AT}, {AT})",
)


HISTORY = sorted(
    s.revision for s in ScriptDirectory.from_config(alembic_config("sqlite://")).walk_revisions()
)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table, of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'lived.db'}"
    else:
        with servers.empty_postgres() as url:
            yield url


@pytest.fixture
def lived(tmp_path: Path) -> str:
    """A SQLite database of before calls from outside, with a call and its leg in it."""
    return live(f"sqlite:///{tmp_path / 'lived.db'}", "0002")


def live(url: str, revision: str) -> str:
    """Bring a database to a revision, and rows into it."""
    command.upgrade(alembic_config(url), revision)
    marked = "called_at" if revision >= "0009" else "day"
    with engine_for(url).execution_options(writes=True).begin() as connection:
        for statement in LIFE:
            connection.execute(text(statement.replace("{marked}", marked)))
    engine_for(url).dispose()
    return url


@pytest.mark.parametrize("revision", HISTORY[:-1])
def test_a_database_that_lived_at_any_revision_is_brought_up_to_date_with_all_its_rows(
    empty: str, revision: str
) -> None:
    upgrade(live(empty, revision))
    with engine_for(empty).connect() as connection:
        row = (
            "SELECT calls.notes, legs.sid, leg_events.status, stale_days.rep_id, companies.record_calls"
            " FROM calls JOIN legs ON legs.call_id = calls.id JOIN leg_events ON leg_events.leg_id = legs.id"
            " JOIN stale_days ON stale_days.called_at = calls.created_at JOIN companies ON companies.id = calls.company_id"
        )
        assert connection.execute(text(row)).all() == [("kept", "CA1", "answered", 1, False)]
    command.check(alembic_config(empty))
    engine_for(empty).dispose()


def test_copying_the_table_of_calls_leaves_no_reference_hanging(lived: str) -> None:
    upgrade(lived)
    with create_engine(lived).connect() as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        assert connection.execute(text("SELECT version, is_decided FROM calls")).all() == [(1, 1)]


def test_the_copied_table_has_its_indexes_and_references_again(lived: str) -> None:
    before = inspect(create_engine(lived))
    names, references = _names(before.get_indexes("calls")), _names(before.get_foreign_keys("calls"))
    upgrade(lived)
    after = inspect(create_engine(lived))
    by_day, by_time = "ix_calls_company_id_rep_id_day", "ix_calls_company_id_rep_id_created_at"
    assert _names(after.get_indexes("calls")) == names - {by_day} | {
        by_time,
        "ix_calls_company_id_to_number",
        "ix_calls_owed",
        "ix_calls_outcome",
    }
    assert _names(after.get_foreign_keys("calls")) == references
    (open_outbound,) = [
        index for index in after.get_indexes("calls") if index["name"] == "uq_calls_one_open_outbound"
    ]
    assert "ended_at IS NULL" in str(open_outbound["dialect_options"]["sqlite_where"])


def test_every_day_of_before_is_marked_to_be_counted(lived: str) -> None:
    upgrade(lived)
    with create_engine(lived).connect() as connection:
        marks = "SELECT company_id, rep_id, called_at FROM stale_days"
        assert connection.execute(text(marks)).all() == [(1, 1, AT.strip("'"))]


def test_calls_of_before_get_the_hour_on_the_leads_clock(empty: str) -> None:
    live(empty, HISTORY[-2])
    engine = engine_for(empty)
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE calls SET to_number = '+12125550110'"))
        connection.execute(text("DELETE FROM stale_days"))
    upgrade(empty)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT lead_hour FROM calls")).all() == [(4,)]  # nine o'clock in UTC
        assert connection.execute(text("SELECT rep_id FROM stale_days")).all() == [(1,)]
    engine.dispose()


def test_references_are_held_again_after_migrating(lived: str) -> None:
    upgrade(lived)
    with engine_for(lived).connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def _names(items: Iterable[Mapping[str, Any]]) -> set[object]:
    return {item["name"] for item in items}
