"""The same backlog of changes until nothing waits: of one company, and of four at once with more and more workers."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import func, insert, select

from dialer import config, db, outcomes
from dialer.models import Call, Company, StaleDay
from dialer.models.base import table_of
from tests.bench.place import DATABASES, furnished, told_to
from tests.bench.table import Result
from tests.bench.year_of_calls import DAYS, hire, write

COMPANIES, REPS, DAYS_OF_CALLS = 4, 6, 10
WORKERS = (1, 2, 4)
CHANGES = 20  # of each rep's day
ROUNDS = 3
PATIENCE = 600  # seconds


def measure() -> list[Result]:
    """On either database."""
    return [result for database in DATABASES for result in _of_four_companies(database)]


def of_one_company(settings: config.Settings, on: str, *, rep_days: int) -> Iterator[Result]:
    """The newest days of the company that is there. One worker at a time counts a company."""
    count = _mark(1, rep_days)
    seconds = _drain(settings, 1)
    note = f"{count:,} changes of {rep_days} reps' days"
    yield Result("changes until fresh", f"{on}, 1 worker", "/s", [count / seconds], note=note)


def _of_four_companies(database: str) -> Iterator[Result]:
    """Companies of their own in a fresh database."""
    with furnished(database) as settings:
        ids = [_found(place) for place in range(COMPANIES)]
        found: dict[int, list[float]] = {workers: [] for workers in WORKERS}
        count = 0
        for _ in range(ROUNDS):
            for workers in WORKERS:
                count = sum(_mark(company_id, REPS * DAYS_OF_CALLS) for company_id in ids)
                found[workers].append(count / _drain(settings, workers))
    for workers, speeds in found.items():
        ratios = [mine / one for mine, one in zip(speeds, found[1], strict=True)] if workers > 1 else []
        on = f"{database}, {COMPANIES} companies, {workers} worker{'s' if workers > 1 else ''}"
        note = f"{count:,} changes"
        yield Result("changes until fresh", on, "/s", speeds, "1 worker" if ratios else "", ratios, note)


def _found(place: int) -> int:
    with db.transaction(db.EVERYWHERE) as session:
        now = datetime.now(UTC)
        session.add(company := Company(name=f"Company {place}", created_at=now))
        session.flush()
        outcomes.install_defaults(session, company, now=now)
    write(hire(REPS, company_id=company.id), company_id=company.id, days=DAYS[:DAYS_OF_CALLS])
    return company.id


def _mark(company_id: int, rep_days: int) -> int:
    """So many changes of each of the newest of the company's reps' days."""
    with db.transaction(company_id) as session:
        days = session.execute(
            select(Call.rep_id, Call.day, func.min(Call.created_at)).group_by(Call.rep_id, Call.day)
            .where(Call.created_at >= _a_while_ago(company_id, rep_days)).order_by(Call.day.desc()).limit(rep_days)
        ).all()  # fmt: skip
        now = datetime.now(UTC)
        marks = [
            {"company_id": company_id, "rep_id": rep_id, "called_at": at, "marked_at": now}
            for _ in range(CHANGES)
            for rep_id, _, at in days
        ]
        session.execute(insert(table_of(StaleDay)), marks)
    return len(marks)


def _a_while_ago(company_id: int, rep_days: int) -> datetime:
    """The instant of a call before the newest days, so that not all of a year must be looked at."""
    with db.reading(company_id) as session:
        newest = select(Call.created_at).order_by(Call.created_at.desc())
        past = session.scalars(newest.offset(rep_days * 2 * 121).limit(1)).first()
        return past or session.scalars(select(func.min(Call.created_at))).one()


def _drain(settings: config.Settings, workers: int) -> float:
    """Seconds until no mark is left, of the worker that was at it for the longest."""
    with _waiting(settings, workers) as children:
        for child in children:
            assert child.stdin
            child.stdin.write("go\n")
            child.stdin.flush()
        said = [child.communicate(timeout=PATIENCE)[0] for child in children]
    seconds = max(float(json.loads(one.splitlines()[-1])["seconds"]) for one in said)
    with db.reading(db.EVERYWHERE) as session:
        if left := session.scalar(select(func.count()).select_from(StaleDay)):
            raise SystemExit(f"{left} marks are left")
    return seconds


@contextmanager
def _waiting(settings: config.Settings, workers: int) -> Iterator[list["subprocess.Popen[str]"]]:
    command = [sys.executable, "-m", "tests.bench.counting", "drain"]
    children = [
        subprocess.Popen(
            command, env=told_to(settings), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(workers)
    ]
    for child in children:
        assert child.stdout
        child.stdout.readline()
    yield children
