"""Changes of outcomes per second until the numbers are fresh, against the naive design: an RQ job for each change.

A busy hour of a team waits: each rep has made a hundred calls today and the outcome of every call was filled in by
the line and then changed by the rep. The product left a mark per change and drains them with one job; the naive
design left a job per change, each of which counts that rep's day again. Both count with the same code on the same
database and end with the same numbers. Recording the outcomes is outside the clock on either side.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import cycle

from redis import Redis
from sqlalchemy import func, insert, select, update

from dialer import config
from dialer.analytics.marks import RECOUNT
from dialer.db import EVERYWHERE, reading, transaction
from dialer.models import Call, DayTally, Outcome, StaleDay
from policies.vocabulary import LineResult, OutcomeSource
from tests.bench import queue_jobs
from tests.bench.place import DATABASES, environment_of, find_rep, furnished, hire_reps, past_calls
from tests.bench.table import Result, figure
from workers.rq_setup import enqueue

ROUNDS = 3
REPS = 50
CALLS = 100  # of each rep
CHANGES = 2  # of each call
JOBS = {"simple": 200, "forking": 30}  # how much of the naive design one has the time for
NAMES = {
    "simple": "one RQ job per change, in-process worker",
    "forking": "one RQ job per change, RQ's default worker",
}


@dataclass(frozen=True, slots=True)
class Team:
    """Who called today."""

    company_id: int
    rep_ids: list[int]
    day: date
    called_at: datetime


def measure() -> list[Result]:
    """Two rows a database: against RQ's quicker worker, and against its default one."""
    return [result for database in DATABASES for result in _on(database)]


def _on(database: str) -> list[Result]:
    with furnished(database) as settings:
        team, keys = _a_busy_team(), cycle(["follow_up", "bad_fit"])
        rounds = [_round(settings, team, key) for key, _ in zip(keys, range(ROUNDS), strict=False)]
    on = f"{database}, {REPS} reps, {CALLS} calls each, {CHANGES} changes a call"
    return [_result(on, rounds, kind) for kind in JOBS]


def _result(on: str, rounds: list[dict[str, float]], kind: str) -> Result:
    naive = sorted(each[kind] for each in rounds)[len(rounds) // 2]
    return Result(
        measure="outcome changes until fresh",
        on=on,
        unit="/s",
        values=[each["house"] for each in rounds],
        against=f"{NAMES[kind]} {figure(naive)}/s",
        ratios=[each["house"] / each[kind] for each in rounds],
        note=f"{REPS * CALLS * CHANGES:,} changes waiting, {JOBS[kind]} naive jobs",
    )


def _a_busy_team() -> Team:
    rep_ids = [rep_id for rep_id, _ in hire_reps(REPS)]
    past_calls([rep_id for rep_id in rep_ids for _ in range(CALLS)])
    now, company_id = datetime.now(UTC), find_rep().company_id
    over = {"line_ended_at": now, "result": LineResult.ANSWERED, "talk_seconds": 60}
    with transaction(company_id) as session:
        session.execute(update(Call).values(over))
    return Team(company_id, rep_ids, now.date(), now)


def _round(settings: config.Settings, team: Team, key: str) -> dict[str, float]:
    """Changes per second of the product and of the naive design on either of RQ's workers."""
    with Redis.from_url(settings.redis) as connection:
        connection.flushall()
        outcome_id = _change_outcomes(team, key)
        enqueue(connection, RECOUNT)
        speeds = {"house": REPS * CALLS * CHANGES / _seconds(settings, "house")}
        _check(team, outcome_id)
        for kind, count in JOBS.items():
            _ask_for_each(connection, team, count)
            speeds[kind] = count / _seconds(settings, kind)
            if (left := queue_jobs.naive_queue(connection).count) or _failed(connection):
                raise SystemExit(f"{left} naive jobs are left and {_failed(connection)} failed")
    return speeds


def _change_outcomes(team: Team, key: str) -> int:
    """What recording leaves behind: the outcome on the calls, and a mark for each change."""
    with transaction(team.company_id) as session:
        outcome = session.scalars(select(Outcome).where(Outcome.key == key)).one()
        recorded = {
            "outcome_id": outcome.id,
            "outcome_source": OutcomeSource.REP,
            "recorded_connect_status": outcome.connect_status,
            "recorded_sentiment": outcome.sentiment,
        }
        session.execute(update(Call).where(Call.rep_id.in_(team.rep_ids)).values(recorded))
        session.execute(insert(StaleDay), list(_marks(team)))
    return outcome.id


def _marks(team: Team) -> Iterator[dict[str, object]]:
    mark = {"company_id": team.company_id, "called_at": team.called_at, "marked_at": datetime.now(UTC)}
    for _ in range(CALLS * CHANGES):  # the reps work at the same time
        yield from ({**mark, "rep_id": rep_id} for rep_id in team.rep_ids)


def _ask_for_each(connection: "Redis", team: Team, count: int) -> None:
    queue, day = queue_jobs.naive_queue(connection), team.day.isoformat()
    for rep_id, _ in zip(cycle(team.rep_ids), range(count), strict=False):
        queue.enqueue(queue_jobs.JOB, team.company_id, rep_id, day, result_ttl=0)


def _failed(connection: "Redis") -> int:
    return int(queue_jobs.naive_queue(connection).failed_job_registry.count)


def _seconds(settings: config.Settings, kind: str) -> float:
    """How long a worker of this kind took for everything that waited."""
    command = [sys.executable, "-m", "tests.bench.queue_jobs", kind]
    done = subprocess.run(
        command, env=environment_of(settings), stdout=subprocess.PIPE, text=True, check=True, timeout=300
    )
    return float(done.stdout.splitlines()[-1])


def _check(team: Team, outcome_id: int) -> None:
    """No mark is left, and the tallies say what the calls say."""
    counted = select(func.sum(DayTally.calls)).where(DayTally.outcome_id == outcome_id)
    with reading(EVERYWHERE) as session:
        marks = session.scalar(select(func.count()).select_from(StaleDay))
        tallied = session.scalar(counted)
    if marks or tallied != REPS * CALLS:
        raise SystemExit(f"{marks} marks are left and {tallied} of {REPS * CALLS} calls are counted")
