"""The rep's leg: a browser that calls in, and the document that says what its call should do."""

import asyncio
import logging
from typing import TYPE_CHECKING

from dialer.sandbox import mulaw, tones
from dialer.sandbox.config import Account, Application
from dialer.sandbox.courier import Letter
from dialer.sandbox.far_phone import Mouth
from dialer.sandbox.lead_call import Dialling, LeadCall
from dialer.sandbox.legs import Leg
from dialer.sandbox.line import Line
from dialer.sandbox.outbox import PATIENCE, Outbox
from dialer.sandbox.party import HungUp, Interruption, Party, Source
from dialer.sandbox.program import ApplicationFailed, Done, run_program
from dialer.sandbox.signature import rfc2822
from dialer.sandbox.targets import target_of
from dialer.sandbox.twiml import Dial

if TYPE_CHECKING:
    from dialer.sandbox.state import Sandbox

APOLOGY = 1.0

log = logging.getLogger(__name__)

ERROR_OF_SIP = {
    404: (31404, "Not Found"),
    486: (31486, "Busy Here"),
    487: (31480, "Temporarily Unavailable"),
}
STATUS_OF_REJECTION = {"busy": ("busy", 486), "rejected": ("no-answer", 603)}
DECLINED = (31603, "Decline")


class RepCall(Party):
    """A browser's call, from its invite to its last callback."""

    def __init__(
        self,
        sandbox: "Sandbox",
        account: Account,
        application: Application,
        identity: str,
        line: Line,
        params: dict[str, str],
    ) -> None:
        leg = Leg(account.sid, f"client:{identity}", params.get("To", ""), "inbound", "ringing")
        super().__init__(sandbox, account, leg)
        self.line = line
        self.lead: LeadCall | None = None
        self._application = application
        self._params = params
        self._mouth = Mouth()
        self._outbox = Outbox(sandbox.courier, lambda: sandbox.faults, sandbox.spawn)
        self._error: tuple[int, str] | None = None
        self._dialled = False

    def request_fields(self) -> dict[str, str]:
        """The page's parameters travel along, but cannot pose as Twilio's own fields."""
        return self._params | self.leg.standard_fields() | {"ApplicationSid": self._application.sid}

    async def run(self) -> None:
        """The whole life of the call."""
        self.sandbox.opened(self)
        self.sandbox.ledger.save(self.leg)
        self.line.media.source = self._mouth.frame
        try:
            status = await self._live()
            self.line.hang_up(None if self.leg.answered_at else self._error)
            self.move(status)
            self._tell_end()
        finally:
            self.sandbox.closed(self)
            await self.line.media.close()

    async def _live(self) -> str:
        try:
            return await self._follow_documents()
        except HungUp:
            return "completed"
        except Exception:
            log.exception("the call %s broke off", self.leg.sid)
            return "failed"

    async def _follow_documents(self) -> str:
        """The status the leg ends with."""
        try:
            await run_program(self, Source(self._application.voice_url))
        except Done as done:
            if done.rejected is None and not self._dialled:
                await self.answer()
            elif done.rejected is not None and not self.leg.answered_at:
                status, self.leg.sip_code = STATUS_OF_REJECTION.get(done.rejected, ("no-answer", 603))
                self._error = ERROR_OF_SIP.get(self.leg.sip_code, DECLINED)
                return status
        except ApplicationFailed as failed:
            self.note(failed.code, failed.text)
            await self.answer()
            await self.play(tones.silence(APOLOGY))
        return "completed"

    async def answer(self) -> None:
        """The browser's `accept`. A second time it is nothing."""
        if self.leg.answered_at:
            return
        await self.line.answer(self.leg.sid)
        self.move("in-progress")

    async def play(self, sound: bytes) -> None:
        """The rep hears it."""
        self._mouth.say(sound)
        await self.unless_interrupted(asyncio.sleep(mulaw.seconds(sound)))

    async def dial(self, verb: Dial, base: str) -> Source | None:
        """Call the lead, bridge, and when that is over ask the action URL what comes next."""
        self._dialled = True
        if not self._may_call_as(verb.caller_id):
            self.note(13214, f"<Dial>: callerId {verb.caller_id or '(none)'} is not a number of this account")
            return self._action(verb, base, {"DialCallStatus": "failed", "DialBridged": "false"})
        if not verb.answer_on_bridge:
            await self.answer()
        self.lead = lead = self._lead_call(verb, base)
        self.sandbox.spawn(lead.run())
        try:
            await self._bridge(lead)
        except Interruption as interruption:
            await self._leave(lead, verb, base, interruption)
            raise
        await self._outbox.settled()
        return self._action(verb, base, _dial_fields(lead))

    async def _bridge(self, lead: LeadCall) -> None:
        """Ring, connect, and wait until the lead is no longer on the bridge."""
        if await self._first_of(lead.ringing, lead):
            await self.line.ring(self.leg.sid)
            self._mouth.say(tones.ringback(), loop=True)
        if await self._first_of(lead.answered, lead):
            await self.answer()
            media = self.line.media
            media.source, media.on_frame, media.on_digit = lead.phone.frame, lead.phone.hear, lead.phone.press
        try:
            await self.unless_interrupted(lead.unbridged.wait())
        finally:
            self._unbridge()
        if not lead.leg.answered_at:
            self._error = ERROR_OF_SIP.get(lead.leg.sip_code or 0)

    async def _first_of(self, event: asyncio.Event, lead: LeadCall) -> bool:
        """The event came before the leg was over."""
        waits = {asyncio.ensure_future(event.wait()), asyncio.ensure_future(lead.unbridged.wait())}
        try:
            await self.unless_interrupted(asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED))
        finally:
            for wait in waits:
                wait.cancel()
        return event.is_set()

    def _unbridge(self) -> None:
        self._mouth.hush()
        media = self.line.media
        media.source, media.on_frame, media.on_digit = (
            self._mouth.frame,
            lambda frame: None,
            lambda digit: None,
        )

    async def _leave(self, lead: LeadCall, verb: Dial, base: str, why: Interruption) -> None:
        """The rep is gone or was redirected: the lead's leg ends, and the action URL is told all the same."""
        self._unbridge()
        lead.hang_up()
        await lead.unbridged.wait()
        if isinstance(why, HungUp):
            self.move("completed")
        await self._outbox.settled()
        if action := self._action(verb, base, _dial_fields(lead)):
            fields = self.request_fields() | action.fields
            letter = Letter(
                "action", self.account, self.leg.sid, target_of(action.url), action.method, fields
            )
            asking = self.sandbox.spawn_for(self.sandbox.courier.send(letter))
            await asyncio.wait({asking}, timeout=PATIENCE)

    def _lead_call(self, verb: Dial, base: str) -> LeadCall:
        leg = Leg(
            account_sid=self.account.sid,
            from_=verb.caller_id or "",
            to=verb.to.number,
            direction="outbound-dial",
            status="initiated",
            parent_sid=self.leg.sid,
        )
        return LeadCall(self.sandbox, self.account, leg, Dialling(verb, base), self._outbox)

    def _may_call_as(self, caller_id: str | None) -> bool:
        """A browser's `<Dial>` needs a number of the account (documented, error 13214)."""
        return caller_id in self.account.numbers

    def _action(self, verb: Dial, base: str, fields: dict[str, str]) -> Source | None:
        if verb.action is None:
            return None
        absolute = target_of(verb.action, base).url
        fragment = verb.action.partition("#")[2]
        return Source(f"{absolute}#{fragment}" if fragment else absolute, verb.method, fields, kind="action")

    def _tell_end(self) -> None:
        if not self._application.status_callback:
            return
        fields = self.leg.standard_fields() | self.leg.ending_fields()
        fields |= {
            "ApplicationSid": self._application.sid,
            "Timestamp": rfc2822(self.leg.updated_at),
            "CallbackSource": "call-progress-events",
            "SequenceNumber": "0",
        }
        target = target_of(self._application.status_callback)
        self._outbox.post(Letter("parent", self.account, self.leg.sid, target, "POST", fields))

    def report(self) -> dict[str, object]:
        """The packets of the browser's audio."""
        return {"packets_in": self.line.media.packets_in, "packets_out": self.line.media.packets_out}


def _dial_fields(lead: LeadCall) -> dict[str, str]:
    """How the dial went (documented): no duration when nobody answered or the lead was redirected away."""
    answered = lead.leg.answered_at is not None
    fields = {
        "DialCallStatus": "completed" if answered else lead.leg.status,
        "DialCallSid": lead.leg.sid,
        "DialBridged": str(answered).lower(),
    }
    if answered and not lead.redirected:
        fields["DialCallDuration"] = str(lead.leg.seconds)
    return fields
