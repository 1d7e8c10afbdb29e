"""The schedule, as data, and the process that keeps it: ``python -m workers.schedule``.

RQ's own ``rq cron`` command would enqueue pickles, without asking whether the last one still waits; and nobody else
brings a failed job's next try into the queue. So this is its scheduler class with those three points settled.
"""

import logging
import time
from dataclasses import dataclass
from typing import Any

from redis import Redis, RedisError
from rq.cron import CronJob, CronScheduler
from rq.exceptions import StopRequested
from rq.job import Job
from rq.registry import ScheduledJobRegistry
from rq.serializers import JSONSerializer

from dialer.config import settings
from workers.rq_setup import QUEUE, ListedJob, connect, enqueue_once, make_queue

log = logging.getLogger("rq.cron")
RETRY_SECONDS = 1.0


@dataclass(frozen=True)
class Every:
    """A job and how often to ask for it."""

    seconds: int
    job: str


SCHEDULE = (
    Every(3, "workers.upkeep.sweep"),
    Every(15, "workers.lines.reconcile_quiet_calls"),
    Every(15, "workers.crm.keep_up"),
    Every(10, "workers.mail.send_mail"),
    Every(900, "workers.crm.sync_all"),
    Every(3600, "workers.upkeep.tidy"),
    Every(3600, "workers.numbers.check_caller_ids"),
)


class ListedCronJob(CronJob):
    """A scheduled job that is asked for by name; the schedule imports none of the code that jobs run."""

    def enqueue(self, connection: "Redis") -> Any:
        return enqueue_once(connection, self.func_name, lasts=4 * (self.interval or 1))


class Schedule(CronScheduler):
    """RQ's scheduler, with our jobs; it also brings tries whose time has come into the queue."""

    def __init__(self, connection: "Redis", schedule: tuple[Every, ...] = SCHEDULE) -> None:
        super().__init__(connection, logging_level="WARNING")
        self.get_jobs().extend(ListedCronJob(QUEUE, func_name=e.job, interval=e.seconds) for e in schedule)
        self.is_stopping = False

    def enqueue_jobs(self) -> list[CronJob]:
        move_due_retries(self.connection)
        return super().enqueue_jobs()

    def _request_stop(self, signum: Any, frame: Any) -> None:
        self.is_stopping = True
        super()._request_stop(signum, frame)  # type: ignore[no-untyped-call]


def move_due_retries(connection: "Redis") -> None:
    """Put failed jobs whose next try is due back into the queue."""
    queue = make_queue(connection)
    registry = ScheduledJobRegistry(queue=queue)  # type: ignore[no-untyped-call]
    due = registry.get_jobs_to_schedule()
    jobs: list[Job | None] = ListedJob.fetch_many(due, connection=connection, serializer=JSONSerializer)
    for job_id, job in zip(due, jobs, strict=True):
        if job is not None:
            queue.enqueue_job(job)
        registry.remove(job_id)


def run(connection: "Redis") -> None:
    """Keep the schedule until told to stop, also across restarts of Redis."""
    schedule = Schedule(connection)
    while not schedule.is_stopping:
        try:
            schedule.start()  # type: ignore[no-untyped-call]
        except StopRequested:
            return
        except (RedisError, OSError) as error:
            log.warning("Redis is away (%s)", error)
            time.sleep(RETRY_SECONDS)


if __name__ == "__main__":
    run(connect(settings().redis))
