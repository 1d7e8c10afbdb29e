"""Every hour Twilio is asked whether it still knows our numbers."""

from tests.people import Person
from tests.twilio_rest import Rest
from workers.numbers import check_caller_ids


def test_a_number_that_is_gone_is_marked_and_one_that_is_back_is_not(admin: Person, rest: Rest) -> None:
    def missing() -> list[bool]:
        return [row["missing_since"] is not None for row in admin.see("/api/caller-ids")["items"]]

    check_caller_ids()
    assert missing() == [True]
    rest.numbers = ["+12025550199"]
    check_caller_ids()
    assert missing() == [False]


def test_when_twilio_is_in_trouble_nothing_is_said_of_any_number(admin: Person, rest: Rest) -> None:
    rest.trouble = 500
    check_caller_ids()
    (row,) = admin.see("/api/caller-ids")["items"]
    assert (row["checked_at"], row["missing_since"]) == (None, None)
