"""The socket of the Voice SDK: one session per browser tab (frames captured, their effects read in the SDK)."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from aiohttp import WSMsgType, web

from dialer.sandbox.config import Account
from dialer.sandbox.line import Line
from dialer.sandbox.party import BrowserEnd
from dialer.sandbox.rep_call import RepCall
from dialer.sandbox.state import SANDBOX
from dialer.sandbox.tokens import EXPIRED, INVALID, Grant, TokenRefused, check_token

if TYPE_CHECKING:
    from dialer.sandbox.state import Sandbox

HEARTBEAT_SECONDS = 10
LONGEST_RECONNECT = 30
PLACE = {"edge": "ashburn", "region": "us1", "home": "us1"}

log = logging.getLogger(__name__)

routes = web.RouteTableDef()


@routes.get("/signal")
async def signal(request: web.Request) -> web.StreamResponse:
    """The browser's socket, for as long as it lasts."""
    if request.app[SANDBOX].faults.signalling_down:
        return web.Response(status=503, text="Signalling is switched off on the sandbox's page.")
    socket = web.WebSocketResponse(max_msg_size=1 << 20)
    await socket.prepare(request)
    session = Session(request.app[SANDBOX], socket, request.transport)
    await session.serve()
    return socket


class Session:
    """One connected browser."""

    def __init__(
        self, sandbox: "Sandbox", socket: web.WebSocketResponse, transport: asyncio.BaseTransport | None
    ) -> None:
        self.grant: Grant | None = None
        self._sandbox = sandbox
        self._socket = socket
        self._transport = transport
        self._frames: asyncio.Queue[str] = asyncio.Queue()
        self._reconnect_seconds = 0
        self._registered = False
        self.lines: list[Line] = []

    @property
    def identity(self) -> str | None:
        """Who listens here, once a token said so."""
        return self.grant.identity if self.grant else None

    def listens_as(self, account: Account, identity: str) -> bool:
        """A call to this person rings here."""
        grant = self.grant
        wanted = (account.sid, identity)
        return (
            self._registered
            and grant is not None
            and grant.may_be_called
            and (grant.account.sid, grant.identity) == wanted
        )

    async def serve(self) -> None:
        """Until the socket is gone; then its calls end, or wait a while for the browser to come back."""
        self._sandbox.sessions.add(self)
        helpers = [asyncio.ensure_future(self._write()), asyncio.ensure_future(self._beat())]
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT and message.data.strip():
                    await self._take(message.data)
        finally:
            self._sandbox.sessions.discard(self)
            for helper in helpers:
                helper.cancel()
            for line in self.lines:
                self._sandbox.spawn(self._wait_for_return(line))

    def send(self, kind: str, payload: dict[str, Any]) -> None:
        """Queue a frame; one for a lost socket is lost with it."""
        self._frames.put_nowait(json.dumps({"type": kind, "payload": payload, "version": "1.6"}))

    def cut(self) -> None:
        """Drop the connection without a word, as a network does."""
        if isinstance(self._transport, asyncio.Transport):
            self._transport.abort()

    async def close(self) -> None:
        """The sandbox stops."""
        await self._socket.close()

    async def _write(self) -> None:
        while True:
            frame = await self._frames.get()
            try:
                await self._socket.send_str(frame)
            except ConnectionError:
                return

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self._frames.put_nowait("\n")

    async def _wait_for_return(self, line: Line) -> None:
        if line.resumable and line.send == self.send:
            await asyncio.sleep(self._reconnect_seconds)
        if line.send == self.send and not line.closed:
            line.left()

    async def _take(self, text: str) -> None:
        """A frame. What no SDK would send is logged and otherwise ignored."""
        try:
            frame = json.loads(text)
            kind, payload = str(frame["type"]), frame.get("payload") or {}
            if kind == "listen":
                self._listen(payload)
            elif self._welcome(kind) and (taken := self._DOING.get(kind)):
                await taken(self, payload)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            log.warning("a frame that is none (%s): %.80s", error, text)

    def _listen(self, payload: dict[str, Any]) -> None:
        try:
            grant = check_token(
                str(payload.get("token", "")),
                self._sandbox.holdings,
                now=time.time(),
                lifetime=self._sandbox.faults.token_seconds,
            )
        except TokenRefused as refused:
            self._refuse(refused.code, refused.message)
            return
        self.grant = grant
        self._reconnect_seconds = min(LONGEST_RECONNECT, int(payload.get("reconnectTimeout") or 0))
        ttl = int(grant.expires_at - time.time())
        self.send("connected", PLACE | {"token": {"identity": grant.identity, "ttl": ttl}})

    def _welcome(self, kind: str) -> bool:
        """The session has a token, still good if it wants something new; the browser is told when it has not."""
        if self.grant is None:
            self._refuse(INVALID, "Listen first")
        elif kind in ("register", "invite") and self.grant.expires_at <= time.time():
            self._refuse(EXPIRED, "Access token expired")
        else:
            return True
        return False

    def _refuse(self, code: int, message: str) -> None:
        self.send("error", {"error": {"code": code, "message": message}})

    async def _register(self, payload: dict[str, Any]) -> None:
        wanted = (payload.get("media") or {}).get("audio", True)
        self._registered = bool(wanted)
        self.send("ready" if wanted else "offline", {})

    async def _invite(self, payload: dict[str, Any]) -> None:
        if payload.get("reconnect"):
            self._resume(payload)
            return
        assert self.grant
        sid, account = str(payload.get("callsid")), self.grant.account
        application = self._sandbox.holdings.application(account, self.grant.application_sid)
        if application is None:
            self._decline(sid, 21218, f"no application {self.grant.application_sid} in this account")
            return
        if not self._sandbox.room():
            self._decline(sid, 10004, self._sandbox.no_room())
            return
        params = dict(parse_qsl((payload.get("twilio") or {}).get("params") or "", keep_blank_values=True))
        call = RepCall(self._sandbox, account, application, self.grant.identity, params)
        line = call.take_line(sid, str(payload.get("sdp")), self.send)
        self.lines = [each for each in self.lines if not each.closed] + [line]
        self._sandbox.begin(call)

    def _decline(self, sid: str, code: int, why: str) -> None:
        self._sandbox.note(sid, code, why)
        self.send(
            "hangup", {"callsid": sid, "error": {"code": 31002, "message": f"Connection declined: {why}"}}
        )

    def _resume(self, payload: dict[str, Any]) -> None:
        """A browser back on a new socket takes up its call, or learns that it is over."""
        sid, token = str(payload.get("callsid")), payload["reconnect"]
        call = self._sandbox.open_calls.get(sid)
        if not isinstance(call, BrowserEnd) or call.line.reconnect_token != token:
            self.send("hangup", {"callsid": sid})
            return
        call.line.send = self.send
        self.lines.append(call.line)
        self.send("answer", {"callsid": sid, "reconnect": token})

    def _line(self, payload: dict[str, Any]) -> Line | None:
        sid = str(payload.get("callsid"))
        return next((line for line in self.lines if line.is_called(sid)), None)

    async def _hangup(self, payload: dict[str, Any]) -> None:
        if line := self._line(payload):
            line.left()

    async def _answer(self, payload: dict[str, Any]) -> None:
        line = self._line(payload)
        if line and not line.closed:
            line.owner.browser_answered(line, str(payload.get("sdp")))

    async def _reject(self, payload: dict[str, Any]) -> None:
        line = self._line(payload)
        if line and not line.closed:
            line.owner.browser_rejected(line)

    async def _dtmf(self, payload: dict[str, Any]) -> None:
        if line := self._line(payload):
            for digit in str(payload.get("dtmf", "")):
                line.media.on_digit(digit)

    async def _reinvite(self, payload: dict[str, Any]) -> None:
        if line := self._line(payload):
            await line.restart_media(str(payload["callsid"]), str(payload.get("sdp")))

    async def _message(self, payload: dict[str, Any]) -> None:
        known = {name: payload.get(name) for name in ("callsid", "voiceeventsid")}
        self.send("ack", {"acktype": "message"} | known)

    _DOING: dict[str, Callable[["Session", dict[str, Any]], Awaitable[None]]] = {
        "register": _register,
        "invite": _invite,
        "hangup": _hangup,
        "answer": _answer,
        "reject": _reject,
        "dtmf": _dtmf,
        "reinvite": _reinvite,
        "message": _message,
    }
