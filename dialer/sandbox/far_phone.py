"""The far side of a call: a mouth and ears. What it does with them is a script of steps, see `steps.py`."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from dialer.sandbox import mulaw, tones

ECHO_FRAMES = 25
LEVEL_FRAMES = 100
"""The level is that of the last two seconds, so that a muted microphone shows."""

LONGEST_TAPE = 180 * mulaw.RATE


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
    """A phone that was answered. The other side's frames and digits come in, its own frames are fetched."""

    mouth: Mouth = field(default_factory=Mouth)
    greeted: asyncio.Event = field(default_factory=asyncio.Event)
    echoing: bool = False
    dead: bool = False
    """Answered, but its sound never comes through."""
    tape: bytearray | None = None
    frames_heard: int = 0
    digits: str = ""
    loudest: float = 0.0
    pressed: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)
    _echo: deque[bytes] = field(default_factory=deque)
    _levels: deque[float] = field(default_factory=lambda: deque(maxlen=LEVEL_FRAMES // 5))

    def hear(self, frame: bytes) -> None:
        """Sound from the other side."""
        if self.dead:
            return
        self.frames_heard += 1
        if self.frames_heard % 5 == 1:
            self._levels.append(mulaw.power(frame))
            self.loudest = max(self.loudest, self._levels[-1])
        if self.tape is not None and len(self.tape) < LONGEST_TAPE:
            self.tape += frame
        if self.echoing:
            self._echo.append(frame)

    def press(self, digit: str) -> None:
        """A key pressed on the other side. Who only echoes has time to answer it with a beep."""
        self.digits += digit
        self.pressed.put_nowait(digit)
        if self.echoing:
            self.mouth.say(tones.chirp(digit))

    def frame(self) -> bytes | None:
        """What it says in the next 20 ms: its own words, or half a second later what it heard."""
        if self.dead:
            return None
        repeated = self._echo.popleft() if len(self._echo) > ECHO_FRAMES else mulaw.SILENCE
        return self.mouth.frame() if self.mouth.talking else repeated

    def report(self) -> dict[str, object]:
        """What it heard: the level of the last two seconds, and the loudest moment of all."""
        return {
            "frames_heard": self.frames_heard,
            "level_heard": mulaw.decibels(max(self._levels, default=0.0)),
            "loudest_heard": mulaw.decibels(self.loudest),
            "digits_heard": self.digits,
        }
