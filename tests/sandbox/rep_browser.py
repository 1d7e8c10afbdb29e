"""What the Voice SDK does on the wire, as little of it as a test needs."""

import asyncio
import json
import struct
import time
from array import array
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError
from aiortc.rtp import RtpPacket
from av.packet import Packet
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant

LOUD = bytes([0x90, 0x10]) * 80
IDENTITY = "rep_7"


def token(
    *,
    secret: str | None = None,
    ttl: int = 600,
    application: str | None = None,
    incoming: bool = True,
    identity: str = IDENTITY,
    key: str | None = None,
    **times: int,
) -> str:
    """An access token, minted by Twilio's own library."""
    from tests.sandbox.stage import ACCOUNT, APPLICATION, KEY, SECRET

    minted = AccessToken(ACCOUNT, key or KEY, secret or SECRET, identity=identity, ttl=ttl, **times)
    minted.add_grant(VoiceGrant(outgoing_application_sid=application or APPLICATION, incoming_allow=incoming))
    return minted.to_jwt()


class Voice(MediaStreamTrack):
    """A loud noise, in mu-law."""

    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    async def recv(self) -> Packet:
        """A packet every 20 ms, or nearly."""
        await asyncio.sleep(0.02)
        packet = Packet(LOUD)
        packet.pts, packet.time_base = self._at, Fraction(1, 8000)
        self._at += 160
        return packet


class RepBrowser:
    """One tab: a socket, at most one call, ears."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("http", "ws") + "/signal"
        self._http = aiohttp.ClientSession()
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._reading: asyncio.Task[None] | None = None
        self.frames: list[tuple[str, dict[str, Any]]] = []
        self.heartbeats = 0
        self.temporary_sid = f"TJS{time.monotonic_ns():x}"
        self.call_sid = ""
        self.reconnect = ""
        self.connection: RTCPeerConnection | None = None
        self.heard = 0
        self.loudest = 0
        self._seen = 0
        self._listeners: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Connect the socket."""
        self._socket = await self._http.ws_connect(self._url)
        self._reading = asyncio.create_task(self._read(self._socket))

    async def close(self) -> None:
        """Close the tab."""
        if self.connection:
            await self.connection.close()
        await self.lose_socket()
        await self._http.close()
        for task in self._listeners:
            task.cancel()

    async def lose_socket(self) -> None:
        """The network takes the socket away."""
        if self._reading:
            self._reading.cancel()
        if self._socket:
            await self._socket.close()

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.data == "\n":
                self.heartbeats += 1
                await socket.send_str("\n")
                continue
            frame = json.loads(message.data)
            payload = frame["payload"]
            self.frames.append((frame["type"], payload))
            if frame["type"] in ("ringing", "answer"):
                await self._connect_call(payload)

    async def _connect_call(self, payload: dict[str, Any]) -> None:
        self.call_sid = payload.get("callsid", self.call_sid)
        self.reconnect = payload.get("reconnect", self.reconnect)
        if payload.get("sdp") and self.connection and self.connection.signalingState != "stable":
            answer = RTCSessionDescription(sdp=payload["sdp"], type="answer")
            await self.connection.setRemoteDescription(answer)

    async def send(self, kind: str, **payload: Any) -> None:
        """One frame."""
        assert self._socket
        await self._socket.send_str(json.dumps({"type": kind, "payload": payload, "version": "1.6"}))

    async def expect(self, kind: str, seconds: float = 5.0) -> dict[str, Any]:
        """The payload of the next frame of this kind."""
        for _ in range(int(seconds / 0.01)):
            for index in range(self._seen, len(self.frames)):
                if self.frames[index][0] == kind:
                    self._seen = index + 1
                    return self.frames[index][1]
            await asyncio.sleep(0.01)
        raise AssertionError(f"no {kind} came, only {self.frames[self._seen :]}")

    async def listen(self, *, jwt: str | None = None, reconnect_timeout: int = 0) -> None:
        """Say who we are."""
        await self.send(
            "listen", token=jwt or token(), reconnectTimeout=reconnect_timeout, browserinfo={"p": "browser"}
        )

    async def invite(self, **params: str) -> None:
        """Call, with the page's parameters."""
        offer = await self._offer()
        await self.send("invite", callsid=self.temporary_sid, sdp=offer, twilio={"params": urlencode(params)})

    async def accept(self) -> dict[str, Any]:
        """Take the call that rings."""
        asked = await self.expect("invite")
        self.call_sid, self.reconnect = asked["callsid"], asked["reconnect"]
        connection = self._new_connection()
        await connection.setRemoteDescription(RTCSessionDescription(sdp=asked["sdp"], type="offer"))
        await connection.setLocalDescription(await connection.createAnswer())
        await self.send("answer", callsid=self.call_sid, sdp=self._bare_sdp())
        return asked

    async def reject(self) -> None:
        """Refuse it."""
        asked = await self.expect("invite")
        await self.send("reject", callsid=asked["callsid"])

    async def resume(self) -> None:
        """Take up the call on a new socket."""
        await self.send("invite", callsid=self.call_sid, sdp="v=0", reconnect=self.reconnect, twilio={})

    async def restart_media(self) -> None:
        """Offer a new audio path."""
        assert self.connection
        await self.connection.close()
        await self.send("reinvite", callsid=self.call_sid, sdp=await self._offer())

    async def hang_up(self) -> None:
        """End the call, under the name we know it by."""
        await self.send("hangup", callsid=self.call_sid or self.temporary_sid)

    async def _offer(self) -> str:
        """An SDP without candidates, as the SDK sends it."""
        connection = self._new_connection()
        await connection.setLocalDescription(await connection.createOffer())
        return self._bare_sdp()

    def _new_connection(self) -> RTCPeerConnection:
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.connection.addTrack(Voice())
        self.connection.on("track", self._hear)
        return self.connection

    def _bare_sdp(self) -> str:
        assert self.connection
        lines = self.connection.localDescription.sdp.splitlines(keepends=True)
        return "".join(line for line in lines if "candidate" not in line)

    def _hear(self, track: MediaStreamTrack) -> None:
        self._listeners.append(asyncio.create_task(self._listen_to(track)))

    async def _listen_to(self, track: MediaStreamTrack) -> None:
        try:
            while True:
                frame = await track.recv()
                self.heard += 1
                samples = array("h", bytes(frame.planes[0])[: 2 * frame.samples])
                self.loudest = max(self.loudest, max(samples, default=0))
        except MediaStreamError:
            return

    async def press(self, digit: int) -> None:
        """A digit in the audio, as three packets of one event."""
        assert self.connection
        transport = self.connection.getSenders()[0].transport
        for number in range(3):
            packet = RtpPacket(payload_type=101, sequence_number=900 + number, timestamp=digit * 1600)
            packet.ssrc = 4242 + digit
            packet.payload = struct.pack("!BBH", digit, 0x8A if number == 2 else 10, 160 * (number + 1))
            await transport._send_rtp(packet.serialize())
