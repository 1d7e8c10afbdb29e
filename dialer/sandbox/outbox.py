"""One call's callbacks: sent in Twilio's order, each a request of its own, through whatever faults are on."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from dialer.sandbox.courier import Courier, Letter
from dialer.sandbox.faults import Faults

PATIENCE = 0.5
"""A callback waits this long for the one before to be answered. So order holds with an application that is well,
and a slow one does not hold up the call."""

BY_THEMSELVES = frozenset({"parent", "recording"})
"""Kinds that are no events of the dialled leg, and are not shuffled with them."""

Spawn = Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]


class Outbox:
    """The callbacks of one parent call and the legs it dialled."""

    def __init__(self, courier: Courier, faults: Callable[[], Faults], spawn: Spawn) -> None:
        self._courier = courier
        self._faults = faults
        self._spawn = spawn
        self._last: asyncio.Task[None] | None = None
        self._held: list[Letter] = []

    def post(self, letter: Letter) -> None:
        """Send it as soon as its turn comes."""
        faults = self._faults()
        if letter.kind in faults.drop:
            self._courier.dropped(letter)
            self._release(faults, ended=letter.kind == "completed")
            return
        if letter.kind in BY_THEMSELVES:
            self._queue(letter, faults)
            return
        self._held.append(letter)
        self._release(faults, ended=letter.kind == "completed")

    async def settled(self) -> None:
        """The callbacks before were answered, or had their chance."""
        if self._last:
            await asyncio.wait({self._last}, timeout=PATIENCE)

    def _release(self, faults: Faults, *, ended: bool) -> None:
        if faults.shuffle and not ended:
            return
        held, self._held = self._held, []
        for letter in faults.shuffled(held) if faults.shuffle else held:
            self._queue(letter, faults)

    def _queue(self, letter: Letter, faults: Faults) -> None:
        self._last = self._spawn(self._send(letter, faults, self._last))

    async def _send(self, letter: Letter, faults: Faults, before: asyncio.Task[None] | None) -> None:
        if before:
            await asyncio.wait({before}, timeout=PATIENCE)
        await asyncio.sleep(faults.delay)
        for _ in range(1 + faults.repeat):
            at_once = 2 if faults.twice else 1
            await asyncio.gather(*(self._courier.send(letter) for _ in range(at_once)))
