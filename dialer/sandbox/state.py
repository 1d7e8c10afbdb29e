"""The one object that holds a running sandbox together."""

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from aiohttp import web

from dialer.sandbox.config import Config
from dialer.sandbox.courier import Courier
from dialer.sandbox.faults import Faults
from dialer.sandbox.ledger import Ledger
from dialer.sandbox.party import Party
from dialer.sandbox.phones import PhoneBook, phone_book
from dialer.sandbox.signature import now

if TYPE_CHECKING:
    from dialer.sandbox.signalling import Session

T = TypeVar("T")

STOP_SECONDS = 1.0
REPORTS_KEPT = 100

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Note:
    """What Twilio's debugger would show: an error code of Twilio's, or 0 for a limit of the sandbox."""

    call_sid: str
    code: int
    text: str
    at: datetime = field(default_factory=now)


class Sandbox:
    """Accounts, calls, browsers, deliveries and faults of one process."""

    def __init__(self, config: Config, data_dir: Path, phones: PhoneBook | None = None) -> None:
        self.config = config
        self.phones = phones or phone_book()
        self.ledger = Ledger(data_dir)
        self.courier = Courier()
        self.faults = Faults()
        self.notes: deque[Note] = deque(maxlen=100)
        self.sessions: set[Session] = set()
        self.open_calls: dict[str, Party] = {}
        self.last_reports: dict[str, dict[str, object]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run it beside everything else; a failure is logged, never lost."""
        return self.spawn_for(work)

    def spawn_for(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """The same for work whose result somebody waits for."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a call went wrong", exc_info=error)

    def opened(self, party: Party) -> None:
        """A leg begins."""
        self.open_calls[party.leg.sid] = party

    def closed(self, party: Party) -> None:
        """A leg is over; what it heard is kept a while."""
        self.open_calls.pop(party.leg.sid, None)
        self.last_reports[party.leg.sid] = party.report()
        while len(self.last_reports) > REPORTS_KEPT:
            del self.last_reports[next(iter(self.last_reports))]

    def note(self, call_sid: str, code: int, text: str) -> None:
        """Say it in the log and on the status page."""
        self.notes.append(Note(call_sid, code, text))
        log.warning("%s: %s%s", call_sid, f"{code} " if code else "", text)

    async def stop(self) -> None:
        """Hang up on everybody and leave nothing running. Legs still open come back as completed."""
        closing = [asyncio.ensure_future(session.close()) for session in self.sessions]
        if closing:
            await asyncio.wait(closing, timeout=STOP_SECONDS / 4)
        for task in list(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=STOP_SECONDS)
        await self.courier.stop()
        self.ledger.close()


SANDBOX: web.AppKey[Sandbox] = web.AppKey("sandbox", Sandbox)
