"""A small load generator: prepared requests over a few kept-open connections, answers counted by status."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run."""

    per_second: float
    statuses: Counter[int]


def fire(port: int, requests: list[bytes], *, connections: int = 8) -> Run:
    """Send every request once, as fast as the server takes them."""
    return asyncio.run(_fire(port, requests, connections))


async def _fire(port: int, requests: list[bytes], connections: int) -> Run:
    statuses: Counter[int] = Counter()
    waiting = iter(requests)
    started = time.perf_counter()
    await asyncio.gather(*(_keep_asking(port, waiting, statuses) for _ in range(connections)))
    return Run(len(requests) / (time.perf_counter() - started), statuses)


async def _keep_asking(port: int, waiting: object, statuses: Counter[int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in waiting:  # type: ignore[attr-defined]
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        statuses[int(head[9:12])] += 1
        await reader.readexactly(_length(head))
        if b"connection: close" in head.lower():
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line[15:])
    return 0
