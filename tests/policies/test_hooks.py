"""When a delivery is tried again, what an answer means, and when we stop."""

from datetime import UTC, datetime, timedelta

import pytest

from policies.hooks import (
    CHOOSABLE,
    MEANINGS,
    WAITS,
    Disabled,
    HookKind,
    Verdict,
    asked_wait,
    decide_disable,
    judge,
    next_wait,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANSWERS = [
    (200, Verdict.DELIVERED),
    (204, Verdict.DELIVERED),
    (299, Verdict.DELIVERED),
    (301, Verdict.FAILED),
    (400, Verdict.FAILED),
    (404, Verdict.FAILED),
    (410, Verdict.GONE),
    (500, Verdict.FAILED),
    (100, Verdict.FAILED),
    (None, Verdict.FAILED),
]


@pytest.mark.parametrize(("status", "verdict"), ANSWERS)
def test_what_an_answer_means(status: int | None, verdict: Verdict) -> None:
    assert judge(status) is verdict


def test_the_tries_of_three_days_wait_ever_longer() -> None:
    waits = [next_wait(tries, 0.5) for tries in range(1, len(WAITS) + 1)]
    assert waits == sorted(WAITS)
    assert timedelta(days=2.9) < sum(WAITS, timedelta()) < timedelta(days=3.1)
    assert next_wait(len(WAITS) + 1, 0.5) is None


def test_what_failed_together_comes_back_apart() -> None:
    first, last = next_wait(4, 0.0), next_wait(4, 1.0)
    assert (first, last) == (WAITS[3] * 0.9, WAITS[3] * 1.1)


ASKED = [
    (429, "120", 120),
    (503, " 7 ", 7),
    (429, "0", 0),
    (429, "86400", 3600),  # an hour at most
    (429, "9" * 400, 3600),
    (503, "Mon, 02 Mar 2026 09:10:00 GMT", 600),
    (503, "Mon, 02 Mar 2026 10:10:00 +0100", 600),
    (503, "Mon, 02 Mar 2026 08:00:00 GMT", 0),
    (503, "Mon, 02 Mar 2099 08:00:00 GMT", 3600),
    *((429, said, None) for said in (None, "", "soon", "-5", "1.5", "١", "Mon, 99 Foo 2026 25:00:00 GMT")),
    (500, "120", None),
    (200, "120", None),
    (None, "120", None),
]


@pytest.mark.parametrize(("status", "said", "seconds"), ASKED)
def test_how_long_a_busy_receiver_asks_for(status: int | None, said: str | None, seconds: int | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert asked_wait(status, said, now=NOW) == expected


STOPS = [
    (Verdict.GONE, None, Disabled.GONE),
    (Verdict.FAILED, None, None),
    (Verdict.FAILED, timedelta(days=4, hours=23), None),
    (Verdict.FAILED, timedelta(days=5), Disabled.FAILING),
    (Verdict.DELIVERED, timedelta(days=9), None),
]


@pytest.mark.parametrize(("verdict", "failing_for", "because"), STOPS)
def test_when_we_stop_by_ourselves(
    verdict: Verdict, failing_for: timedelta | None, because: Disabled | None
) -> None:
    assert decide_disable(verdict, NOW - failing_for if failing_for else None, now=NOW) is because


def test_every_event_says_what_it_means_and_the_test_cannot_be_chosen() -> None:
    assert set(MEANINGS) == set(HookKind)
    assert set(CHOOSABLE) == set(HookKind) - {HookKind.TEST}
