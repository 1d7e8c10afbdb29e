"""``dialer recount``: everything again from the calls, and what differed."""

from datetime import date

from sqlalchemy import delete, update

from dialer import db, recounting
from dialer.models import CompanyDay, DayTally, TeamHour
from tests.bench.counting import Silent
from tests.people import Person
from tests.scenarios import TALKED
from tests.twilio_client import Twilio, after
from workers.analytics import recount_stale_days

SINCE = date(2026, 1, 1)


def talked(rep: Person, twilio: Twilio) -> None:
    rep.end(after(rep, twilio, TALKED), outcome="follow_up")
    recount_stale_days()


def test_counting_again_what_is_right_says_that_nothing_differed(rep: Person, twilio: Twilio) -> None:
    talked(rep, twilio)
    found = recounting.recount(SINCE, Silent())
    assert (found.calls, found.days, found.differing) == (1, 1, 0)


def test_whatever_was_wrong_is_named_and_right_again(rep: Person, manager: Person, twilio: Twilio) -> None:
    talked(rep, twilio)
    right = [manager.numbers(group_by=one)["groups"] for one in ("outcome", "hour", "rep")]
    with db.transaction(1) as session:
        session.execute(update(DayTally).values(calls=7))
        session.execute(update(CompanyDay).values(talk_seconds=1))
        session.execute(delete(TeamHour))
    found = recounting.recount(SINCE, Silent())
    assert found.differing == 5  # three rows that should be there, two that should not
    assert {line.split(":")[0] for line in found.examples} == {
        "- day_tallies", "+ day_tallies", "- company_days", "+ company_days", "+ team_hours",
    }  # fmt: skip
    assert [manager.numbers(group_by=one)["groups"] for one in ("outcome", "hour", "rep")] == right
    assert recounting.recount(SINCE, Silent()).differing == 0


def test_days_before_the_one_given_are_left_alone(rep: Person, twilio: Twilio) -> None:
    talked(rep, twilio)
    assert recounting.recount(date(2026, 3, 3), Silent()).calls == 0
