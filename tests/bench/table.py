"""What a benchmark found: as a row of the table that people read, and as a line of bench.jsonl."""

import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

COLUMNS = ("measure", "on", "median", "unit", "min-max", "against", "ratio", "min-max", "rounds", "note")


@dataclass(frozen=True, slots=True)
class Result:
    """One thing measured: a value for each round and, where there is something to hold it against, a ratio for each.

    ``ratios`` pairs values of one round, so that a slow moment of the machine slows both sides.
    """

    measure: str
    on: str
    unit: str
    values: Sequence[float]
    against: str = ""
    ratios: Sequence[float] = field(default=())
    note: str = ""

    def cells(self) -> list[str]:
        """The row of the table."""
        value, spread = _middle(self.values)
        ratio, ratio_spread = _middle(self.ratios)
        rounds = str(len(self.values))
        return [
            self.measure, self.on, value, self.unit, spread, self.against, ratio, ratio_spread, rounds, self.note,
        ]  # fmt: skip

    def line(self) -> dict[str, Any]:
        """The same for a program."""
        return {**asdict(self), "median": statistics.median(self.values), "rounds": len(self.values)}


def describe_machine() -> str:
    """Where this was measured, as a heading of the table."""
    return (
        f"{cores()} cores, Python {platform.python_version()}, {platform.machine()}; "
        "medians of the rounds, min-max beside them"
    )


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0))


def print_table(results: Sequence[Result]) -> None:
    """One table, columns aligned."""
    rows = [list(COLUMNS), *(result.cells() for result in results)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(COLUMNS))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def keep(path: Path, results: Sequence[Result], ran_at: datetime) -> None:
    """Append the results to a file of JSON lines."""
    said = {
        "ran_at": ran_at.isoformat(timespec="seconds"),
        "cores": cores(),
        "python": platform.python_version(),
    }
    with path.open("a") as file:
        file.writelines(json.dumps({**said, **result.line()}) + "\n" for result in results)


def figure(value: float) -> str:
    """Three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.095 else f"{value:.3f}"


def _middle(values: Sequence[float]) -> tuple[str, str]:
    if not values:
        return "", ""
    spread = f"{figure(min(values))}-{figure(max(values))}" if len(values) > 1 else ""
    return figure(statistics.median(values)), spread
