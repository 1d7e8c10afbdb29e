"""Parts die while calls run: nothing that was answered is lost, and the numbers are right within ten seconds."""

import time
from collections.abc import Iterator

import pytest
from redis import Redis

from tests.faults.traffic import Traffic
from tests.running_stack import PARTS, RunningStack, wait_for

pytestmark = pytest.mark.timeout(300)
FRESH_WITHIN = 10  # seconds


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with RunningStack(tmp_path_factory.mktemp("calls") / "data") as running:
        running.wait_until_ready()
        yield running


@pytest.fixture(scope="module")
def counted() -> list[int]:
    """The busy calls that earlier tests of this stack have made."""
    return []


def flush_redis(stack: RunningStack) -> None:
    with Redis(unix_socket_path=str(stack.data_dir / "redis" / "redis.sock")) as redis:
        redis.flushall()


@pytest.mark.parametrize("part", [*PARTS, "everything in redis"])
def test_calls_go_on_while_a_part_dies(stack: RunningStack, counted: list[int], part: str) -> None:
    with Traffic(stack.url, stack.data_dir) as traffic:
        wait_for(lambda: len(traffic.done) >= 3, "the first calls")
        if part in PARTS:
            stack.kill(part)
        else:
            flush_redis(stack)
        before = len(traffic.done)
        wait_for(lambda: len(traffic.done) >= before + 5, "calls after the blow")
    counted += traffic.done
    ended = time.monotonic()
    wait_for(lambda: traffic.numbers() == (len(counted), 0), "the numbers", seconds=FRESH_WITHIN)
    print(f"{len(counted)} calls counted {time.monotonic() - ended:.1f} s after the last")
    assert traffic.lost == []
