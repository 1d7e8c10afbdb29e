"""The audio of one browser: PCMU and telephone-events over WebRTC, without decoding or encoding a frame.

aiortc has no public way to do three things, so private names are leaned on and aiortc is pinned: taking RTP
before its decoder thread, telephone-events, and host candidates on the loopback interface.
"""

import asyncio
import logging
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import aioice.ice
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpCodecParameters,
    RTCSessionDescription,
)
from aiortc.codecs import CODECS, PCMU_CODEC
from aiortc.rtcrtpreceiver import RTCRtpReceiver, StreamStatistics
from aiortc.rtp import RtpPacket
from av.packet import Packet

from dialer.sandbox import mulaw

LOOPBACK = "127.0.0.1"
DIGITS = "0123456789*#ABCD"
EVENT_CODEC = "telephone-event"

log = logging.getLogger(__name__)


def prepare_aiortc() -> None:
    """Once per process: offer only telephone audio, and let a browser on this machine reach us.

    Without STUN nothing asks the internet. IPv4 is enough, and every address costs a socket per call.
    """
    events = RTCRtpCodecParameters(
        mimeType=f"audio/{EVENT_CODEC}",
        clockRate=8000,
        channels=1,
        payloadType=101,
        parameters={"0-16": None},
    )
    CODECS["audio"][:] = [PCMU_CODEC, events]
    gathered = aioice.ice.get_host_addresses
    if gathered.__module__ == aioice.ice.__name__:
        aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: [*gathered(True, False), LOOPBACK]
    for noisy in ("aiortc", "aioice"):
        logging.getLogger(noisy).setLevel(logging.ERROR)


class Outlet(MediaStreamTrack):
    """Sends a frame every 20 ms, already in mu-law."""

    kind = "audio"

    def __init__(self, next_frame: Callable[[], bytes | None]) -> None:
        super().__init__()
        self._next_frame = next_frame
        self._began: float | None = None
        self._sent = 0

    async def recv(self) -> "Packet[Any]":
        """The next packet, when it is due. Where there is no frame at all, its time passes without one."""
        while (frame := await self._due()) is None:
            self._sent += 1
        packet = Packet(frame)
        packet.pts = self._sent * mulaw.FRAME
        packet.time_base = Fraction(1, mulaw.RATE)
        self._sent += 1
        return packet

    async def _due(self) -> bytes | None:
        clock = asyncio.get_running_loop().time
        if self._began is None:
            self._began = clock()
        await asyncio.sleep(max(0.0, self._began + self._sent * mulaw.FRAME_SECONDS - clock()))
        return self._next_frame()


class Media:
    """One browser's audio. `source` gives what it hears; `on_frame` and `on_digit` take what it sends."""

    def __init__(self) -> None:
        self.source: Callable[[], bytes | None] = lambda: mulaw.SILENCE
        self.on_frame: Callable[[bytes], None] = lambda frame: None
        self.on_digit: Callable[[str], None] = lambda digit: None
        self.packets_in = 0
        self.packets_out = 0
        self._connection: RTCPeerConnection | None = None
        self._event_types: frozenset[int | None] = frozenset()
        self._last_digit_at: int | None = None

    async def answer(self, offer: str) -> str:
        """Our SDP for the browser's. Called again, it starts afresh: that is how a media restart is met."""
        connection = await self._fresh()
        await connection.setRemoteDescription(RTCSessionDescription(sdp=offer, type="offer"))
        self._attend(connection)
        await connection.setLocalDescription(await connection.createAnswer())
        return str(connection.localDescription.sdp)

    async def offer(self) -> str:
        """Our SDP for a browser that is called."""
        connection = await self._fresh()
        await connection.setLocalDescription(await connection.createOffer())
        return str(connection.localDescription.sdp)

    async def accept(self, answer: str) -> None:
        """The called browser's SDP."""
        if connection := self._connection:
            _listen(connection.getTransceivers()[0].receiver, self._take)
            await connection.setRemoteDescription(RTCSessionDescription(sdp=answer, type="answer"))
            self._note_events(connection)

    async def _fresh(self) -> RTCPeerConnection:
        await self.close()
        self._connection = connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        connection.addTrack(Outlet(self._next_frame))
        return connection

    def _attend(self, connection: RTCPeerConnection) -> None:
        self._note_events(connection)
        _listen(connection.getTransceivers()[0].receiver, self._take)

    def _note_events(self, connection: RTCPeerConnection) -> None:
        codecs = connection.getTransceivers()[0]._codecs
        self._event_types = frozenset(codec.payloadType for codec in codecs if codec.name == EVENT_CODEC)

    async def cut(self) -> None:
        """The audio path dies without a word, as when a network changes; the browser finds out by itself."""
        if connection := self._connection:
            ice = connection.getTransceivers()[0].receiver.transport.transport
            await ice._connection.close()

    async def close(self) -> None:
        """Stop sending and receiving."""
        connection, self._connection = self._connection, None
        if connection:
            await connection.close()

    def _next_frame(self) -> bytes | None:
        frame = self.source()
        self.packets_out += frame is not None
        return frame

    def _take(self, packet: RtpPacket) -> None:
        self.packets_in += 1
        if packet.payload_type not in self._event_types:
            self.on_frame(packet.payload)
        elif packet.payload and packet.timestamp != self._last_digit_at:
            # Each digit is sent in many packets that share one timestamp.
            self._last_digit_at = packet.timestamp
            if packet.payload[0] < len(DIGITS):
                self.on_digit(DIGITS[packet.payload[0]])


def _listen(receiver: RTCRtpReceiver, take: Callable[[RtpPacket], None]) -> None:
    """Give this receiver's packets to `take`, keeping its reports to the sender but not its decoder."""
    inside = _Inside(receiver)

    async def handle(packet: RtpPacket, arrival_time_ms: int) -> None:
        streams = inside["remote_streams"]
        streams.setdefault(packet.ssrc, StreamStatistics(mulaw.RATE)).add(packet)
        take(packet)

    async def receive(parameters: Any) -> None:
        if not inside["started"]:
            inside["transport"]._register_rtp_receiver(receiver, parameters)
            inside["rtcp_task"] = asyncio.ensure_future(receiver._run_rtcp())
            inside["started"] = True

    vars(receiver).update(_handle_rtp_packet=handle, receive=receive)


class _Inside:
    """A receiver's private fields by their short names."""

    def __init__(self, receiver: RTCRtpReceiver) -> None:
        self._fields = vars(receiver)

    def __getitem__(self, name: str) -> Any:
        return self._fields[f"_RTCRtpReceiver__{name}"]

    def __setitem__(self, name: str, value: Any) -> None:
        self._fields[f"_RTCRtpReceiver__{name}"] = value
