"""From the command ``dialer up`` to its line ``ready``, on a fresh data directory and on one that has been used."""

import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.table import Result, figure
from tests.running_stack import RunningStack, clean_environment

ROUNDS = 3
PATIENCE = 120  # seconds


def measure() -> list[Result]:
    """Two rows, held against importing the application once, which is most of what a start does."""
    rounds = [_round() for _ in range(ROUNDS)]
    imports = statistics.median(each["import"] for each in rounds)
    return [
        Result(
            measure="dialer up to ready",
            on=name,
            unit="s",
            values=[each[name] for each in rounds],
            against=f"import dialer.app {figure(imports)} s",
            ratios=[each[name] / each["import"] for each in rounds],
            note="with demo and sandbox",
        )
        for name in ("fresh data directory", "second start")
    ]


def _round() -> dict[str, float]:
    folder = Path(tempfile.mkdtemp(prefix="dialer-start-"))
    try:
        fresh, second = (seconds_to_ready(folder / "data") for _ in range(2))
        return {"import": _import_seconds(), "fresh data directory": fresh, "second start": second}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def seconds_to_ready(data_dir: Path) -> float:
    """Start the stack, stop it again, and say how long it took to be ready."""
    began = time.perf_counter()
    with RunningStack(data_dir) as stack:
        while not stack.said("ready "):
            if stack.process.poll() is not None or time.perf_counter() - began > PATIENCE:
                sys.exit("the stack did not start:\n" + "\n".join(stack.lines))
            time.sleep(0.005)
        seconds = time.perf_counter() - began
        stack.stop(signal.SIGINT)
    return seconds


def _import_seconds() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import dialer.app"], env=clean_environment(), check=True)
    return time.perf_counter() - began
