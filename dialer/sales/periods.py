"""Months, quarters and years, which have sums of their own. They are called 2025-03, 2025Q1 and 2025."""

from dataclasses import dataclass
from datetime import date

from dialer.analytics.calendars import month_of, next_month

QUARTER, YEAR = 3, 12  # months
WIDTHS = (1, QUARTER, YEAR)


@dataclass(frozen=True, slots=True)
class Period:
    """So many months of the calendar, from the first day of one."""

    first: date
    months: int

    @property
    def until(self) -> date:
        """The first day after it."""
        day = self.first
        for _ in range(self.months):
            day = next_month(day)
        return day

    @property
    def name(self) -> str:
        """What the tables call it."""
        year, month = self.first.year, self.first.month
        if self.months == YEAR:
            return f"{year:04d}"
        return f"{year:04d}Q{(month + 2) // QUARTER}" if self.months == QUARTER else f"{year:04d}-{month:02d}"

    @property
    def names_of_months(self) -> list[str]:
        """The months in it."""
        day, names = self.first, []
        for _ in range(self.months):
            names.append(Period(day, 1).name)
            day = next_month(day)
        return names


def period_of(day: date, months: int) -> Period:
    """The period of this width that has the day."""
    return Period(date(day.year, (day.month - 1) // months * months + 1, 1), months)


def cover(first: date, until: date) -> list[Period]:
    """The fewest periods that fill the whole months of [first, until). In order, no gaps."""
    end = month_of(until)
    if first >= end:
        return []
    at, found = first if first.day == 1 else next_month(first), []
    while at < end:
        starting = (one for width in reversed(WIDTHS) if (one := period_of(at, width)).first == at)
        found.append(next(one for one in starting if one.until <= end))
        at = found[-1].until
    return found
