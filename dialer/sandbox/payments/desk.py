"""The desk at which payments are made: it keeps the charges, and sends what is said of them, well or badly."""

import asyncio
import random
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp import web

from dialer.sandbox.payments.letters import Charge, Letter, signed

FAULTS = ("", "twice", "shuffled", "forged", "old", "changed")
FORGED = "whsec_" + "Zm9yZ2VkZm9yZ2VkZm9yZ2Vk"
KEPT = 60
PATIENCE = aiohttp.ClientTimeout(total=15)


@dataclass(frozen=True)
class Sent:
    """A letter and what came back."""

    said: str
    charge_id: str
    fault: str
    answer: str
    is_well: bool


class Desk:
    """Charges, newest first, and what was sent of them."""

    def __init__(self, doors: Mapping[str, Any]) -> None:
        self.doors = doors
        self.charges: deque[Charge] = deque(maxlen=KEPT)
        self.sent: deque[Sent] = deque(maxlen=KEPT)
        self._going: set[asyncio.Task[None]] = set()

    def find(self, charge_id: str) -> Charge:
        """The charge by its name; ValueError when there is none."""
        found = next((each for each in self.charges if each.id == charge_id), None)
        if found is None:
            raise ValueError("there is no such charge")
        return found

    def send(self, letters: list[Letter], fault: str) -> None:
        """Send them, as the fault has it; what comes back appears in ``sent``."""
        if fault == "twice":
            letters = [letter for letter in letters for _ in range(2)]
        if fault == "shuffled":
            letters = [*letters, *letters]
            random.shuffle(letters)
        going = asyncio.get_running_loop().create_task(self._deliver(letters, fault))
        self._going.add(going)
        going.add_done_callback(self._going.discard)

    async def settled(self) -> None:
        """Wait until everything was answered."""
        while self._going:
            await asyncio.gather(*self._going, return_exceptions=True)

    async def _deliver(self, letters: list[Letter], fault: str) -> None:
        async with aiohttp.ClientSession(timeout=PATIENCE) as http:
            for letter in letters:
                self.sent.appendleft(await self._one(http, letter, fault))

    async def _one(self, http: aiohttp.ClientSession, letter: Letter, fault: str) -> Sent:
        door = self.doors[letter.processor]
        secret = FORGED if fault == "forged" else str(door["secret"])
        headers = signed(letter, secret, age=3600 if fault == "old" else 0)
        body = letter.body.replace("1", "9") if fault == "changed" else letter.body
        headers["Content-Type"] = "application/json"
        try:
            async with http.post(str(door["url"]), data=body.encode(), headers=headers) as response:
                answer, is_well = f"{response.status} {(await response.text())[:160]}", response.ok
        except (aiohttp.ClientError, TimeoutError) as error:
            answer, is_well = f"no answer: {type(error).__name__}", False
        return Sent(letter.said, letter.charge_id, fault, answer, is_well)


DESK = web.AppKey("desk", Desk)
