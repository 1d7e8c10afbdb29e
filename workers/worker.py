"""The worker process: ``python -m workers.worker``. It runs jobs in itself, one after another.

Forking a process for each job costs two thirds of the throughput, and our jobs are short and many.
"""

import importlib
import logging
import time
from typing import Any

from redis import Redis, RedisError
from rq import SimpleWorker
from rq.exceptions import StopRequested
from rq.serializers import JSONSerializer

from dialer.config import settings
from workers.rq_setup import JOBS, ListedJob, connect, make_queue

log = logging.getLogger("rq.worker")
RETRY_SECONDS = 1.0


class HouseWorker(SimpleWorker):
    """RQ's in-process worker, quick to return after Redis was away."""

    job_class = ListedJob
    max_connection_wait_time = 2.0
    told_to_stop = False

    def request_stop(self, signum: Any, frame: Any) -> None:
        # On the class: the worker that takes over after Redis restarted must know as well.
        HouseWorker.told_to_stop = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]


def warm_up() -> None:
    """Import what jobs need before the first one waits for it."""
    for name in JOBS:
        importlib.import_module(name.rpartition(".")[0])
    importlib.import_module("twilio.rest")


def run(connection: "Redis") -> None:
    """Work until told to stop. RQ's own loop gives up when Redis restarts in the middle of a job."""
    while not HouseWorker.told_to_stop:
        try:
            _work(connection)
        except StopRequested:
            return
        except (RedisError, OSError) as error:
            log.warning("Redis is away (%s)", error)
            time.sleep(RETRY_SECONDS)


def _work(connection: "Redis") -> None:
    worker = HouseWorker(
        [make_queue(connection)],
        connection=connection,
        job_class=ListedJob,
        serializer=JSONSerializer,
        worker_ttl=30,
        maintenance_interval=30,
        log_job_description=False,
    )
    worker.work(logging_level="WARNING")


if __name__ == "__main__":
    from workers.hooks import sending

    warm_up()
    with sending():
        run(connect(settings().redis))
