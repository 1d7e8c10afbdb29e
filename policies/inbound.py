"""Leg events -> where an inbound line is, who took it and its result.

Here the lead's leg is the parent and each rep who is rung has a leg of their own, so one rep who declines says
nothing about the next: a rep's leg is told apart by its name, not only by its role. As for outbound lines
(``policies.progress``), neither order nor repetition of the events matters.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from policies.progress import OVER, LegEvent, Progress
from policies.vocabulary import CallState, EventKind, LegRole, LegStatus, LineResult

GONE = frozenset({*OVER, LegStatus.LOST})
GAVE_UP = "The caller hung up before anybody answered."
DECLINED = "Everybody it rang declined."
RANG_OUT = "Nobody answered in time."

Drawer = dict[LegStatus, LegEvent]


@dataclass(frozen=True, slots=True)
class Said:
    """An event and the name of the leg it is about; what a rep's page did has the page's name."""

    leg: str
    event: LegEvent


@dataclass(frozen=True, slots=True)
class InboundLine:
    """What the events say so far. ``answered_leg`` is the leg of the rep who took the call, once known."""

    progress: Progress
    answered_leg: str | None

    @property
    def is_missed(self) -> bool:
        """Whether it is over and nobody took it."""
        return self.progress.is_over and self.progress.answered_at is None


@dataclass(slots=True)
class _Facts:
    """The events sorted into drawers; the earliest of each status counts."""

    lead: Drawer = field(default_factory=dict)
    dial: Drawer = field(default_factory=dict)
    page: Drawer = field(default_factory=dict)
    reps: dict[str, Drawer] = field(default_factory=lambda: defaultdict(dict))

    def answers(self) -> list[tuple[datetime, str]]:
        """When each rep's leg that was answered was; an end after an answer proves one never reported."""
        found = []
        for leg, drawer in self.reps.items():
            if answered := drawer.get(LegStatus.ANSWERED):
                found.append((answered.at, leg))
            elif over := drawer.get(LegStatus.COMPLETED):
                found.append((_began(over), leg))
        return sorted(found)


def fold_inbound(said: Iterable[Said]) -> InboundLine:
    """Compute an inbound line from everything that was said about its legs, in any order."""
    facts = _sort(said)
    answered_at, answered_leg = _answer(facts)
    ended_at = _ended_at(facts, answered_at, answered_leg)
    ringing = facts.lead.get(LegStatus.RINGING)
    result, reason = _result(facts, answered_at) if ended_at else (None, None)
    progress = Progress(
        state=_state(answered_at, ended_at),
        ringing_at=ringing.at if ringing else None,
        answered_at=answered_at,
        line_ended_at=ended_at,
        result=result,
        reason=reason,
        ring_seconds=_seconds(ringing.at if ringing else None, answered_at or ended_at),
        talk_seconds=_seconds(answered_at, ended_at),
    )
    return InboundLine(progress, answered_leg)


def _sort(said: Iterable[Said]) -> _Facts:
    facts = _Facts()
    for one in sorted(set(said), key=lambda s: (s.event.at, s.leg, repr(s.event))):
        event = one.event
        if event.kind is EventKind.DIAL_RESULT:
            drawer = facts.dial
        elif event.kind is EventKind.REP_ACTION:
            drawer = facts.page
        else:
            drawer = facts.lead if event.leg is LegRole.LEAD else facts.reps[one.leg]
        drawer.setdefault(LegStatus(event.status), event)
    return facts


def _answer(facts: _Facts) -> tuple[datetime | None, str | None]:
    """When the call was taken, and by which leg; the dial's result may say so before the leg itself does."""
    if answers := facts.answers():
        return answers[0]
    if bridged := facts.dial.get(LegStatus.COMPLETED):
        return _began(bridged), None
    return None, None


def _ended_at(facts: _Facts, answered_at: datetime | None, answered_leg: str | None) -> datetime | None:
    """The first end of either side; one rep's refusal is none, and before an answer no page has a line."""
    ends = [*_of(facts.lead, GONE), *_of(facts.dial, GONE)]
    if answered_leg is not None:
        ends += _of(facts.reps[answered_leg], GONE)
    if answered_at is None:
        return min((event.at for event in ends), default=None)
    ends += _of(facts.page, (LegStatus.HUNG_UP, LegStatus.LINE_FAILED))
    return max(min(event.at for event in ends), answered_at) if ends else None


def _result(facts: _Facts, answered_at: datetime | None) -> tuple[LineResult, str | None]:
    if answered_at is not None:
        return LineResult.ANSWERED, None
    if _gave_up(facts):
        return LineResult.CANCELED, GAVE_UP
    refusals = [drawer for drawer in facts.reps.values() if LegStatus.BUSY in drawer]
    if refusals and len(refusals) == len(facts.reps):
        return LineResult.NO_ANSWER, DECLINED
    notes = (event.note for event in facts.dial.values() if event.note)
    return LineResult.NO_ANSWER, next(notes, RANG_OUT)


def _gave_up(facts: _Facts) -> bool:
    """Whether the caller left first: a caller who was told that nobody comes is gone afterwards."""
    if LegStatus.CANCELED in facts.dial:
        return True
    left, dialed = _of(facts.lead, GONE), _of(facts.dial, OVER)
    return bool(left) and (not dialed or min(e.at for e in left) <= min(e.at for e in dialed))


def _state(answered_at: datetime | None, ended_at: datetime | None) -> CallState:
    if ended_at:
        return CallState.WRAP_UP
    return CallState.LIVE if answered_at else CallState.RINGING


def _of(drawer: Drawer, statuses: Iterable[LegStatus]) -> list[LegEvent]:
    return [drawer[status] for status in statuses if status in drawer]


def _began(over: LegEvent) -> datetime:
    return over.at - timedelta(seconds=over.duration or 0)


def _seconds(start: datetime | None, end: datetime | None) -> int | None:
    if start is None or end is None:
        return None
    return max(0, round((end - start).total_seconds()))
