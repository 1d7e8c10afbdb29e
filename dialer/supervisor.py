"""A small supervisor: starts programs in order, restarts what dies, and leaves nothing behind.

Signals stay blocked and are taken where the supervisor waits, so a Ctrl-C never lands in the middle of a start.
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

STOP_SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
WAKE_SIGNALS = STOP_SIGNALS | {signal.SIGCHLD}
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LIBC = ctypes.CDLL(None, use_errno=True)
LONGEST_DELAY = 10.0
HEALTHY_AFTER = 20.0
TOGETHER_SECONDS = 1.0
STOP_SECONDS = 12.0


class Stopped(Exception):
    """Somebody asked us to stop."""


@dataclass(frozen=True)
class Program:
    """What to run. ``grace`` is how long it may take to end by itself."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    grace: float = 5.0
    pass_fds: tuple[int, ...] = ()


@dataclass
class Child:
    """A program we keep running, and how that goes."""

    program: Program
    process: subprocess.Popen[bytes]
    started_at: float
    deaths: int = 0
    due_at: float | None = field(default=None)


def die_with_parent() -> None:
    """Ask the kernel to kill this process when the thread that forked it is gone."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent died, so that they can be reaped."""
    LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1)


def spawn(program: Program, log: Path | None = None, **options: object) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own that cannot outlive us, writing to its log."""
    parent = os.getpid()

    def prepare() -> None:
        die_with_parent()
        if os.getppid() != parent:  # we died before the line above
            os._exit(1)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())

    output = open(log, "ab") if log else None  # noqa: SIM115
    try:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            program.argv,
            env=dict(program.env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            pass_fds=program.pass_fds,
            preexec_fn=prepare,
            **options,  # type: ignore[call-overload]
        )
        return process
    finally:
        if output:
            output.close()


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of a process and its descendants."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Supervisor:
    """Keeps children running. Use as a context manager: leaving it stops them all, last started first."""

    def __init__(self, logs: Path, say: Callable[[str], None]) -> None:
        self.logs = logs
        self.say = say
        self.children: list[Child] = []
        self._stopping_since = 0.0
        self._running_once = 0

    def __enter__(self) -> "Supervisor":
        adopt_orphans()
        self._mask = signal.pthread_sigmask(signal.SIG_BLOCK, WAKE_SIGNALS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping_since = time.monotonic()
        if isinstance(error, Stopped):
            self.say("stopping")
        self._stop_all()
        while signal.sigtimedwait(WAKE_SIGNALS, 0):  # a second Ctrl-C must not end us after all is done
            pass
        signal.pthread_sigmask(signal.SIG_SETMASK, self._mask)

    def log_of(self, name: str) -> Path:
        """The file a program writes to."""
        return self.logs / f"{name}.log"

    def start(self, program: Program) -> Child:
        """Start a program and keep it running from now on."""
        child = Child(program, self._spawn_with_fresh_log(program), time.monotonic())
        self.children.append(child)
        return child

    def run(self, program: Program) -> tuple[int, str]:
        """Run a program to its end: its exit status and the last line it wrote."""
        process = self._spawn_with_fresh_log(program)
        self._running_once = process.pid
        try:
            while process.poll() is None:
                self.pause(1)
        except Stopped:
            kill_group(process)
            raise
        return process.returncode, next(iter(self._tail(program.name, 1)), "")

    def wait_until(self, ready: Callable[[], str | None], *, patience: float = 5.0) -> None:
        """Wait until ``ready`` has nothing more to wait for, saying so now and then."""
        next_word = time.monotonic() + patience
        while reason := ready():
            if time.monotonic() >= next_word:
                self.say(f"waiting: {reason}")
                next_word = time.monotonic() + patience
            self.pause(0.1)

    def watch(self) -> None:
        """Keep everything running until somebody asks us to stop."""
        while True:
            self.pause(self._seconds_to_next_restart())

    def pause(self, seconds: float) -> None:
        """Wait, or less when something happens; restart what died. Raises Stopped on a stop signal."""
        received = signal.sigtimedwait(WAKE_SIGNALS, max(seconds, 0.01))
        if received and received.si_signo in STOP_SIGNALS:
            raise Stopped
        for child in self.children:
            self._tend(child)
        self._reap_orphans()

    def _reap_orphans(self) -> None:
        ours = {child.process.pid for child in self.children}
        with suppress(ChildProcessError):
            while ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                if ended.si_pid in ours or ended.si_pid == self._running_once:
                    return  # its own turn comes
                os.waitpid(ended.si_pid, 0)

    def _tend(self, child: Child) -> None:
        now = time.monotonic()
        if child.due_at is not None:
            if now >= child.due_at:
                child.process = spawn(child.program, self.log_of(child.program.name))
                child.started_at, child.due_at = now, None
            return
        if child.process.poll() is None:
            return
        kill_group(child.process)
        child.deaths = 0 if now - child.started_at > HEALTHY_AFTER else child.deaths + 1
        delay = min(0.1 * 2**child.deaths, LONGEST_DELAY)
        child.due_at = now + delay
        self._report_death(child, delay)

    def _report_death(self, child: Child, delay: float) -> None:
        name, status = child.program.name, child.process.returncode
        how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
        self.say(f"{name} {how}; starting it again in {delay:.1f} s")
        if child.deaths >= 3:
            self.say(f"the last lines of {self.log_of(name)}:")
            for line in self._tail(name, 10):
                self.say(f"  {line}")

    def _seconds_to_next_restart(self) -> float:
        due = [child.due_at for child in self.children if child.due_at is not None]
        return min(due) - time.monotonic() if due else 60.0

    def _spawn_with_fresh_log(self, program: Program) -> subprocess.Popen[bytes]:
        log = self.log_of(program.name)
        if log.exists():
            log.replace(log.with_suffix(".log.1"))
        return spawn(program, log)

    def _tail(self, name: str, count: int) -> list[str]:
        try:
            text = self.log_of(name).read_text(errors="replace")
        except OSError:
            return []
        return [line for line in text.splitlines() if line.strip()][-count:]

    def _stop_all(self) -> None:
        while self.children:
            child = self.children.pop()
            if child.due_at is None:
                child.process.terminate()
                self._await_end(child.process, child.program.grace)
            kill_group(child.process)

    def _await_end(self, process: subprocess.Popen[bytes], grace: float) -> None:
        deadline = min(time.monotonic() + grace, self._stopping_since + STOP_SECONDS)
        while process.poll() is None and (left := deadline - time.monotonic()) > 0:
            received = signal.sigtimedwait(WAKE_SIGNALS, min(left, 0.2))
            if received and received.si_signo in STOP_SIGNALS and self._is_impatient():
                return

    def _is_impatient(self) -> bool:
        # A terminal and the program between us may both pass on one Ctrl-C; only a later one means "now".
        return time.monotonic() - self._stopping_since > TOGETHER_SECONDS
