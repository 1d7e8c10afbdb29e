"""The whole stack for a browser test: ``dialer up`` on ports and a folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 90  # seconds for a cold start on a busy machine


@dataclass(frozen=True, slots=True)
class Stack:
    """A running stack."""

    url: str
    sandbox_url: str
    data_dir: Path

    def lines(self) -> list[dict[str, Any]]:
        """The sandbox's own view of its calls, newest first."""
        with urllib.request.urlopen(f"{self.sandbox_url}/calls.json", timeout=5) as answer:
            calls: list[dict[str, Any]] = json.load(answer)["calls"]
        return calls

    def rep_line(self) -> dict[str, Any]:
        """The newest leg of a rep's browser."""
        return next(call for call in self.lines() if call["parent_sid"] is None)

    def lead_line(self) -> dict[str, Any]:
        """The newest leg of a scripted phone."""
        return next(call for call in self.lines() if call["parent_sid"] is not None)


@contextmanager
def run_stack(data_dir: Path, *, days: int = 0) -> Iterator[Stack]:
    """Start it, wait until it says it is ready, and stop it with Ctrl-C. The demo company has lived so many days."""
    port = _free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TWILIO_")}
    environment = {**kept, "DEMO_DAYS": str(days)}
    process = subprocess.Popen(
        [sys.executable, "-m", "dialer", "up", "--port", str(port), "--data-dir", str(data_dir)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_until_ready(process)
        url = f"http://127.0.0.1:{port}"
        yield Stack(url, _sandbox_url(url), data_dir)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def _wait_until_ready(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    said = []
    until = time.monotonic() + PATIENCE
    for line in process.stdout:
        said.append(line)
        if line.startswith("ready "):
            return
        if time.monotonic() > until:
            break
    raise AssertionError("the stack did not start:\n" + "".join(said))


def _sandbox_url(url: str) -> str:
    with urllib.request.urlopen(f"{url}/api/sign-in", timeout=5) as answer:
        return str(json.load(answer)["sandbox_url"])


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(look: Any, *, within: float = 20.0) -> Any:
    """What ``look`` returns as soon as that is true; AssertionError with the last answer after ``within`` seconds."""
    until = time.monotonic() + within
    answer = None
    while time.monotonic() < until:
        with suppress(StopIteration):
            answer = look()
            if answer:
                return answer
        time.sleep(0.1)
    raise AssertionError(f"still {answer!r} after {within} s")
