"""The far side of a call: a mouth, ears, and the steps a scripted person or machine goes through."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from dialer.sandbox import mulaw, tones

ECHO_FRAMES = 25


class Mouth:
    """What one party says, a 20 ms frame at a time; silence when it has nothing to say."""

    def __init__(self) -> None:
        self._sound = b""
        self._at = 0
        self._loop = False

    def say(self, sound: bytes, *, loop: bool = False) -> float:
        """Say this now, instead of anything else; returns how long it takes."""
        self._sound, self._at, self._loop = sound, 0, loop
        return mulaw.seconds(sound)

    def hush(self) -> None:
        """Stop talking."""
        self.say(b"")

    @property
    def talking(self) -> bool:
        """There is something left to say."""
        return self._at < len(self._sound)

    def frame(self) -> bytes:
        """The next 20 ms."""
        piece = self._sound[self._at : self._at + mulaw.FRAME]
        self._at += mulaw.FRAME
        if self._loop and not self.talking:
            self._at = 0
        return piece.ljust(mulaw.FRAME, mulaw.SILENCE[:1])


@dataclass
class FarPhone:
    """A phone that was answered. The rep's frames and digits come in, its own frames are fetched."""

    mouth: Mouth = field(default_factory=Mouth)
    beeped: asyncio.Event = field(default_factory=asyncio.Event)
    echoing: bool = False
    frames_heard: int = 0
    digits: str = ""
    loudest: float = 0.0
    _echo: deque[bytes] = field(default_factory=deque)

    def hear(self, frame: bytes) -> None:
        """Sound from the other side."""
        self.frames_heard += 1
        if self.frames_heard % 5 == 0:
            self.loudest = max(self.loudest, mulaw.power(frame))
        if self.echoing:
            self._echo.append(frame)

    def press(self, digit: str) -> None:
        """A key pressed on the other side. Who only echoes has time to answer it with a beep."""
        self.digits += digit
        if self.echoing:
            self.mouth.say(tones.chirp(digit))

    def frame(self) -> bytes:
        """What it says in the next 20 ms: its own words, or half a second later what it heard."""
        repeated = self._echo.popleft() if len(self._echo) > ECHO_FRAMES else mulaw.SILENCE
        return self.mouth.frame() if self.mouth.talking else repeated


class Step:
    """One thing a phone does once it was answered. When the last one is done it hangs up."""

    async def play(self, phone: FarPhone) -> None:
        """Do it, for as long as it takes."""
        raise NotImplementedError


@dataclass(frozen=True)
class Say(Step):
    """Say a sentence from `sounds/`."""

    sound: str

    async def play(self, phone: FarPhone) -> None:
        """Until the last word."""
        await asyncio.sleep(phone.mouth.say(tones.spoken(self.sound)))


@dataclass(frozen=True)
class Beep(Step):
    """The tone that starts a recording."""

    async def play(self, phone: FarPhone) -> None:
        """And tell whoever waits for it."""
        await asyncio.sleep(phone.mouth.say(tones.beep()))
        phone.beeped.set()


@dataclass(frozen=True)
class Stay(Step):
    """Stay on the line, silently."""

    seconds: float

    async def play(self, phone: FarPhone) -> None:
        """And only listen."""
        await asyncio.sleep(self.seconds)


@dataclass(frozen=True)
class Echo(Step):
    """Say back whatever is heard, until the other side hangs up."""

    async def play(self, phone: FarPhone) -> None:
        """For ever."""
        phone.echoing = True
        await asyncio.Event().wait()
