"""A year's team dashboard on many calls: against few calls, against the raw rows, and against DuckDB over Parquet.

And what keeps it so: recounting with one worker and several, counting everything again, and what a rep and a reader
of lists feel of many calls. ``BENCH_CALLS`` says how many; ten million take a quiet machine, hours and some 12 GB of disk.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select, text

from dialer import config, db, people
from dialer.analytics.report import GroupBy, Meaning, Scope, report
from dialer.analytics.tallies import DAY_TABLES, PERIOD_TABLES
from dialer.models import Call, User
from dialer.models.base import table_of
from tests.bench import backlogs
from tests.bench.counting import PERIOD
from tests.bench.place import DATABASES, furnished, told_to
from tests.bench.table import Result
from tests.bench.year_of_calls import FIRST, LAST, hire, reps_for, to_parquet, write

CALLS = int(os.environ.get("BENCH_CALLS", "120000"))
FEWER = 100  # how many times fewer calls the small year has, of as many reps
ROUNDS = 5
BACKLOG = 3  # days of each rep that changed
RAGGED = (date(2025, 1, 18), date(2025, 12, 17))  # neither end is a month's
CHARTS = (
    *(
        (group_by, Meaning.NOW, False)
        for group_by in (GroupBy.OUTCOME, GroupBy.SENTIMENT, GroupBy.REP, GroupBy.TEAM)
    ),
    *((group_by, Meaning.NOW, False) for group_by in (GroupBy.DAY, GroupBy.WEEKDAY_HOUR)),
    *((group_by, Meaning.RECORDED, True) for group_by in (GroupBy.FLOW, GroupBy.STEP)),
)
RAW = {
    GroupBy.OUTCOME: (), GroupBy.SENTIMENT: (), GroupBy.REP: ("rep_id",), GroupBy.TEAM: ("team_id",),
    GroupBy.DAY: ("day",), GroupBy.WEEKDAY_HOUR: ("day", "hour"), GroupBy.FLOW: ("flow_id",),
    GroupBy.STEP: ("flow_step_id",),
}  # fmt: skip
SUMS = (
    "count(*), sum(talk_seconds), sum(CASE WHEN outcome_source = 'rep' THEN 1 ELSE 0 END),"
    " sum(CASE WHEN outcome_source = 'webhook' THEN 1 ELSE 0 END)"
)


def measure() -> list[Result]:
    """On either database."""
    return [result for database in DATABASES for result in _on(database)]


def _on(database: str) -> list[Result]:
    with furnished(database) as settings:
        write(hire(reps_for(CALLS)), thin=FEWER)
        _child(settings, "rebuild")
        _child(settings, "periods")
        few = {
            "dashboard": _rounds(_dashboard),
            "ragged": _rounds(_ragged),
            "act": _child(settings, "act")["seconds"],
            **_pages(settings),
        }
    with furnished(database) as settings:
        calls = write(hire(reps_for(CALLS)))
        on = f"{database}, {calls:,} calls"
        rebuilt = _child(settings, "rebuild")
        again = _child(settings, "rebuild")
        _child(settings, "periods")
        dashboard, ragged = _rounds(_dashboard), _rounds(_ragged)
        return [
            _against(on, dashboard, f"{FEWER} times fewer calls", few["dashboard"], grown=True),
            _against(on, ragged, f"{FEWER} times fewer calls", few["ragged"], grown=True, of=RAGGED),
            _against(on, dashboard, "GROUP BY over raw calls", _rounds(_raw, 1 if calls > 2e6 else 3)),
            _against(on, dashboard, "DuckDB over Parquet", _duck(settings)),
            *_grains(on, calls),
            _rebuild(on, rebuilt, again),
            *_lists(settings, on, calls, few),
            _grown("record and end", on, _child(settings, "act")["seconds"], few["act"]),
            *backlogs.of_one_company(settings, on, rep_days=BACKLOG * reps_for(CALLS)),
        ]


def _against(
    on: str,
    ours: list[float],
    what: str,
    theirs: list[float],
    *,
    grown: bool = False,
    of: tuple[date, date] = (FIRST, LAST),
) -> Result:
    pairs = zip(ours, _cycled(theirs, len(ours)), strict=True)
    ratios = [our / their if grown else their / our for our, their in pairs]
    note = "how often as long" if grown else "how often as fast"
    on = on if of == (FIRST, LAST) else f"{on}, {of[0]} to {of[1]}"
    return Result("a year's dashboard", on, "s", ours, what, ratios, note)


def _cycled(values: list[float], length: int) -> list[float]:
    return [values[place % len(values)] for place in range(length)]


def _rounds(do: Callable[[], None], rounds: int = ROUNDS) -> list[float]:
    do()
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        do()
        seconds.append(time.perf_counter() - began)
    return seconds


def _ragged() -> None:
    _dashboard(RAGGED)


def _dashboard(period: tuple[date, date] = (FIRST, LAST)) -> None:
    """All charts, as an admin sees them."""
    with db.reading(1) as session:
        admin = session.scalars(select(User).where(User.email == "admin@demo.test")).one()
        by, now = people.principal_of(admin), datetime.now(UTC)
        for group_by, meaning, only_flows in CHARTS:
            scope = Scope(*period, group_by, meaning, only_flows=only_flows)
            assert report(session, by, scope, now=now).totals.calls


def _statements() -> Iterator[str]:
    for group_by, _, only_flows in CHARTS:
        key = ", ".join((*RAW[group_by], "outcome_id", "recorded_connect_status", "recorded_sentiment"))
        where = "company_id = 1 AND direction = 'outbound' AND result <> 'not_placed' AND line_ended_at IS NOT NULL"
        flows = " AND flow_id IS NOT NULL" if only_flows else ""
        period = f"day >= '{FIRST}' AND day <= '{LAST}'"
        yield f"SELECT {key}, {SUMS} FROM calls WHERE {where}{flows} AND {period} GROUP BY {key}"


def _raw() -> None:
    with db.engine().connect() as connection:
        for statement in _statements():
            connection.execute(text(statement)).all()


def _duck(settings: config.Settings) -> list[float]:
    import duckdb

    path = settings.data_dir / "calls.parquet"
    to_parquet(path)
    with duckdb.connect() as connection:
        statements = [one.replace("FROM calls", f"FROM '{path}'") for one in _statements()]
        found = _rounds(lambda: [connection.execute(one).fetchall() for one in statements] and None)
    path.unlink()
    return found


def _grains(on: str, calls: int) -> Iterator[Result]:
    with db.reading(1) as session:
        for table in (*DAY_TABLES, *PERIOD_TABLES):
            rows = session.scalar(select(func.count()).select_from(table)) or 0
            yield Result(
                "rows per call",
                f"{on}, {table_of(table).name}",
                "rows",
                [rows / calls],
                note=f"{rows:,} rows",
            )


def _rebuild(on: str, first: dict[str, Any], again: dict[str, Any]) -> Result:
    if again["differing"]:
        raise SystemExit(f"{again['differing']} rows differed when counted twice")
    speeds = [one["calls"] / one["seconds"] for one in (first, again)]
    memory = max(one["megabytes"] for one in (first, again))
    return Result(
        "counting all again", on, "calls/s", speeds, note=f"at most {memory:.0f} MB; {again['seconds']:.0f} s"
    )


def _lists(settings: config.Settings, on: str, calls: int, few: dict[str, list[float]]) -> Iterator[Result]:
    for name, seconds in _pages(settings).items():
        yield _grown("first page of a list", f"{on}, {name}", seconds, few[name])
    found = _child(settings, "csv", _about(min(100_000, calls)))
    note = f"{found['rows']:,} rows, {found['bytes'] / 1e6:.0f} MB, {found['rows'] / found['seconds']:,.0f} rows/s"
    yield Result("CSV, first byte", on, "s", [found["first_byte"]], note=note)
    grown = found["megabytes"] / found["before"]
    yield Result("CSV, memory", on, "MB", [found["megabytes"]], "before the first row", [grown])


def _pages(settings: config.Settings) -> dict[str, list[float]]:
    found = _child(settings, "page", *LISTS.values())
    return {name: found[asked] for name, asked in LISTS.items()}


LISTS = {
    "all": f"calls?{PERIOD}",
    "an outcome": f"calls?{PERIOD}&outcome=meeting_booked",
    "a rare outcome": f"calls?{PERIOD}&outcome=opt_out",
    "an alarm": f"calls?{PERIOD}&alarm=long_no_answer",
    "an hour": f"calls?{PERIOD}&hour=9",
    "how many outcomes are owed": "calls/owed",
}


def _about(rows: int) -> str:
    """A filter that lets about so many calls through."""
    with db.reading(1) as session:
        day = session.scalars(select(Call.day).order_by(Call.id).offset(rows - 1).limit(1)).one()
    return f"to={day}"


def _grown(measure: str, on: str, many: list[float], few: list[float]) -> Result:
    """Of work that a person waits for."""
    ratios = [a / b for a, b in zip(sorted(many), sorted(few), strict=False)]
    return Result(measure, on, "s", many, f"{FEWER} times fewer calls", ratios, "how often as long")


def _child(settings: config.Settings, *words: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.counting", *words]
    done = subprocess.run(command, env=told_to(settings), stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
