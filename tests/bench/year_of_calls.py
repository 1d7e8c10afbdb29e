"""A year of one company's calls, as many as one likes, written the quickest way there is.

However many they are, a rep makes 121 calls on each of 250 days (unless ``thin`` leaves out most of them), in the
few flows of their team: it is this density that decides how many rows a tally has.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select, text

from dialer import db
from dialer.db import transaction
from dialer.models import Flow, FlowStep, Outcome, Team, User
from tests.bench.place import find_rep, hire_reps

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
DAYS = [day for n in range(365) if (day := FIRST + timedelta(days=n)).weekday() < 5][:250]
A_DAY = 121  # calls of a rep
REPS_OF_A_TEAM, FLOWS_OF_A_TEAM, FLOWS_OF_A_REP, STEPS = 16, 5, 3, 5
HOURS = (8, 9, 9, 10, 10, 11, 11, 13, 14, 14, 15, 15, 16, 16, 17)
OFTEN = (300, 120, 20, 60, 70, 34, 50, 30, 12, 14, 13, 17, 0.04, 24, 54, 52)  # in the order of the catalogue
NAMES = (
    "company_id", "rep_id", "team_id", "flow_id", "flow_step_id", "direction", "from_number", "to_number",
    "day", "hour", "notes", "state", "created_at", "line_ended_at", "ended_at", "decided_at", "result",
    "ring_seconds", "talk_seconds", "offered", "prefilled_id", "outcome_id", "outcome_source",
    "recorded_connect_status", "recorded_sentiment", "version",
)  # fmt: skip
DAY, AT, AFTER = NAMES.index("day"), NAMES.index("created_at"), NAMES.index("result")


@dataclass(frozen=True, slots=True)
class Rep:
    """Who calls, and for which flow steps."""

    id: int
    team_id: int
    steps: list[tuple[int | None, int | None]]


def reps_for(calls: int) -> int:
    """How many reps make so many calls in a year."""
    return max(1, round(calls / (A_DAY * len(DAYS))))


def hire(count: int, company_id: int | None = None) -> list[Rep]:
    """Reps of the demo company, or another, in teams of their own, with flows."""
    company_id = company_id or find_rep().company_id
    ids = [rep_id for rep_id, _ in hire_reps(count, company_id)]
    made: list[Rep] = []
    with transaction(company_id) as session:
        for first in range(0, count, REPS_OF_A_TEAM):
            session.add(team := Team(name=f"Team {first}"))
            session.flush()
            steps = [_flow(session, f"Flow {first}-{n}") for n in range(FLOWS_OF_A_TEAM)]
            for place, rep_id in enumerate(ids[first : first + REPS_OF_A_TEAM]):
                session.get_one(User, rep_id).team_id = team.id
                own = [step for n in range(FLOWS_OF_A_REP) for step in steps[(place + n) % FLOWS_OF_A_TEAM]]
                made.append(Rep(rep_id, team.id, [*own, *[(None, None)] * (len(own) // 2)]))
    return made


def _flow(session: Any, name: str) -> list[tuple[int | None, int | None]]:
    session.add(flow := Flow(name=name, created_at=datetime.now(UTC)))
    session.flush()
    steps = [FlowStep(flow_id=flow.id, position=n + 1, name=f"Step {n}") for n in range(STEPS)]
    session.add_all(steps)
    session.flush()
    return [(flow.id, step.id) for step in steps]


def write(reps: list[Rep], *, thin: int = 1, company_id: int | None = None, days: list[date] = DAYS) -> int:
    """Write the year or some days of it, of every ``thin`` calls one. Returns how many there are."""
    company_id = company_id or find_rep().company_id
    with db.reading(company_id) as session:
        outcomes = list(session.scalars(select(Outcome).order_by(Outcome.position)))
    rows = _rows(company_id, reps, outcomes, thin, days)
    count = _copy(rows) if db.engine().dialect.name == "postgresql" else _insert(rows)
    with db.engine().execution_options(writes=True).begin() as connection:
        connection.execute(text("ANALYZE"))
    return count


def to_parquet(path: Path) -> None:
    """The same rows as the analysts' format."""
    import duckdb

    plain = path.with_suffix(".csv")
    query = f"SELECT {', '.join(NAMES)} FROM calls"
    raw = db.engine().raw_connection()
    cursor = raw.cursor()
    if db.engine().dialect.name == "postgresql":
        with plain.open("wb") as file, cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)") as copy:
            file.writelines(copy)
    else:
        with plain.open("w", newline="") as table:
            writer = csv.writer(table)
            writer.writerow(NAMES)
            writer.writerows(cursor.execute(query))
    raw.close()
    duckdb.sql(f"COPY (FROM read_csv('{plain}', sample_size=200000)) TO '{path}' (FORMAT parquet)")
    plain.unlink()


