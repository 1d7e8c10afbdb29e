"""The rep's leg: a browser that calls in."""

from typing import TYPE_CHECKING

from dialer.sandbox import tones
from dialer.sandbox.config import Account, Application
from dialer.sandbox.far_phone import Mouth
from dialer.sandbox.legs import Leg
from dialer.sandbox.line import CallingLine, Line, Send
from dialer.sandbox.parent import Parent
from dialer.sandbox.party import BrowserEnd, Source

if TYPE_CHECKING:
    from dialer.sandbox.state import Sandbox

ERROR_OF_SIP = {
    404: (31404, "Not Found"),
    480: (31480, "Temporarily Unavailable"),
    486: (31486, "Busy Here"),
    487: (31480, "Temporarily Unavailable"),
    600: (31486, "Busy Here"),
    603: (31603, "Decline"),
}


class RepCall(BrowserEnd, Parent):
    """A browser's call."""

    line: CallingLine

    def __init__(
        self,
        sandbox: "Sandbox",
        account: Account,
        application: Application,
        identity: str,
        params: dict[str, str],
    ) -> None:
        leg = Leg(account.sid, f"client:{identity}", params.get("To", ""), "inbound", "ringing")
        super().__init__(sandbox, account, leg)
        self.mouth = Mouth()
        self.first = Source(application.voice_url, application.voice_method)
        self.fallback = Source.fallback(application.voice_fallback_url, application.voice_fallback_method)
        self.status_callback = application.status_callback
        self.end_fields = {"ApplicationSid": application.sid}
        self._params = params

    def take_line(self, temporary_sid: str, offer: str, send: Send) -> CallingLine:
        """The line the browser calls on."""
        self.line = CallingLine(self, temporary_sid, offer, send)
        self.line.media.source = self.mouth.frame
        return self.line

    def request_fields(self) -> dict[str, str]:
        """The page's parameters travel along, but cannot pose as Twilio's own fields."""
        return self._params | self.leg.standard_fields() | self.end_fields

    def may_call_as(self, caller_id: str | None) -> bool:
        """A browser's `<Dial>` needs a number of the account (documented, error 13214)."""
        return caller_id is not None and self.sandbox.holdings.owns(self.account, caller_id)

    async def answer(self) -> None:
        """The browser's `accept`. A second time it is nothing."""
        if not self.leg.answered_at:
            await self.line.answer(self.leg.sid)
            self.move("in-progress")

    async def ring(self) -> None:
        """The browser hears it ring."""
        await self.line.ring(self.leg.sid)
        self.line.media.source = self.mouth.frame
        self.mouth.say(tones.ringback(), loop=True)

    def bridged(self) -> None:
        """No ringback any more."""
        self.mouth.hush()

    def says_goodbye(self) -> None:
        """The browser hears that it is over, and why when it never came about."""
        self.line.hang_up(None if self.gone or self.leg.answered_at else self._error())

    def _error(self) -> tuple[int, str] | None:
        sip_code = self.leg.sip_code or (self.lead.leg.sip_code if self.lead else None)
        return ERROR_OF_SIP.get(sip_code or 0)

    async def release(self) -> None:
        """Its audio ends."""
        await self.line.media.close()

    def browser_answered(self, line: Line, sdp: str) -> None:
        """Only a browser that is called can answer."""

    def browser_rejected(self, line: Line) -> None:
        """Or reject."""
