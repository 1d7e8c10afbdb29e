"""`dialer up` as a person runs it: a process of its own, whose descendants can be found and counted."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from dialer.supervisor import die_with_parent

DIALER = str(Path(sys.executable).with_name("dialer"))
OURS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PUBLIC_URL", "SANDBOX_URL", "DIALER_DATA_DIR")
PARTS = {
    "redis": "-server",
    "sandbox": "dialer.sandbox",
    "web": "gunicorn",
    "worker": "workers.worker",
    "cron": "workers.schedule",
}


def clean_environment(**changes: str) -> dict[str, str]:
    """The environment without anything that would configure the product, and with these changes.

    The demo company has no past unless it is asked for: what a test does is all there is.
    """
    kept = {name: v for name, v in os.environ.items() if name not in OURS and not name.startswith("TWILIO_")}
    return {**kept, "DEMO_DAYS": "0", **changes}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def wait_for(true: Callable[[], object], what: str, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s for {what}")
        time.sleep(0.05)


def processes_of(data_dir: Path) -> dict[int, str]:
    """Command lines, by process id, of everything that was told of this data directory or works inside it."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = f"DIALER_DATA_DIR={data_dir}\0".encode() in (folder / "environ").read_bytes() + b"\0"
            inside = (folder / "cwd").readlink().is_relative_to(data_dir)  # Redis writes over its environment
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if line and (told or inside):
            found[int(folder.name)] = line
    return found


class RunningStack:
    """Starts on entering; on leaving, whatever is left is killed, so that a failed test leaves nothing either."""

    def __init__(self, data_dir: Path, *options: str, **environment: str) -> None:
        self.data_dir = data_dir.resolve()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.lines: list[str] = []
        self._options = options
        self._environment = clean_environment(**environment)

    def __enter__(self) -> Self:
        place = ["--port", str(self.port), "--data-dir", str(self.data_dir)]
        self.process = subprocess.Popen(
            [DIALER, "up", *place, *self._options],
            env=self._environment,
            cwd=self.data_dir.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        threading.Thread(target=self._read, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for pid in (self.process.pid, *processes_of(self.data_dir)):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()

    def wait_until_ready(self) -> None:
        wait_for(
            lambda: self.said("ready ") or self.process.poll() is not None, "the line that says ready", 90
        )
        assert self.process.poll() is None, self.lines

    def said(self, start: str) -> bool:
        return any(line.startswith(start) for line in self.lines)

    def stop(self, how: signal.Signals) -> int:
        """Ask it to stop: its exit status."""
        self.process.send_signal(how)
        return self.process.wait(20)

    def kill(self, name: str) -> int:
        """Kill a part as soon as it runs: its process id."""
        wait_for(lambda: self.part(name), name)
        pid = self.part(name)
        assert pid, "zero would be all of us"
        os.kill(pid, signal.SIGKILL)
        return pid

    def part(self, name: str) -> int:
        """The process id of a part, or 0 while it is not running."""
        for pid, line in processes_of(self.data_dir).items():
            if PARTS[name] in line and self._parent(pid) == self.process.pid:
                return pid
        return 0

    def get(self, path: str) -> int:
        """The status a path is answered with, or 0 without an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    @staticmethod
    def _parent(pid: int) -> int:
        try:
            return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return 0
