"""Joining by the link of an invitation, and choosing another password."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address
from sqlalchemy.exc import IntegrityError

from dialer import clock, people, staff
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, public, require_same_origin
from dialer.api.limits import limiter
from dialer.api.schemas.people import JoinIn, PasswordChange, Welcome
from dialer.api.schemas.session import SessionOut
from dialer.api.session import signed_in
from dialer.db import EVERYWHERE, reading, transaction
from dialer.errors import Forbidden, Invalid
from dialer.models import User
from policies.permissions import Action

REFUSED = {403, 404, 409, 422}
bp = Blueprint("join", __name__, url_prefix="/api")
slowly = limiter.limit(
    "60 per minute", key_func=get_remote_address, deduct_when=lambda answer: answer.status_code in REFUSED
)


@bp.get("/join/<secret>")
@describe(Welcome, tag="session")
@public
@slowly
def look_at_invitation(secret: str) -> ResponseReturnValue:
    """Who is invited to what by this link."""
    with reading(EVERYWHERE) as session:
        found = staff.find_open(session, secret, now=clock.now())
        company = people.company_of(session, found.company_id)
        return wire.answer(
            Welcome(
                company=company.name,
                email=found.email,
                name=found.name,
                roles=found.roles,
                expires_at=found.expires_at,
            )
        )


@bp.post("/join/<secret>")
@describe(SessionOut, body=JoinIn, tag="session")
@public
@slowly
def join(secret: str) -> ResponseReturnValue:
    """Make the account and sign in. Needs a same-origin ``Origin`` header."""
    require_same_origin()
    now = clock.now()
    with reading(EVERYWHERE) as session:
        found = staff.find_open(session, secret, now=now)
    given = wire.body(JoinIn)
    people.require_strong(given.password, found.email)
    password_hash = people.hash_password(given.password)  # takes its time, so before anything is locked
    try:
        with transaction(found.company_id) as session:
            user = staff.accept(
                session,
                found.company_id,
                secret,
                name=given.name,
                password_hash=password_hash,
                ip=request.remote_addr or "",
                now=now,
            )
            return signed_in(session, user.id, now=now)
    except IntegrityError as error:  # two companies invited the same address, and both links are used at once
        raise Invalid(f"{found.email} belongs to someone already.", code="email_taken") from error


@bp.post("/session/password")
@describe(status=204, body=PasswordChange, tag="session")
@allowed(Action.LOOK)
@slowly
def change_password() -> ResponseReturnValue:
    """Choose another password. Every other device is signed out; API tokens go on."""
    if me().csrf_token is None:
        raise Forbidden("An API token cannot change a password. Sign in with a browser.", code="browser_only")
    given = wire.body(PasswordChange)
    with reading(me().company_id) as session:
        user = session.get_one(User, me().user_id)
    if not people.is_password(user.password_hash, given.current_password):
        raise Invalid("The current password is not right.", code="wrong_password")
    people.require_strong(given.new_password, user.email)
    password_hash = people.hash_password(given.new_password)
    with transaction(me().company_id) as session:
        staff.change_own_password(session, me(), password_hash, now=clock.now())
    return wire.nothing()
