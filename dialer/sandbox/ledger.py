"""Every leg the sandbox knows: in memory, and line by line in a file, so that a restart remembers."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

from dialer.sandbox.legs import Leg

KEPT = 1_000

log = logging.getLogger(__name__)


class Ledger:
    """The last thousand legs, newest last. Each change appends a line; the last line of a leg counts."""

    def __init__(self, data_dir: Path) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self._path = data_dir / "sandbox-calls.jsonl"
        self._legs: dict[str, Leg] = {}
        self._load()
        self._rewrite()
        self._file = self._path.open("a", encoding="utf-8")
        self._lines = len(self._legs)

    def save(self, leg: Leg) -> None:
        """Keep this state of the leg."""
        self._legs[leg.sid] = leg
        self._file.write(json.dumps(leg.to_json()) + "\n")
        self._file.flush()
        self._lines += 1
        self._forget_oldest()

    def get(self, sid: str) -> Leg | None:
        """The leg with that sid, if it is still remembered."""
        return self._legs.get(sid)

    def newest_first(self) -> Iterator[Leg]:
        """All remembered legs, as Twilio lists them."""
        return reversed(list(self._legs.values()))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _forget_oldest(self) -> None:
        if len(self._legs) > KEPT:
            ended = [sid for sid, leg in self._legs.items() if leg.over]
            for sid in ended[: len(self._legs) - KEPT]:
                del self._legs[sid]
        if self._lines > 10 * KEPT:
            self._file.close()
            self._rewrite()
            self._file = self._path.open("a", encoding="utf-8")
            self._lines = len(self._legs)

    def _load(self) -> None:
        if not self._path.exists():
            return
        for line in self._path.read_text(encoding="utf-8").splitlines():
            try:
                leg = Leg.from_json(json.loads(line))
            except (ValueError, TypeError, KeyError):
                log.warning("skipped a torn line of %s", self._path)
                continue
            self._legs[leg.sid] = leg
        for leg in self._legs.values():
            if not leg.over:
                leg.move("completed")

    def _rewrite(self) -> None:
        fresh = self._path.with_suffix(".new")
        newest = list(self._legs.values())[-KEPT:]
        fresh.write_text("".join(json.dumps(leg.to_json()) + "\n" for leg in newest), encoding="utf-8")
        fresh.replace(self._path)
        self._legs = {leg.sid: leg for leg in newest}
