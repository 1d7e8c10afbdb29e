"""What a customer database's refusals mean, and how long to wait after each."""

from datetime import timedelta
from enum import StrEnum

GIVE_UP_AFTER = 8  # tries of one task that is refused only for now
LIMIT_PAUSE = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(minutes=15)
FIRST_PAUSE = timedelta(seconds=15)


class Verdict(StrEnum):
    """What to do about a refusal."""

    LOGIN = "login"  # our tokens are no good: nothing works until somebody signs in again
    LIMIT = "limit"  # the org's allowance is used up: everything waits
    AWAY = "away"  # nobody answers, or only with a failure of their own: everything waits
    LOCKED = "locked"  # this record only, for now
    FIELD = "field"  # a field we name is not there
    GONE = "gone"  # the record was deleted over there
    REFUSED = "refused"  # this record, until a person changes something


CODES = {
    "INVALID_SESSION_ID": Verdict.LOGIN,
    "INVALID_AUTH_HEADER": Verdict.LOGIN,
    "invalid_grant": Verdict.LOGIN,
    "invalid_client": Verdict.LOGIN,
    "invalid_client_id": Verdict.LOGIN,
    "REQUEST_LIMIT_EXCEEDED": Verdict.LIMIT,
    "SERVER_UNAVAILABLE": Verdict.AWAY,
    "UNABLE_TO_LOCK_ROW": Verdict.LOCKED,
    "INVALID_FIELD": Verdict.FIELD,
    "INVALID_FIELD_FOR_INSERT_UPDATE": Verdict.FIELD,
    "ENTITY_IS_DELETED": Verdict.GONE,
    "NOT_FOUND": Verdict.GONE,
    "INVALID_CROSS_REFERENCE_KEY": Verdict.GONE,
}
STATUSES = {401: Verdict.LOGIN, 404: Verdict.GONE, 429: Verdict.LIMIT}


def judge(status: int | None, code: str) -> Verdict:
    """What a refusal means. No status: nothing was heard at all."""
    if code in CODES:
        return CODES[code]
    if status is None or status >= 500:
        return Verdict.AWAY
    return STATUSES.get(status, Verdict.REFUSED)


def pause_after(failures: int) -> timedelta:
    """How long to leave it alone after so many failures in a row, the first being 1."""
    doublings: int = min(failures - 1, 10)
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << doublings))
