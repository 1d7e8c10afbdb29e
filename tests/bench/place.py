"""Where the server benchmarks run: a durable database and Redis of their own, the demo company, a web server."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert, select

from dialer import config, db, people, setup
from dialer.db import EVERYWHERE, reading, transaction
from dialer.models import ApiToken, Call, User
from policies.vocabulary import CallState, Direction, Role
from tests import servers
from tests.bench import bare
from tests.conftest import make_settings
from tests.running_stack import free_port

DATABASES = ("sqlite", "postgresql")
START_SECONDS = 60


@contextmanager
def furnished(database: str, **changes: object) -> Iterator[config.Settings]:
    """The demo company in a fresh database of this kind; these are the settings of this process meanwhile."""
    folder = Path(tempfile.mkdtemp(prefix="dialer-bench-"))
    try:
        with _database_url(database, folder) as url, servers.run_redis(durable=True) as redis_url:
            settings = make_settings(database_url=url, redis_url=redis_url, DIALER_DATA_DIR=folder, **changes)
            config.use(settings)
            setup.install(settings, demo=True)
            bare.tables.create_all(db.engine().execution_options(writes=True))
            yield settings
            db.dispose()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _database_url(database: str, folder: Path) -> Iterator[str]:
    if database == "sqlite":
        shutil.copyfile(servers.sqlite_template(), folder / "dialer.db")
        yield f"sqlite:///{folder / 'dialer.db'}"
    else:
        with servers.clone_postgres() as url:
            yield url


def environment_of(settings: config.Settings) -> dict[str, str]:
    """What a process is told so that it works in the same place."""
    told = {name.upper(): str(value) for name, value in settings.model_dump().items() if value != ""}
    return {**os.environ, **told, "DIALER_DATA_DIR": str(settings.data_dir)}


def told_to(settings: config.Settings) -> dict[str, str]:
    """The same for a program of the benchmarks."""
    return {**environment_of(settings), "PYTHONPATH": str(Path.cwd())}


@contextmanager
def serving(settings: config.Settings, *, processes: int) -> Iterator[int]:
    """The web server as ``dialer up`` starts it, with the bare views beside the product: its port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "python:dialer.gunicorn_conf"]
    command += ["-b", f"127.0.0.1:{port}", "tests.bench.bare:create_app()"]
    told = environment_of(settings) | {"WEB_CONCURRENCY": str(processes)}
    log = settings.data_dir / "web.log"
    with log.open("ab") as output:
        server = subprocess.Popen(command, env=told, stdout=output, stderr=output)
    try:
        _wait_until_up(port, server, log)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _wait_until_up(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
            return
        time.sleep(0.1)
    sys.exit("the web server did not start:\n" + log.read_text(errors="replace")[-2000:])


def find_rep() -> User:
    """The demo company's rep."""
    with reading(EVERYWHERE) as session:
        return session.scalars(select(User).where(User.email == "rep@demo.test")).one()


def hire_reps(count: int, company_id: int | None = None) -> list[tuple[int, str]]:
    """More reps of the demo company, or another: the number of each and a token to act with. Nobody knows their passwords."""
    rep, now = find_rep(), datetime.now(UTC)
    company_id = company_id or rep.company_id
    person = {
        "company_id": company_id,
        "password_hash": rep.password_hash,
        "role_words": [Role.REP.value],
        "team_id": rep.team_id if company_id == rep.company_id else None,
        "created_at": now,
    }
    rows = [{**person, "email": f"bench{n}@bench{company_id}.test", "name": f"Rep {n}"} for n in range(count)]
    with transaction(company_id) as session:
        ids = list(session.scalars(insert(User).returning(User.id, sort_by_parameter_order=True), rows))
        secrets = [f"{people.TOKEN_PREFIX}bench-{user_id}" for user_id in ids]
        tokens = [
            {
                "company_id": company_id,
                "user_id": user_id,
                "name": "Benchmark",
                "secret_digest": people.digest(secret),
                "created_at": now,
            }
            for user_id, secret in zip(ids, secrets, strict=True)
        ]
        session.execute(insert(ApiToken), tokens)
    return list(zip(ids, secrets, strict=True))


def past_calls(rep_ids: list[int]) -> list[int]:
    """A call for each of these reps. They have ended, as a rep may have only one open; the line says more later."""
    rep, now = find_rep(), datetime.now(UTC)
    call = {
        "company_id": rep.company_id,
        "team_id": rep.team_id,
        "direction": Direction.OUTBOUND,
        "from_number": "+12025550199",
        "to_number": "+12025550102",
        "day": now.date(),
        "hour": now.hour,
        "notes": "",
        "state": CallState.ENDED,
        "created_at": now,
        "ended_at": now,
        "offered_words": [],
        "version": 0,
    }
    rows = [{**call, "rep_id": rep_id} for rep_id in rep_ids]
    with transaction(rep.company_id) as session:
        return list(session.scalars(insert(Call).returning(Call.id, sort_by_parameter_order=True), rows))
