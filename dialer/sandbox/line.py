"""One browser's end of a call: its socket now, its sids, its audio."""

from collections.abc import Callable
from typing import Any, Protocol

from dialer.sandbox.media import Media
from dialer.sandbox.signature import new_sid

Send = Callable[[str, dict[str, Any]], None]


class Owner(Protocol):
    """Whose line it is; told what the browser does."""

    def browser_left(self, line: "Line") -> None:
        """It hung up, or its socket is gone for good."""

    def browser_answered(self, line: "Line", sdp: str) -> None:
        """It took the call that rang there."""

    def browser_rejected(self, line: "Line") -> None:
        """It refused it."""


class Line:
    """Tells the browser what becomes of a call, over whichever socket it has at the moment."""

    def __init__(self, owner: Owner, known_as: str, send: Send) -> None:
        self.owner = owner
        self.send = send
        self.media = Media()
        self.reconnect_token = new_sid("RT")
        self.closed = False
        self.answered = False
        self._known_as = known_as

    def is_called(self, sid: str) -> bool:
        """The browser means this call."""
        return sid == self._known_as

    @property
    def resumable(self) -> bool:
        """The browser was told how to come back to it after losing its socket."""
        return self.answered and not self.closed

    def left(self) -> None:
        """The browser is gone from this call."""
        self.closed = True
        self.owner.browser_left(self)

    def hang_up(self, error: tuple[int, str] | None = None) -> None:
        """The call is over; with an error when it never came about."""
        payload: dict[str, Any] = {}
        if error:
            payload["error"] = {"code": error[0], "message": error[1]}
        self._finish("hangup", payload)

    def _finish(self, kind: str, payload: dict[str, Any]) -> None:
        if not self.closed:
            self.closed = True
            self.send(kind, {"callsid": self._known_as} | payload)

    async def restart_media(self, call_sid: str, offer: str) -> None:
        """The browser lost its audio path and offers a new one."""
        self.send("answer", {"callsid": call_sid, "sdp": await self.media.answer(offer)})


class CallingLine(Line):
    """A browser that calls.

    The frames are captured behaviour: before `ringing` or `answer` the browser knows the call only by the
    temporary sid it made itself, and ignores any other.
    """

    def __init__(self, owner: Owner, temporary_sid: str, offer: str, send: Send) -> None:
        super().__init__(owner, temporary_sid, send)
        self._offer = offer
        self._sdp: str | None = None

    async def ring(self, call_sid: str) -> None:
        """The lead's phone rings. The browser hears ringback at once, as early media."""
        if not self.closed and not self.answered:
            self.send("ringing", {"callsid": call_sid, "sdp": await self._answer_sdp()})
            self._known_as = call_sid

    async def answer(self, call_sid: str) -> None:
        """The call is taken."""
        sdp = await self._answer_sdp()
        if not self.closed:
            self.answered, self._known_as = True, call_sid
            self.send("answer", {"callsid": call_sid, "sdp": sdp, "reconnect": self.reconnect_token})

    async def _answer_sdp(self) -> str:
        if self._sdp is None:
            self._sdp = await self.media.answer(self._offer)
        return self._sdp


class CalledLine(Line):
    """A browser that is called. Several tabs of one person each have one; the first to answer keeps it."""

    async def ring(self, parameters: dict[str, str]) -> None:
        """The SDK's `incoming` event."""
        payload = {
            "callsid": self._known_as,
            "sdp": await self.media.offer(),
            "reconnect": self.reconnect_token,
            "parameters": parameters,
        }
        if not self.closed:
            self.send("invite", payload)

    async def take(self, sdp: str) -> None:
        """The browser answered: its audio can flow."""
        self.answered = True
        await self.media.accept(sdp)

    def cancel(self) -> None:
        """The caller gave up, or another tab was quicker."""
        self._finish("cancel", {})
