"""``python -m tests.bench``: run the benchmarks, print one table, append JSON lines to bench.jsonl."""

import json
from datetime import UTC, datetime
from pathlib import Path

from tests import servers
from tests.bench import sandbox_calls, webhooks

RESULTS = Path("bench.jsonl")


def main() -> None:
    """Run everything."""
    servers.open_run()
    try:
        results = [*webhooks.measure(), *sandbox_calls.measure()]
    finally:
        servers.close_run()
    ran_at = datetime.now(UTC).isoformat(timespec="seconds")
    with RESULTS.open("a") as file:
        file.writelines(json.dumps({"ran_at": ran_at, **result}) + "\n" for result in results)
    columns = ["measure", "on", "value", "against", "ratio", "spread"]
    rows = [columns, *([str(result[column]) for column in columns] for result in results)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(columns))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
