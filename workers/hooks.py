"""Outgoing webhooks: a thread in every worker that sends them, many at a time, while jobs run beside it.

Waiting for receivers costs no worker: all of it is one event loop. The database is spoken to from a few threads of its
own, and names are resolved in others, so that neither a slow receiver nor a slow name server holds anybody up.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import structlog
from sqlalchemy.exc import SQLAlchemyError

from dialer import clock, nudges
from dialer.db import EVERYWHERE, reading, transaction
from dialer.errors import Unavailable
from dialer.hooks import turns
from dialer.hooks.outbox import SEND
from dialer.hooks.request import Answered, Outgoing
from dialer.hooks.request import send as send_out
from dialer.hooks.turns import Turn
from dialer.mail import colleagues

MOST_TURNS = 200  # webhooks that one worker sends to at once
TURN = 10.0  # seconds after which a webhook goes to the end of the line
LOOK_AGAIN = 3.0  # seconds between looks when nobody nudged
STOP_SECONDS = 3.0
Found = TypeVar("Found")

log = structlog.get_logger()


class Courier:
    """Sends whatever is due until told to stop."""

    def __init__(self) -> None:
        self.stop = asyncio.Event()
        self.nudged = asyncio.Event()
        self.running: set[asyncio.Task[None]] = set()
        self.database = ThreadPoolExecutor(2, "hooks-database")
        self.resolver = ThreadPoolExecutor(32, "hooks-names")

    async def run(self) -> None:
        """Until ``stop`` is set."""
        while not self.stop.is_set():
            self.nudged.clear()
            try:
                await self.begin_turns()
            except SQLAlchemyError as error:
                log.warning("hooks_wait", error=str(error))
            await self._pause()
        self.close()

    def close(self) -> None:
        """Leave what is on its way: its lease runs out, and it is sent again."""
        for task in self.running:
            task.cancel()
        self.resolver.shutdown(wait=False, cancel_futures=True)
        self.database.shutdown(wait=False)

    async def begin_turns(self) -> int:
        """Take what is due and start sending; how many turns that are."""
        room = MOST_TURNS - len(self.running)
        found = await self._ask(lambda: _take_turns(room)) if room else []
        for turn in found:
            task = asyncio.create_task(self._serve(turn))
            self.running.add(task)
            task.add_done_callback(self._ended)
        return len(found)

    async def until_idle(self) -> None:
        """Send what is due now, and what becomes due meanwhile, to the end."""
        while await self.begin_turns() or self.running:
            if self.running:
                await asyncio.wait(self.running, return_when=asyncio.FIRST_COMPLETED)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self.running.discard(task)
        self.nudged.set()  # there may be more for it
        if not task.cancelled() and (error := task.exception()):
            log.error("hooks_turn_failed", error=repr(error))

    async def _pause(self) -> None:
        waits = [asyncio.create_task(event.wait()) for event in (self.stop, self.nudged)]
        await asyncio.wait(waits, timeout=LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def _serve(self, turn: Turn) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + TURN
        for delivery_id in turn.delivery_ids:
            if loop.time() > until or not await self._deliver(turn, delivery_id):
                break
        await self._ask(lambda: _end_turn(turn))

    async def _deliver(self, turn: Turn, delivery_id: int) -> bool:
        """Returns whether to go on with the next."""
        outgoing = await self._ask(lambda: _prepare(turn, delivery_id))
        if outgoing is None:
            return True
        if isinstance(outgoing, Outgoing):
            answered = await send_out(outgoing, self.resolver)
        else:
            answered = outgoing
        return await self._ask(lambda: _settle(turn, delivery_id, answered))

    async def _ask(self, question: Callable[[], Found]) -> Found:
        return await asyncio.get_running_loop().run_in_executor(self.database, question)


_here: list[tuple[asyncio.AbstractEventLoop, Courier]] = []


@contextmanager
def sending() -> Iterator[None]:
    """Send webhooks in a thread for as long as the block lasts."""
    ready = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_serve_here(ready)), name="hooks", daemon=True)
    thread.start()
    ready.wait(STOP_SECONDS)
    try:
        yield
    finally:
        for loop, courier in _here:
            loop.call_soon_threadsafe(courier.stop.set)
        thread.join(STOP_SECONDS)


def send() -> None:
    """Somebody wrote down something to tell: the thread of this process looks now, not when it would anyway."""
    nudges.begin_job(SEND)
    for loop, courier in _here:
        loop.call_soon_threadsafe(courier.nudged.set)


async def _serve_here(ready: threading.Event) -> None:
    courier = Courier()
    _here[:] = [(asyncio.get_running_loop(), courier)]
    ready.set()
    try:
        await courier.run()
    finally:
        _here.clear()


def _take_turns(limit: int) -> list[Turn]:
    now = clock.now()
    with reading(EVERYWHERE) as session:
        if not turns.is_anything_due(session, now=now):
            return []
    with transaction(EVERYWHERE) as session:
        return turns.take_turns(session, limit=limit, now=now)


def _prepare(turn: Turn, delivery_id: int) -> Outgoing | Answered | None:
    with reading(turn.company_id) as session:
        try:
            return turns.prepare(session, delivery_id, now=clock.now())
        except Unavailable as error:
            return Answered(None, f"not sent: {error.detail}"[:300], "", 0)


def _settle(turn: Turn, delivery_id: int, answered: Answered) -> bool:
    now = clock.now()
    with transaction(turn.company_id) as session:
        settled = turns.settle(session, delivery_id, answered, now=now)
        if settled.stopped is not None:
            colleagues.tell_webhook_stopped(session, settled.stopped, now=now)
    return settled.goes_on


def _end_turn(turn: Turn) -> None:
    with transaction(turn.company_id) as session:
        turns.end_turn(session, turn.hook_id, now=clock.now())
