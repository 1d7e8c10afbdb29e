"""Making accounts."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.errors import Invalid
from dialer.models import Company, Team, User
from dialer.models.base import table_of
from dialer.people.passwords import hash_password
from policies.vocabulary import Role

LONGEST_EMAIL = 254


def to_address(email: str) -> str:
    """An e-mail address as it is kept. Raises Invalid."""
    address = email.strip().lower()
    name, at, host = address.rpartition("@")
    if not (name and at and host) or len(address) > LONGEST_EMAIL or any(each.isspace() for each in address):
        raise Invalid(f"{email[:80]!r} is not an e-mail address.", code="invalid_email")
    return address


def require_free(session: Session, address: str) -> None:
    """Raises Invalid ``email_taken`` when somebody, of whatever company, has this address."""
    # Past the fence around the company: an address is unique everywhere.
    users = table_of(User)
    if session.connection().execute(select(users.c.id).where(users.c.email == address)).first():
        raise Invalid(f"{address} belongs to someone already.", code="email_taken")


def create_user(
    session: Session,
    *,
    company: Company,
    email: str,
    name: str,
    password: str,
    roles: list[Role],
    now: datetime,
    team: Team | None = None,
    password_hash: str = "",
) -> User:
    """Add a person. ``password_hash`` spares hashing what was hashed before. Raises Invalid when the address is taken."""
    address = to_address(email)
    require_free(session, address)
    user = User(
        company_id=company.id,
        email=address,
        name=name,
        password_hash=password_hash or hash_password(password),
        role_words=[role.value for role in roles],
        team_id=team.id if team else None,
        created_at=now,
    )
    session.add(user)
    session.flush()
    return user
