"""When somebody may be booked: hours by the clock on their own wall, and what these are in real time.

Real time is counted in whole minutes since 1970, in UTC (``Minute``), so that a month of it for fifty people is
quick to go through. An instant belongs to somebody's hours when their clock then shows a time within them: hours
that daylight saving skips are empty, and hours that it repeats are there twice.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

Minute = int
DAY = 24 * 60
QUANTUM = 5  # minutes; everything that is booked begins and ends at whole ones
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Hours:
    """Part of a day, in minutes since its midnight as the clock shows them. ``end`` may be 24:00."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """Somebody's hours. A day among the exceptions has those hours, if any, instead of its weekday's."""

    zone: str
    weekly: Mapping[int, Sequence[Hours]] = field(default_factory=dict)
    exceptions: Mapping[date, Sequence[Hours]] = field(default_factory=dict)

    def on(self, day: date) -> Sequence[Hours]:
        """The hours of a day."""
        return self.exceptions[day] if day in self.exceptions else self.weekly.get(day.weekday(), ())


@dataclass(frozen=True, slots=True)
class Opening:
    """A stretch of real time within somebody's hours. Their steps are counted from ``anchor``, which may lie before."""

    start: Minute
    end: Minute
    anchor: Minute
    day: date


class HoursFlaw(StrEnum):
    """What is wrong with hours that somebody wrote down, as the API's stable code."""

    BACKWARDS = "hours_backwards"
    ODD = "hours_odd"
    OVERLAP = "hours_overlap"


def check_hours(hours: Sequence[Hours]) -> HoursFlaw | None:
    """What is wrong with the hours of one day."""
    ordered = sorted(hours, key=lambda each: (each.start, each.end))
    if any(each.start % QUANTUM or each.end % QUANTUM for each in ordered):
        return HoursFlaw.ODD
    if any(each.start >= each.end for each in ordered):
        return HoursFlaw.BACKWARDS
    if any(later.start < earlier.end for earlier, later in zip(ordered, ordered[1:], strict=False)):
        return HoursFlaw.OVERLAP
    return None


def openings(schedule: Schedule, first: Minute, last: Minute) -> Iterator[Opening]:
    """The hours of the days that these minutes touch, in order."""
    days = (local_day(schedule.zone, first), local_day(schedule.zone, last))
    offsets = _offsets(schedule.zone, *days)
    for ordinal in range(days[0].toordinal(), days[1].toordinal() + 1):
        day = date.fromordinal(ordinal)
        hours = schedule.on(day)
        if hours:
            yield from _of_day(day, hours, offsets)


def local_day(zone: str, at: Minute) -> date:
    """The day that the clock on the wall shows."""
    return instant_of(at).astimezone(ZoneInfo(zone)).date()


def minute_of(instant: datetime) -> Minute:
    """The minute that an instant lies in."""
    return int(instant.timestamp() // 60)


def minute_after(instant: datetime) -> Minute:
    """The first minute that does not begin before an instant."""
    return -int(-instant.timestamp() // 60)


def instant_of(at: Minute) -> datetime:
    """The instant at which a minute begins."""
    return datetime.fromtimestamp(at * 60, UTC)


def _of_day(day: date, hours: Sequence[Hours], offsets: "Sequence[Offset]") -> list[Opening]:
    midnight = (day.toordinal() - EPOCH) * DAY
    near = _near(offsets, midnight)
    found = [
        Opening(max(start, shift.since), min(end, shift.until), start, day)
        for each in hours
        for shift in near
        for start, end in [(midnight + each.start - shift.minutes, midnight + each.end - shift.minutes)]
        if max(start, shift.since) < min(end, shift.until)
    ]
    return sorted(found, key=lambda opening: opening.start) if len(found) > 1 else found


@dataclass(frozen=True, slots=True)
class Offset:
    """How many minutes a zone is ahead of UTC, from one minute up to another."""

    since: Minute
    until: Minute
    minutes: int


def _near(offsets: Sequence[Offset], midnight: Minute) -> Sequence[Offset]:
    """The offsets that may hold on a day: its clock is at most a day away from UTC's."""
    if len(offsets) == 1:
        return offsets
    return [each for each in offsets if each.since < midnight + 2 * DAY and each.until > midnight - DAY]


@lru_cache(maxsize=1024)
def _offsets(zone: str, first: date, last: date) -> tuple[Offset, ...]:
    """A zone's offsets around these days. Found by asking once a day, and then for the minute of each change."""
    known = ZoneInfo(zone)
    begin = (first.toordinal() - EPOCH - 2) * DAY
    end = (last.toordinal() - EPOCH + 3) * DAY
    asked = range(begin, end + 1, DAY)
    changes = [(begin, _offset(known, begin))]
    for at in asked[1:]:
        minutes = _offset(known, at)
        if minutes != changes[-1][1]:
            changed = range(at - DAY, at + 1)
            old = changes[-1][1]
            index = bisect_right(changed, False, key=lambda minute: _offset(known, minute) != old)
            changes.append((changed[index], minutes))
    untils = [since for since, _ in changes[1:]] + [end]
    return tuple(
        Offset(since, until, minutes) for (since, minutes), until in zip(changes, untils, strict=True)
    )


def _offset(zone: ZoneInfo, at: Minute) -> int:
    offset = instant_of(at).astimezone(zone).utcoffset()
    return (offset or timedelta()) // timedelta(minutes=1)


def instants_at(wall: datetime, zone: str) -> list[datetime]:
    """When a clock there shows this: once; never, in an hour that is skipped; twice, in one that is repeated."""
    known = ZoneInfo(zone)
    read = {wall.replace(tzinfo=known, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(each for each in read if each.astimezone(known).replace(tzinfo=None) == wall)
