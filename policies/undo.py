"""Taking back what was just recorded on a call: what stood before, and whether it is still time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from policies.vocabulary import OutcomeSource

SHOWN_FOR = timedelta(seconds=10)  # how long the page offers it
GRACE = timedelta(seconds=5)  # what the way to the server may take on top


class Denial(StrEnum):
    """Why not, as the API's stable code."""

    NOTHING_TO_UNDO = "nothing_to_undo"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a call's outcome history, as far as undoing asks."""

    record_id: int
    source: OutcomeSource
    by_id: int | None
    at: datetime
    is_undo: bool


@dataclass(frozen=True, slots=True)
class Undo:
    """Bring back what this entry says; None: the call had no outcome."""

    restores: Entry | None
    chosen_by_person: bool


def decide_undo(history: Sequence[Entry], *, by_id: int | None, now: datetime) -> Undo | Denial:
    """May this person take back the newest decision, and to what? Only one's own, only once, and only at once."""
    if not history or history[-1].is_undo:
        return Denial.NOTHING_TO_UNDO
    newest = history[-1]
    if newest.source is not OutcomeSource.REP or newest.by_id != by_id or by_id is None:
        return Denial.NOTHING_TO_UNDO
    if now - newest.at > SHOWN_FOR + GRACE:
        return Denial.TOO_LATE
    before = standing(history[:-1])
    return Undo(before, before is not None and before.source is OutcomeSource.REP)


def standing(history: Sequence[Entry]) -> Entry | None:
    """The entry that counts: each undo takes away the one before it."""
    kept: list[Entry] = []
    for entry in history:
        if not entry.is_undo:
            kept.append(entry)
        elif kept:
            kept.pop()
    return kept[-1] if kept else None
