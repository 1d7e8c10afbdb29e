"""Running sums: of a year up to the end of each month, of a month up to its 5th, 10th, 15th, 20th and 25th.

They are called by where they end: 2025-03 is January to March, 2025-03-15 the first half of March. The days between
any two ends are a difference of few of them, so a year costs the same wherever it begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dialer.analytics.calendars import month_of, next_month
from dialer.clock import DAY

STEP, LAST_STEP = 5, 26  # days; the last step of a month goes on to its end


@dataclass(frozen=True, slots=True)
class Period:
    """From the beginning of a month, or of a year if a month ends with it, until a day at which a step begins."""

    until: date

    @property
    def name(self) -> str:
        """What the tables call it."""
        last = (self.until - DAY).isoformat()
        return last[: len("2025-03")] if self.until.day == 1 else last

    @property
    def first(self) -> date:
        """The first day of its last step, which is summed from days."""
        return begin_of_step(self.until - DAY)

    @property
    def made_of(self) -> list[str]:
        """What it has before its last step."""
        before = names_until(self.first)
        return before if self.until.day == 1 else before[-1:] if self.first.day > 1 else []


@dataclass(frozen=True, slots=True)
class Cover:
    """The days [first, until) are the sums ``added`` without those ``taken``."""

    first: date
    until: date
    added: list[str]
    taken: list[str]


def cover(first: date, until: date, summed_before: date) -> Cover | None:
    """What fills most of [first, until), as far as there are sums. None: less than a step."""
    end = begin_of_step(min(until, summed_before))
    if first >= end or (begin := _step_from(first)) >= end:
        return None
    years = [f"{year:04d}-12" for year in range(begin.year, end.year)]
    added, taken = [*years, *names_until(end)], names_until(begin)
    both = set(added) & set(taken)
    return Cover(
        begin, end, [one for one in added if one not in both], [one for one in taken if one not in both]
    )


def names_until(day: date) -> list[str]:
    """The periods that add up to a day's year before it, the longer first. The day begins a step."""
    month = month_of(day)
    names = [Period(month).name] if month.month > 1 else []
    return [*names, Period(day).name] if day > month else names


def periods_with(day: date, summed_before: date) -> Iterator[Period]:
    """Those that have a day in them, each after what it is made of."""
    until = next_step(day)
    while until <= summed_before:
        yield Period(until)
        if until.day == until.month == 1:
            return
        until = next_step(until) if until.month == day.month else next_month(until)


def periods_ending_in(month: date, summed_before: date) -> list[Period]:
    """Those that end with one of a month's days, each after what it is made of."""
    until, found = month, []
    while month_of(until) == month and (until := next_step(until)) <= summed_before:
        found.append(Period(until))
    return found


def begin_of_step(day: date) -> date:
    """The first day of a day's step."""
    return day.replace(day=min((day.day - 1) // STEP * STEP + 1, LAST_STEP))


def next_step(day: date) -> date:
    """The first day of the step after a day's."""
    begin = begin_of_step(day)
    return next_month(day) if begin.day == LAST_STEP else begin.replace(day=begin.day + STEP)


def _step_from(day: date) -> date:
    begin = begin_of_step(day)
    return begin if begin == day else next_step(day)
