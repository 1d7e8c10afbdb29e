"""A real HTTP receiver on loopback; the path says how it behaves.

/ok                      204
/slow                    204, once the gate is open
/status/503              that status
/busy/600                429 with that Retry-After
/open                    200, and the line stays open; /open/early says 103 first
/late                    204, after five seconds
/redirect                302 to /ok
/hang                    takes the request and never answers
/endless                 200 and a body without end
/head                    headers without end
/garbage                 something that is not HTTP
/slam                    closes without a word
/once/500                that status the first time, then 204
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Received:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass
class Receiver:
    """What it was sent."""

    port: int
    requests: list[Received] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.place}{path}"

    def at(self, path: str) -> list[Received]:
        return [one for one in self.requests if one.path == path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    receiver: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        before = len(self.receiver.at(self.path))
        self.receiver.requests.append(Received(self.path, headers, body, time.monotonic()))
        self.close_connection = True
        doing, _, detail = self.path.partition("?")[0].strip("/").partition("/")
        with suppress(OSError):  # the sender has heard enough
            self.behave(doing, detail, before)

    def behave(self, doing: str, detail: str, before: int) -> None:
        self.wait(doing)
        if doing == "endless":
            self.endless()
        elif doing == "head":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"x-much: more\r\n" * 100_000)
        elif doing == "garbage":
            self.wfile.write(b"\x00\x01\x02 hello\r\n\r\n")
        elif doing == "open":
            self.stay(detail)
        elif doing == "busy":
            self.say(429, b"Later.", **{"Retry-After": detail.replace("_", " ")})
        elif doing == "redirect":
            self.say(302, Location="/ok")
        elif doing == "status" or (doing == "once" and not before):
            self.say(int(detail), b"So it goes.")
        elif doing not in ("slam", "hang"):
            self.say(204)

    def wait(self, doing: str) -> None:
        if doing == "slow":
            self.receiver.gate.wait(30)
        elif doing in ("late", "hang"):
            self.receiver.over.wait(5 if doing == "late" else 30)

    def stay(self, detail: str) -> None:
        early = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" if detail == "early" else b""
        length = b"Content-Length: 2" if detail else b"Content-Length: 20"
        self.wfile.write(early + b"HTTP/1.1 200 OK\r\n" + length + b"\r\n\r\nok")
        self.receiver.over.wait(30)

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if body:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def endless(self) -> None:
        self.say(200, **{"Content-Length": str(10 * 1024**3)})
        while not self.receiver.over.is_set():
            self.wfile.write(b"x" * 65_536)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True
    block_on_close = False


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver for as long as the block lasts."""
    server = _Server(("127.0.0.1", 0), _Handler)
    receiver = Receiver(server.server_address[1])
    server.RequestHandlerClass = type("Handler", (_Handler,), {"receiver": receiver})
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield receiver
    finally:
        receiver.gate.set()
        receiver.over.set()
        server.shutdown()
        server.server_close()
