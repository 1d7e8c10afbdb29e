"""A leg that `<Dial>` made: dialled, refused or answered, talking, over; and what the application is told of it."""

import logging
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialer.sandbox.config import Account
from dialer.sandbox.courier import Letter
from dialer.sandbox.legs import Leg
from dialer.sandbox.outbox import Outbox
from dialer.sandbox.party import HungUp, Party, Redirected, Source
from dialer.sandbox.phones import Refusal
from dialer.sandbox.program import ApplicationFailed, Done, run_program
from dialer.sandbox.signature import rfc2822
from dialer.sandbox.targets import target_of
from dialer.sandbox.twiml import Dial, Noun

if TYPE_CHECKING:
    from dialer.sandbox.state import Sandbox

STATUS_OF_EVENT = {"initiated": "initiated", "ringing": "ringing", "answered": "in-progress"}

log = logging.getLogger(__name__)


class Refused(Exception):
    """The leg ended before anybody answered."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.status)
        self.refusal = refusal


@dataclass(frozen=True)
class Dialling:
    """What the leg's `<Dial>` says about it, and whom to tell that something changed."""

    noun: Noun
    timeout: float
    base: str
    outbox: Outbox
    changed: Callable[[], None]


class Child(Party):
    """One attempt to reach somebody."""

    def __init__(self, sandbox: "Sandbox", account: Account, leg: Leg, dialling: Dialling) -> None:
        super().__init__(sandbox, account, leg)
        self.dialling = dialling
        self.ringing = False
        self.answered = False
        self.unbridged = False
        self.redirected = False
        self._sequence = 0

    @abstractmethod
    async def until_answered(self) -> None:
        """Ring; raises Refused when nobody takes the call."""

    def picked_up(self) -> None:
        """Somebody answered; whether the two are joined is not said yet."""

    @abstractmethod
    async def conversation(self) -> None:
        """Returns when this side has had enough."""

    async def release(self) -> None:
        """The leg is over; let go of what it held."""

    def stop_talking(self) -> None:
        """It leaves the bridge for another document."""

    async def run(self) -> None:
        """The whole life of the leg."""
        self.sandbox.opened(self)
        self.announce("initiated")
        try:
            await self.until_answered()
            self.announce("answered")
            self.picked_up()
            await self._hear_whisper()
            await self._talk()
            self._end("completed", 200)
        except Refused as refused:
            self._refuse(refused.refusal)
        except HungUp:
            self._end(*(("completed", 200) if self.leg.answered_at else ("canceled", 487)))
        except Exception:
            log.exception("the leg %s broke off", self.leg.sid)
            self._end("failed", 500)
        finally:
            self.unbridged = True
            self.dialling.changed()
            self.sandbox.closed(self)
            await self.release()

    async def _hear_whisper(self) -> None:
        """The noun's own document comes first. Hung up in it, the two are never joined."""
        noun = self.dialling.noun
        if not noun.whisper:
            return
        source = Source(target_of(noun.whisper, self.dialling.base).url, noun.whisper_method, kind="whisper")
        try:
            await run_program(self, source)
        except Done:
            raise HungUp from None
        except ApplicationFailed as failed:
            self.note(failed.code, failed.text)
            raise HungUp from None

    async def _talk(self) -> None:
        self.answered = True
        self.dialling.changed()
        try:
            await self.unless_interrupted(self.conversation())
        except Redirected as redirected:
            await self._leave_for(redirected.source)

    async def _leave_for(self, source: Source) -> None:
        """Leave the bridge and hear another document; what the far side was doing is over."""
        self.redirected = self.unbridged = True
        self.dialling.changed()
        self.stop_talking()
        try:
            await run_program(self, source)
        except Done:
            pass
        except ApplicationFailed as failed:
            self.note(failed.code, failed.text)

    async def dial(self, verb: Dial, base: str) -> Source | None:
        """A redirected leg cannot dial on."""
        self.note(0, "the sandbox cannot <Dial> from a leg that was dialled; the leg is hung up")
        raise Done

    def ring(self) -> None:
        """It rings there."""
        self.announce("ringing")
        self.ringing = True
        self.dialling.changed()

    def _refuse(self, refusal: Refusal) -> None:
        if refusal.error:
            self.leg.error = f"{refusal.error[0]} {refusal.error[1]}"
            self.note(*refusal.error)
        self._end(refusal.status, refusal.sip_code)

    def _end(self, status: str, sip_code: int | None) -> None:
        self.leg.sip_code = sip_code
        self.announce("completed", status)

    def announce(self, event: str, status: str | None = None) -> None:
        """Move to the event's status, and tell the application if it asked for this event."""
        self.move(status or STATUS_OF_EVENT[event])
        noun = self.dialling.noun
        if not noun.status_callback or event not in noun.events:
            return
        fields = self.leg.standard_fields() | {
            "Timestamp": rfc2822(self.leg.updated_at),
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(self._sequence),
        }
        if event == "completed":
            fields |= self.leg.ending_fields()
        self._sequence += 1
        self.post(event, noun.status_callback, noun.status_callback_method, fields)

    def post(self, kind: str, url: str, method: str, fields: dict[str, str]) -> None:
        """Send a callback of this leg."""
        target = target_of(url, self.dialling.base)
        self.dialling.outbox.post(Letter(kind, self.account, self.leg.sid, target, method, fields))
