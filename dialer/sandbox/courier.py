"""Signed requests to the application: the retries, time-outs and signature are documented, see `targets.py`."""

import asyncio
import json
import logging
import time
import uuid
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp
from yarl import URL

from dialer.sandbox.config import Account
from dialer.sandbox.faults import Faults
from dialer.sandbox.signature import now, sign
from dialer.sandbox.targets import CLIENT_ERROR, CONNECT, READ, SERVER_ERROR, Target

RETRY_PAUSE = 0.2
REMEMBERED = 300
LARGEST_REPLY = 64 * 1024
FIRST_BYTES = 200
LONGEST_VERDICT = 1000
VERDICT = "X-Delivery-Verdict"
"""Not Twilio's: an application may say here, in a few words, what it made of a delivery."""
WRONG_TOKEN = "a-token-that-was-never-ours"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Letter:
    """One request to send."""

    kind: str
    account: Account
    call_sid: str
    target: Target
    method: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """What came back. `failure` is the retry policy's word for what went wrong, None when nothing did."""

    status: int | None = None
    body: str = ""
    content_type: str = ""
    failure: str | None = None
    verdict: str = ""
    is_cut: bool = False
    """It was longer than Twilio reads."""


@dataclass(frozen=True)
class Delivery:
    """One attempt, as the status page shows it."""

    kind: str
    call_sid: str
    method: str
    path: str
    fields: Mapping[str, str]
    attempt: int
    outcome: str
    milliseconds: int
    status: int | None = None
    answered: str = ""
    """The first bytes of what the application said."""
    verdict: str = ""
    """What it made of it, in its own words."""
    at: datetime = field(default_factory=now)


class Courier:
    """Sends letters and remembers the last deliveries."""

    def __init__(self, faults: Callable[[], Faults] = Faults) -> None:
        self._faults = faults
        self.deliveries: deque[Delivery] = deque(maxlen=REMEMBERED)
        self._http: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        """Open the HTTP client; it keeps no cookies and asks no proxy."""
        self._http = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())

    async def stop(self) -> None:
        """Close it."""
        if self._http:
            await self._http.close()

    async def send(self, letter: Letter) -> Reply:
        """Send, and send again as the target's overrides ask, all within its total time."""
        token, deadline = str(uuid.uuid4()), time.monotonic() + letter.target.total_seconds
        for attempt in range(1, 2 + letter.target.retries):
            began = time.monotonic()
            reply = await self._attempt(letter, token, deadline - began)
            self._remember(letter, reply, attempt, time.monotonic() - began)
            if reply.failure not in letter.target.retry_on or time.monotonic() + RETRY_PAUSE >= deadline:
                break
            if attempt <= letter.target.retries:
                await asyncio.sleep(RETRY_PAUSE)
        return reply

    async def _attempt(self, letter: Letter, token: str, left: float) -> Reply:
        assert self._http, "the courier was not started"
        target, form = letter.target, dict(letter.fields)
        url = target.url
        if letter.method == "GET":
            url, form = f"{url}{'&' if '?' in url else '?'}{urlencode(form)}", {}
        headers = {
            "X-Twilio-Signature": sign(self._token(letter.account), url, form),
            "I-Twilio-Idempotency-Token": token,
            "X-Home-Region": "us1",
            "User-Agent": "TwilioProxy/1.1",
        }
        limits = aiohttp.ClientTimeout(
            total=left, sock_connect=target.connect_seconds, sock_read=target.read_seconds
        )
        try:
            async with self._http.request(
                letter.method,
                URL(url, encoded=True),
                data=form or None,
                headers=headers,
                timeout=limits,
                allow_redirects=False,
            ) as response:
                return await _reply(response)
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError, aiohttp.InvalidURL):
            return Reply(failure=CONNECT)
        except (TimeoutError, aiohttp.ClientError):
            return Reply(failure=READ)

    def _token(self, account: Account) -> str:
        """The first one signs, unless a switch says otherwise."""
        tokens = {
            "wrong": WRONG_TOKEN,
            "older": account.auth_tokens[-1],
            "retired": account.retired_tokens[0] if account.retired_tokens else WRONG_TOKEN,
        }
        return tokens.get(self._faults().sign_with, account.auth_tokens[0])

    async def fetch(self, url: str) -> bytes:
        """A sound file; empty when it cannot be had."""
        assert self._http, "the courier was not started"
        try:
            async with self._http.get(url, timeout=aiohttp.ClientTimeout(total=15)) as response:
                return await response.read() if response.ok else b""
        except (TimeoutError, aiohttp.ClientError, ValueError):
            return b""

    def dropped(self, letter: Letter) -> None:
        """Note a callback that a fault swallowed."""
        self._note(letter, 0, "dropped on purpose", 0.0, Reply())

    def _remember(self, letter: Letter, reply: Reply, attempt: int, took: float) -> None:
        words = {CONNECT: "no connection", READ: "no answer in time"}
        outcome = str(reply.status) if reply.status else words.get(reply.failure or "", "failed")
        self._note(letter, attempt, outcome, took, reply)

    def _note(self, letter: Letter, attempt: int, outcome: str, took: float, reply: Reply) -> None:
        parts = urlsplit(letter.target.url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        delivery = Delivery(
            letter.kind,
            letter.call_sid,
            letter.method,
            path,
            letter.fields,
            attempt,
            outcome,
            round(took * 1000),
            reply.status,
            reply.body[:FIRST_BYTES],
            reply.verdict[:LONGEST_VERDICT],
        )
        self.deliveries.append(delivery)
        log.info("%s %s %s -> %s", letter.kind, letter.method, path, outcome)


async def _reply(response: aiohttp.ClientResponse) -> Reply:
    said = await _at_most(response, LARGEST_REPLY + 1)
    body = said.decode("utf-8", "replace")
    failure = {4: CLIENT_ERROR, 5: SERVER_ERROR}.get(response.status // 100)
    verdict = response.headers.get(VERDICT) or _problem(body, response.content_type)
    return Reply(
        response.status, body, response.content_type, failure, verdict, is_cut=len(said) > LARGEST_REPLY
    )


async def _at_most(response: aiohttp.ClientResponse, most: int) -> bytes:
    said = b""
    while len(said) < most and (more := await response.content.read(most - len(said))):
        said += more
    return said


def _problem(body: str, content_type: str) -> str:
    """A refusal that explains itself in the way of RFC 9457."""
    if content_type != "application/problem+json":
        return ""
    try:
        said = json.loads(body)
        return f"{said.get('code') or said.get('title')}: {said.get('detail')}"
    except (ValueError, AttributeError, RecursionError):
        return ""


def delivery_json(delivery: Delivery) -> dict[str, Any]:
    """For `/deliveries.json`."""
    return {
        "at": delivery.at.isoformat(),
        "kind": delivery.kind,
        "call_sid": delivery.call_sid,
        "method": delivery.method,
        "path": delivery.path,
        "fields": dict(delivery.fields),
        "attempt": delivery.attempt,
        "outcome": delivery.outcome,
        "milliseconds": delivery.milliseconds,
        "status": delivery.status,
        "answered": delivery.answered,
        "verdict": delivery.verdict,
    }
