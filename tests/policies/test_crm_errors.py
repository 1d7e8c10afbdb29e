"""What a customer database's refusals mean."""

from datetime import timedelta

import pytest

from policies.crm_errors import Verdict, judge, pause_after


@pytest.mark.parametrize(
    ("status", "code", "verdict"),
    [
        (401, "INVALID_SESSION_ID", Verdict.LOGIN),
        (400, "invalid_grant", Verdict.LOGIN),
        (401, "something new", Verdict.LOGIN),
        (403, "REQUEST_LIMIT_EXCEEDED", Verdict.LIMIT),
        (503, "REQUEST_LIMIT_EXCEEDED", Verdict.LIMIT),
        (429, "http_429", Verdict.LIMIT),
        (None, "unreachable", Verdict.AWAY),
        (503, "SERVER_UNAVAILABLE", Verdict.AWAY),
        (500, "UNKNOWN_EXCEPTION", Verdict.AWAY),
        (400, "UNABLE_TO_LOCK_ROW", Verdict.LOCKED),
        (400, "INVALID_FIELD", Verdict.FIELD),
        (404, "ENTITY_IS_DELETED", Verdict.GONE),
        (404, "http_404", Verdict.GONE),
        (400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", Verdict.REFUSED),
        (403, "INSUFFICIENT_ACCESS", Verdict.REFUSED),
    ],
)
def test_every_refusal_has_a_meaning(status: int | None, code: str, verdict: Verdict) -> None:
    assert judge(status, code) is verdict


def test_each_failure_is_followed_by_a_longer_pause_up_to_a_quarter_of_an_hour() -> None:
    pauses = [pause_after(number) for number in range(1, 40)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (timedelta(seconds=15), timedelta(minutes=15))
