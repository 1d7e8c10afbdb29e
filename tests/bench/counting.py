"""Work that is measured in a process of its own, so that its memory is only its own. Prints JSON.

python -m tests.bench.counting rebuild|periods|drain|csv|page|act
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from dialer import app, clock, config, db, people, recounting
from dialer.models import Call, User
from tests.bench.year_of_calls import FIRST, LAST
from workers import analytics

PERIOD = f"from={FIRST}&to={LAST}&placed=true"
ACTS = 60


class Silent:
    """A progress bar that nobody watches."""

    length = 0

    def update(self, steps: int) -> None:
        """Go on."""


def rebuild() -> dict[str, Any]:
    """Count every call again."""
    began = time.perf_counter()
    found = recounting.recount(FIRST, Silent())
    return {"seconds": time.perf_counter() - began, "calls": found.calls, "differing": found.differing}


def periods() -> dict[str, Any]:
    """Sum up all periods."""
    began = time.perf_counter()
    analytics.sum_periods()
    return {"seconds": time.perf_counter() - began}


def drain() -> dict[str, Any]:
    """Recount until nothing waits."""
    with db.reading(db.EVERYWHERE) as session:
        session.execute(select(Call.id).limit(1))
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.perf_counter()
    analytics.recount_stale_days()
    return {"seconds": time.perf_counter() - began}


def csv() -> dict[str, Any]:
    """Let a list leave as CSV, and read it as it comes."""
    client, headers = _admin()
    began = time.perf_counter()
    answer = client.get(
        f"/api/calls.csv?from={FIRST}&placed=true&{sys.argv[2]}", headers=headers, buffered=False
    )
    parts = iter(answer.response)
    size, first = len(next(parts)), time.perf_counter() - began
    before = _megabytes()
    lines = 0
    for part in parts:
        size += len(part)
        lines += bytes(part if isinstance(part, bytes) else part.encode()).count(b"\n")
    return {
        "first_byte": first,
        "seconds": time.perf_counter() - began,
        "rows": lines,
        "bytes": size,
        "before": before,
    }


def page() -> dict[str, Any]:
    """The first pages of lists, several times each."""
    client, headers = _admin()
    return {asked: [_seconds(client, headers, asked) for _ in range(7)] for asked in sys.argv[2:]}


def _seconds(client: Any, headers: dict[str, str], asked: str) -> float:
    began = time.perf_counter()
    answer = client.get(f"/api/{asked}", headers=headers)
    assert answer.status_code == 200, answer.text
    return time.perf_counter() - began


def act() -> dict[str, Any]:
    """A rep records outcomes and ends calls."""
    client = app.create_app(config.settings()).test_client()
    with db.reading(db.EVERYWHERE) as session:
        rep_id = session.scalars(select(Call.rep_id).order_by(Call.id.desc()).limit(1)).one()
        ids = list(
            session.scalars(select(Call.id).where(Call.rep_id == rep_id).order_by(Call.id.desc()).limit(ACTS))
        )
    headers = {"Authorization": f"Bearer {people.TOKEN_PREFIX}bench-{rep_id}"}
    seconds = []
    for place, call_id in enumerate(ids):
        key = ("follow_up", "bad_fit")[place % 2]
        began = time.perf_counter()
        for method, path in (("PUT", "outcome"), ("POST", "end")):
            body = {"outcome": key} if method == "PUT" else {}
            answer = client.open(f"/api/calls/{call_id}/{path}", method=method, json=body, headers=headers)
            assert answer.status_code == 200, answer.text
        seconds.append(time.perf_counter() - began)
    return {"seconds": seconds[ACTS // 6 :]}


def _admin() -> tuple[Any, dict[str, str]]:
    made: Flask = app.create_app(config.settings())
    with db.reading(db.EVERYWHERE) as session:
        user = session.scalars(select(User).where(User.email == "admin@demo.test")).one()
    with db.transaction(user.company_id) as session:
        _, secret = people.make_token(session, people.principal_of(user), "Benchmark", now=clock.now())
    return made.test_client(), {"Authorization": f"Bearer {secret}"}


def _megabytes() -> float:
    """The most that this program had. ``getrusage`` would count what its parent had before it began."""
    line = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")
    )
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    config.use(config.read_settings(_env_file=None))
    done = {"rebuild": rebuild, "periods": periods, "drain": drain, "csv": csv, "page": page, "act": act}[
        sys.argv[1]
    ]()
    print(json.dumps({**done, "megabytes": _megabytes()}))
