"""Memory of the whole stack, as ``dialer up`` runs it: when nothing happens, and with fifty calls on the line.

Fifty reps look on and have dialed; their calls went through the sandbox and were answered. Ten of them carry audio,
which is what the sandbox promises; the others' ends never send a packet. Counted is each process's proportional
share of the pages it has (PSS), so that what forked processes share counts once.
"""

import asyncio
import json
import shutil
import tempfile
import urllib.request
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import func, select

from dialer import config, db
from dialer.db import EVERYWHERE, reading
from dialer.models import Call
from policies.vocabulary import CallState
from tests.bench.place import hire_reps
from tests.bench.table import Result
from tests.conftest import make_settings
from tests.running_stack import PARTS, RunningStack, processes_of
from tests.sandbox.rep_browser import RepBrowser

ROUNDS = 2
CALLS = 50
WITH_AUDIO = 10
SETTLE = 6.0  # seconds: a sweep and a recount have come by
AT_ONCE = 10  # dial at the same moment
PATIENCE = 60.0  # seconds for one call to be answered
ANSWERING = "+12025550101"

Share = Counter[str]


class SilentBrowser(RepBrowser):
    """A rep's end that takes no part in the audio."""

    async def _connect_call(self, payload: dict[str, Any]) -> None:
        self.call_sid = payload.get("callsid", self.call_sid)


def measure() -> list[Result]:
    """Two rows in MB; the second against the first."""
    rounds = [_round() for _ in range(ROUNDS)]
    idle, busy = ([sum(each[place].values()) for each in rounds] for place in (0, 1))
    return [
        Result("memory of the stack", "idle", "MB", idle, note=_parts(rounds[-1][0])),
        Result(
            measure="memory of the stack",
            on=f"{CALLS} calls, {WITH_AUDIO} with audio",
            unit="MB",
            values=busy,
            against="idle",
            ratios=[after / before for before, after in zip(idle, busy, strict=True)],
            note=_parts(rounds[-1][1]),
        ),
    ]


def _parts(shares: Share) -> str:
    return ", ".join(f"{name} {megabytes:.0f}" for name, megabytes in shares.most_common())


def _round() -> tuple[Share, Share]:
    folder = Path(tempfile.mkdtemp(prefix="dialer-memory-"))
    try:
        with RunningStack(folder / "data", SANDBOX_MOST_CALLS=str(CALLS)) as stack:
            stack.wait_until_ready()
            config.use(make_settings(DIALER_DATA_DIR=stack.data_dir))
            return asyncio.run(_idle_and_busy(stack))
    finally:
        db.dispose()
        shutil.rmtree(folder, ignore_errors=True)


async def _idle_and_busy(stack: RunningStack) -> tuple[Share, Share]:
    assert stack.get("/") == 200
    await asyncio.sleep(SETTLE)
    idle = memory_of(stack)
    sandbox = _sandbox_url(stack.url)
    async with AsyncExitStack() as ends:
        kinds = [RepBrowser] * WITH_AUDIO + [SilentBrowser] * (CALLS - WITH_AUDIO)
        dialing = [
            _on_a_call(stack.url, kind(sandbox), token)
            for kind, (_, token) in zip(kinds, hire_reps(CALLS), strict=True)
        ]
        for batch in (dialing[start : start + AT_ONCE] for start in range(0, CALLS, AT_ONCE)):
            await asyncio.gather(*(ends.enter_async_context(call) for call in batch))
        await asyncio.sleep(SETTLE)
        _check()
        return idle, memory_of(stack)


def _sandbox_url(url: str) -> str:
    with urllib.request.urlopen(f"{url}/api/sign-in", timeout=10) as answer:
        return str(json.load(answer)["sandbox_url"])


@asynccontextmanager
async def _on_a_call(url: str, browser: RepBrowser, token: str) -> AsyncIterator[None]:
    """A rep who looks on, has dialed, and was answered."""
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession(url, headers=headers, timeout=aiohttp.ClientTimeout(None)) as http:
        stream = await http.get("/api/live")
        stream.raise_for_status()
        call = await _asked(http, "/api/calls", to=ANSWERING)
        voice = await _asked(http, "/api/voice-token")
        await browser.open()
        try:
            await browser.listen(jwt=voice["token"])
            await browser.expect("connected", PATIENCE)
            await browser.invite(call_id=str(call["id"]))
            await browser.expect("answer", PATIENCE)
            yield
        finally:
            await browser.close()
            stream.close()


async def _asked(http: aiohttp.ClientSession, path: str, **body: object) -> dict[str, Any]:
    async with http.post(path, json=body) as response:
        if response.status >= 400:
            raise SystemExit(f"{path} was answered {response.status}: {await response.text()}")
        answer: dict[str, Any] = await response.json()
        return answer


def _check() -> None:
    """All are on the line at once, as the product sees it."""
    with reading(EVERYWHERE) as session:
        live = session.scalar(select(func.count()).select_from(Call).where(Call.state == CallState.LIVE))
    if live != CALLS:
        raise SystemExit(f"{live} of {CALLS} calls are live")


def memory_of(stack: RunningStack) -> Share:
    """Megabytes of each part; the supervisor itself is ``up``."""
    shares = Share({"up": _megabytes(stack.process.pid)})
    for pid, line in processes_of(stack.data_dir).items():
        name = next((name for name, mark in PARTS.items() if mark in line), "other")
        shares[name] += _megabytes(pid)
    return shares


def _megabytes(pid: int) -> float:
    """Proportional where the kernel tells, else resident. A process that has ended has none."""
    for file, label in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
        except OSError:
            continue
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(label)), 0.0)
    return 0.0
