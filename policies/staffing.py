"""Who may be given which role, and which changes would leave a company without an admin."""

from collections.abc import Iterable
from enum import StrEnum

from policies.vocabulary import Role

ADMINS = frozenset({Role.BUSINESS_ADMIN, Role.TECH_ADMIN})


class Denial(StrEnum):
    """Why not, as the API's stable code."""

    LAST_ADMIN = "last_admin"
    OWN_ACCOUNT = "own_account"


def is_admin(roles: Iterable[Role]) -> bool:
    """Whether any of these roles enters the Admin center."""
    return not ADMINS.isdisjoint(roles)


def may_grant(giver: Iterable[Role], before: Iterable[Role], after: Iterable[Role]) -> bool:
    """Whether somebody may turn one set of roles into the other.

    A tech admin may more than a business admin, so only a tech admin makes one: else everybody who manages
    people could give themselves what their role lacks.
    """
    is_given = Role.TECH_ADMIN in set(after) - set(before)
    return not is_given or Role.TECH_ADMIN in giver


def decide_roles(before: Iterable[Role], after: Iterable[Role], *, other_admins: int) -> Denial | None:
    """May these roles become those? Not when the last active admin would stop being one."""
    if is_admin(before) and not is_admin(after) and other_admins == 0:
        return Denial.LAST_ADMIN
    return None


def decide_leave(roles: Iterable[Role], *, is_self: bool, other_admins: int) -> Denial | None:
    """May this account be deactivated? Nobody's own, and never that of the last active admin."""
    if is_admin(roles) and other_admins == 0:
        return Denial.LAST_ADMIN
    return Denial.OWN_ACCOUNT if is_self else None
