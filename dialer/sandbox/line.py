"""The rep's end of a call as the browser knows it: its socket now, its sids, its audio."""

from collections.abc import Callable
from typing import Any

from dialer.sandbox.media import Media
from dialer.sandbox.signature import new_sid

Send = Callable[[str, dict[str, Any]], None]


class Line:
    """Tells the browser what becomes of its call, over whichever socket it has at the moment.

    The frames are captured behaviour: before `ringing` or `answer` the browser knows the call only by the
    temporary sid it made itself, and ignores any other.
    """

    def __init__(self, temporary_sid: str, offer: str, send: Send) -> None:
        self.send = send
        self.media = Media()
        self.reconnect_token = new_sid("RT")
        self.closed = False
        self._answered = False
        self._known_as = temporary_sid
        self._offer = offer
        self._sdp: str | None = None

    def is_called(self, sid: str) -> bool:
        """The browser means this call."""
        return sid == self._known_as

    @property
    def resumable(self) -> bool:
        """The browser was told how to come back to it after losing its socket."""
        return self._answered and not self.closed

    async def ring(self, call_sid: str) -> None:
        """The lead's phone rings. The browser hears ringback at once, as early media."""
        if not self.closed and not self._answered:
            self.send("ringing", {"callsid": call_sid, "sdp": await self._answer_sdp()})
            self._known_as = call_sid

    async def answer(self, call_sid: str) -> None:
        """The call is taken."""
        sdp = await self._answer_sdp()
        if not self.closed:
            self._answered, self._known_as = True, call_sid
            self.send("answer", {"callsid": call_sid, "sdp": sdp, "reconnect": self.reconnect_token})

    def hang_up(self, error: tuple[int, str] | None) -> None:
        """The call is over; with an error when it never came about."""
        if self.closed:
            return
        self.closed = True
        payload: dict[str, Any] = {"callsid": self._known_as}
        if error:
            payload["error"] = {"code": error[0], "message": error[1]}
        self.send("hangup", payload)

    async def restart_media(self, call_sid: str, offer: str) -> None:
        """The browser lost its audio path and offers a new one."""
        self._offer, self._sdp = offer, None
        self.send("answer", {"callsid": call_sid, "sdp": await self._answer_sdp()})

    async def _answer_sdp(self) -> str:
        if self._sdp is None:
            self._sdp = await self.media.answer(self._offer)
        return self._sdp
