"""The naive design's job, and a worker that runs a queue to its end and says how long that took.

    python -m tests.bench.queue_jobs house|simple|forking

``house`` is the product's own worker with its own jobs. The other two are RQ's, for a queue with one job for each
change of an outcome. All have imported what they need and know the database before the clock starts.
"""

import sys
import time
from datetime import date
from typing import Any

from redis import Redis
from rq import Queue, SimpleWorker, Worker
from rq.serializers import JSONSerializer

from dialer import clock, config, db
from dialer.analytics import recount

NAIVE_QUEUE = "naive"
JOB = "tests.bench.queue_jobs.recount_rep_day"
WORKERS = {"simple": SimpleWorker, "forking": Worker}


def recount_rep_day(company_id: int, rep_id: int, day: str) -> None:
    """Count a rep's day again because one outcome changed: the product's own recount, once per change."""
    with db.transaction(company_id) as session:
        recount.recount_day(session, rep_id, date.fromisoformat(day), now=clock.now())


def naive_queue(connection: "Redis") -> Queue:
    """Where the naive design's jobs wait."""
    return Queue(NAIVE_QUEUE, connection=connection, serializer=JSONSerializer)


def _worker(kind: str, connection: "Redis") -> Any:
    if kind == "house":
        from workers import rq_setup, worker

        worker.warm_up()
        return worker.HouseWorker(
            [rq_setup.make_queue(connection)],
            connection=connection,
            job_class=rq_setup.ListedJob,
            serializer=JSONSerializer,
            log_job_description=False,
        )
    return WORKERS[kind](
        [naive_queue(connection)],
        connection=connection,
        serializer=JSONSerializer,
        log_job_description=False,
    )


def main(kind: str) -> None:
    """Run what waits, then print the seconds."""
    connection = Redis.from_url(config.settings().redis)
    worker = _worker(kind, connection)
    with db.reading(db.EVERYWHERE) as session:
        recount.companies_waiting(session)
    db.dispose()  # a forking worker's children must not share it
    began = time.perf_counter()
    worker.work(burst=True, logging_level="WARNING")
    print(time.perf_counter() - began)


if __name__ == "__main__":
    main(sys.argv[1])
