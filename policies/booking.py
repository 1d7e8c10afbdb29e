"""Which times somebody can be booked at, why another is refused, and whose turn it is.

Everything is asked of one host at a time: their hours, what they are busy with, and the rules of the event type.
A time that ``free_slots`` lists is one that ``decide`` lets pass, and no other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from policies.hours import (
    DAY,
    QUANTUM,
    Minute,
    Opening,
    Schedule,
    instant_of,
    minute_after,
    minute_of,
    openings,
)

Span = tuple[Minute, Minute]  # from, up to


class Denial(StrEnum):
    """Why a host cannot be booked at a time, as the API's stable code."""

    TOO_SOON = "too_soon"
    TOO_FAR = "too_far"
    OUTSIDE_AVAILABILITY = "outside_availability"
    SLOT_TAKEN = "slot_taken"
    DAY_FULL = "day_full"


NEAREST = (Denial.SLOT_TAKEN, Denial.DAY_FULL, Denial.OUTSIDE_AVAILABILITY)


@dataclass(frozen=True, slots=True)
class Rules:
    """What an event type asks for, in minutes; the horizon in days, the limit in meetings a day."""

    length: int
    before: int = 0
    after: int = 0
    step: int = 30
    notice: int = 0
    horizon_days: int = 60
    daily_limit: int | None = None


@dataclass(frozen=True, slots=True)
class Diary:
    """One host: their hours, what they are busy with (in order, none overlapping), meetings of this type a day."""

    schedule: Schedule
    busy: Sequence[Span] = ()
    booked: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A host who is free. ``last_turn`` grows with every booking of the event type; None: never had one."""

    user_id: int
    priority: int
    last_turn: int | None


def free_slots(diary: Diary, rules: Rules, first: datetime, last: datetime, *, now: datetime) -> list[Minute]:
    """When a meeting with this host can begin, from ``first`` up to ``last``, in order."""
    earliest, latest = _bookable(rules, now)
    start, end = max(minute_after(first), earliest), min(minute_after(last), latest)
    if start >= end:
        return []
    busy, index, found = diary.busy, 0, []
    for at, day in _offered(diary.schedule, rules, start, end):
        while index < len(busy) and busy[index][1] <= at - rules.before:
            index += 1
        taken = index < len(busy) and busy[index][0] < at + rules.length + rules.after
        if not taken and not _is_full(diary, rules, day):
            found.append(at)
    return found


def decide(diary: Diary, rules: Rules, starts_at: datetime, *, now: datetime) -> Denial | None:
    """Why a meeting with this host cannot begin then; None when it can."""
    earliest, latest = _bookable(rules, now)
    at = minute_of(starts_at)
    if at < earliest:
        return Denial.TOO_SOON
    if at >= latest:
        return Denial.TOO_FAR
    day = next((day for start, day in _offered(diary.schedule, rules, at, at + 1) if start == at), None)
    if day is None:
        return Denial.OUTSIDE_AVAILABILITY
    begin, end = at - rules.before, at + rules.length + rules.after
    if any(start < end and stop > begin for start, stop in diary.busy):
        return Denial.SLOT_TAKEN
    return Denial.DAY_FULL if _is_full(diary, rules, day) else None


def nearest_denial(denials: Iterable[Denial]) -> Denial:
    """What to say when no host can: how near the nearest of them came."""
    said = set(denials)
    return next((each for each in NEAREST if each in said), next(iter(said), Denial.OUTSIDE_AVAILABILITY))


def choose_host(free: Iterable[Candidate]) -> Candidate | None:
    """Round robin: of those who are asked first, the one whose last turn is longest ago."""
    return next(iter(in_turn(free)), None)


def in_turn(hosts: Iterable[Candidate]) -> list[Candidate]:
    """Everybody in the order in which they are asked, who has waited longest first."""
    return sorted(hosts, key=lambda each: (each.priority, each.last_turn or 0, each.user_id))


def quanta(starts_at: datetime, rules: Rules) -> list[datetime]:
    """The beginnings of the five-minute pieces that a meeting takes of its host's time, with its buffers."""
    at = minute_of(starts_at)
    return [instant_of(each) for each in range(at - rules.before, at + rules.length + rules.after, QUANTUM)]


def _bookable(rules: Rules, now: datetime) -> Span:
    """The first minute that can be booked, which has not begun yet, and the first that cannot any more."""
    earliest = minute_after(now + timedelta(minutes=rules.notice))
    latest = minute_of(now + timedelta(days=rules.horizon_days))
    return max(earliest, minute_of(now) + 1), latest + 1


def _is_full(diary: Diary, rules: Rules, day: date) -> bool:
    return rules.daily_limit is not None and diary.booked.get(day, 0) >= rules.daily_limit


def _offered(schedule: Schedule, rules: Rules, first: Minute, last: Minute) -> Iterator[tuple[Minute, date]]:
    """Beginnings from ``first`` up to ``last`` at whole steps of the hours that leave room for a meeting."""
    length, step = rules.length, rules.step
    opened = list(openings(schedule, first - DAY, last + DAY))
    for opening, closes in zip(opened, _closings(opened), strict=True):
        begin = max(opening.start, first)
        begin += (opening.anchor - begin) % step
        for at in range(begin, min(opening.end, last, closes - length + 1), step):
            yield at, opening.day


def _closings(opened: Sequence[Opening]) -> list[Minute]:
    """When each stretch ends, those that follow without a pause included."""
    ends: list[Minute] = []
    following: Opening | None = None
    for opening in reversed(opened):
        touches = following is not None and opening.end == following.start
        ends.append(ends[-1] if touches else opening.end)
        following = opening
    return ends[::-1]
