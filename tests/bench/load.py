"""A small load generator: prepared requests over a few kept-open connections, answers counted by status.

It measures itself as well: a generator that is busy all the time says what it can send, not what a server can take.
"""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

ALL_DAY = 0.85  # of a core, beyond which the generator and not the server may set the pace


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run. ``busy`` is the generator's own share of one core."""

    per_second: float
    statuses: Counter[int]
    busy: float


@dataclass(slots=True)
class Line:
    """One connection and what has been heard on it since the last request."""

    port: int
    connection: socket.socket = field(init=False)
    heard: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.connection = socket.create_connection(("127.0.0.1", self.port))
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def answer(self) -> bytes | None:
        """The head of the answer, once all of it has come."""
        received = self.connection.recv(65_536)
        if not received:
            raise ConnectionError("the server hung up in the middle of an answer")
        self.heard += received
        head, end, body = bytes(self.heard).partition(b"\r\n\r\n")
        if not end or len(body) < content_length(head):
            return None
        self.heard.clear()
        return head


def fire(port: int, requests: list[bytes], *, connections: int = 8) -> Run:
    """Send every request once, as fast as the server takes them."""
    statuses: Counter[int] = Counter()
    waiting = iter(requests)
    used, began = time.process_time(), time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            _send_next(selector, Line(port), waiting)
        while selector.get_map():
            for key, _ in selector.select():
                _hear(selector, key.data, waiting, statuses)
    seconds = time.perf_counter() - began
    return Run(len(requests) / seconds, statuses, (time.process_time() - used) / seconds)


def content_length(head: bytes) -> int:
    """How many bytes follow this head."""
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line[15:])
    return 0


def _send_next(selector: selectors.BaseSelector, line: Line, waiting: Iterator[bytes]) -> None:
    request = next(waiting, None)
    if request is None:
        line.connection.close()
        return
    line.connection.sendall(request)
    selector.register(line.connection, selectors.EVENT_READ, line)


def _hear(
    selector: selectors.BaseSelector, line: Line, waiting: Iterator[bytes], statuses: Counter[int]
) -> None:
    head = line.answer()
    if head is None:
        return
    selector.unregister(line.connection)
    statuses[int(head[9:12])] += 1
    if b"connection: close" in head.lower():
        line.connection.close()
        line = Line(line.port)
    _send_next(selector, line, waiting)
