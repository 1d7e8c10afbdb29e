"""A lead's phone that calls one of our numbers."""

import asyncio
from typing import TYPE_CHECKING, Any

from dialer.sandbox.config import Account
from dialer.sandbox.far_phone import FarPhone
from dialer.sandbox.holdings import OurNumber
from dialer.sandbox.lead_call import play_script
from dialer.sandbox.legs import Leg
from dialer.sandbox.parent import Parent
from dialer.sandbox.party import PhoneEnd, Source

if TYPE_CHECKING:
    from dialer.sandbox.state import Sandbox

GEOGRAPHY = ("City", "State", "Zip", "Country")


class CallerCall(PhoneEnd, Parent):
    """An inbound call."""

    def __init__(
        self, sandbox: "Sandbox", account: Account, number: OurNumber, caller: str, gives_up_after: float
    ) -> None:
        super().__init__(
            sandbox, account, Leg(account.sid, caller, number.phone_number, "inbound", "ringing")
        )
        self.script = sandbox.phones.find(caller)
        self.phone = FarPhone()
        self.first = Source(number.voice_url, number.voice_method)
        self.fallback = Source.fallback(number.voice_fallback_url, number.voice_fallback_method)
        self.status_callback = number.status_callback
        self._gives_up_after = gives_up_after
        self._helpers: list[asyncio.Task[None]] = []

    async def run(self) -> None:
        """The caller waits only so long."""
        self._helpers.append(self.sandbox.spawn(self._give_up()))
        await super().run()

    async def _give_up(self) -> None:
        await asyncio.sleep(self._gives_up_after)
        self.hang_up()

    def request_fields(self) -> dict[str, str]:
        """With what Twilio knows, at best, of where the two are (documented; empty is usual)."""
        places = {f"{side}{part}": "" for side in ("From", "To", "Caller", "Called") for part in GEOGRAPHY}
        countries = dict.fromkeys(("FromCountry", "ToCountry", "CallerCountry", "CalledCountry"), "US")
        return places | countries | self.leg.standard_fields()

    async def answer(self) -> None:
        """The caller hears that somebody, or something, took the call."""
        if not self.leg.answered_at:
            self.move("in-progress")

    def bridged(self) -> None:
        """A person at last: the caller no longer gives up, and says what it has to say."""
        for helper in self._helpers:
            helper.cancel()
        self._helpers.append(self.sandbox.spawn(self._talk()))

    async def _talk(self) -> None:
        await play_script(self, self.script, self.script.calling)
        self.hang_up()

    def may_call_as(self, caller_id: str | None) -> bool:
        """An inbound call may be passed on with its own caller's number."""
        return caller_id is None or self.sandbox.holdings.owns(self.account, caller_id)

    def status_when_gone(self) -> str:
        """A caller who gave up before anybody answered."""
        return "completed" if self.leg.answered_at else "no-answer"

    async def release(self) -> None:
        """Nothing of it goes on."""
        for helper in self._helpers:
            helper.cancel()

    def report(self) -> dict[str, Any]:
        """What the phone heard."""
        return {"phone": self.script.title} | self.phone.report()
