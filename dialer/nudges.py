"""What leaves after a commit: "look again" for browsers and for workers. Never a fact.

Redis being down never fails a request whose facts were saved: the sweep and the page's polling find them.
"""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

import structlog
from redis import Redis, RedisError

from dialer.config import settings

LIVE_CHANNEL = "dialer:live"
QUEUE = "default"
COALESCE_MS = 5_000  # how long a lost nudge can keep others of its kind from being sent

log = structlog.get_logger()


class Work(Protocol):
    """A transaction, with or without the ORM: what it collects leaves after it."""

    @property
    def info(self) -> dict[Any, Any]: ...


@dataclass(slots=True)
class Waiting:
    """Nudges of one transaction. A topic is kept with whom it concerns: (company, rep or None) -> topics."""

    topics: dict[tuple[int, int | None], set[str]] = field(default_factory=dict)
    checks: set[tuple[int, int]] = field(default_factory=set)  # (company, person)
    jobs: set[tuple[str, tuple[int, ...]]] = field(default_factory=set)


def refetch(work: Work, *topics: str, company_id: int, rep_id: int | None = None) -> None:
    """Tell browsers, after the commit, that these topics changed; ``rep_id`` narrows it to the rep and managers."""
    collected(work).topics.setdefault((company_id, rep_id), set()).update(topics)


def check_again(work: Work, user_id: int, *, company_id: int) -> None:
    """End this person's event streams after the commit: their browsers come back, and are checked anew."""
    collected(work).checks.add((company_id, user_id))


def ask_for(work: Work, job: str, *ids: int) -> None:
    """Ask for a worker's job by its dotted name, after the commit. Asked for twice, it is sent once."""
    collected(work).jobs.add((job, ids))


def collected(work: Work) -> Waiting:
    """What this transaction has collected so far."""
    waiting: Waiting = work.info.setdefault("nudges", Waiting())
    return waiting


def send(waiting: Waiting) -> None:
    """Send everything in one round trip, and the jobs not already asked for in a second."""
    if not (waiting.topics or waiting.checks or waiting.jobs):
        return
    try:
        _send(waiting, redis())
    except RedisError as error:
        log.warning("nudges_lost", error=str(error))


def _send(waiting: Waiting, connection: "Redis") -> None:
    jobs = sorted(waiting.jobs)
    with connection.pipeline(transaction=False) as pipe:
        for job in jobs:
            pipe.set(_flag(*job), 1, nx=True, px=COALESCE_MS)
        for (company_id, rep_id), topics in waiting.topics.items():
            message = {"company": company_id, "rep": rep_id, "refetch": sorted(topics)}
            pipe.publish(LIVE_CHANNEL, json.dumps(message))
        for company_id, user_id in waiting.checks:
            message = {"company": company_id, "check_again": user_id}
            pipe.publish(LIVE_CHANNEL, json.dumps(message))
        answers = pipe.execute()
    fresh = [job for job, was_set in zip(jobs, answers, strict=False) if was_set]
    if fresh:
        _enqueue(fresh, connection)


def _enqueue(jobs: list[tuple[str, tuple[int, ...]]], connection: "Redis") -> None:
    from rq import Queue
    from rq.serializers import JSONSerializer

    queue = Queue(QUEUE, connection=connection, serializer=JSONSerializer)
    for name, ids in jobs:
        queue.enqueue(name, *ids, result_ttl=0, failure_ttl=86_400, job_timeout=120)


def begin_job(job: str, *ids: int) -> None:
    """Clear a job's flag before it reads, so that whatever changes from here on asks again."""
    try:
        redis().delete(_flag(job, ids))
    except RedisError as error:
        log.warning("flag_not_cleared", error=str(error))


def _flag(job: str, ids: tuple[int, ...]) -> str:
    return ":".join(["dialer:nudge", job, *map(str, ids)])


def redis() -> "Redis":
    """The Redis connection pool of this process."""
    return _redis(settings().redis)


@lru_cache(maxsize=8)
def _redis(url: str) -> "Redis":
    return Redis.from_url(url, socket_timeout=5, socket_connect_timeout=1, health_check_interval=30)
