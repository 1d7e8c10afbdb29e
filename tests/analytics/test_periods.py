"""Which months, quarters and years fill a period."""

from datetime import date

import pytest

from dialer.analytics.periods import cover, period_of, periods_over


@pytest.mark.parametrize(
    ("first", "until", "summed", "names"),
    [
        ("2025-01-01", "2026-01-01", "2026-03-01", "2025"),
        ("2025-01-01", "2026-01-01", "2025-12-01", "2025Q1 2025Q2 2025Q3 2025-10 2025-11"),
        ("2024-11-07", "2026-02-20", "2026-02-01", "2024-12 2025 2026-01"),
        ("2025-02-01", "2025-11-01", "2026-02-01", "2025-02 2025-03 2025Q2 2025Q3 2025-10"),
        ("2023-01-01", "2026-01-01", "2026-01-01", "2023 2024 2025"),
        ("2025-03-02", "2025-04-01", "2026-01-01", ""),
        ("2025-03-02", "2025-04-30", "2026-01-01", ""),
        ("2025-03-01", "2025-04-01", "2025-03-01", ""),
        ("2025-03-01", "2025-04-01", "0001-01-01", ""),
        ("9999-12-02", "9999-12-31", "2026-01-01", ""),
    ],
)
def test_a_period_is_filled_with_the_widest_that_fit(first: str, until: str, summed: str, names: str) -> None:
    days = [date.fromisoformat(day) for day in (first, until, summed)]
    assert " ".join(period.name for period in cover(*days)) == names


@pytest.mark.parametrize(
    ("month", "until", "names"),
    [
        ("2025-02-01", "2025-03-01", "2025-02"),
        ("2025-03-01", "2025-04-01", "2025-03 2025Q1"),
        ("2025-12-01", "2026-01-01", "2025-12 2025Q4 2025"),
        ("2025-01-01", "2026-05-01", "2025-01 2025Q1 2025"),
    ],
)
def test_a_month_takes_its_quarter_and_its_year_along_when_they_are_over(
    month: str, until: str, names: str
) -> None:
    found = periods_over(date.fromisoformat(month), date.fromisoformat(until))
    assert " ".join(period.name for period in found) == names


def test_a_quarter_is_made_of_its_months() -> None:
    assert period_of(date(2025, 12, 31), 3).names_of_months == ["2025-10", "2025-11", "2025-12"]
