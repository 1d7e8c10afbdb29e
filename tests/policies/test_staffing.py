"""Roles that may be given, and changes that would leave nobody in charge."""

import pytest

from policies.passwords import weakness
from policies.staffing import Denial, Others, decide_leave, decide_roles, may_grant
from policies.vocabulary import Role

REP, MANAGER, BUSINESS, TECH = [Role.REP], [Role.MANAGER], [Role.BUSINESS_ADMIN], [Role.TECH_ADMIN]


@pytest.mark.parametrize(
    ("before", "after", "other_admins", "decision"),
    [
        (REP, MANAGER, 0, None),
        (BUSINESS, REP, 1, None),
        (BUSINESS, TECH, 0, None),
        (BUSINESS, [*BUSINESS, *REP], 0, None),
        (BUSINESS, REP, 0, Denial.LAST_ADMIN),
        (TECH, MANAGER, 0, Denial.LAST_ADMIN),
        ([*TECH, *REP], REP, 0, Denial.LAST_ADMIN),
    ],
)
def test_the_last_admin_stays_one(
    before: list[Role], after: list[Role], other_admins: int, decision: Denial | None
) -> None:
    assert decide_roles(before, after, others=Others(other_admins, other_admins)) is decision


@pytest.mark.parametrize(
    ("roles", "is_self", "other_admins", "decision"),
    [
        (REP, False, 1, None),
        (BUSINESS, False, 1, None),
        (BUSINESS, False, 0, Denial.LAST_ADMIN),
        (TECH, True, 0, Denial.LAST_ADMIN),
        (TECH, True, 3, Denial.OWN_ACCOUNT),
        (REP, True, 1, Denial.OWN_ACCOUNT),
    ],
)
def test_who_may_be_deactivated(
    roles: list[Role], is_self: bool, other_admins: int, decision: Denial | None
) -> None:
    assert decide_leave(roles, is_self=is_self, others=Others(other_admins, other_admins)) is decision


def test_the_last_tech_admin_stays_one_whoever_else_is_an_admin() -> None:
    others = Others(admins=2, tech_admins=0)
    assert decide_roles(TECH, BUSINESS, others=others) is Denial.LAST_TECH_ADMIN
    assert decide_roles(TECH, [*TECH, *REP], others=others) is None
    assert decide_roles(BUSINESS, REP, others=others) is None
    assert decide_leave(TECH, is_self=False, others=others) is Denial.LAST_TECH_ADMIN


@pytest.mark.parametrize(
    ("giver", "before", "after", "allowed"),
    [
        (BUSINESS, [], REP, True),
        (BUSINESS, [], BUSINESS, True),
        (BUSINESS, [], TECH, False),
        (BUSINESS, BUSINESS, [*BUSINESS, *TECH], False),
        (BUSINESS, TECH, [*TECH, *REP], True),
        (BUSINESS, TECH, REP, True),
        (TECH, [], TECH, True),
    ],
)
def test_only_a_tech_admin_makes_a_tech_admin(
    giver: list[Role], before: list[Role], after: list[Role], allowed: bool
) -> None:
    assert may_grant(giver, before, after) is allowed


@pytest.mark.parametrize("password", ["correct horse", "0123456789", "пароль-пароль", " " * 10, "x" * 1024])
def test_a_long_password_will_do(password: str) -> None:
    assert weakness(password, "ann@firm.example") is None


@pytest.mark.parametrize(
    "password", ["", "012345678", "Ann@Firm.example", " ann@firm.example ", "ann.field.long", "x" * 1025]
)
def test_a_weak_password_is_told_why(password: str) -> None:
    email = "ann.field.long@firm.example" if password == "ann.field.long" else "ann@firm.example"
    assert str(weakness(password, email)).startswith("Choose a password")
