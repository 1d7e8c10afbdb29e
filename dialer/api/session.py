"""Signing in and out, who am I, and the Voice SDK's token."""

from datetime import datetime, timedelta

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address
from sqlalchemy.orm import Session

from dialer import clock, demo, people, telephony
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import COOKIE, allowed, demo_allowed, me, public, require_same_origin
from dialer.api.limits import limiter
from dialer.api.schemas.session import (
    DemoPerson,
    Named,
    SessionCompany,
    SessionOut,
    SessionUser,
    SignInIn,
    SignInOptions,
    VoiceToken,
)
from dialer.config import settings
from dialer.db import EVERYWHERE, reading, transaction
from dialer.models import Company, User
from policies.permissions import Action, actions_of
from policies.plans import Feature, lacks

ROLE_LABELS = {
    "rep": "rep",
    "setter": "setter",
    "closer": "closer",
    "manager": "manager",
    "business_admin": "admin",
    "tech_admin": "tech admin",
}
bp = Blueprint("session", __name__, url_prefix="/api")


@bp.get("/sign-in")
@describe(SignInOptions, tag="session")
@public
def sign_in_options() -> ResponseReturnValue:
    """What the sign-in page offers: the demo people, when this is a demo."""
    offered = []
    if demo_allowed():
        with reading(EVERYWHERE) as session:
            present = people.emails_present(session, [email for email, _, _ in demo.PEOPLE])
        offered = [
            DemoPerson(email=email, name=name, role_label=ROLE_LABELS[role])
            for email, name, role in demo.PEOPLE
            if email in present
        ]
    return wire.answer(SignInOptions(demo=offered, sandbox_url=settings().sandbox_url or None))


@bp.post("/session")
@describe(SessionOut, body=SignInIn, tag="session")
@public
@limiter.limit("20 per minute", deduct_when=lambda response: response.status_code == 401)
@limiter.limit(
    "200 per minute", key_func=get_remote_address, deduct_when=lambda response: response.status_code == 401
)
def sign_in() -> ResponseReturnValue:
    """Sign in. Needs a same-origin ``Origin`` header."""
    require_same_origin()
    given = wire.body(SignInIn)
    now = clock.now()
    with reading(EVERYWHERE) as session:
        user = people.check_password(session, given.email, given.password, demo_allowed=demo_allowed())
    with transaction(user.company_id) as session:
        return signed_in(session, user.id, now=now)


@bp.get("/session")
@describe(SessionOut, tag="session")
@allowed(Action.LOOK)
def who_am_i() -> ResponseReturnValue:
    """Who is signed in."""
    with reading(me().company_id) as session:
        user = session.get_one(User, me().user_id)
        return wire.answer(_session_out(session, user, me().csrf_token or ""))


@bp.delete("/session")
@describe(status=204, tag="session")
@allowed(Action.LOOK)
def sign_out() -> ResponseReturnValue:
    """Sign this device out."""
    sign_in_id = me().sign_in_id
    if sign_in_id is not None:
        with transaction(me().company_id) as session:
            people.close_sign_in(session, sign_in_id)
    answer = wire.nothing()
    _set_cookie(answer, "", timedelta(0))
    return answer


@bp.post("/voice-token")
@describe(VoiceToken, tag="session")
@allowed(Action.DIAL)
def voice_token() -> ResponseReturnValue:
    """A token for the Voice SDK, good for an hour."""
    user_id = people.require_dialer(me())
    with reading(me().company_id) as session:
        account = telephony.account_of_company(session)
    expires_at = clock.now() + timedelta(seconds=telephony.TOKEN_LIFETIME)
    token = telephony.access_token(account, user_id)
    return wire.answer(
        VoiceToken(token=token, identity=telephony.identity_of(user_id), expires_at=expires_at)
    )


def signed_in(session: Session, user_id: int, *, now: datetime) -> Response:
    """Sign this browser in, and say who that is."""
    agent = request.headers.get("User-Agent", "")
    row, user, secret = people.open_sign_in(
        session, user_id, ip=request.remote_addr or "", user_agent=agent, now=now
    )
    answer = wire.answer(_session_out(session, user, row.csrf_token))
    _set_cookie(answer, secret, people.SIGN_IN_LIFETIME)
    return answer


def _session_out(session: Session, user: User, csrf_token: str) -> SessionOut:
    company = people.company_of(session, user.company_id)
    team = Named(id=user.team.id, name=user.team.name) if user.team else None
    return SessionOut(
        user=SessionUser(id=user.id, name=user.name, email=user.email, roles=user.roles, team=team),
        company=_company(company),
        csrf_token=csrf_token,
        permissions=sorted(actions_of(user.roles)),
        demo=company.is_demo,
        sandbox_url=settings().sandbox_url or None,
    )


def _company(company: Company) -> SessionCompany:
    plain = ("id", "name", "plan", "crm", "time_zone", "currency", "outcome_required")
    missing = {feature: sentence for feature in Feature if (sentence := lacks(company.plan, feature))}
    return SessionCompany(**{name: getattr(company, name) for name in plain}, lacks=missing)


def _set_cookie(answer: Response, secret: str, lifetime: timedelta) -> None:
    secure = settings().public_url.startswith("https:")
    answer.set_cookie(COOKIE, secret, max_age=lifetime, httponly=True, samesite="Lax", secure=secure)
