"""Whom an inbound call rings: the rep who knows the lead when free, else everybody who is free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from policies.vocabulary import RingReason

MOST_RUNG = 10  # Twilio rings ten at once
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rep whose page says that it can be rung."""

    rep_id: int
    is_on_line: bool  # dialing, ringing or talking; wrap-up and owed outcomes never count
    owns_lead: bool = False
    last_called_at: datetime | None = None  # when this rep last dialed the number that calls now
    last_busy_at: datetime | None = None  # when this rep's last line began


@dataclass(frozen=True, slots=True)
class Ring:
    """These reps are rung, all at once."""

    rep_ids: tuple[int, ...]
    reason: RingReason


class Nobody(StrEnum):
    """Why nobody is rung, as a sentence for the list of missed calls."""

    SIGNED_IN = "Nobody was signed in to take the call."
    FREE = "Everybody was on another line."


def decide_ring(candidates: Iterable[Candidate]) -> Ring | Nobody:
    """Of those who are free: the lead's owner, else who last called the number, else all, the longest idle first."""
    signed_in = list(candidates)
    free = [one for one in signed_in if not one.is_on_line]
    if not free:
        return Nobody.FREE if signed_in else Nobody.SIGNED_IN
    for one in free:
        if one.owns_lead:
            return Ring((one.rep_id,), RingReason.OWNER)
    latest = max(free, key=lambda one: one.last_called_at or LONG_AGO)
    if latest.last_called_at:
        return Ring((latest.rep_id,), RingReason.LAST_CALLER)
    idle = sorted(free, key=lambda one: (one.last_busy_at or LONG_AGO, one.rep_id))
    return Ring(tuple(one.rep_id for one in idle[:MOST_RUNG]), RingReason.AVAILABLE)
