"""Signing in and staying signed in, device by device."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.errors import SignedOut
from dialer.models import SignIn, User
from dialer.people.finding import lock_person
from dialer.people.passwords import is_password
from dialer.people.principal import Principal, principal_of
from dialer.people.secrets import digest, new_secret

SIGN_IN_LIFETIME = timedelta(days=14)
DEMO_DOMAINS = ("@demo.test", "@other.test")
WRONG = "The e-mail address or the password is not right."


def check_password(session: Session, email: str, password: str, *, demo_allowed: bool) -> User:
    """The active person with this address and password. Raises SignedOut, the same for every reason."""
    user = session.scalar(select(User).where(User.email == email.strip().lower()))
    known = user is not None and user.deactivated_at is None
    if user is not None and user.email.endswith(DEMO_DOMAINS) and not demo_allowed:
        known = False
    right = is_password(user.password_hash if user and known else None, password)
    if user is None or not right:
        raise SignedOut(WRONG, code="wrong_credentials")
    return user


def open_sign_in(
    session: Session, user_id: int, *, ip: str, user_agent: str, now: datetime
) -> tuple[SignIn, User, str]:
    """Sign a device in. Returns the row, whose it is, and the secret for its cookie.

    Raises SignedOut when the account was deactivated since the password was checked.
    """
    user = lock_person(session, user_id)
    if user.deactivated_at is not None:
        raise SignedOut(WRONG, code="wrong_credentials")
    user.last_sign_in_at = now
    secret = new_secret()
    sign_in = SignIn(
        company_id=user.company_id,
        user_id=user.id,
        secret_digest=digest(secret),
        csrf_token=new_secret(),
        created_at=now,
        expires_at=now + SIGN_IN_LIFETIME,
        user_agent=user_agent[:300],
        ip=ip,
    )
    session.add(sign_in)
    session.flush()
    return sign_in, user, secret


def close_sign_in(session: Session, sign_in_id: int) -> None:
    """Sign a device out."""
    if sign_in := session.get(SignIn, sign_in_id):
        session.delete(sign_in)


def close_sign_ins(session: Session, user: User, *, but: int | None = None) -> None:
    """Sign a person out everywhere, or everywhere else; their event streams end."""
    session.execute(delete(SignIn).where(SignIn.user_id == user.id, SignIn.id != (but or 0)))
    nudges.check_again(session, user.id, company_id=user.company_id)


def principal_of_sign_in(session: Session, secret: str, *, ip: str, now: datetime) -> Principal | None:
    """Who holds this cookie, if the session is still good."""
    query = select(SignIn, User).join(User, User.id == SignIn.user_id)
    found = session.execute(query.where(SignIn.secret_digest == digest(secret))).one_or_none()
    if found is None or found.SignIn.expires_at <= now or found.User.deactivated_at:
        return None
    return principal_of(found.User, ip=ip, sign_in=found.SignIn)
