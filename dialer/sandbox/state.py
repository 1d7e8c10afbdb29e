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
from dialer.sandbox.holdings import Holdings
from dialer.sandbox.ledger import Ledger
from dialer.sandbox.parent import Parent
from dialer.sandbox.party import Party
from dialer.sandbox.phone_list import PHONES
from dialer.sandbox.phone_settings import Settings, SettingsFile
from dialer.sandbox.phones import Phone, PhoneBook
from dialer.sandbox.recordings import Shelf
from dialer.sandbox.signature import new_sid, now

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
    sid: str = field(default_factory=lambda: new_sid("NO"))


class Sandbox:
    """Accounts, calls, browsers, deliveries and faults of one process."""

    def __init__(self, config: Config, data_dir: Path, phones: tuple[Phone, ...] = PHONES) -> None:
        self.config, self.most_calls = config, config.most_calls
        self.address = ""
        """Where requests reach this process, as the last one wrote it; recordings are found under it."""
        self.ledger = Ledger(data_dir)
        self.shelf = Shelf(data_dir)
        self.holdings = Holdings(config, data_dir)
        self.faults = Faults()
        self.courier = Courier(lambda: self.faults)
        self._settings_file = SettingsFile(data_dir)
        self.phone_settings = self._settings_file.load()
        self.phones = PhoneBook(phones, self.phone_settings)
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

    def adjust_phone(self, suffix: str, given: Settings) -> Phone:
        """Give a phone these settings, and keep them."""
        self.phone_settings[suffix] = given
        self._settings_file.save(self.phone_settings)
        return self.phones.adjust(suffix, given)

    def room(self) -> bool:
        """One more call can be had without harm to the others."""
        return sum(isinstance(party, Parent) for party in self.open_calls.values()) < self.most_calls

    def no_room(self) -> str:
        """What a call hears that cannot be had."""
        return f"the sandbox carries {self.most_calls} calls at once; this one is refused"

    def begin(self, call: Parent) -> None:
        """Run a call. It counts from now on: many may come before the first of them gets to run."""
        self.opened(call)
        self.spawn(call.run())

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
        until = asyncio.get_running_loop().time() + STOP_SECONDS
        # A call that is cancelled may still want to say so: what it starts is cancelled as well.
        while self._tasks and asyncio.get_running_loop().time() < until:
            for task in list(self._tasks):
                task.cancel()
            await asyncio.wait(set(self._tasks), timeout=STOP_SECONDS / 4)
        await self.courier.stop()
        self.ledger.close()


SANDBOX: web.AppKey[Sandbox] = web.AppKey("sandbox", Sandbox)
