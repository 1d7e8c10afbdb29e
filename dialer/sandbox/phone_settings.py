"""What a person may change about a phone, checked, and kept over a restart."""

import json
import logging
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from dialer.sandbox.tones import SOUNDS

LONGEST_RING = 600.0
LONGEST_TALK = 3600.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """None leaves a phone as it is."""

    ring_seconds: float | None = None
    hang_up_after: float | None = None
    greeting: str | None = None
    sip_code: int | None = None
    behaves_like: str | None = None
    """The last four digits of another phone, whose behaviour it takes over."""

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    def beyond(self, usual: "Settings") -> "Settings":
        """Only what differs from the usual."""
        own = usual.to_json() | {"behaves_like": None}
        return Settings(**{name: each for name, each in self.to_json().items() if each != own[name]})


NAMES = tuple(field.name for field in fields(Settings))


def greetings() -> list[str]:
    """The sentences a phone can greet with."""
    return sorted(path.stem for path in SOUNDS.glob("*.ulaw"))


def settings_from(given: Mapping[str, Any], phone_settings: Settings) -> Settings:
    """The settings of a control request for a phone that usually has the others.

    ValueError says in a sentence what is wrong; `behaves_like` was looked up by who asks.
    """
    if unknown := set(given) - set(NAMES):
        raise ValueError(f"there is no setting {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    greeting, sip_code = given.get("greeting") or None, _number(given, "sip_code", 400, 699)
    if greeting is not None and phone_settings.greeting is None:
        raise ValueError("this phone has no greeting that could be changed")
    if greeting is not None and greeting not in greetings():
        raise ValueError(f"there is no greeting {str(greeting)[:60]!r}; there are {', '.join(greetings())}")
    if sip_code is not None and phone_settings.sip_code is None:
        raise ValueError("this phone is not refused by the network, so it has no sip_code")
    return Settings(
        ring_seconds=_number(given, "ring_seconds", 0, LONGEST_RING),
        hang_up_after=_number(given, "hang_up_after", 0.1, LONGEST_TALK),
        greeting=greeting,
        sip_code=None if sip_code is None else checked_whole("sip_code", sip_code, 400, 699),
        behaves_like=phone_settings.behaves_like,
    )


def _number(given: Mapping[str, Any], name: str, low: float, high: float) -> float | None:
    value = given.get(name)
    if value is None or value == "":
        return None
    return checked_number(name, value, low, high)


def checked_whole(name: str, value: object, low: int, high: int) -> int:
    """The same for what is counted."""
    number = checked_number(name, value, low, high)
    if number != int(number):
        raise ValueError(f"{name} must be a whole number, not {number:g}")
    return int(number)


def checked_number(name: str, value: object, low: float, high: float) -> float:
    """A number between two others, or a sentence about it."""
    try:
        number = float(str(value)) if not isinstance(value, bool) else math.nan
    except ValueError:
        number = math.nan
    if not low <= number <= high:
        raise ValueError(f"{name} must be a number from {low:g} to {high:g}, not {str(value)[:60]!r}")
    return number


class SettingsFile:
    """`sandbox-phones.json`: the settings by the last four digits."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "sandbox-phones.json"

    def load(self) -> dict[str, Settings]:
        """What was kept; a file that cannot be read is left out, and said so."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(suffix): Settings(**given) for suffix, given in kept.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            log.warning("the phones' settings in %s cannot be read: %s", self._path, error)
            return {}

    def save(self, settings: Mapping[str, Settings]) -> None:
        """Keep these."""
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps({suffix: each.to_json() for suffix, each in settings.items()}, indent=1))
        fresh.replace(self._path)
