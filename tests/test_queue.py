"""The queue: only listed functions run, failed jobs are tried again, a stopped worker finds one job of each kind."""

import importlib
import json
import sys
import time
from collections.abc import Iterator

import pytest
from redis import Redis
from rq import Queue
from rq.registry import ScheduledJobRegistry
from rq.serializers import JSONSerializer

from dialer import nudges
from workers import rq_setup, schedule, worker
from workers.rq_setup import JOBS, Limits

JOB = "tests.queue_jobs.note"


@pytest.fixture
def connection(redis_url: str) -> Iterator[Redis]:
    with rq_setup.connect(redis_url) as found:
        yield found


@pytest.fixture
def noted(connection: Redis, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What the job of these tests was called with; it may be asked for."""
    from tests import queue_jobs

    monkeypatch.setitem(JOBS, JOB, Limits(seconds=5, retry_after=(1, 1)))
    queue_jobs.noted.clear()
    queue_jobs.failures[:] = []
    return queue_jobs.noted


def work(connection: Redis) -> None:
    """Run what waits in the queue."""
    queue = rq_setup.make_queue(connection)
    worker.HouseWorker([queue], connection=connection, serializer=JSONSerializer).work(
        burst=True, logging_level="CRITICAL"
    )


@pytest.mark.parametrize("name", sorted(JOBS))
def test_every_listed_job_is_a_function(name: str) -> None:
    module, _, function = name.rpartition(".")
    assert callable(getattr(importlib.import_module(module), function))


def test_every_scheduled_job_is_listed() -> None:
    assert {entry.job for entry in schedule.SCHEDULE} <= set(JOBS)


def test_the_core_and_the_worker_speak_of_the_same_queue() -> None:
    assert rq_setup.QUEUE == nudges.QUEUE


def test_a_listed_job_runs_with_its_ids(connection: Redis, noted: list[int]) -> None:
    rq_setup.enqueue(connection, JOB, 4, 2)
    work(connection)
    assert noted == [4, 2]
    assert connection.keys("rq:job:*") == []  # nothing is kept of a job that went well


def test_a_forged_function_is_not_even_imported(connection: Redis) -> None:
    sys.modules.pop("antigravity", None)
    forger = Queue(rq_setup.QUEUE, connection=connection, serializer=JSONSerializer)
    forged = forger.enqueue("antigravity.webbrowser.open", "http://127.0.0.1:9/")
    work(connection)
    assert "antigravity" not in sys.modules
    assert "ForbiddenJob" in str(forged.latest_result().exc_string)


@pytest.mark.parametrize("field", ["success_callback_name", "failure_callback_name", "stopped_callback_name"])
def test_a_forged_callback_is_not_even_imported(connection: Redis, noted: list[int], field: str) -> None:
    sys.modules.pop("antigravity", None)
    job = rq_setup.make_queue(connection).enqueue(JOB, 1)
    connection.hset(job.key, field, "antigravity.webbrowser.open")
    work(connection)
    assert noted == [1]
    assert "antigravity" not in sys.modules


def test_a_forged_instance_is_ignored(connection: Redis, noted: list[int]) -> None:
    job = rq_setup.make_queue(connection).enqueue(JOB, 1)
    connection.hset(job.key, "data", json.dumps([JOB, "a string has no such method", [7], {}]))
    work(connection)
    assert noted == [7]


def test_pickled_jobs_fail_without_being_opened(connection: Redis) -> None:
    job = Queue(rq_setup.QUEUE, connection=connection).enqueue(print, "pickled")
    work(connection)
    assert job.get_status(refresh=True) == "failed"


def test_a_failed_job_is_tried_again_when_its_time_comes(connection: Redis, noted: list[int]) -> None:
    from tests import queue_jobs

    queue_jobs.failures.append(OSError("the line is busy"))
    nudges_queue = Queue(rq_setup.QUEUE, connection=connection, serializer=JSONSerializer)
    nudges_queue.enqueue(JOB, 3)  # as the core asks, knowing nothing of retries
    work(connection)
    assert noted == []
    assert len(ScheduledJobRegistry(queue=nudges_queue)) == 1
    time.sleep(2.1)
    schedule.move_due_retries(connection)
    work(connection)
    assert noted == [3]


def test_a_job_that_keeps_failing_is_kept_for_a_day(connection: Redis, noted: list[int]) -> None:
    from tests import queue_jobs

    queue_jobs.failures.extend(OSError("again") for _ in range(9))
    rq_setup.enqueue(connection, JOB, 3)
    for _ in range(4):
        work(connection)
        time.sleep(1.1)
        schedule.move_due_retries(connection)
    (job_id,) = rq_setup.make_queue(connection).failed_job_registry.get_job_ids()
    assert 86_000 < connection.ttl(f"rq:job:{job_id}") <= 86_400
    assert len(queue_jobs.failures) == 9 - 3  # once, and two more tries


def test_a_stopped_worker_finds_one_job_of_each_kind(connection: Redis, noted: list[int]) -> None:
    asked = [rq_setup.enqueue_once(connection, JOB, lasts=60) for _ in range(100)]
    assert asked.count(True) == 1
    work(connection)
    assert rq_setup.enqueue_once(connection, JOB, lasts=60)


def test_a_lost_job_holds_up_the_schedule_only_for_a_while(connection: Redis, noted: list[int]) -> None:
    rq_setup.enqueue_once(connection, JOB, lasts=1)
    connection.delete(rq_setup.make_queue(connection).key)
    time.sleep(1.1)
    assert rq_setup.enqueue_once(connection, JOB, lasts=1)


def test_the_schedule_asks_for_everything_at_once_and_then_in_turn(connection: Redis) -> None:
    plan = schedule.Schedule(connection)
    assert len(plan.enqueue_jobs()) == len(schedule.SCHEDULE)
    assert plan.enqueue_jobs() == []
    waiting = {job.func_name for job in rq_setup.make_queue(connection).jobs}
    assert waiting == {entry.job for entry in schedule.SCHEDULE}
