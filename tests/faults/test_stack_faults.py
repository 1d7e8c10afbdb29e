"""Violence: parts of a running stack are killed, Redis forgets everything, the supervisor dies. It all goes on."""

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from dialer.health import BEAT
from tests.running_stack import PARTS, RunningStack, processes_of, wait_for
from workers.rq_setup import QUEUE, enqueue

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with RunningStack(tmp_path_factory.mktemp("up") / "data") as running:
        running.wait_until_ready()
        yield running


def _answers(stack: RunningStack) -> bool:
    try:
        return bool(redis_of(stack).ping())
    except RedisError:
        return False


def redis_of(stack: RunningStack) -> Redis:
    return Redis(unix_socket_path=str(stack.data_dir / "redis" / "redis.sock"), retry=Retry(NoBackoff(), 0))


def beats_again(stack: RunningStack) -> None:
    """The schedule asks, Redis carries, the worker runs: once more from the beginning."""
    wait_for(lambda: _answers(stack), "Redis")
    with redis_of(stack) as redis:
        redis.delete(BEAT)
        wait_for(lambda: redis.exists(BEAT), "the next beat")
    wait_for(lambda: stack.get("/readyz") == 200, "the stack to be well")


@pytest.mark.parametrize("part", PARTS)
def test_a_killed_part_comes_back(stack: RunningStack, part: str) -> None:
    before = stack.kill(part)
    wait_for(lambda: stack.part(part) not in (0, before), f"another {part}")
    wait_for(lambda: stack.get("/healthz") == 200, "the page")
    beats_again(stack)


def test_requests_wait_while_the_web_server_restarts(stack: RunningStack) -> None:
    stack.kill("web")
    assert stack.get("/healthz") == 200


def test_redis_killed_in_the_middle_of_a_job(stack: RunningStack) -> None:
    with closing(sqlite3.connect(stack.data_dir / "dialer.db")) as database, redis_of(stack) as redis:
        database.execute("BEGIN IMMEDIATE")  # a job that writes now waits for us
        enqueue(redis, "workers.upkeep.tidy")
        wait_for(lambda: redis.zcard(f"rq:wip:{QUEUE}"), "the worker to take the job")
        time.sleep(1)
        stack.kill("redis")
        time.sleep(1)
        database.rollback()
    beats_again(stack)


def test_redis_forgets_everything(stack: RunningStack) -> None:
    with redis_of(stack) as redis:
        redis.flushall()
    beats_again(stack)


def test_a_worker_that_hangs_does_not_pile_up_jobs(stack: RunningStack) -> None:
    wait_for(lambda: stack.part("worker"), "the worker")
    worker = stack.part("worker")
    assert worker
    os.kill(worker, signal.SIGSTOP)
    try:
        time.sleep(25)
        with redis_of(stack) as redis:
            assert redis.llen(f"rq:queue:{QUEUE}") < 10
    finally:
        os.kill(worker, signal.SIGCONT)
    beats_again(stack)


def test_a_killed_supervisor_leaves_nothing_and_the_next_one_starts(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with RunningStack(folder) as first:
        first.wait_until_ready()
        os.kill(first.process.pid, signal.SIGKILL)
        first.process.wait()
        wait_for(lambda: processes_of(folder) == {}, "everything to be gone", 5)
    with RunningStack(folder) as second:
        second.wait_until_ready()
        assert second.stop(signal.SIGTERM) == 0
        assert processes_of(folder) == {}
