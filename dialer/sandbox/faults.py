"""What goes wrong on purpose, by switches: the network, Twilio's callbacks, its signature, its REST API.

The switches for callbacks touch callbacks only (progress events, machine detection, recordings, the application's
status callback), never the requests whose answer the call waits for. A wrong or older signature is on every request.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from random import Random
from typing import Any, Self, TypeVar

from dialer.sandbox.phone_settings import checked_number, checked_whole

T = TypeVar("T")

KINDS = frozenset({"initiated", "ringing", "answered", "completed", "amd", "recording", "parent"})
SIGNATURES = ("", "wrong", "older", "retired")
REST_FAULTS = ("", "slow", "429", "500", "malformed")


@dataclass(frozen=True)
class Faults:
    """The switches. The default is a faultless network."""

    shuffle: bool = False
    """Hold the dialled leg's callbacks until its last one, then send them in any order but the true one."""
    repeat: int = 0
    """Send each callback this many times more."""
    twice: bool = False
    """Deliver each callback by two requests that overlap."""
    delay: float = 0.0
    """Wait this many seconds before each."""
    drop: frozenset[str] = frozenset()
    """Never send callbacks of these kinds."""
    sign_with: str = ""
    """Sign with a `wrong` token, with the `older` one of two, or with a `retired` one that was taken out."""
    signalling_down: bool = False
    """Browsers cannot keep or open their socket."""
    token_seconds: float | None = None
    """A browser's access token is good for this many seconds from its making, whatever it says itself."""
    rest: str = ""
    """How the REST API answers: `slow`, `429`, `500` or `malformed`."""
    rest_delay: float = 5.0
    """How slow, in seconds."""
    seed: int | None = None
    """Makes the shuffling repeatable."""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The switches of a control request; ValueError says which one is wrong."""
        known = [field.name for field in fields(cls)]
        if unknown := set(data) - set(known):
            raise ValueError(f"unknown faults: {', '.join(sorted(unknown))}; known: {', '.join(known)}")
        return cls(**{name: CHECKS[name](name, data[name]) for name in data})

    def to_json(self) -> dict[str, Any]:
        """The same as a control request would say it."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {"drop": sorted(self.drop)}

    def shuffled(self, held: list[T]) -> list[T]:
        """The held callbacks in another order; one alone has no other."""
        chance, mixed = Random(self.seed), list(held)
        while len(held) > 1 and mixed == held:
            chance.shuffle(mixed)
        return mixed


def _switch(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{name} must be true or false, not {value!r:.60}")
    return value


def _repeat(name: str, value: object) -> int:
    return checked_whole(name, value, 0, 20)


def _seconds(name: str, value: object) -> float:
    return checked_number(name, value, 0, 60)


def _lifetime(name: str, value: object) -> float | None:
    return None if value is None or value == "" else checked_number(name, value, 1, 86_400)


def _kinds(name: str, value: object) -> frozenset[str]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{name} must be a list of kinds: {', '.join(sorted(KINDS))}")
    if strange := set(value) - KINDS:
        raise ValueError(f"unknown kinds: {', '.join(sorted(strange))}; known: {', '.join(sorted(KINDS))}")
    return frozenset(value)


def _signature(name: str, value: object) -> str:
    return _one_of(name, value, SIGNATURES)


def _rest(name: str, value: object) -> str:
    return _one_of(name, value, REST_FAULTS)


def _one_of(name: str, value: object, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise ValueError(
            f"{name} must be one of {', '.join(repr(each) for each in choices)}, not {value!r:.60}"
        )
    return str(value)


def _seed(name: str, value: object) -> int | None:
    return None if value is None or value == "" else checked_whole(name, value, 0, 1_000_000_000)


CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "shuffle": _switch,
    "repeat": _repeat,
    "twice": _switch,
    "delay": _seconds,
    "drop": _kinds,
    "sign_with": _signature,
    "signalling_down": _switch,
    "token_seconds": _lifetime,
    "rest": _rest,
    "rest_delay": _seconds,
    "seed": _seed,
}
