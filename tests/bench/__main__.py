"""``python -m tests.bench [NAME ...]``: measure, print one table, append JSON lines to bench.jsonl.

Without a name, everything. A name is one of the modules beside this one.
"""

import importlib
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from tests import servers
from tests.bench.table import Result, describe_machine, keep, print_table

RESULTS = Path("bench.jsonl")
BENCHMARKS = (
    "webhooks",
    "live_events",
    "freshness",
    "commands",
    "starts",
    "memory",
    "sandbox_calls",
    "analytics",
    "backlogs",
    "hooks",
    "booking",
    "sales",
)


def main(names: list[str]) -> None:
    """Run the benchmarks of these names, or all."""
    unknown = sorted(set(names) - set(BENCHMARKS))
    if unknown:
        sys.exit(f"there is no benchmark {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}")
    results: list[Result] = []
    servers.open_run(durable=True)
    try:
        for name in names or BENCHMARKS:
            results += _measure(name)
    finally:
        servers.close_run()
        keep(RESULTS, results, datetime.now(UTC))
        print(describe_machine())
        print_table(results)


def _measure(name: str) -> list[Result]:
    began = time.monotonic()
    print(f"{name} ...", end=" ", file=sys.stderr, flush=True)
    found: list[Result] = importlib.import_module(f"tests.bench.{name}").measure()
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
