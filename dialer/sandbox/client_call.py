"""The leg to a rep's browser: it rings in every tab that is registered under the identity (frames captured)."""

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dialer.sandbox.child import Child, Dialling, Refused
from dialer.sandbox.config import Account
from dialer.sandbox.far_phone import Mouth
from dialer.sandbox.legs import Leg
from dialer.sandbox.line import CalledLine, Line
from dialer.sandbox.party import BrowserEnd, HungUp
from dialer.sandbox.phones import RANG_OUT, Refusal
from dialer.sandbox.twiml import Client

if TYPE_CHECKING:
    from dialer.sandbox.signalling import Session
    from dialer.sandbox.state import Sandbox

REJECTED = Refusal("busy", 600)
NOBODY_THERE = Refusal("no-answer", 480)


class ClientCall(BrowserEnd, Child):
    """One attempt to reach one person's browser."""

    def __init__(self, sandbox: "Sandbox", account: Account, leg: Leg, dialling: Dialling) -> None:
        super().__init__(sandbox, account, leg, dialling)
        self.mouth = Mouth()
        self._lines: list[CalledLine] = []
        self._answer: asyncio.Future[tuple[Line, str]] = asyncio.get_running_loop().create_future()
        self._rejected = False
        self.line = CalledLine(self, leg.sid, lambda kind, payload: None)

    async def until_answered(self) -> None:
        """Every tab rings; the first to answer keeps the call."""
        identity = self.leg.to.removeprefix("client:")
        sessions = [each for each in self.sandbox.sessions if each.listens_as(self.account, identity)]
        if not sessions:
            self.note(0, f"no browser is registered as {identity}")
            raise Refused(NOBODY_THERE)
        await self.unless_interrupted(asyncio.gather(*(self._ring_at(each) for each in sessions)))
        self.ring()
        try:
            taken = asyncio.wait_for(asyncio.shield(self._answer), self.dialling.timeout)
            line, sdp = await self.unless_interrupted(taken)
        except TimeoutError:
            raise Refused(RANG_OUT) from None
        assert isinstance(line, CalledLine)
        self.line = line
        self._withdraw()
        await line.take(sdp)

    async def _ring_at(self, session: "Session") -> None:
        line = CalledLine(self, self.leg.sid, session.send)
        self._lines.append(line)
        session.lines.append(line)
        await line.ring(self._parameters())

    def _parameters(self) -> dict[str, str]:
        noun = self.dialling.noun
        custom = dict(noun.parameters) if isinstance(noun, Client) else {}
        return {
            "CallSid": self.leg.sid,
            "AccountSid": self.account.sid,
            "From": self.leg.from_,
            "To": self.leg.to,
            "Params": urlencode(custom),
        }

    async def conversation(self) -> None:
        """Until somebody hangs up."""
        await asyncio.Event().wait()

    def browser_answered(self, line: Line, sdp: str) -> None:
        """The first one has it; the others are told below."""
        if not self._answer.done():
            self._answer.set_result((line, sdp))

    def browser_rejected(self, line: Line) -> None:
        """One tab refused. When none is left, nobody answers."""
        self._rejected = True
        line.closed = True
        self._none_left()

    def browser_left(self, line: Line) -> None:
        """Hung up in the middle of the call; or a tab that only rang was closed."""
        if line is self.line:
            self.interrupt(HungUp())
        else:
            self._none_left()

    def _none_left(self) -> None:
        if all(line.closed for line in self._lines) and not self._answer.done():
            self._answer.set_exception(Refused(REJECTED if self._rejected else NOBODY_THERE))

    def _withdraw(self) -> None:
        for line in self._lines:
            if line is not self.line:
                line.cancel()

    async def release(self) -> None:
        """The tabs are told, and nothing is left open."""
        self._withdraw()
        self.line.hang_up()
        if self._answer.done() and not self._answer.cancelled():
            self._answer.exception()
        self._answer.cancel()
        await asyncio.gather(*(line.media.close() for line in (*self._lines, self.line)))
