"""Which running sums fill any days."""

from datetime import date, timedelta

import pytest

from dialer.analytics.periods import Period, cover, next_step, periods_ending_in, periods_with


def of(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def names(periods: list[Period]) -> str:
    return " ".join(period.name for period in periods)


@pytest.mark.parametrize(
    ("first", "until", "summed", "added", "taken"),
    [
        ("2025-01-01", "2026-01-01", "2026-03-01", "2025-12", ""),
        ("2025-01-01", "2026-01-01", "2025-12-06", "2025-11 2025-12-05", ""),
        (
            "2024-11-07",
            "2026-02-20",
            "2026-02-11",
            "2024-12 2025-12 2026-01 2026-02-10",
            "2024-10 2024-11-10",
        ),
        ("2025-02-01", "2025-11-01", "2026-02-01", "2025-10", "2025-01"),
        ("2025-01-18", "2025-12-18", "2026-01-01", "2025-11 2025-12-15", "2025-01-20"),
        ("2025-03-08", "2025-03-21", "2026-01-01", "2025-03-20", "2025-03-10"),
        ("2025-03-02", "2025-03-08", "2026-01-01", "", ""),
        ("2025-03-01", "2025-04-01", "2025-03-01", "", ""),
        ("2025-03-01", "2025-04-01", "0001-01-01", "", ""),
        ("0001-01-01", "9999-12-31", "2025-01-06", "", ""),
        ("9999-12-02", "9999-12-31", "2026-01-01", "", ""),
    ],
)
def test_any_days_are_a_difference_of_few(
    first: str, until: str, summed: str, added: str, taken: str
) -> None:
    found = cover(*of(first, until, summed))
    if first == "0001-01-01":  # no calendar began that early; the years are only named
        assert found
        assert (len(found.added), found.added[-1], found.taken) == (2025, "2025-01-05", [])
        return
    assert (" ".join(found.added), " ".join(found.taken)) == (added, taken) if found else not added


def test_what_is_added_without_what_is_taken_is_every_day_once() -> None:
    """However the days lie: each period is opened down to the days it is summed from."""
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(800)]
    summed = {
        period.name: period
        for month in days
        if month.day == 1
        for period in periods_ending_in(month, days[-1])
    }

    def opened(name: str) -> list[date]:
        period = summed[name]
        before = [day for one in period.made_of for day in opened(one)]
        return [*before, *(day for day in days if period.first <= day < period.until)]

    for first, until in zip(days[:400:7], days[700:410:-5], strict=False):
        found = cover(first, until, days[-1])
        assert found
        assert found.first - first < timedelta(days=6)
        assert until - found.until < timedelta(days=6)
        added = [day for name in found.added for day in opened(name)]
        for day in [day for name in found.taken for day in opened(name)]:
            added.remove(day)
        assert sorted(added) == [day for day in days if found.first <= day < found.until]


@pytest.mark.parametrize(
    ("day", "summed", "found"),
    [
        ("2025-03-12", "2025-03-11", ""),
        ("2025-03-12", "2025-03-21", "2025-03-15 2025-03-20"),
        ("2025-03-31", "2025-05-11", "2025-03 2025-04"),
        ("2025-11-21", "2026-08-01", "2025-11-25 2025-11 2025-12"),
    ],
)
def test_a_day_is_in_what_ends_after_it_in_its_month_and_in_its_year(
    day: str, summed: str, found: str
) -> None:
    assert names(list(periods_with(*of(day, summed)))) == found


def test_a_step_has_five_days_and_the_last_goes_on_to_the_end_of_the_month() -> None:
    assert [next_step(day).isoformat() for day in of("2024-02-01", "2024-02-25", "2024-02-26", "2024-12-31")] == [
        "2024-02-06", "2024-02-26", "2024-03-01", "2025-01-01",
    ]  # fmt: skip
