"""How RQ is set up here: one queue, JSON, and a list of the only functions a job may name.

RQ imports and calls whatever dotted name it finds in Redis. So that who can write to Redis cannot run code, a job is
checked against the list before anything is imported, and the callbacks and webhooks RQ would follow are ignored.
"""

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from redis import Redis, RedisError
from rq import Queue
from rq.exceptions import DeserializationError
from rq.job import Job
from rq.serializers import JSONSerializer

QUEUE = "default"
DAY = 86_400


@dataclass(frozen=True)
class Limits:
    """How long a job may take, and after how many seconds a failed one is tried again, each time."""

    seconds: int = 120
    retry_after: tuple[int, ...] = ()


JOBS: dict[str, Limits] = {
    "workers.analytics.recount_stale_days": Limits(seconds=600),
    "workers.analytics.build_next_generation": Limits(seconds=600),
    "workers.demo.remember": Limits(seconds=120),
    "workers.crm.keep_up": Limits(seconds=60),
    "workers.crm.revoke_tokens": Limits(seconds=60),
    "workers.crm.send_tasks": Limits(seconds=120),
    "workers.crm.sync_all": Limits(seconds=60),
    "workers.crm.sync_values": Limits(seconds=600),
    "workers.hooks.send": Limits(seconds=30),
    "workers.lines.hang_up": Limits(seconds=30, retry_after=(2, 5, 15)),
    "workers.lines.reconcile_call": Limits(seconds=60),
    "workers.lines.stop_ringing": Limits(seconds=30, retry_after=(2, 5)),
    "workers.lines.reconcile_quiet_calls": Limits(seconds=120),
    "workers.mail.send_mail": Limits(seconds=180),
    "workers.numbers.check_caller_ids": Limits(seconds=300),
    "workers.sales.count_everything": Limits(seconds=600),
    "workers.sales.recount_stale_sales": Limits(seconds=600),
    "workers.upkeep.sweep": Limits(seconds=600),
    "workers.upkeep.tidy": Limits(seconds=600),
}


class ForbiddenJob(Exception):
    """A job in Redis names a function that is not on the list."""


class ListedJob(Job):
    """A job that only runs what JOBS lists, under the limits given there, whoever enqueued it."""

    success_callback = None
    failure_callback = None
    stopped_callback = None

    def restore(self, raw_data: Any) -> Any:
        super().restore(raw_data)
        self.webhooks = []
        limits = JOBS.get(self._name())
        if limits:
            self.timeout = limits.seconds
            if limits.retry_after and self.retries_left is None:
                self.retries_left = len(limits.retry_after)
                self.retry_intervals = list(limits.retry_after)

    @cached_property
    def func(self) -> Any:
        """The function, imported only if it is on the list. A forged instance to call it on is ignored."""
        if self._name() not in JOBS:
            raise ForbiddenJob(f"{self.func_name!r} is not a job of this program")
        self._instance = None
        return super().func

    def perform(self) -> Any:
        with suppress(RedisError):  # cleared before the job looks, so that what comes later asks again
            self.connection.delete(scheduled_flag(self._name()))
        return super().perform()

    def _name(self) -> str:
        try:
            return str(self.func_name)
        except DeserializationError:
            return ""


def connect(url: str) -> "Redis":
    """A connection that notices when the server is gone."""
    return Redis.from_url(url, socket_connect_timeout=2, socket_timeout=30, health_check_interval=30)


def make_queue(connection: "Redis") -> Queue:
    """The one queue."""
    return Queue(QUEUE, connection=connection, job_class=ListedJob, serializer=JSONSerializer)


def enqueue(connection: "Redis", name: str, *ids: int, ttl: int | None = None) -> None:
    """Ask for a job by its dotted name; with ``ttl``, forget it when nobody takes it in that many seconds."""
    options = {"job_timeout": JOBS[name].seconds, "result_ttl": 0, "failure_ttl": DAY, "ttl": ttl}
    make_queue(connection).enqueue(name, *ids, **options)


def enqueue_once(connection: "Redis", name: str, *, lasts: int) -> bool:
    """Ask for a scheduled job unless one still waits to start, so that a stopped worker later finds one of each.

    After ``lasts`` seconds neither the flag nor the job is left: a job lost on its way holds up the next that long.
    """
    if not connection.set(scheduled_flag(name), 1, nx=True, ex=lasts):
        return False
    enqueue(connection, name, ttl=lasts)
    return True


def scheduled_flag(name: str) -> str:
    """The Redis key that says a scheduled job waits to start."""
    return f"dialer:scheduled:{name}"
