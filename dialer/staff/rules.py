"""What every change of people asks first."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.errors import Conflict, Forbidden, Invalid
from dialer.models import User
from dialer.people import Principal
from policies.staffing import Denial, Others, is_admin, may_grant
from policies.vocabulary import Role

SENTENCES = {
    Denial.LAST_ADMIN: "Nobody else here is an admin. Make somebody else a business admin or tech admin first.",
    Denial.LAST_TECH_ADMIN: "Nobody else here is a tech admin, and only a tech admin makes one. Have another one made first.",
    Denial.OWN_ACCOUNT: "This is your own account. Ask another admin to deactivate it.",
}


def others_beside(session: Session, user: User) -> Others:
    """How many active admins there are beside this person. Only true while the company is locked."""
    people = list(session.scalars(select(User).where(User.deactivated_at.is_(None), User.id != user.id)))
    return Others(
        admins=sum(is_admin(each.roles) for each in people),
        tech_admins=sum(Role.TECH_ADMIN in each.roles for each in people),
    )


def refuse(denial: Denial | None) -> None:
    """Raises Conflict with what to do about it."""
    if denial is not None:
        raise Conflict(SENTENCES[denial], code=denial.value)


def require_grantable(by: Principal, before: Collection[Role], after: Collection[Role]) -> None:
    """Raises Invalid without any role, Forbidden ``tech_admin_only``."""
    if not after:
        raise Invalid("Somebody without a role can do nothing. Choose one, or deactivate the account.")
    if by.user_id is not None and not may_grant(by.roles, before, after):
        raise Forbidden("Only a tech admin makes somebody a tech admin.", code="tech_admin_only")


def in_order(roles: Collection[Role]) -> list[str]:
    """Roles as they are kept: each once, in the order of the vocabulary."""
    return [role.value for role in Role if role in roles]
