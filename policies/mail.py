"""Messages: what a mail server's answer means, when to try again, and what is no longer worth sending."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from policies.vocabulary import MailKind

GIVE_UP_AFTER = 8  # tries of one message that is refused only for now
PAUSES = (30, 120, 600, 1_800, 3_600, 7_200, 14_400)  # seconds after each such try
AWAY_PAUSES = (15, 30, 60, 300, 900)  # seconds after each try at which the server itself was the trouble
DAY_BEFORE = timedelta(days=1)
HOUR_BEFORE = timedelta(hours=1)
OUTCOME_OWED_AFTER = timedelta(hours=1)  # after a meeting's end
SERVICE_NOT_AVAILABLE = 421


class MailVerdict(StrEnum):
    """What to do about a message that was not taken."""

    REFUSED = "refused"  # this message, until a person changes something
    LATER = "later"  # this message, for now
    AWAY = "away"  # the server, or our account there: every message waits


class Stage(StrEnum):
    """How far the talk with the server had come."""

    CONNECTING = "connecting"  # up to and including its hello, its certificate and our password
    MESSAGE = "message"  # about one message: from whom, to whom, and what it says


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the meeting that a message tells of."""

    starts_at: datetime
    is_cancelled: bool
    has_outcome: bool


def judge(code: int | None, stage: Stage) -> MailVerdict:
    """What an answer means. No code: the line broke, or nobody answered in time."""
    if code is None or stage is Stage.CONNECTING or code == SERVICE_NOT_AVAILABLE:
        return MailVerdict.AWAY
    return MailVerdict.REFUSED if code >= 500 else MailVerdict.LATER


def pause_after(tries: int, verdict: MailVerdict) -> timedelta:
    """How long to leave a message alone after so many tries, the first being 1."""
    pauses = AWAY_PAUSES if verdict is MailVerdict.AWAY else PAUSES
    return timedelta(seconds=pauses[min(tries, len(pauses)) - 1])


def is_over(tries: int, verdict: MailVerdict) -> bool:
    """Whether a message is given up. While the server is the trouble, none is."""
    return verdict is MailVerdict.REFUSED or (verdict is MailVerdict.LATER and tries >= GIVE_UP_AFTER)


def why_drop(kind: MailKind, about: About, *, now: datetime) -> str | None:
    """Why a message is no longer worth sending, in a sentence; None while it is."""
    if kind is MailKind.OUTCOME_OWED:
        return "The outcome is there." if about.has_outcome or about.is_cancelled else None
    if about.is_cancelled and kind not in (MailKind.CANCELLED, MailKind.HOST_CANCELLED):
        return "The meeting was cancelled."
    if kind is MailKind.DAY_BEFORE and now >= about.starts_at - HOUR_BEFORE:
        return "The reminder an hour before says it."
    return "The meeting's time has come." if now >= about.starts_at else None
