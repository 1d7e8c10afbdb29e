"""API tokens: a program's way in, acting for the person who made it."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from dialer.errors import Forbidden, NotFound
from dialer.models import ApiToken, User
from dialer.people.principal import Principal, principal_of
from dialer.people.secrets import digest, new_secret
from policies.scopes import SCOPES

USED_RESOLUTION = timedelta(minutes=1)  # how exact a token's "last used" is
TOKEN_PREFIX = "dlr_"


def principal_of_token(session: Session, secret: str, *, ip: str) -> tuple[Principal, ApiToken] | None:
    """Who made this API token, if it has not been revoked."""
    query = select(ApiToken, User).join(User, User.id == ApiToken.user_id)
    found = session.execute(query.where(ApiToken.secret_digest == digest(secret))).one_or_none()
    if found is None or found.ApiToken.revoked_at or found.User.deactivated_at:
        return None
    return principal_of(found.User, ip=ip, token=found.ApiToken), found.ApiToken


def touch_token(session: Session, token_id: int, *, now: datetime) -> None:
    """Remember that a token was used, to the minute."""
    token = session.get(ApiToken, token_id)
    if token and (token.last_used_at is None or now - token.last_used_at > USED_RESOLUTION):
        token.last_used_at = now


def make_token(
    session: Session, by: Principal, name: str, *, scopes: list[str] | None = None, now: datetime
) -> tuple[ApiToken, str]:
    """Make an API token that acts for its maker, within these scopes if some are given.

    The secret is returned this once. Raises Forbidden ``scope_missing`` when a token makes one that may more.
    """
    wanted = set(SCOPES if scopes is None else scopes)
    if by.scopes is not None and (beyond := sorted(wanted - by.scopes)):
        detail = f"A token cannot make one that may more than itself; it lacks {', '.join(beyond)}."
        raise Forbidden(detail, code="scope_missing", scope=beyond[0])
    secret = TOKEN_PREFIX + new_secret()
    kept = sorted(scopes) if scopes is not None else None
    token = ApiToken(user_id=by.user_id, name=name, secret_digest=digest(secret), scopes=kept, created_at=now)
    session.add(token)
    session.flush()
    return token, secret


def revoke_tokens(session: Session, user: User, *, now: datetime) -> list[ApiToken]:
    """Revoke everything that acts for this person. Returns what worked until now."""
    query = select(ApiToken).where(ApiToken.user_id == user.id, ApiToken.revoked_at.is_(None))
    working = list(session.scalars(query))
    for token in working:
        token.revoked_at = now
    return working


def list_tokens(session: Session) -> list[ApiToken]:
    """The company's API tokens, newest first."""
    return list(
        session.scalars(select(ApiToken).options(joinedload(ApiToken.user)).order_by(ApiToken.id.desc()))
    )


def find_token(session: Session, token_id: int) -> ApiToken:
    """An API token. Raises NotFound."""
    token = session.get(ApiToken, token_id)
    if token is None:
        raise NotFound("There is no such token.")
    return token