def _rows(
    company_id: int, reps: list[Rep], outcomes: list[Outcome], thin: int, days: list[date]
) -> Iterator[tuple[Any, ...]]:
    chance = Random(5)
    said = [_of_outcome(outcome, chance) for outcome in outcomes[: len(OFTEN)]]
    for day in days:
        begins = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - UTC, as the databases take it in bulk
        for rep in reps:
            often = A_DAY // thin + (chance.random() < A_DAY % thin / thin)
            hours = chance.choices(HOURS, k=often)
            for hour, what in zip(hours, chance.choices(said, OFTEN, k=often), strict=True):
                source, outcome_id, prefilled_id, status, sentiment, result, talk = what
                at = begins + timedelta(seconds=hour * 3600 + chance.randrange(3600))
                over = at + timedelta(seconds=talk + 9)
                decided = over + timedelta(seconds=chance.randrange(2, 40)) if source == "rep" else None
                flow_id, step_id = chance.choice(rep.steps)
                yield (
                    company_id, rep.id, rep.team_id, flow_id, step_id, "outbound", "+12025550199", "+12025550102",
                    day, hour, "", "ended", at, over, decided or over, decided, result,
                    9, talk or None, "[]", prefilled_id, outcome_id, source, status, sentiment, 1,
                )  # fmt: skip


def _of_outcome(outcome: Outcome, chance: Random) -> tuple[Any, ...]:
    answered = outcome.connect_status.value == "connected"
    result = (
        "answered"
        if answered
        else {"busy": "busy", "not_in_service": "not_in_service"}.get(outcome.key, "no_answer")
    )
    source = "rep" if answered or outcome.key == "left_voicemail" else "webhook"
    prefilled_id = None if answered else outcome.id
    talk = chance.randrange(20, 400) if answered else 0
    return (
        source,
        outcome.id,
        prefilled_id,
        outcome.connect_status.value,
        outcome.sentiment.value,
        result,
        talk,
    )


def _insert(rows: Iterator[tuple[Any, ...]]) -> int:
    """Into SQLite, without the durability that a load does not need; indexes follow the rows."""
    raw = db.engine().raw_connection()
    cursor = raw.cursor()
    drop, make = [], []
    for name, sql in cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type='index' AND tbl_name='calls' AND sql IS NOT NULL"
    ).fetchall():
        drop.append(f'DROP INDEX "{name}"')
        make.append(sql)
    for pragma in ("foreign_keys=OFF", "synchronous=OFF"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute("BEGIN IMMEDIATE")
    for statement in drop:
        cursor.execute(statement)
    marks = ", ".join("?" * len(NAMES))
    counted = _Counted(_for_sqlite(rows))
    cursor.executemany(f"INSERT INTO calls ({', '.join(NAMES)}) VALUES ({marks})", counted)
    for statement in make:
        cursor.execute(statement)
    cursor.execute("COMMIT")
    raw.close()
    db.dispose()
    return counted.count


def _for_sqlite(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The same with dates and instants as text, which is how SQLite keeps them. Instants are whole seconds."""
    for row in rows:
        instants = (str(at) + ".000000" if at else None for at in row[AT:AFTER])
        yield (*row[:DAY], str(row[DAY]), *row[DAY + 1 : AT], *instants, *row[AFTER:])


def _copy(rows: Iterator[tuple[Any, ...]]) -> int:
    """Into PostgreSQL, without looking every reference up; indexes follow the rows."""
    raw = db.engine().raw_connection()
    counted = _Counted(rows)
    with raw.cursor() as cursor:
        for setting in (
            "TIME ZONE 'UTC'",
            "session_replication_role = replica",
            "maintenance_work_mem = '512MB'",
        ):
            cursor.execute(f"SET {setting}")
        cursor.execute(
            "SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " LEFT JOIN pg_constraint r ON r.conindid = c.oid WHERE i.indrelid = 'calls'::regclass AND r.oid IS NULL"
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        with cursor.copy(f"COPY calls ({', '.join(NAMES)}) FROM STDIN") as copy:
            for row in counted:
                copy.write_row(row)
        for _, make in indexes:
            cursor.execute(make)
    raw.driver_connection.commit()  # type: ignore[union-attr]
    raw.close()
    db.dispose()
    return counted.count


class _Counted:
    """Rows, counted as they pass."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for row in self.rows:
            self.count += 1
            yield row
