"""A leg that came to us, by a rep's browser or a caller's phone: runs its documents and dials others from them."""

import asyncio
import logging
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from dialer.sandbox import tones
from dialer.sandbox.child import Child, Dialling
from dialer.sandbox.client_call import ClientCall
from dialer.sandbox.config import Account
from dialer.sandbox.courier import Letter
from dialer.sandbox.dial_recording import DialRecording
from dialer.sandbox.lead_call import LeadCall
from dialer.sandbox.legs import Leg
from dialer.sandbox.outbox import PATIENCE, Outbox
from dialer.sandbox.party import HungUp, Interruption, Party, Source
from dialer.sandbox.program import ApplicationFailed, Done, run_program
from dialer.sandbox.signature import rfc2822
from dialer.sandbox.targets import target_of
from dialer.sandbox.twiml import Client, Dial, Noun
from dialer.sandbox.wire import Wire

if TYPE_CHECKING:
    from dialer.sandbox.state import Sandbox

APOLOGY = 1.0

BEYOND_TIMEOUT = 5.0
"""Seconds that a dial rings longer than its timeout says."""

STATUS_OF_REJECTION = {"busy": ("busy", 486), "rejected": ("no-answer", 603)}

log = logging.getLogger(__name__)


class Parent(Party):
    """A call, from its first request to its last callback."""

    def __init__(self, sandbox: "Sandbox", account: Account, leg: Leg) -> None:
        super().__init__(sandbox, account, leg)
        self.children: list[Child] = []
        self.outbox = Outbox(sandbox.courier, lambda: sandbox.faults, sandbox.spawn)
        self.gone = False
        self._dialled = False
        self._moved = asyncio.Event()

    @property
    def lead(self) -> Child | None:
        """The other side as it is now: who answered, or who was dialled last."""
        last = self.children[-1] if self.children else None
        return next((each for each in self.children if each.answered), last)

    first: Source
    fallback: Source | None = None
    status_callback: str | None = None
    end_fields: dict[str, str] = {}

    async def ring(self) -> None:
        """Somebody rings at the other end."""

    def bridged(self) -> None:
        """The two can talk."""

    def status_when_gone(self) -> str:
        """The leg's last status when its own side hangs up."""
        return "completed"

    @abstractmethod
    def may_call_as(self, caller_id: str | None) -> bool:
        """The account may show this number to a telephone."""

    def says_goodbye(self) -> None:
        """The leg is about to end."""

    async def release(self) -> None:
        """It has ended; let go of what it held."""

    async def run(self) -> None:
        """The whole life of the call."""
        self.sandbox.ledger.save(self.leg)
        try:
            status = await self._live()
            self.says_goodbye()
            self.move(status)
            self._tell_end()
        finally:
            self.sandbox.closed(self)
            await self.release()

    async def _live(self) -> str:
        try:
            return await self._follow_documents()
        except HungUp:
            self.gone = True
            return self.status_when_gone()
        except Exception:
            log.exception("the call %s broke off", self.leg.sid)
            return "failed"

    async def _follow_documents(self) -> str:
        """The status the leg ends with."""
        try:
            await self._run_documents()
        except Done as done:
            if done.rejected is None and not self._dialled:
                await self.answer()
            elif done.rejected is not None and not self.leg.answered_at:
                status, self.leg.sip_code = STATUS_OF_REJECTION.get(done.rejected, ("no-answer", 603))
                return status
        except ApplicationFailed as failed:
            self.note(failed.code, failed.text)
            await self.answer()
            await self.play(tones.murmur(APOLOGY))
        return "completed"

    async def _run_documents(self) -> None:
        """From the first URL; once from the fallback URL, if there is one, when a document cannot be had."""
        try:
            await run_program(self, self.first)
        except ApplicationFailed as failed:
            if self.fallback is None:
                raise
            self.note(failed.code, failed.text)
            why = {"ErrorCode": str(failed.code), "ErrorUrl": failed.url}
            await run_program(self, replace(self.fallback, fields=why))

    async def dial(self, verb: Dial, base: str) -> Source | None:
        """Call the others, bridge to who answers first, and then ask the action URL what comes next."""
        self._dialled = True
        phones = [noun for noun in verb.to if not isinstance(noun, Client)]
        if phones and not self.may_call_as(verb.caller_id):
            self.note(13214, f"<Dial>: callerId {verb.caller_id or '(none)'} is not a number of this account")
            return self._action(verb, base, {"DialCallStatus": "failed", "DialBridged": "false"})
        if not verb.answer_on_bridge:
            await self.answer()
        self.children = [self._child(noun, verb, base) for noun in verb.to]
        for child in self.children:
            self.sandbox.spawn(child.run())
        recording = DialRecording.of(self, verb, base)
        try:
            await self._bridge(verb, recording)
        except Interruption as interruption:
            await self._leave(verb, base, interruption, recording)
            raise
        await self.outbox.settled()
        return self._action(verb, base, self._dial_fields(recording))

    async def _until(self, met: Callable[[], bool]) -> None:
        while not met():
            self._moved.clear()
            await self.unless_interrupted(self._moved.wait())

    async def _bridge(self, verb: Dial, recording: DialRecording) -> None:
        """Ring, connect, and wait until the other side is no longer on the bridge."""
        legs = self.children
        await self._until(lambda: any(leg.ringing or leg.answered or leg.unbridged for leg in legs))
        if any(leg.ringing for leg in legs) and not any(leg.answered for leg in legs):
            await self.ring()
            recording.ringing()
        await self._until(lambda: any(leg.answered for leg in legs) or all(leg.unbridged for leg in legs))
        winner = next((leg for leg in legs if leg.answered), None)
        for leg in legs:
            if leg is not winner:
                leg.hang_up()
        if winner:
            await self.answer()
            await self._talk_with(winner, verb.time_limit, recording)

    async def _talk_with(self, child: Child, limit: float, recording: DialRecording) -> None:
        wire = Wire(self.voice, child.voice, recording.bridged())
        self.bridged()
        try:
            await asyncio.wait_for(self._until(lambda: child.unbridged), limit)
        except TimeoutError:
            self.note(0, f"the call reached its time limit of {limit:g} seconds")
            child.hang_up()
            await self._until(lambda: child.unbridged)
        finally:
            wire.cut()
            recording.finish()

    async def _leave(self, verb: Dial, base: str, why: Interruption, recording: DialRecording) -> None:
        """This side is gone or was redirected: the dialled legs end, and the action URL is told all the same."""
        for child in self.children:
            child.hang_up()
        while not all(child.unbridged for child in self.children):
            self._moved.clear()
            await self._moved.wait()
        recording.finish()
        if isinstance(why, HungUp):
            self.move(self.status_when_gone())
        await self.outbox.settled()
        if action := self._action(verb, base, self._dial_fields(recording)):
            fields = self.request_fields() | action.fields
            letter = Letter(
                "action", self.account, self.leg.sid, target_of(action.url), action.method, fields
            )
            asking = self.sandbox.spawn_for(self.sandbox.courier.send(letter))
            await asyncio.wait({asking}, timeout=PATIENCE)

    def _child(self, noun: Noun, verb: Dial, base: str) -> Child:
        to_browser = isinstance(noun, Client)
        leg = Leg(
            account_sid=self.account.sid,
            from_=verb.caller_id or self.leg.from_,
            to=f"client:{noun.address}" if to_browser else noun.address,
            direction="outbound-dial",
            status="initiated",
            parent_sid=self.leg.sid,
        )
        dialling = Dialling(noun, verb.timeout + BEYOND_TIMEOUT, base, self.outbox, self._moved.set)
        return (ClientCall if to_browser else LeadCall)(self.sandbox, self.account, leg, dialling)

    def _action(self, verb: Dial, base: str, fields: dict[str, str]) -> Source | None:
        if verb.action is None:
            return None
        absolute = target_of(verb.action, base).url
        fragment = verb.action.partition("#")[2]
        return Source(f"{absolute}#{fragment}" if fragment else absolute, verb.method, fields, kind="action")

    def _dial_fields(self, recording: DialRecording) -> dict[str, str]:
        """How the dial went (documented): no duration when nobody answered or the other was redirected away."""
        child = self.lead
        assert child
        answered = child.leg.answered_at is not None
        fields = {
            "DialCallStatus": "completed" if answered else child.leg.status,
            "DialCallSid": child.leg.sid,
            "DialBridged": str(child.answered).lower(),
        }
        if answered and not child.redirected:
            fields["DialCallDuration"] = str(child.leg.seconds)
        return fields | child.leg.error_fields() | recording.action_fields()

    def _tell_end(self) -> None:
        if not self.status_callback:
            return
        fields = self.leg.standard_fields() | self.leg.ending_fields() | self.end_fields
        fields |= {
            "Timestamp": rfc2822(self.leg.updated_at),
            "CallbackSource": "call-progress-events",
            "SequenceNumber": "0",
        }
        target = target_of(self.status_callback)
        self.outbox.post(Letter("parent", self.account, self.leg.sid, target, "POST", fields))
