"""What all legs share: they run TwiML, and can be interrupted in whatever they wait for."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from dialer.sandbox import mulaw
from dialer.sandbox.config import Account
from dialer.sandbox.far_phone import FarPhone, Mouth
from dialer.sandbox.legs import Leg
from dialer.sandbox.line import Line
from dialer.sandbox.twiml import Dial
from dialer.sandbox.wire import End

if TYPE_CHECKING:
    from dialer.sandbox.state import Sandbox

T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """Where a document comes from: a URL to ask, or text that came with a REST request."""

    url: str
    method: str = "POST"
    fields: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    kind: str = "voice"
    """What the request is called on the status page."""

    @classmethod
    def fallback(cls, url: str | None, method: str) -> "Source | None":
        """The URL to ask when another one fails, if there is one."""
        return cls(url, method, kind="fallback") if url else None


class Interruption(Exception):
    """Something happened to the leg while it was busy."""


class HungUp(Interruption):
    """One side is gone; nothing more can be done with the leg."""


class Redirected(Interruption):
    """A REST request gave the leg another document."""

    def __init__(self, source: Source) -> None:
        super().__init__(source.url)
        self.source = source


class Party(ABC):
    """One end of a call."""

    def __init__(self, sandbox: "Sandbox", account: Account, leg: Leg) -> None:
        self.sandbox = sandbox
        self.account = account
        self.leg = leg
        self._interruption: Interruption | None = None
        self._interrupted = asyncio.Event()

    @property
    @abstractmethod
    def voice(self) -> End:
        """Its sound, to be joined with another's."""

    def interrupt(self, why: Interruption) -> None:
        """Stop what the leg is doing. Hanging up is final."""
        if not isinstance(self._interruption, HungUp):
            self._interruption = why
            self._interrupted.set()

    async def unless_interrupted(self, work: Awaitable[T]) -> T:
        """The work's result, or the interruption raised as soon as it comes."""
        doing = asyncio.ensure_future(work)
        waiting = asyncio.ensure_future(self._interrupted.wait())
        try:
            await asyncio.wait({doing, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if not self._interrupted.is_set():
                return doing.result()
        finally:
            doing.cancel()
            waiting.cancel()
        raise self._taken()

    def _taken(self) -> Interruption:
        why = self._interruption
        assert why, "interrupted by nothing"
        if not isinstance(why, HungUp):
            self._interruption = None
            self._interrupted.clear()
        return why

    def move(self, status: str) -> None:
        """Take a status and keep it."""
        self.leg.move(status)
        self.sandbox.ledger.save(self.leg)

    def note(self, code: int, text: str) -> None:
        """Say on the status page what Twilio's debugger would."""
        self.sandbox.note(self.leg.sid, code, text)

    def request_fields(self) -> dict[str, str]:
        """The fields of a request for a document."""
        return self.leg.standard_fields()

    def hang_up(self) -> None:
        """The far end, or a REST request, ends the leg."""
        self.interrupt(HungUp())

    async def answer(self) -> None:  # noqa: B027
        """Take the call. A leg that was dialled runs documents only once it is answered, and leaves this be."""

    @abstractmethod
    async def play(self, sound: bytes) -> None:
        """Let this end hear a sound, to its end."""

    @abstractmethod
    async def dial(self, verb: Dial, base: str) -> Source | None:
        """Connect another leg; the document that follows, if the verb named one."""

    def report(self) -> dict[str, Any]:
        """What `/calls.json` tells about the audio of a leg."""
        return {}


class PhoneEnd(Party):
    """A leg that ends at a scripted phone."""

    phone: FarPhone

    @property
    def voice(self) -> End:
        """What the phone says and hears."""
        return self.phone

    async def play(self, sound: bytes) -> None:
        """The phone hears it, a second at a time."""
        for second in range(0, len(sound), mulaw.RATE):
            piece = sound[second : second + mulaw.RATE]
            for at in range(0, len(piece), mulaw.FRAME):
                self.phone.hear(piece[at : at + mulaw.FRAME].ljust(mulaw.FRAME, mulaw.SILENCE[:1]))
            await self.unless_interrupted(asyncio.sleep(mulaw.seconds(piece)))

    async def keep_tape(self) -> None:
        """A machine keeps what it heard, for the status page."""
        if self.phone.tape:
            await self.sandbox.shelf.keep_tape(self.account.sid, self.leg.sid, bytes(self.phone.tape))


class BrowserEnd(Party):
    """A leg that ends at a browser."""

    line: Line
    mouth: Mouth

    @property
    def voice(self) -> End:
        """The browser's audio."""
        return self.line.media

    async def play(self, sound: bytes) -> None:
        """The rep hears it."""
        self.line.media.source = self.mouth.frame
        self.mouth.say(sound)
        await self.unless_interrupted(asyncio.sleep(mulaw.seconds(sound)))

    def browser_left(self, line: Line) -> None:
        """It hung up."""
        self.interrupt(HungUp())

    def report(self) -> dict[str, Any]:
        """The packets of the browser's audio."""
        return {"packets_in": self.line.media.packets_in, "packets_out": self.line.media.packets_out}
