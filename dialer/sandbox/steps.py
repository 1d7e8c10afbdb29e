"""What a scripted phone can do once it was answered. When the last step is done it hangs up."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

from dialer.sandbox import tones
from dialer.sandbox.far_phone import FarPhone


class Step(ABC):
    """One thing a phone does."""

    @abstractmethod
    async def play(self, phone: FarPhone) -> None:
        """Do it, for as long as it takes."""


@dataclass(frozen=True)
class Say(Step):
    """Say a sentence from `sounds/`."""

    sound: str
    ends_greeting: bool = False
    """Machine detection takes the end of this sentence for the end of the greeting."""

    async def play(self, phone: FarPhone) -> None:
        """Until the last word."""
        await asyncio.sleep(phone.mouth.say(tones.spoken(self.sound)))
        if self.ends_greeting:
            phone.greeted.set()


@dataclass(frozen=True)
class Sound(Step):
    """Sine waves, one after the other: (frequencies, seconds)."""

    parts: tuple[tuple[tuple[int, ...], float], ...]

    async def play(self, phone: FarPhone) -> None:
        """To the end."""
        sound = b"".join(tones.tone(frequencies, seconds) for frequencies, seconds in self.parts)
        await asyncio.sleep(phone.mouth.say(sound))


@dataclass(frozen=True)
class Beep(Step):
    """The tone that starts a recording."""

    async def play(self, phone: FarPhone) -> None:
        """And tell whoever waits for it."""
        await asyncio.sleep(phone.mouth.say(tones.beep()))
        phone.greeted.set()


@dataclass(frozen=True)
class Stay(Step):
    """Stay on the line, silently."""

    seconds: float

    async def play(self, phone: FarPhone) -> None:
        """And only listen."""
        await asyncio.sleep(self.seconds)


@dataclass(frozen=True)
class Record(Step):
    """Keep what is said, for the status page to play."""

    seconds: float

    async def play(self, phone: FarPhone) -> None:
        """For as long as a machine's tape runs."""
        phone.tape = bytearray()
        await asyncio.sleep(self.seconds)


@dataclass(frozen=True)
class Echo(Step):
    """Say back whatever is heard, until the other side hangs up."""

    async def play(self, phone: FarPhone) -> None:
        """For ever."""
        phone.echoing = True
        await asyncio.Event().wait()


@dataclass(frozen=True)
class Silent(Step):
    """The connection stands and no sound passes, either way."""

    async def play(self, phone: FarPhone) -> None:
        """For ever."""
        phone.dead = True
        await asyncio.Event().wait()


@dataclass(frozen=True)
class Menu(Step):
    """Read a menu and do what the digit says; after too many readings without one, go on to the next step."""

    sound: str
    choices: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    wrong: str = "menu_wrong"
    patience: float = 6.0
    readings: int = 3

    async def play(self, phone: FarPhone) -> None:
        """A digit interrupts the reading, as on real ones."""
        for _ in range(self.readings):
            reading = phone.mouth.say(tones.spoken(self.sound))
            digit = await self._digit(phone, reading + self.patience)
            phone.greeted.set()
            phone.mouth.hush()
            if digit in self.choices:
                for step in self.choices[digit]:
                    await step.play(phone)
                return
            if digit:
                await Say(self.wrong).play(phone)

    async def _digit(self, phone: FarPhone, seconds: float) -> str:
        try:
            return await asyncio.wait_for(phone.pressed.get(), seconds)
        except TimeoutError:
            return ""
