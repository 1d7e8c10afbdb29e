"""Durable, pre-filling webhooks per second, as a fraction of the same server's hello-world in the same run.

Each request is a signed ``busy`` for a call of its own: verified, kept, folded, pre-filled, marked for the recount,
committed, and the browser nudged. The hello-world is ``/healthz``: same server, same threads, no database.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import insert, select
from werkzeug.datastructures import MultiDict

from dialer import config, setup
from dialer.db import EVERYWHERE, reading, transaction
from dialer.models import Call, User
from policies.vocabulary import CallState, Direction
from tests import servers
from tests.bench.load import Run, fire
from tests.conftest import make_settings
from webhooks.signature import sign

ROUNDS = 5
A_ROUND = 400  # requests
PORT = 8765


def measure() -> list[dict[str, Any]]:
    """One row per database."""
    folder = Path(tempfile.mkdtemp(prefix="dialer-bench-"))
    try:
        shutil.copyfile(servers.sqlite_template(), folder / "dialer.db")
        rows = [_on("sqlite", f"sqlite:///{folder / 'dialer.db'}", folder)]
        with servers.clone_postgres() as url:
            rows.append(_on("postgresql", url, folder))
        return rows
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _on(name: str, database_url: str, folder: Path) -> dict[str, Any]:
    with servers.run_redis() as redis_url:
        settings = make_settings(database_url=database_url, redis_url=redis_url, DIALER_DATA_DIR=folder)
        config.use(settings)
        setup.install(settings, demo=True)
        call_ids = iter(_ended_calls(ROUNDS * A_ROUND + A_ROUND))
        with _server(settings):
            rounds = [_round(call_ids) for _ in range(ROUNDS + 1)][1:]  # the first warms up
    ratios = [webhook.per_second / hello.per_second for webhook, hello in rounds]
    refused = sum(count for run, _ in rounds for status, count in run.statuses.items() if status != 204)
    if refused:
        raise SystemExit(f"{refused} webhooks were not answered 204")
    return {
        "measure": "pre-filling webhooks",
        "on": name,
        "value": f"{statistics.median(run.per_second for run, _ in rounds):.0f}/s",
        "against": f"hello-world {statistics.median(run.per_second for _, run in rounds):.0f}/s",
        "ratio": f"{statistics.median(ratios):.2f}",
        "spread": f"{min(ratios):.2f}-{max(ratios):.2f}",
    }


def _round(call_ids: Iterator[int]) -> tuple[Run, Run]:
    hello = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    busy = [_busy(next(call_ids)) for _ in range(A_ROUND)]
    return fire(PORT, busy), fire(PORT, [hello] * A_ROUND)


def _ended_calls(count: int) -> list[int]:
    """Calls to be told that the line was busy. They have ended, as a rep may have only one open."""
    now = datetime.now(UTC)
    with reading(EVERYWHERE) as session:
        rep = session.scalars(select(User).where(User.email == "rep@demo.test")).one()
    row = {
        "company_id": rep.company_id,
        "rep_id": rep.id,
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
    with transaction(rep.company_id) as session:
        return list(session.scalars(insert(Call).returning(Call.id), [row] * count))


def _busy(call_id: int) -> bytes:
    settings = config.settings()
    path = f"/webhooks/twilio/status?call_id={call_id}"
    form = {
        "AccountSid": settings.twilio_account_sid,
        "CallSid": f"CA{call_id:032x}",
        "ParentCallSid": f"CA{call_id + 10**9:032x}",
        "CallStatus": "busy",
        "CallDuration": "0",
        "SequenceNumber": "2",
        "SipResponseCode": "486",
        "Timestamp": datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000"),
        "CallbackSource": "call-progress-events",
        "Direction": "outbound-dial",
        "From": "+12025550199",
        "To": "+12025550102",
        "ApiVersion": "2010-04-01",
    }
    body = urlencode(form)
    signature = sign(settings.public_url + path, MultiDict(form), settings.twilio_auth_token)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Twilio-Signature: {signature}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


@contextmanager
def _server(settings: config.Settings) -> Iterator[None]:
    """The web server as ``dialer up`` starts it, on this database."""
    environment = {
        **os.environ,
        **{name.upper(): str(value) for name, value in settings.model_dump().items() if value != ""},
        "DIALER_DATA_DIR": str(settings.data_dir),
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        "python:dialer.gunicorn_conf",
        "-b",
        f"127.0.0.1:{PORT}",
    ]
    process = subprocess.Popen(
        [*command, "dialer.app:create_app()"], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_up()
        yield
    finally:
        process.terminate()
        process.wait(10)


def _wait_until_up() -> None:
    for _ in range(200):
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=1):
            return
        time.sleep(0.1)
    raise SystemExit("the web server did not start")
