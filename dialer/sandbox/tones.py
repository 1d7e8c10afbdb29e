"""Sounds made of sine waves: ringback, beeps, digits. And the spoken ones, read from `sounds/`."""

import math
from array import array
from functools import cache
from pathlib import Path

from dialer.sandbox import mulaw

SOUNDS = Path(__file__).parent / "sounds"

_ROWS = (697, 770, 852, 941)
_COLUMNS = (1209, 1336, 1477)
_KEYS = ("123", "456", "789", "*0#")

DIGIT_TONES = {
    key: (row, column)
    for row, keys in zip(_ROWS, _KEYS, strict=True)
    for column, key in zip(_COLUMNS, keys, strict=True)
}


def samples(frequencies: tuple[int, ...], seconds: float, volume: float = 0.25) -> "array[int]":
    """Signed 16-bit samples of several sine waves at once, with soft edges so that they do not click."""
    count = int(seconds * mulaw.RATE)
    scale = 32_767 * volume / max(1, len(frequencies))
    edge = min(80, count // 2) or 1
    wave = array("h", bytes(2 * count))
    for index in range(count):
        total = sum(math.sin(2 * math.pi * hertz * index / mulaw.RATE) for hertz in frequencies)
        wave[index] = int(scale * total * min(1.0, index / edge, (count - index) / edge))
    return wave


@cache
def tone(frequencies: tuple[int, ...], seconds: float) -> bytes:
    """The same in mu-law."""
    return mulaw.encode(samples(frequencies, seconds))


@cache
def silence(seconds: float) -> bytes:
    """Nothing, for a while."""
    return mulaw.SILENCE[:1] * int(seconds * mulaw.RATE)


@cache
def ringback() -> bytes:
    """What a caller in North America hears while the other phone rings: two seconds on, four off."""
    return tone((440, 480), 2.0) + silence(4.0)


def murmur(seconds: float) -> bytes:
    """Speech without words: short syllables of a voice that rises and falls. What `<Say>` sounds like here."""
    syllables = int(seconds / 0.2)
    pitches = (118, 131, 142, 126, 110, 136, 122)
    spoken = b"".join(
        tone((pitches[at % 7], 2 * pitches[at % 7], 5 * pitches[at % 7]), 0.15) + silence(0.05)
        for at in range(syllables)
    )
    return spoken + silence(max(0.0, seconds - syllables * 0.2))


@cache
def beep() -> bytes:
    """The tone after a voicemail greeting."""
    return tone((1000,), 0.4)


@cache
def chirp(digit: str) -> bytes:
    """How a phone shows that it heard a digit: as many short beeps as the digit, up to five."""
    times = min(5, max(1, int(digit))) if digit.isdigit() else 2
    return (tone((880,), 0.08) + silence(0.08)) * times


@cache
def spoken(name: str) -> bytes:
    """A sentence from `sounds/`."""
    return (SOUNDS / f"{name}.ulaw").read_bytes()
