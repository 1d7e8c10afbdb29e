"""The socket of the Voice SDK: one session per browser tab (frames captured, their effects read in the SDK)."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from aiohttp import WSMsgType, web

from dialer.sandbox.line import Line
from dialer.sandbox.party import HungUp
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
async def signal(request: web.Request) -> web.WebSocketResponse:
    """The browser's socket, for as long as it lasts."""
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
        self._calls: list[RepCall] = []

    @property
    def identity(self) -> str | None:
        """Who listens here, once a token said so."""
        return self.grant.identity if self.grant else None

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
            for call in self._calls:
                self._sandbox.spawn(self._wait_for_return(call))

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

    async def _wait_for_return(self, call: RepCall) -> None:
        if call.line.resumable and call.line.send == self.send:
            await asyncio.sleep(self._reconnect_seconds)
        if call.line.send == self.send:
            call.line.closed = True
            call.interrupt(HungUp())

    async def _take(self, text: str) -> None:
        try:
            frame = json.loads(text)
            kind, payload = frame["type"], frame.get("payload") or {}
        except (ValueError, TypeError, KeyError):
            log.warning("a frame that is none: %.80s", text)
            return
        if kind == "listen":
            self._listen(payload)
        elif self._welcome(kind) and (taken := self._DOING.get(kind)):
            await taken(self, payload)

    def _listen(self, payload: dict[str, Any]) -> None:
        try:
            grant = check_token(str(payload.get("token", "")), self._sandbox.config, now=time.time())
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
        self.send("ready" if wanted else "offline", {})

    async def _invite(self, payload: dict[str, Any]) -> None:
        if payload.get("reconnect"):
            self._resume(payload)
            return
        assert self.grant
        sid = str(payload.get("callsid"))
        application = self.grant.account.application(self.grant.application_sid)
        if application is None:
            self._sandbox.note(sid, 21218, f"no application {self.grant.application_sid} in this account")
            error = {"code": 31002, "message": "Connection declined: invalid application"}
            self.send("hangup", {"callsid": sid, "error": error})
            return
        line = Line(sid, str(payload.get("sdp")), self.send)
        params = dict(parse_qsl((payload.get("twilio") or {}).get("params") or "", keep_blank_values=True))
        call = RepCall(self._sandbox, self.grant.account, application, self.grant.identity, line, params)
        self._calls = [each for each in self._calls if not each.line.closed] + [call]
        self._sandbox.spawn(call.run())

    def _resume(self, payload: dict[str, Any]) -> None:
        """A browser back on a new socket takes up its call, or learns that it is over."""
        sid, token = str(payload.get("callsid")), payload["reconnect"]
        call = self._sandbox.open_calls.get(sid)
        if not isinstance(call, RepCall) or call.line.reconnect_token != token:
            self.send("hangup", {"callsid": sid})
            return
        call.line.send = self.send
        self._calls.append(call)
        self.send("answer", {"callsid": sid, "reconnect": token})

    def _call(self, payload: dict[str, Any]) -> RepCall | None:
        sid = str(payload.get("callsid"))
        return next((call for call in self._calls if call.line.is_called(sid)), None)

    async def _hangup(self, payload: dict[str, Any]) -> None:
        if call := self._call(payload):
            call.line.closed = True
            call.interrupt(HungUp())

    async def _dtmf(self, payload: dict[str, Any]) -> None:
        if call := self._call(payload):
            for digit in str(payload.get("dtmf", "")):
                call.line.media.on_digit(digit)

    async def _reinvite(self, payload: dict[str, Any]) -> None:
        if call := self._call(payload):
            await call.line.restart_media(str(payload["callsid"]), str(payload.get("sdp")))

    async def _message(self, payload: dict[str, Any]) -> None:
        known = {name: payload.get(name) for name in ("callsid", "voiceeventsid")}
        self.send("ack", {"acktype": "message"} | known)

    _DOING: dict[str, Callable[["Session", dict[str, Any]], Awaitable[None]]] = {
        "register": _register,
        "invite": _invite,
        "hangup": _hangup,
        "dtmf": _dtmf,
        "reinvite": _reinvite,
        "message": _message,
    }
