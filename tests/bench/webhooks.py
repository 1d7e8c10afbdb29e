"""Durable, pre-filling webhooks per second, as a fraction of what the same server does at best, round by round.

Each request is a signed ``busy`` for a call of its own: verified, kept, folded, pre-filled, marked for the recount,
committed, and browser and worker nudged. It is held against two bare views in the same processes (see ``bare``)
and against ``/healthz``, which is a hello-world with the product's hooks around it.
"""

import statistics
from collections.abc import Callable, Iterator

from sqlalchemy import func, select

from dialer.db import EVERYWHERE, reading
from dialer.models import Call, Outcome
from tests.bench import wire
from tests.bench.load import ALL_DAY, Run, fire
from tests.bench.place import DATABASES, find_rep, furnished, past_calls, serving
from tests.bench.table import Result

ROUNDS = 5
A_ROUND = 300  # webhooks, and half as many commits
BARE_REQUESTS = 1_000  # too short a run would measure its start
PROCESSES = (1, 2)

Round = dict[str, Run]


def measure() -> list[Result]:
    """For each database and number of server processes: one row for each thing it is held against."""
    return [
        result for database in DATABASES for processes in PROCESSES for result in _on(database, processes)
    ]


def _on(database: str, processes: int) -> list[Result]:
    with furnished(database) as settings:
        rep_id, count = find_rep().id, (ROUNDS + 1) * A_ROUND
        call_ids = past_calls([rep_id] * count)
        with serving(settings, processes=processes) as port:
            waiting = iter(call_ids)
            rounds = [_round(port, waiting) for _ in range(ROUNDS + 1)][1:]  # the first warms up
        _check(call_ids)
    on = f"{database}, {processes} process{'es' if processes > 1 else ''}"
    return [_result(on, rounds, name) for name in ("bare commit", "bare hello-world", "/healthz")]


def _round(port: int, call_ids: Iterator[int]) -> Round:
    webhooks = [wire.busy(next(call_ids)) for _ in range(A_ROUND)]
    return {
        "webhook": _fire(port, webhooks, 204),
        "bare commit": _fire(port, [wire.COMMIT] * (A_ROUND // 2), 204),
        "bare hello-world": _fire(port, [wire.HELLO] * BARE_REQUESTS, 200),
        "/healthz": _fire(port, [wire.HEALTH] * BARE_REQUESTS, 200),
    }


def _fire(port: int, sent: list[bytes], expected: int) -> Run:
    run = fire(port, sent)
    if set(run.statuses) != {expected}:
        raise SystemExit(f"not every request was answered {expected}: {dict(run.statuses)}")
    return run


def _check(call_ids: list[int]) -> None:
    """An answer is no proof: every call must have been pre-filled."""
    filled = select(func.count()).select_from(Call).join(Outcome, Outcome.id == Call.outcome_id)
    with reading(EVERYWHERE) as session:
        done = session.scalar(filled.where(Outcome.key == "busy", Call.outcome_source == "webhook"))
    if done != len(call_ids):
        raise SystemExit(f"{done} of {len(call_ids)} calls were pre-filled")


def _result(on: str, rounds: list[Round], name: str) -> Result:
    median = _median(rounds, lambda each: each[name].per_second)
    busiest = max(_median(rounds, lambda each, at=at: each[at].busy) for at in ("webhook", name))
    limit = " and may be the limit" if busiest > ALL_DAY else ""
    return Result(
        measure="pre-filling webhooks",
        on=on,
        unit="/s",
        values=[each["webhook"].per_second for each in rounds],
        against=f"{name} {median:,.0f}/s",
        ratios=[each["webhook"].per_second / each[name].per_second for each in rounds],
        note=f"generator {busiest:.0%} of a core at most{limit}",
    )


def _median(rounds: list[Round], read: Callable[[Round], float]) -> float:
    return statistics.median(read(each) for each in rounds)
