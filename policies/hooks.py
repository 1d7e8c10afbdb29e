"""Outgoing webhooks: which events there are, when a delivery is tried again, and what an answer means."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final


class HookKind(StrEnum):
    """What a receiver can be told about. The values are the ``type`` that it sees, and never change."""

    CALL_OUTCOME_RECORDED = "call.outcome_recorded"
    CALL_OUTCOME_CHANGED = "call.outcome_changed"
    CALL_ENDED = "call.ended"
    LEAD_DO_NOT_CALL = "lead.do_not_call"
    MEETING_BOOKED = "meeting.booked"
    MEETING_MOVED = "meeting.moved"
    MEETING_CANCELLED = "meeting.cancelled"
    MEETING_OUTCOME_RECORDED = "meeting.outcome_recorded"
    MEETING_OUTCOME_CHANGED = "meeting.outcome_changed"
    DEAL_MADE = "deal.made"
    DEAL_CHANGED = "deal.changed"
    DEAL_VOIDED = "deal.voided"
    TEST = "webhook.test"


MEANINGS: Final[dict[HookKind, str]] = {
    HookKind.CALL_OUTCOME_RECORDED: "A call got its first outcome, from the line or from a person.",
    HookKind.CALL_OUTCOME_CHANGED: "A call's outcome was changed, taken back or cleared.",
    HookKind.CALL_ENDED: "A call is over for its rep, or nobody took it.",
    HookKind.LEAD_DO_NOT_CALL: "A number went onto the do-not-call list.",
    HookKind.MEETING_BOOKED: "A meeting was booked.",
    HookKind.MEETING_MOVED: "A meeting has another time or another host.",
    HookKind.MEETING_CANCELLED: "A meeting was cancelled.",
    HookKind.MEETING_OUTCOME_RECORDED: "A meeting got its first outcome.",
    HookKind.MEETING_OUTCOME_CHANGED: "A meeting's outcome was changed.",
    HookKind.DEAL_MADE: "A sale became a deal.",
    HookKind.DEAL_CHANGED: "A deal's value, date, product or payment type was changed.",
    HookKind.DEAL_VOIDED: "A deal was voided.",
    HookKind.TEST: "Sent by the test button, to the webhook it belongs to.",
}
CHOOSABLE: Final = tuple(kind for kind in HookKind if kind is not HookKind.TEST)


class DeliveryState(StrEnum):
    """How far a delivery is."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"  # every try of three days, or refused for good; it can be replayed


class Disabled(StrEnum):
    """Why we stopped sending to a webhook by ourselves."""

    GONE = "gone"  # it answered 410
    FAILING = "failing"  # nothing but failures for five days


class Verdict(StrEnum):
    """What an answer means for its delivery."""

    DELIVERED = "delivered"
    FAILED = "failed"
    GONE = "gone"


# Waits between the tries: a moment for a hiccup, then ever longer; together three days.
WAITS: Final = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 60, 300, 1_800, 7_200, 18_000, 36_000, 43_200, 64_800, 86_400)
)
JITTER: Final = 0.1  # of a wait, either way, so that what failed together does not come back together
LONGEST_ASKED: Final = timedelta(
    hours=1
)  # of what a receiver asks for, so that its three days stay three days
BUSY: Final = frozenset({429, 503})
FAILING_FOR_TOO_LONG: Final = timedelta(days=5)
OLD_SECRET_SIGNS: Final = timedelta(days=1)


def next_wait(tries: int, chance: float) -> timedelta | None:
    """How long to wait after this many tries, ``chance`` being from 0 to 1; None when it was the last."""
    if tries > len(WAITS):
        return None
    return WAITS[tries - 1] * (1 - JITTER + 2 * JITTER * chance)


def asked_wait(status: int | None, retry_after: str | None, *, now: datetime) -> timedelta | None:
    """How long a busy receiver asks to be left alone: in seconds or until a date, an hour at most."""
    if status not in BUSY or not retry_after:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), LONGEST_ASKED.total_seconds()))
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta()), LONGEST_ASKED)


def judge(status: int | None) -> Verdict:
    """What a status says; None: nothing came back. A redirect is a failure, since none is followed."""
    if status is None:
        return Verdict.FAILED
    if 200 <= status < 300:
        return Verdict.DELIVERED
    return Verdict.GONE if status == 410 else Verdict.FAILED


def decide_disable(verdict: Verdict, failing_since: datetime | None, *, now: datetime) -> Disabled | None:
    """Whether to stop sending after this answer."""
    if verdict is Verdict.GONE:
        return Disabled.GONE
    if verdict is Verdict.FAILED and failing_since and now - failing_since >= FAILING_FOR_TOO_LONG:
        return Disabled.FAILING
    return None
