"""Recordings of calls: WAV files in the data directory, and what the REST API tells about them."""

import asyncio
import json
import logging
import wave
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from dialer.sandbox import mulaw
from dialer.sandbox.signature import new_sid, now

KEPT = 200
SAMPLE_BYTES = 2
FLUSHED_FRAMES = 50

log = logging.getLogger(__name__)


@dataclass
class Recording:
    """One recording. `kind` is `call` for one that TwiML asked for, `machine` for what a phone kept."""

    account_sid: str
    call_sid: str
    channels: int
    kind: str = "call"
    status: str = "in-progress"
    seconds: int = 0
    sid: str = field(default_factory=lambda: new_sid("RE"))
    started_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)

    def to_json(self) -> dict[str, Any]:
        """Plain values, as kept in the file."""
        moments = {"started_at": self.started_at.isoformat(), "updated_at": self.updated_at.isoformat()}
        return asdict(self) | moments

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "Recording":
        """What `to_json` wrote."""
        moments = {name: datetime.fromisoformat(plain[name]) for name in ("started_at", "updated_at")}
        return cls(**(plain | moments))


class Shelf:
    """All recordings, newest last; the oldest are thrown away."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "recordings"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._index = self._folder / "recordings.json"
        self._known: dict[str, Recording] = self._load()

    def path(self, sid: str) -> Path:
        """The sound of one that is known."""
        return self._folder / f"{sid}.wav"

    def get(self, sid: str) -> Recording | None:
        """The recording with that sid."""
        return self._known.get(sid)

    def newest_first(self) -> list[Recording]:
        """All of them."""
        return list(reversed(self._known.values()))

    def keep(self, recording: Recording) -> None:
        """Keep this state of it."""
        recording.updated_at = now()
        self._known[recording.sid] = recording
        finished = [sid for sid, each in self._known.items() if each.status != "in-progress"]
        for sid in finished[: max(0, len(self._known) - KEPT)]:
            del self._known[sid]
            self.path(sid).unlink(missing_ok=True)
        fresh = self._index.with_suffix(".new")
        fresh.write_text(json.dumps([each.to_json() for each in self._known.values()]), encoding="utf-8")
        fresh.replace(self._index)

    async def keep_tape(self, account_sid: str, call_sid: str, tape: bytes) -> None:
        """What an answering machine heard."""
        recording = Recording(account_sid, call_sid, 1, kind="machine", status="completed")
        recording.seconds = round(mulaw.seconds(tape))
        # Minutes of sound take a while; the calls going on must not wait for it.
        await asyncio.to_thread(_write, self.path(recording.sid), tape)
        self.keep(recording)

    def _load(self) -> dict[str, Recording]:
        try:
            kept = [Recording.from_json(plain) for plain in json.loads(self._index.read_text("utf-8"))]
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, KeyError) as error:
            log.warning("the recordings in %s cannot be listed: %s", self._folder, error)
            return {}
        # One that was being made when the process died has no end to trust.
        return {
            each.sid: each for each in kept if each.status != "in-progress" and self.path(each.sid).is_file()
        }


class Recorder:
    """Writes one recording as it happens: parent left and child right, or both in one channel."""

    def __init__(self, shelf: Shelf, recording: Recording) -> None:
        self._shelf = shelf
        self.recording = recording
        self._file = wave.open(str(shelf.path(recording.sid)), "wb")  # noqa: SIM115
        self._file.setparams((recording.channels, SAMPLE_BYTES, mulaw.RATE, 0, "NONE", ""))
        self._parent, self._child = bytearray(), bytearray()
        self._written = 0
        shelf.keep(recording)

    def take(self, parent: bytes, child: bytes) -> None:
        """20 ms of both."""
        self._parent += parent.ljust(mulaw.FRAME, mulaw.SILENCE[:1])[: mulaw.FRAME]
        self._child += child.ljust(mulaw.FRAME, mulaw.SILENCE[:1])[: mulaw.FRAME]
        if len(self._parent) >= FLUSHED_FRAMES * mulaw.FRAME:
            self._flush()

    def finish(self, seconds: float) -> None:
        """The call is over after so many seconds; where no sound came it was silent."""
        missing = int(seconds * mulaw.RATE) - self._written - len(self._parent)
        self._parent += mulaw.SILENCE[:1] * max(0, missing)
        self._child += mulaw.SILENCE[:1] * max(0, missing)
        self._flush()
        self._file.close()
        self.recording.seconds = round(self._written / mulaw.RATE)
        self.recording.status = "completed" if self._written else "absent"
        self._shelf.keep(self.recording)

    def _flush(self) -> None:
        parent, child = bytes(self._parent), bytes(self._child)
        if self.recording.channels == 2:
            both = mulaw.decode(parent + child)
            both[0::2], both[1::2] = mulaw.decode(parent), mulaw.decode(child)
        else:
            both = mulaw.mixed(parent, child)
        self._file.writeframesraw(both.tobytes())
        self._written += len(parent)
        self._parent.clear()
        self._child.clear()


def _write(path: Path, sound: bytes) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, SAMPLE_BYTES, mulaw.RATE, 0, "NONE", ""))
        file.writeframes(mulaw.decode(sound).tobytes())
