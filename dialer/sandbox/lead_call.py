"""The lead's leg: dialled, refused or answered, talking, over; and what the application is told on the way."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialer.sandbox import mulaw
from dialer.sandbox.config import Account
from dialer.sandbox.courier import Letter
from dialer.sandbox.far_phone import FarPhone
from dialer.sandbox.legs import Leg
from dialer.sandbox.outbox import Outbox
from dialer.sandbox.party import HungUp, Party, Redirected, Source
from dialer.sandbox.phones import RANG_OUT, Detection, Phone, Refusal
from dialer.sandbox.program import ApplicationFailed, Done, run_program
from dialer.sandbox.signature import rfc2822
from dialer.sandbox.targets import target_of
from dialer.sandbox.twiml import Dial, Number

if TYPE_CHECKING:
    from dialer.sandbox.state import Sandbox

DIALLING = 0.3
"""Seconds between dialling and the first ring."""

AFTER_BEEP = 0.2

STATUS_OF_EVENT = {"initiated": "initiated", "ringing": "ringing", "answered": "in-progress"}


class Refused(Exception):
    """The leg ended before anybody answered."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.status)
        self.refusal = refusal


@dataclass(frozen=True)
class Dialling:
    """What a `<Dial>` asks for, with the URL its relative ones refer to."""

    verb: Dial
    base: str

    @property
    def number(self) -> Number:
        """The one number."""
        return self.verb.to


class LeadCall(Party):
    """One attempt to reach one phone."""

    def __init__(
        self, sandbox: "Sandbox", account: Account, leg: Leg, dialling: Dialling, outbox: Outbox
    ) -> None:
        super().__init__(sandbox, account, leg)
        self.script: Phone = sandbox.phones.find(leg.to)
        self.phone = FarPhone()
        self.ringing = asyncio.Event()
        self.answered = asyncio.Event()
        self.unbridged = asyncio.Event()
        self.redirected = False
        self._dialling = dialling
        self._outbox = outbox
        self._sequence = 0
        self._detecting: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """The whole life of the leg."""
        self.sandbox.opened(self)
        self._announce("initiated")
        try:
            await self._until_answered()
            await self._talk()
            self._end("completed", 200)
        except Refused as refused:
            self._end(refused.refusal.status, refused.refusal.sip_code)
        except HungUp:
            self._end(*(("completed", 200) if self.leg.answered_at else ("canceled", 487)))
        finally:
            self.unbridged.set()
            self.sandbox.closed(self)

    async def _until_answered(self) -> None:
        await self.unless_interrupted(asyncio.sleep(DIALLING))
        if self.script.rings:
            self._announce("ringing")
            self.ringing.set()
        patience = self._dialling.verb.timeout
        await self.unless_interrupted(asyncio.sleep(min(self.script.wait, patience)))
        if self.script.wait > patience:
            raise Refused(RANG_OUT)
        if self.script.refusal:
            raise Refused(self.script.refusal)

    async def _talk(self) -> None:
        self._announce("answered")
        self.answered.set()
        if self._dialling.number.machine_detection:
            self._detecting = self.sandbox.spawn(self._detect(self.script.detection))
        script = self.sandbox.spawn(self._play_script())
        try:
            await self.unless_interrupted(asyncio.wait({script}))
        except Redirected as redirected:
            await self._leave_for(redirected.source)
        finally:
            script.cancel()

    async def _play_script(self) -> None:
        for step in self.script.script:
            await step.play(self.phone)

    async def _leave_for(self, source: Source) -> None:
        """Leave the bridge and hear another document; the phone's own script is over."""
        self.redirected = True
        self.unbridged.set()
        self.phone.mouth.hush()
        try:
            await run_program(self, source)
        except Done:
            pass
        except ApplicationFailed as failed:
            self.note(failed.code, failed.text)

    async def play(self, sound: bytes) -> None:
        """The phone hears it, in time."""
        for at in range(0, len(sound), mulaw.FRAME):
            self.phone.hear(sound[at : at + mulaw.FRAME])
        await self.unless_interrupted(asyncio.sleep(mulaw.seconds(sound)))

    async def dial(self, verb: Dial, base: str) -> Source | None:
        """A redirected lead leg cannot dial on."""
        self.note(0, "the sandbox cannot <Dial> from a lead's leg; the leg is hung up")
        raise Done

    async def _detect(self, detection: Detection) -> None:
        number = self._dialling.number
        began = asyncio.get_running_loop().time()
        if detection.at_beep and number.machine_detection == "DetectMessageEnd":
            await self.phone.beeped.wait()
            await asyncio.sleep(AFTER_BEEP)
            verdict = detection.at_beep
        else:
            await asyncio.sleep(detection.seconds)
            verdict = detection.answered_by
        self.leg.answered_by = verdict
        self.sandbox.ledger.save(self.leg)
        took = asyncio.get_running_loop().time() - began
        self._tell_verdict(number, verdict, round(took * 1000))

    def _tell_verdict(self, number: Number, verdict: str, milliseconds: int) -> None:
        if not number.amd_status_callback:
            self.note(21262, "machine detection without amdStatusCallback")
            return
        fields = {
            "AccountSid": self.account.sid,
            "CallSid": self.leg.sid,
            "AnsweredBy": verdict,
            "MachineDetectionDuration": str(milliseconds),
        }
        self._post("amd", number.amd_status_callback, number.amd_status_callback_method, fields)

    def _end(self, status: str, sip_code: int) -> None:
        if self._detecting:
            self._detecting.cancel()
        self.leg.sip_code = sip_code
        self._announce("completed", status)

    def _announce(self, event: str, status: str | None = None) -> None:
        """Move to the event's status, and tell the application if it asked for this event."""
        self.move(status or STATUS_OF_EVENT[event])
        number = self._dialling.number
        if not number.status_callback or event not in number.events:
            return
        fields = self.leg.standard_fields() | {
            "Timestamp": rfc2822(self.leg.updated_at),
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(self._sequence),
        }
        if event == "completed":
            fields |= self.leg.ending_fields()
        self._sequence += 1
        self._post(event, number.status_callback, number.status_callback_method, fields)

    def _post(self, kind: str, url: str, method: str, fields: dict[str, str]) -> None:
        target = target_of(url, self._dialling.base)
        self._outbox.post(Letter(kind, self.account, self.leg.sid, target, method, fields))

    def report(self) -> dict[str, object]:
        """What the phone heard."""
        return {
            "phone": self.script.title,
            "frames_heard": self.phone.frames_heard,
            "level_heard": mulaw.decibels(self.phone.loudest),
            "digits_heard": self.phone.digits,
        }
