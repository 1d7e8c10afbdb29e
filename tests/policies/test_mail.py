"""What mail servers' answers mean, and what is no longer worth sending."""

from datetime import UTC, datetime, timedelta

import pytest

from policies.mail import About, MailVerdict, Stage, is_over, judge, pause_after, why_drop
from policies.vocabulary import MailKind

STARTS = datetime(2026, 3, 3, 9, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("code", "stage", "verdict"),
    [
        (None, Stage.CONNECTING, MailVerdict.AWAY),
        (535, Stage.CONNECTING, MailVerdict.AWAY),  # a wrong password kills no message
        (554, Stage.CONNECTING, MailVerdict.AWAY),
        (None, Stage.MESSAGE, MailVerdict.AWAY),
        (421, Stage.MESSAGE, MailVerdict.AWAY),
        (450, Stage.MESSAGE, MailVerdict.LATER),
        (451, Stage.MESSAGE, MailVerdict.LATER),
        (452, Stage.MESSAGE, MailVerdict.LATER),
        (550, Stage.MESSAGE, MailVerdict.REFUSED),
        (552, Stage.MESSAGE, MailVerdict.REFUSED),
        (554, Stage.MESSAGE, MailVerdict.REFUSED),
    ],
)
def test_every_answer_has_a_meaning(code: int | None, stage: Stage, verdict: MailVerdict) -> None:
    assert judge(code, stage) is verdict


@pytest.mark.parametrize("verdict", [MailVerdict.LATER, MailVerdict.AWAY])
def test_pauses_grow_and_end(verdict: MailVerdict) -> None:
    pauses = [pause_after(tries, verdict) for tries in range(1, 40)]
    assert pauses == sorted(pauses)
    assert timedelta(seconds=10) < pauses[0] < pauses[-1] <= timedelta(hours=4)


def test_only_a_message_of_its_own_trouble_is_given_up() -> None:
    assert is_over(1, MailVerdict.REFUSED)
    assert [is_over(tries, MailVerdict.LATER) for tries in (1, 7, 8)] == [False, False, True]
    assert not is_over(1000, MailVerdict.AWAY)


@pytest.mark.parametrize(
    ("kind", "now", "cancelled", "outcome", "is_sent"),
    [
        (MailKind.INVITATION, STARTS - DAY, False, False, True),
        (MailKind.INVITATION, STARTS - DAY, True, False, False),
        (MailKind.INVITATION, STARTS, False, False, False),
        (MailKind.HOST_MOVED, STARTS - HOUR, False, False, True),
        (MailKind.HOST_MOVED, STARTS - HOUR, True, False, False),
        (MailKind.CANCELLED, STARTS - HOUR, True, False, True),
        (MailKind.CANCELLED, STARTS + HOUR, True, False, False),
        (MailKind.DAY_BEFORE, STARTS - DAY, False, False, True),
        (MailKind.DAY_BEFORE, STARTS - HOUR, False, False, False),
        (MailKind.HOUR_BEFORE, STARTS - HOUR, False, False, True),
        (MailKind.HOUR_BEFORE, STARTS, False, False, False),
        (MailKind.OUTCOME_OWED, STARTS + DAY, False, False, True),
        (MailKind.OUTCOME_OWED, STARTS + DAY, False, True, False),
        (MailKind.OUTCOME_OWED, STARTS + DAY, True, False, False),
    ],
)
def test_what_is_no_longer_so_is_not_sent(
    kind: MailKind, now: datetime, cancelled: bool, outcome: bool, is_sent: bool
) -> None:
    dropped = why_drop(kind, About(STARTS, cancelled, outcome), now=now)
    assert (dropped is None) is is_sent
