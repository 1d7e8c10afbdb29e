"""Bad delivery, switched on by a test: what the network and Twilio may do to callbacks, on purpose.

They touch callbacks only (progress events, machine detection, the application's status callback), never the
requests whose answer the call waits for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from random import Random
from typing import Any, Self, TypeVar

T = TypeVar("T")

KINDS = frozenset({"initiated", "ringing", "answered", "completed", "amd", "parent"})


@dataclass(frozen=True)
class Faults:
    """The switches. The default is a faultless network."""

    shuffle: bool = False
    """Hold the lead leg's callbacks until its last one, then send them in any order but the true one."""
    repeat: int = 0
    """Send each callback this many times more."""
    delay: float = 0.0
    """Wait this many seconds before each."""
    drop: frozenset[str] = frozenset()
    """Never send callbacks of these kinds."""
    seed: int | None = None
    """Makes the shuffling repeatable."""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The switches of a control request; ValueError says which one is wrong."""
        known = {field.name for field in fields(cls)}
        if unknown := set(data) - known:
            raise ValueError(
                f"unknown faults: {', '.join(sorted(unknown))}; known: {', '.join(sorted(known))}"
            )
        drop = frozenset(data.get("drop", ()))
        if strange := drop - KINDS:
            raise ValueError(
                f"unknown kinds: {', '.join(sorted(strange))}; known: {', '.join(sorted(KINDS))}"
            )
        seed = data.get("seed")
        return cls(
            shuffle=bool(data.get("shuffle", False)),
            repeat=min(20, max(0, int(data.get("repeat", 0)))),
            delay=min(60.0, max(0.0, float(data.get("delay", 0)))),
            drop=drop,
            seed=None if seed is None else int(seed),
        )

    def to_json(self) -> dict[str, Any]:
        """The same as a control request would say it."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {"drop": sorted(self.drop)}

    def shuffled(self, held: list[T]) -> list[T]:
        """The held callbacks in another order; one alone has no other."""
        chance, mixed = Random(self.seed), list(held)
        while len(held) > 1 and mixed == held:
            chance.shuffle(mixed)
        return mixed
