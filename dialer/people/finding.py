"""Finding companies, people and teams."""

from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from dialer.errors import NotFound
from dialer.models import Company, Team, User
from dialer.people.accounts import to_address
from dialer.people.principal import Principal
from policies.permissions import Action


def company_of(session: Session, company_id: int) -> Company:
    """The company a session works in. Raises NotFound."""
    company = session.get(Company, company_id)
    if company is None:
        raise NotFound("There is no such company.")
    return company


def find_company(session: Session, name_or_id: str | None) -> Company:
    """A company by name or number; None means the first. Raises NotFound."""
    query = select(Company).order_by(Company.id).limit(1)
    if name_or_id:
        matches: Any = Company.id == int(name_or_id) if name_or_id.isdigit() else Company.name == name_or_id
        query = query.where(matches)
    company = session.scalar(query)
    if company is None:
        raise NotFound(f"There is no company {name_or_id or ''}.".replace(" .", "."))
    return company


def lock_company(session: Session, company_id: int) -> Company:
    """The company's row as it is now, locked until the transaction ends: changes of its people and rules come one by one.

    Locks go company first, then person, then call. Rows that only point at the company may be written meanwhile.
    """
    query = select(Company).where(Company.id == company_id).with_for_update(key_share=True)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def lock_person(session: Session, user_id: int) -> User:
    """The person's row, locked until the transaction ends. Locks go person first, then call.

    Rows that only point at the person may be written meanwhile: who has locked a call does so.
    """
    query = select(User).where(User.id == user_id).with_for_update(key_share=True)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def find_by_email(session: Session, email: str) -> User:
    """Whoever has this address, of the companies that the session sees. Raises NotFound, Invalid."""
    user = session.scalar(select(User).where(User.email == to_address(email)))
    if user is None:
        raise NotFound(f"Nobody here has the address {email[:80]!r}. `dialer create-user` adds somebody.")
    return user


def emails_present(session: Session, emails: list[str]) -> set[str]:
    """Which of these addresses belong to an active person."""
    return set(
        session.scalars(select(User.email).where(User.email.in_(emails), User.deactivated_at.is_(None)))
    )


def visible_users(query: Select[User], by: Principal) -> Select[User]:
    """Narrow to whom this person may see: the company, one's team and oneself, or oneself."""
    if by.may(Action.SEE_COMPANY) or (by.may(Action.SEE_TEAM) and by.team_id is None):
        return query
    if by.may(Action.SEE_TEAM):
        return query.where(or_(User.team_id == by.team_id, User.id == by.user_id))
    return query.where(User.id == by.user_id)


def list_users(session: Session, by: Principal) -> list[User]:
    """The people that this person may see, by name; deactivated ones included."""
    query = visible_users(select(User), by).options(joinedload(User.team))
    return list(session.scalars(query.order_by(User.name, User.id)))


def find_user(session: Session, user_id: int, by: Principal) -> User:
    """A person that this person may see. Raises NotFound."""
    user = session.scalar(visible_users(select(User).where(User.id == user_id), by))
    if user is None:
        raise NotFound("There is no such person, or they are not in your team.")
    return user


def list_teams(session: Session) -> list[Team]:
    """The company's teams by name, without the deleted ones."""
    return list(session.scalars(select(Team).where(Team.deleted_at.is_(None)).order_by(Team.name, Team.id)))


def find_team(session: Session, team_id: int) -> Team:
    """A team. Raises NotFound."""
    team = session.get(Team, team_id)
    if team is None or team.deleted_at is not None:
        raise NotFound("There is no such team.")
    return team
