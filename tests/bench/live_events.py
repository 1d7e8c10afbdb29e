"""From a webhook to the event in the rep's browser, in milliseconds, while more and more reps look on.

Every rep has a live stream open. One webhook at a time, for a rep picked in turn: the clock runs from before it is
sent until "look at this call again" has arrived on that rep's stream, committed and through Redis. Beside it, in the
same round, the time of a hello-world there and back.
"""

import asyncio
import itertools
import statistics
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from tests.bench import wire
from tests.bench.load import content_length
from tests.bench.place import furnished, hire_reps, past_calls, serving
from tests.bench.table import Result, figure

ROUNDS = 3
SAMPLES = 150  # a round
WARM_UP = 20
REPS = (1, 50, 200)
PROCESSES = 2
PATIENCE = 10.0  # seconds for one event
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True)
class Watcher:
    """A rep's browser: whose it is, and its open stream."""

    rep_id: int
    stream: asyncio.StreamReader


@dataclass(frozen=True, slots=True)
class Round:
    """Milliseconds of one round, sorted."""

    events: Sequence[float]
    hellos: Sequence[float]


def measure() -> list[Result]:
    """Two rows, p50 and p99, for each number of connected reps."""
    with furnished("sqlite") as settings:
        reps = hire_reps(max(REPS))
        calls = _calls_of([rep_id for rep_id, _ in reps], len(REPS) * (ROUNDS * SAMPLES + WARM_UP))
        with serving(settings, processes=PROCESSES) as port:
            return asyncio.run(_with_more_and_more(port, reps, calls))


def _calls_of(rep_ids: list[int], samples: int) -> dict[int, Iterator[int]]:
    """Enough past calls of each rep. The first is in every crowd, alone in one, so it gets the most."""
    first, *others = rep_ids
    owners = [first] * samples + [rep_id for rep_id in others for _ in range(samples // min(REPS[1:]))]
    made = sorted(zip(owners, past_calls(owners), strict=True))
    return {
        rep_id: iter([call_id for _, call_id in group])
        for rep_id, group in itertools.groupby(made, key=lambda pair: pair[0])
    }


async def _with_more_and_more(
    port: int, reps: list[tuple[int, str]], calls: dict[int, Iterator[int]]
) -> list[Result]:
    results: list[Result] = []
    async with AsyncExitStack() as streams:
        desk, watchers = await streams.enter_async_context(_connected(port)), list[Watcher]()
        for count in REPS:
            for rep_id, token in reps[len(watchers) : count]:
                connection = await streams.enter_async_context(_connected(port))
                watchers.append(Watcher(rep_id, await _opened(connection, token, len(watchers))))
            turns = itertools.cycle(watchers)
            await _round(desk, turns, calls, WARM_UP)
            rounds = [await _round(desk, turns, calls, SAMPLES) for _ in range(ROUNDS)]
            on = f"sqlite, {PROCESSES} processes, {count} rep{'s' if count > 1 else ''}"
            results += [_result(on, rounds, 50), _result(on, rounds, 99)]
    return results


@asynccontextmanager
async def _connected(port: int) -> AsyncIterator[Connection]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def _opened(connection: Connection, token: str, others: int) -> asyncio.StreamReader:
    """A rep's live stream, once the server has said its first word on it."""
    reader, writer = connection
    writer.write(wire.live(token))
    try:
        await asyncio.wait_for(reader.readuntil(b": open\n\n"), PATIENCE)
    except TimeoutError:
        raise SystemExit(f"beside {others} live streams no other opened within {PATIENCE:g} s") from None
    return reader


async def _round(
    desk: Connection, turns: Iterator[Watcher], calls: dict[int, Iterator[int]], samples: int
) -> Round:
    events, hellos = [], []
    for watcher in itertools.islice(turns, samples):
        call_id = next(calls[watcher.rep_id])
        request = wire.busy(call_id)
        began = time.perf_counter()
        _, seen = await asyncio.gather(_ask(desk, request), _event_about(watcher.stream, call_id))
        events.append((seen - began) * 1000)
        began = time.perf_counter()
        await _ask(desk, wire.HELLO)
        hellos.append((time.perf_counter() - began) * 1000)
    return Round(sorted(events), sorted(hellos))


async def _ask(connection: Connection, request: bytes) -> None:
    reader, writer = connection
    writer.write(request)
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
    await reader.readexactly(content_length(head))
    if head[9:10] != b"2":
        raise SystemExit(f"a request was answered {head[9:12].decode()}")


async def _event_about(stream: asyncio.StreamReader, call_id: int) -> float:
    """When "look at this call again" arrived."""
    wanted = f'"call:{call_id}"'.encode()
    while wanted not in await asyncio.wait_for(stream.readline(), PATIENCE):
        pass
    return time.perf_counter()


def _result(on: str, rounds: list[Round], percent: int) -> Result:
    values = [_percentile(each.events, percent) for each in rounds]
    hellos = [_percentile(each.hellos, 50) for each in rounds]
    return Result(
        measure=f"webhook to browser event, p{percent}",
        on=on,
        unit="ms",
        values=values,
        against=f"hello-world p50 {figure(statistics.median(hellos))} ms",
        ratios=[value / hello for value, hello in zip(values, hellos, strict=True)],
        note=f"{SAMPLES} webhooks a round, one at a time",
    )


def _percentile(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
