"""How long a command of the command line takes before it does anything, in fresh processes."""

import re
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.table import Result, figure
from tests.running_stack import DIALER, clean_environment

ROUNDS = 7
BARE = (sys.executable, "-c", "pass")
COMMANDS = {
    "dialer --help": (DIALER, "--help"),
    "dialer --version": (DIALER, "--version"),
}
IMPORTS = ("dialer.cli", "dialer.stack", "dialer.app")


def measure() -> list[Result]:
    """A row a command, against a Python that does nothing; and what importing costs, as Python itself counts it."""
    rounds = [_round() for _ in range(ROUNDS + 1)][1:]  # the first fills the file cache
    bare = sorted(each["bare"] for each in rounds)[ROUNDS // 2]
    commands = [
        Result(
            measure=name,
            on="a fresh process",
            unit="s",
            values=[each[name] for each in rounds],
            against=f"python -c pass {figure(bare)} s",
            ratios=[each[name] / each["bare"] for each in rounds],
        )
        for name in COMMANDS
    ]
    return [*commands, *(_import_time(name) for name in IMPORTS)]


def _round() -> dict[str, float]:
    return {name: _seconds(command) for name, command in {"bare": BARE, **COMMANDS}.items()}


def _seconds(command: tuple[str, ...]) -> float:
    began = time.perf_counter()
    subprocess.run(
        command,
        env=clean_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return time.perf_counter() - began


def _import_time(module: str) -> Result:
    reports = [_import_report(module) for _ in range(3)]
    return Result(
        measure=f"import {module}",
        on="a fresh process, -X importtime",
        unit="s",
        values=[report[module] for report in reports],
        note=", ".join(f"{name} {figure(took)}" for name, took in _dearest(reports[-1], module)),
    )


def _import_report(module: str) -> dict[str, float]:
    """Seconds by module, those it imports included."""
    command = [sys.executable, "-X", "importtime", "-c", f"import {module}"]
    done = subprocess.run(
        command, env=clean_environment(), capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    lines = re.findall(r"import time:\s+\d+ \|\s+(\d+) \|\s+(\S+)", done.stderr)
    return {name: int(microseconds) / 1e6 for microseconds, name in lines}


def _dearest(report: dict[str, float], module: str) -> list[tuple[str, float]]:
    """The three packages of others that cost most."""
    others = {
        name: took for name, took in report.items() if "." not in name and name != module.partition(".")[0]
    }
    return sorted(others.items(), key=lambda pair: -pair[1])[:3]
