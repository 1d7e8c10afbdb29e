"""Shades of a sentiment's base colour, so that outcomes of one sentiment can be told apart (row G2).

A shade is a step away from the base colour: a positive one stands out more from the background, a negative one
less. Every shade is held against the backgrounds of both themes (WCAG 2.2, 1.4.11 for the colour, 1.4.3 for words
written on it). Colour is never alone: the sentiment's shape stands beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from policies.vocabulary import Sentiment

PALEST, STRONGEST = -4, 6
WIDEST_STRIDE = 2  # between two automatic shades
AS_GRAPHICS, AS_TEXT = 3.0, 4.5  # the least contrast


class Theme(StrEnum):
    """How the page is lit."""

    LIGHT = "light"
    DARK = "dark"


BASE = {
    Theme.LIGHT: {
        Sentiment.POSITIVE: "#1b8557",
        Sentiment.NEUTRAL: "#5670b3",
        Sentiment.NEGATIVE: "#bf4a31",
    },
    Theme.DARK: {
        Sentiment.POSITIVE: "#55c290",
        Sentiment.NEUTRAL: "#93a8df",
        Sentiment.NEGATIVE: "#ec8a72",
    },
}
BACKGROUNDS = {
    Theme.LIGHT: ("#ffffff", "#f7f5f1", "#f1eee8"),
    Theme.DARK: ("#191f23", "#12171a", "#14191d"),
}
# What a shade is mixed with, and how much of it a step takes.
STRONGER = {Theme.LIGHT: ("#10181a", 0.1), Theme.DARK: ("#ffffff", 0.1)}
PALER = {Theme.LIGHT: ("#ffffff", 0.11), Theme.DARK: ("#191f23", 0.11)}
WHITE, BLACK = "#ffffff", "#000000"


@dataclass(frozen=True, slots=True)
class Colour:
    """A shade in one theme, and the ink for words and shapes on it."""

    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class TooFaint:
    """A shade that cannot be told from a background, or that no words can be read on."""

    theme: Theme
    contrast: float
    needed: float


def colour(sentiment: Sentiment, shade: int, theme: Theme) -> Colour:
    """The colour of a shade, whether it passes or not."""
    target, of_each = (STRONGER if shade > 0 else PALER)[theme]
    fill = _mix(BASE[theme][sentiment], target, abs(shade) * of_each)
    return Colour(fill, max((WHITE, BLACK), key=lambda ink: contrast(ink, fill)))


def find_fault(sentiment: Sentiment, shade: int) -> TooFaint | None:
    """What is wrong with a shade; None when it passes in both themes."""
    for theme in Theme:
        made = colour(sentiment, shade, theme)
        graphics = min(contrast(made.fill, background) for background in BACKGROUNDS[theme])
        if graphics < AS_GRAPHICS:
            return TooFaint(theme, graphics, AS_GRAPHICS)
        text = contrast(made.fill, made.ink)
        if text < AS_TEXT:
            return TooFaint(theme, text, AS_TEXT)
    return None


def passing(sentiment: Sentiment) -> list[int]:
    """The shades that can be chosen, the strongest first."""
    return [step for step in range(STRONGEST, PALEST - 1, -1) if find_fault(sentiment, step) is None]


def spread(sentiment: Sentiment, chosen: Iterable[int | None]) -> list[int]:
    """A shade for each outcome of a sentiment, in their order: the chosen one, or one that is still free.

    Those without a choice go from strong to pale over what is left, a few of them near the base colour.
    """
    wanted = list(chosen)
    steps = passing(sentiment)
    free = [step for step in steps if step not in wanted] or steps
    automatic = iter(_evenly(free, wanted.count(None)))
    return [next(automatic) if shade is None else shade for shade in wanted]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _evenly(steps: list[int], count: int) -> list[int]:
    if count == 1:
        return [min(steps, key=abs)]
    if count > len(steps):
        return [steps[place % len(steps)] for place in range(count)]
    last = len(steps) - 1
    stride = min(WIDEST_STRIDE, last / (count - 1))
    return [steps[last - round((count - 1 - place) * stride)] for place in range(count)]


def _mix(base: str, target: str, part: float) -> str:
    channels = zip(_channels(base), _channels(target), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in channels)


def _channels(value: str) -> tuple[int, int, int]:
    red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _luminance(value: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(value))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
