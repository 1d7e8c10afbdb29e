"""Companies and people: signing in, who is asking, and what a company has set."""

import hashlib
import secrets
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.errors import Forbidden, Invalid, NotFound, SignedOut
from dialer.models import ApiToken, Company, SignIn, Team, User
from policies.permissions import Action, actions_of
from policies.vocabulary import Role

SIGN_IN_LIFETIME = timedelta(days=14)
USED_RESOLUTION = timedelta(minutes=1)  # how exact a token's "last used" is
TOKEN_PREFIX = "dlr_"
DEMO_DOMAINS = ("@demo.test", "@other.test")
hasher = PasswordHasher()


def _hash_of_no_password() -> str:
    """Looks like one of the hasher's, at its price to verify, without the price of making it at every start."""
    salt, result = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    price = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${price}${salt}${result}"


# Verified when nobody has that address, so that a stranger cannot tell by the time it takes.
NOBODYS_HASH = _hash_of_no_password()


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is asking: a person in a browser, a program with a token, or the command line (no user)."""

    company_id: int
    user_id: int | None
    roles: tuple[Role, ...] = ()
    team_id: int | None = None
    ip: str = ""
    csrf_token: str | None = None  # None: not a browser session
    sign_in_id: int | None = None
    actions: frozenset[Action] = field(default_factory=frozenset)

    def may(self, action: Action) -> bool:
        """Whether any of the roles allows it."""
        return action in self.actions


def digest(secret: str) -> str:
    """What is kept of a secret that is long and random already."""
    return hashlib.sha256(secret.encode()).hexdigest()


def check_password(session: Session, email: str, password: str, *, demo_allowed: bool) -> User:
    """The active person with this address and password. Raises SignedOut, the same for every reason."""
    user = session.scalar(select(User).where(User.email == email.strip().lower()))
    known = user is not None and user.deactivated_at is None
    if user is not None and user.email.endswith(DEMO_DOMAINS) and not demo_allowed:
        known = False
    try:
        hasher.verify(user.password_hash if user and known else NOBODYS_HASH, password)
    except (VerifyMismatchError, InvalidHashError):
        known = False
    if user is None or not known:
        raise SignedOut("The e-mail address or the password is not right.", code="wrong_credentials")
    return user


def open_sign_in(
    session: Session, user: User, *, ip: str, user_agent: str, now: datetime
) -> tuple[SignIn, str]:
    """Sign a device in. Returns the row and the secret for its cookie."""
    secret = secrets.token_urlsafe(32)
    sign_in = SignIn(
        company_id=user.company_id,
        user_id=user.id,
        secret_digest=digest(secret),
        csrf_token=secrets.token_urlsafe(32),
        created_at=now,
        expires_at=now + SIGN_IN_LIFETIME,
        user_agent=user_agent[:300],
        ip=ip,
    )
    session.add(sign_in)
    session.flush()
    return sign_in, secret


def close_sign_in(session: Session, sign_in_id: int) -> None:
    """Sign a device out."""
    if sign_in := session.get(SignIn, sign_in_id):
        session.delete(sign_in)


def principal_of_sign_in(session: Session, secret: str, *, ip: str, now: datetime) -> Principal | None:
    """Who holds this cookie, if the session is still good."""
    query = select(SignIn, User).join(User, User.id == SignIn.user_id)
    found = session.execute(query.where(SignIn.secret_digest == digest(secret))).one_or_none()
    if found is None or found.SignIn.expires_at <= now or found.User.deactivated_at:
        return None
    return principal_of(found.User, ip=ip, sign_in=found.SignIn)


def principal_of_token(session: Session, secret: str, *, ip: str) -> tuple[Principal, ApiToken] | None:
    """Who made this API token, if it has not been revoked."""
    query = select(ApiToken, User).join(User, User.id == ApiToken.user_id)
    found = session.execute(query.where(ApiToken.secret_digest == digest(secret))).one_or_none()
    if found is None or found.ApiToken.revoked_at or found.User.deactivated_at:
        return None
    return principal_of(found.User, ip=ip), found.ApiToken


def touch_token(session: Session, token_id: int, *, now: datetime) -> None:
    """Remember that a token was used, to the minute."""
    token = session.get(ApiToken, token_id)
    if token and (token.last_used_at is None or now - token.last_used_at > USED_RESOLUTION):
        token.last_used_at = now


def principal_of(user: User, *, ip: str = "", sign_in: SignIn | None = None) -> Principal:
    """A person as the guards see them."""
    return Principal(
        company_id=user.company_id,
        user_id=user.id,
        roles=tuple(user.roles),
        team_id=user.team_id,
        ip=ip,
        csrf_token=sign_in.csrf_token if sign_in else None,
        sign_in_id=sign_in.id if sign_in else None,
        actions=actions_of(user.roles),
    )


def make_token(session: Session, by: Principal, name: str, *, now: datetime) -> tuple[ApiToken, str]:
    """Make an API token that acts for its maker. The secret is returned this once."""
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(user_id=by.user_id, name=name, secret_digest=digest(secret), created_at=now)
    session.add(token)
    session.flush()
    return token, secret


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
    address = email.strip().lower()
    if "@" not in address:
        raise Invalid(f"{email!r} is not an e-mail address.")
    if session.scalar(select(User.id).where(User.email == address)):
        raise Invalid(f"{address} belongs to someone already.", code="email_taken")
    user = User(
        company_id=company.id,
        email=address,
        name=name,
        password_hash=password_hash or hasher.hash(password),
        role_words=[role.value for role in roles],
        team_id=team.id if team else None,
        created_at=now,
    )
    session.add(user)
    session.flush()
    return user


def company_of(session: Session, company_id: int) -> Company:
    """The company a session works in. Raises NotFound."""
    company = session.get(Company, company_id)
    if company is None:
        raise NotFound("There is no such company.")
    return company


def lock_company(session: Session, company_id: int) -> Company:
    """The company's row as it is now, locked until the transaction ends: changes of its rules come one by one.

    Rows that only point at the company may be written meanwhile.
    """
    query = select(Company).where(Company.id == company_id).with_for_update(key_share=True)
    return session.scalars(query.execution_options(populate_existing=True)).one()


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


def lock_person(session: Session, user_id: int) -> User:
    """The person's row, locked until the transaction ends. Locks go person first, then call.

    Rows that only point at the person may be written meanwhile: who has locked a call does so.
    """
    return session.scalars(select(User).where(User.id == user_id).with_for_update(key_share=True)).one()


def require_dialer(by: Principal) -> int:
    """The user who dials. Raises Forbidden for the command line."""
    if by.user_id is None:
        raise Forbidden("Only a person can dial.")
    return by.user_id


def emails_present(session: Session, emails: list[str]) -> set[str]:
    """Which of these addresses belong to an active person."""
    return set(
        session.scalars(select(User.email).where(User.email.in_(emails), User.deactivated_at.is_(None)))
    )


def list_users(session: Session) -> list[User]:
    """The company's people by name."""
    return list(session.scalars(select(User).order_by(User.name, User.id)))


def list_teams(session: Session) -> list[Team]:
    """The company's teams by name."""
    return list(session.scalars(select(Team).order_by(Team.name)))


def list_tokens(session: Session) -> list[ApiToken]:
    """The company's API tokens, newest first."""
    return list(session.scalars(select(ApiToken).order_by(ApiToken.id.desc())))


def find_token(session: Session, token_id: int) -> ApiToken:
    """An API token. Raises NotFound."""
    token = session.get(ApiToken, token_id)
    if token is None:
        raise NotFound("There is no such token.")
    return token
