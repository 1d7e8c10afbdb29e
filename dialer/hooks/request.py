"""Sending one delivery: to an address that was looked at, within ten seconds, reading only how the answer begins."""

import asyncio
import re
import ssl
import time
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPException, HTTPResponse
from io import BytesIO
from typing import Any, Final, cast

from dialer.hooks.addresses import Refused, Target, resolve, target_of

TIMEOUT: Final = 10.0  # seconds for all of it: name, connection, sending, answer
PATIENCE: Final = 1.0  # seconds for the beginning of the body, once the status is known
LONGEST_HEAD: Final = 16 * 1024
LONGEST_ANSWER: Final = 1_000  # characters that are kept
ADDRESSES_TRIED: Final = 2
INTERIM: Final = re.compile(rb"HTTP/1\.[01] 1\d\d")  # says that the answer is still to come


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is sent: headers signed already."""

    url: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back."""

    status: int | None
    error: str | None
    answer: str
    milliseconds: int
    retry_after: str | None = None  # as the receiver wrote it


@dataclass(frozen=True, slots=True)
class _Heard:
    """What was read of an answer."""

    status: int
    retry_after: str | None
    body: bytes


async def send(outgoing: Outgoing, resolver: Executor) -> Answered:
    """Send, and say what came of it; nothing that a receiver does raises."""
    began = time.monotonic()
    heard, error = None, None
    try:
        async with asyncio.timeout(TIMEOUT) as limit:
            heard = await _exchange(outgoing, resolver, limit)
    except TimeoutError:
        error = f"no answer within {TIMEOUT:.0f} seconds"
    except Refused as refused:
        error = f"not sent: {refused}"
    except ssl.SSLError as failure:
        error = f"no secure connection: {failure.reason or failure}"
    except (OSError, HTTPException, ValueError, asyncio.IncompleteReadError) as failure:
        error = _in_words(failure)
    spent = round((time.monotonic() - began) * 1000)
    if heard is None:
        return Answered(None, error[:300] if error else None, "", spent)
    return Answered(heard.status, None, _readable(heard.body), spent, heard.retry_after)


async def _exchange(outgoing: Outgoing, resolver: Executor, limit: asyncio.Timeout) -> _Heard:
    target = target_of(outgoing.url)
    addresses = await asyncio.get_running_loop().run_in_executor(resolver, resolve, target)
    reader, writer = await _connect(target, addresses)
    try:
        writer.write(_head(target, outgoing) + outgoing.body)
        await writer.drain()
        head = await _head_of_answer(reader)
        limit.reschedule(None)  # it came in time; its body has a patience of its own
        return await _read(head, reader)
    except asyncio.LimitOverrunError:
        raise ValueError("its headers are too long") from None
    finally:
        writer.transport.abort()  # whatever is still on its way is not wanted


async def _connect(target: Target, addresses: list[str]) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    secure: dict[str, Any] = {"ssl": _tls(), "server_hostname": target.host} if target.is_secure else {}
    failure: OSError = OSError("it has no address")
    for address in addresses[:ADDRESSES_TRIED]:
        try:
            return await asyncio.open_connection(address, target.port, limit=LONGEST_HEAD, **secure)
        except ssl.SSLError:
            raise
        except OSError as error:
            failure = error
    raise failure


def _head(target: Target, outgoing: Outgoing) -> bytes:
    headers = {
        "Host": target.netloc,
        "Content-Type": "application/json",
        "Content-Length": str(len(outgoing.body)),
        "User-Agent": "dialer-webhooks/1",
        "Accept-Encoding": "identity",
        "Connection": "close",
        **outgoing.headers,
    }
    lines = [f"POST {target.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii")


async def _head_of_answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    while INTERIM.match(head):
        head = await reader.readuntil(b"\r\n\r\n")
    return head


async def _read(head: bytes, reader: asyncio.StreamReader) -> _Heard:
    """The status, and the first of the body if it comes soon; whoever keeps the line open is not waited for."""
    began, length = b"", _parse(head).length
    enough = LONGEST_ANSWER * 4 if length is None else min(length, LONGEST_ANSWER * 4)
    try:
        async with asyncio.timeout(PATIENCE):
            while len(began) < enough and (part := await reader.read(4096)):
                began += part
    except (TimeoutError, OSError):
        pass
    answer = _parse(head + began)
    return _Heard(answer.status, answer.getheader("Retry-After"), _body(answer))


def _parse(received: bytes) -> HTTPResponse:
    answer = HTTPResponse(cast(Any, _Received(received)), method="POST")
    answer.begin()
    return answer


def _body(answer: HTTPResponse) -> bytes:
    try:
        return answer.read(LONGEST_ANSWER * 4)
    except HTTPException:  # cut off in the middle of a chunk
        return b""


class _Received:
    """Bytes that are here already, where a parser expects a socket."""

    def __init__(self, received: bytes) -> None:
        self.received = received

    def makefile(self, _mode: str) -> BytesIO:
        return BytesIO(self.received)


def _readable(answer: bytes) -> str:
    return answer.decode(errors="replace").replace("\0", "")[:LONGEST_ANSWER]


def _in_words(failure: Exception) -> str:
    if isinstance(failure, asyncio.IncompleteReadError):
        return "the connection was closed without an answer"
    if isinstance(failure, HTTPException):
        return f"the answer is not HTTP: {failure!s}"
    return str(getattr(failure, "strerror", None) or failure) or type(failure).__name__


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
