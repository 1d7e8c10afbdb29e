"""The leg to a scripted phone."""

import asyncio
from typing import TYPE_CHECKING, Any

from dialer.sandbox.child import Child, Dialling, Refused
from dialer.sandbox.config import Account
from dialer.sandbox.far_phone import FarPhone
from dialer.sandbox.legs import Leg
from dialer.sandbox.party import Interruption, PhoneEnd
from dialer.sandbox.phone_list import DECLINED
from dialer.sandbox.phones import RANG_OUT, Detection, Phone
from dialer.sandbox.twiml import Number

if TYPE_CHECKING:
    from dialer.sandbox.state import Sandbox

DIALLING = 0.3
"""Seconds between dialling and the first ring."""

AFTER_GREETING = 0.2

LONGEST_SCRIPT = 3600.0
"""Seconds after which a phone that never ends is cut off."""


class Declined(Interruption):
    """The person pressed Decline."""


class LeadCall(PhoneEnd, Child):
    """One attempt to reach one phone."""

    def __init__(self, sandbox: "Sandbox", account: Account, leg: Leg, dialling: Dialling) -> None:
        super().__init__(sandbox, account, leg, dialling)
        self.script: Phone = sandbox.phones.find(leg.to)
        self.phone = FarPhone()
        self._detecting: asyncio.Task[None] | None = None

    async def until_answered(self) -> None:
        """As the phone's row says, but never longer than the dial's timeout."""
        try:
            await self._wait()
        except Declined:
            raise Refused(DECLINED) from None

    def has_had_enough(self) -> None:
        """The person hangs up, or declines what still rings."""
        if self.leg.answered_at:
            self.hang_up()
        else:
            self.interrupt(Declined())

    async def _wait(self) -> None:
        await self.unless_interrupted(asyncio.sleep(DIALLING))
        if self.script.rings:
            self.ring()
        patience = self.dialling.timeout
        await self.unless_interrupted(asyncio.sleep(min(self.script.wait, patience)))
        if self.script.wait > patience:
            raise Refused(RANG_OUT)
        if self.script.refusal:
            raise Refused(self.script.refusal)

    def picked_up(self) -> None:
        """Detection listens from the first moment."""
        noun = self.dialling.noun
        if isinstance(noun, Number) and noun.machine_detection:
            self._detecting = self.sandbox.spawn(self._detect(noun, self.script.detection))

    async def conversation(self) -> None:
        """The phone's script, to its end."""
        await play_script(self, self.script, self.script.script)

    async def release(self) -> None:
        """What a machine recorded is kept."""
        if self._detecting:
            self._detecting.cancel()
        await self.keep_tape()

    def stop_talking(self) -> None:
        """The phone's own script is over; a machine's tape runs on."""
        self.phone.mouth.hush()
        self.phone.echoing = False

    async def _detect(self, number: Number, detection: Detection) -> None:
        began = asyncio.get_running_loop().time()
        if detection.at_end and number.machine_detection == "DetectMessageEnd":
            await self.phone.greeted.wait()
            await asyncio.sleep(AFTER_GREETING)
            verdict = detection.at_end
        else:
            await asyncio.sleep(detection.seconds)
            verdict = detection.answered_by
        if self.leg.over:
            return
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
        self.post("amd", number.amd_status_callback, number.amd_status_callback_method, fields)

    def report(self) -> dict[str, Any]:
        """What the phone heard."""
        return {"phone": self.script.title} | self.phone.report()


async def play_script(party: PhoneEnd, phone: Phone, steps: tuple[Any, ...]) -> None:
    """The steps in order, for as long as the phone stays and no longer than any may."""
    limit = phone.hang_up_after or LONGEST_SCRIPT

    async def play() -> None:
        for step in steps:
            await step.play(party.phone)

    try:
        await asyncio.wait_for(play(), limit)
    except TimeoutError:
        if phone.hang_up_after is None:
            party.note(0, f"a script that never ends was cut off after {limit:g} seconds")
    if phone.hang_up_after is not None:
        party.phone.mouth.hush()
