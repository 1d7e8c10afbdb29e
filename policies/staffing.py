"""Who may be given which role, and which changes would leave a company without an admin."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from policies.vocabulary import Role

ADMINS = frozenset({Role.BUSINESS_ADMIN, Role.TECH_ADMIN})


class Denial(StrEnum):
    """Why not, as the API's stable code."""

    LAST_ADMIN = "last_admin"
    LAST_TECH_ADMIN = "last_tech_admin"
    OWN_ACCOUNT = "own_account"


@dataclass(frozen=True, slots=True)
class Others:
    """How many active admins there are beside somebody, and how many of these are tech admins."""

    admins: int
    tech_admins: int


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


def decide_roles(before: Collection[Role], after: Collection[Role], *, others: Others) -> Denial | None:
    """May these roles become those? Not when the last active admin, or tech admin, would stop being one."""
    if is_admin(before) and not is_admin(after) and others.admins == 0:
        return Denial.LAST_ADMIN
    if Role.TECH_ADMIN in before and Role.TECH_ADMIN not in after and others.tech_admins == 0:
        return Denial.LAST_TECH_ADMIN
    return None


def decide_leave(roles: Collection[Role], *, is_self: bool, others: Others) -> Denial | None:
    """May this account be deactivated? Nobody's own, and never that of the last active admin or tech admin."""
    return decide_roles(roles, (), others=others) or (Denial.OWN_ACCOUNT if is_self else None)
