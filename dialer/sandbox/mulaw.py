"""G.711 mu-law, the sound of the telephone: 8,000 bytes a second, 20 ms a frame."""

import math
from array import array
from functools import cache

RATE = 8_000
FRAME = 160
FRAME_SECONDS = FRAME / RATE
SILENCE = b"\xff" * FRAME

_BIAS = 33
_CLIP = 8_158


def encode(samples: "array[int]") -> bytes:
    """Signed 16-bit samples to mu-law bytes."""
    table = _encoding_table()
    return bytes(table[(sample >> 2) & 0x3FFF] for sample in samples)


def decode(sound: bytes) -> "array[int]":
    """Mu-law bytes to signed 16-bit samples."""
    table = _decoding_table()
    return array("h", [table[byte] for byte in sound])


def mixed(one: bytes, other: bytes) -> "array[int]":
    """Two sounds of the same length at once, as samples."""
    table = _decoding_table()
    return array(
        "h", [max(-32_768, min(32_767, table[a] + table[b])) for a, b in zip(one, other, strict=True)]
    )


def seconds(sound: bytes) -> float:
    """How long it plays."""
    return len(sound) / RATE


def power(frame: bytes) -> float:
    """Mean square of a frame, 1.0 being a full-scale square wave."""
    squares = _squares()
    return sum(squares[byte] for byte in frame) / max(1, len(frame))


def decibels(mean_square: float) -> float | None:
    """The level in dB below full scale, None for digital silence."""
    return round(10 * math.log10(mean_square), 1) if mean_square > 1e-9 else None


@cache
def _encoding_table() -> bytes:
    """The mu-law byte of each 14-bit two's-complement value."""
    return bytes(_byte(value - 0x4000 if value >= 0x2000 else value) for value in range(0x4000))


def _byte(value: int) -> int:
    sign = 0x80 if value < 0 else 0
    magnitude = min(abs(value), _CLIP) + _BIAS
    exponent = magnitude.bit_length() - 6
    mantissa = (magnitude >> (exponent + 1)) & 0x0F
    return ~(sign | exponent << 4 | mantissa) & 0xFF


@cache
def _squares() -> tuple[float, ...]:
    return tuple((_value(byte) / _CLIP) ** 2 for byte in range(256))


@cache
def _decoding_table() -> tuple[int, ...]:
    return tuple(4 * _value(byte) for byte in range(256))


def _value(byte: int) -> int:
    inverted = ~byte & 0xFF
    exponent, mantissa = inverted >> 4 & 0x07, inverted & 0x0F
    magnitude = ((2 * mantissa + 33) << exponent) - _BIAS
    return -magnitude if inverted & 0x80 else magnitude
