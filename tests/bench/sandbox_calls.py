"""Ten calls at once on one core of the sandbox, counted in packets: those that arrived against those that were sent.

The sandbox is a process of its own, bound to one core; ten browsers' ends run here. Both directions are counted over
the same seconds, in the sandbox's own numbers and in the ends'.
"""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from tests.bench.table import Result
from tests.sandbox.rep_browser import RepBrowser
from tests.sandbox.stage import ACCOUNT, APPLICATION, KEY, NUMBER, SECRET, TOKEN

CALLS = 10
SECONDS = 8.0
TICKS = os.sysconf("SC_CLK_TCK")
DOCUMENT = f'<Response><Dial answerOnBridge="true" callerId="{NUMBER}">+12025550101</Dial></Response>'


def measure() -> list[Result]:
    """Two rows: what browsers' ends received, and what the sandbox received."""
    with tempfile.TemporaryDirectory(prefix="sandbox-bench-") as folder:
        return asyncio.run(_measure(Path(folder)))


@dataclass(frozen=True, slots=True)
class Counts:
    """Packets of one call so far."""

    sent_by_sandbox: int
    received_by_end: int
    sent_by_end: int
    received_by_sandbox: int


async def _measure(folder: Path) -> list[Result]:
    async with _application() as application, _sandbox(folder, application) as (url, pid):
        reps = [await _call(url) for _ in range(CALLS)]
        await asyncio.sleep(1.0)
        began, busy, before = time.monotonic(), _processor(pid), await _counts(url, reps)
        await asyncio.sleep(SECONDS)
        seconds, used, after = time.monotonic() - began, _processor(pid) - busy, await _counts(url, reps)
        for rep in reps:
            await rep.close()
    core = f"one core, {used / seconds:.0%} of it"
    pairs = list(zip(before, after, strict=True))
    down = [
        (now.received_by_end - was.received_by_end) / (now.sent_by_sandbox - was.sent_by_sandbox)
        for was, now in pairs
    ]
    rates = [(now.sent_by_sandbox - was.sent_by_sandbox) / seconds for was, now in pairs]
    up = [
        (now.received_by_sandbox - was.received_by_sandbox) / (now.sent_by_end - was.sent_by_end)
        for was, now in pairs
    ]
    return [
        _row("packets to ten calls", core, down, f"those it sent, {min(rates):.1f}/s or more a call"),
        _row("packets from ten calls", core, up, "those the ends sent"),
    ]


def _row(measure: str, core: str, ratios: list[float], against: str) -> Result:
    return Result(measure, core, "%", [ratio * 100 for ratio in ratios], against, note="a round is a call")


async def _call(url: str) -> RepBrowser:
    rep = RepBrowser(url)
    await rep.open()
    await rep.listen()
    await rep.expect("connected")
    await rep.invite(To="+12025550101")
    await rep.expect("answer", seconds=20)
    return rep


async def _counts(url: str, reps: list[RepBrowser]) -> list[Counts]:
    async with aiohttp.ClientSession() as http, http.get(f"{url}/calls.json") as response:
        calls = {call["sid"]: call for call in (await response.json())["calls"]}
    return [await _count(rep, calls[rep.call_sid]) for rep in reps]


async def _count(rep: RepBrowser, call: dict[str, Any]) -> Counts:
    assert rep.connection
    stats = (await rep.connection.getStats()).values()
    received = sum(each.packetsReceived for each in stats if each.type == "inbound-rtp")
    sent = sum(each.packetsSent for each in stats if each.type == "outbound-rtp")
    return Counts(call["packets_out"], received, sent, call["packets_in"])


@contextlib.asynccontextmanager
async def _application() -> AsyncIterator[str]:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=DOCUMENT, content_type="text/xml")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def _sandbox(folder: Path, application: str) -> AsyncIterator[tuple[str, int]]:
    account = {
        "account_sid": ACCOUNT,
        "auth_tokens": [TOKEN],
        "api_key_sid": KEY,
        "api_key_secret": SECRET,
        "applications": [{"sid": APPLICATION, "voice_url": f"{application}/voice"}],
        "numbers": [NUMBER],
    }
    config = folder / "config.json"
    config.write_text(json.dumps({"accounts": [account]}))
    command = [sys.executable, "-m", "dialer.sandbox", "--port", "0", "--config", str(config)]
    process = subprocess.Popen(
        [*command, "--data-dir", str(folder / "data")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    os.sched_setaffinity(process.pid, {min(os.sched_getaffinity(0))})
    try:
        assert process.stdout
        ready = await asyncio.to_thread(process.stdout.readline)
        yield ready.split()[-1], process.pid
    finally:
        process.terminate()
        process.wait(5)


def _processor(pid: int) -> float:
    """Seconds of processor the process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
