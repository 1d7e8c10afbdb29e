"""Twilio's REST API as far as it is asked: a leg, a parent's children, hanging up, a recording's sound, the numbers."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class Rest:
    """What the far side knows of each leg, and what it was asked to do."""

    def __init__(self) -> None:
        self.legs: dict[str, dict[str, Any]] = {}
        self.hung_up: list[str] = []
        self.asked: list[str] = []
        self.sounds: dict[str, bytes] = {}
        self.numbers: list[str] = []  # the account's own
        self.verified: list[str] = []  # of other carriers
        self.trouble: int | None = None  # answer everything with this status
        self.url = ""

    def knows(self, sid: str, status: str, *, parent: str | None = None, duration: int | None = None,
              ended: str | None = None, to: str = "") -> None:  # fmt: skip
        """Tell the far side about a leg. ``ended`` is RFC 2822, as Twilio writes it."""
        self.legs[sid] = {
            "sid": sid,
            "status": status,
            "to": to,
            "parent_call_sid": parent,
            "duration": None if duration is None else str(duration),
            "end_time": ended,
        }

    def answer(self, method: str, path: str, query: dict[str, list[str]], form: dict[str, list[str]]) -> Any:
        """Status and body for one request."""
        if self.trouble:
            return self.trouble, {"code": 20003, "message": "Trouble", "status": self.trouble}
        if path.endswith("/Calls.json"):
            parent = query["ParentCallSid"][0]
            found = [leg for leg in self.legs.values() if leg["parent_call_sid"] == parent]
            return 200, {"calls": found, "page": 0, "page_size": 50, "next_page_uri": None}
        for name, key in (("IncomingPhoneNumbers", "numbers"), ("OutgoingCallerIds", "verified")):
            if path.endswith(f"/{name}.json"):
                items = [{"phone_number": each, "friendly_name": each} for each in getattr(self, key)]
                kind = "incoming_phone_numbers" if key == "numbers" else "outgoing_caller_ids"
                return 200, {kind: items, "page": 0, "page_size": 50, "next_page_uri": None}
        sid = path.rpartition("/")[2].removesuffix(".json")
        if sid not in self.legs:
            return 404, {"code": 20404, "message": "Not found", "status": 404}
        if method == "POST":
            self.hung_up.append(sid)
            self.legs[sid]["status"] = form["Status"][0]
        return 200, self.legs[sid]


@contextmanager
def serve_rest() -> Iterator[Rest]:
    """The API on a port of its own for as long as the block lasts."""
    rest = Rest()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply("GET", {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._reply("POST", parse_qs(body))

        def _sing(self, sound: bytes) -> None:
            """The sound, or the part of it that the Range header asks for."""
            first, _, last = (self.headers["Range"] or "").removeprefix("bytes=").partition("-")
            part = sound[int(first) : int(last) + 1] if first else sound
            self.send_response(206 if first else 200)
            self.send_header("Content-Type", "audio/x-wav")
            self.send_header("Content-Length", str(len(part)))
            if first:
                self.send_header("Content-Range", f"bytes {first}-{last}/{len(sound)}")
            self.end_headers()
            self.wfile.write(part)

        def _reply(self, method: str, form: dict[str, list[str]]) -> None:
            split = urlsplit(self.path)
            rest.asked.append(f"{method} {split.path}")
            sound = rest.sounds.get(split.path.rpartition("/")[2].removesuffix(".wav"))
            if sound is not None and rest.trouble is None and self.headers["Authorization"]:
                self._sing(sound)
                return
            status, document = rest.answer(method, split.path, parse_qs(split.query), form)
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    rest.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield rest
    finally:
        server.shutdown()
        server.server_close()
