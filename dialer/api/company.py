"""The company's settings, people, tokens, audit log and deliveries."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import audit, calls, clock, company_settings, deliveries, people
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page, PageQuery
from dialer.api.schemas.company import (
    AuditOut,
    DeliveryOut,
    NewToken,
    RequiredImpactOut,
    SettingsChange,
    SettingsOut,
    TokenIn,
    TokenOut,
    UserOut,
)
from dialer.api.schemas.session import Named
from dialer.db import reading, transaction
from dialer.models import AuditEntry, User
from policies.permissions import Action

bp = Blueprint("company", __name__, url_prefix="/api")


@bp.get("/settings")
@describe(SettingsOut, tag="company")
@allowed(Action.LOOK)
def get_settings() -> ResponseReturnValue:
    """What the company has set."""
    with reading(me().company_id) as session:
        company = people.company_of(session, me().company_id)
        return wire.answer(SettingsOut.model_validate(company, from_attributes=True))


@bp.patch("/settings")
@describe(SettingsOut, body=SettingsChange, tag="company")
@allowed(Action.CHANGE_SETTINGS)
def change_settings() -> ResponseReturnValue:
    """Change settings; every open page follows at once."""
    changes = wire.body(SettingsChange).model_dump(exclude_none=True)
    with transaction(me().company_id) as session:
        company = people.company_of(session, me().company_id)
        company_settings.change_settings(session, company, me(), changes, now=clock.now())
        return wire.answer(SettingsOut.model_validate(company, from_attributes=True))


@bp.get("/settings/required-impact")
@describe(RequiredImpactOut, tag="company")
@allowed(Action.CHANGE_SETTINGS)
def required_impact() -> ResponseReturnValue:
    """How many of last week's calls the required switch would have held, had it been on."""
    with reading(me().company_id) as session:
        found = calls.count_would_be_held(session, now=clock.now())
        return wire.answer(RequiredImpactOut.model_validate(found, from_attributes=True))


@bp.get("/users")
@describe(Page[UserOut], tag="company")
@allowed(Action.SEE_TEAM)
def list_users() -> ResponseReturnValue:
    """The company's people."""
    with reading(me().company_id) as session:
        items = [_user(user) for user in people.list_users(session)]
    return wire.answer(Page[UserOut](items=items, next=None))


@bp.get("/teams")
@describe(Page[Named], tag="company")
@allowed(Action.LOOK)
def list_teams() -> ResponseReturnValue:
    """The company's teams."""
    with reading(me().company_id) as session:
        items = [Named(id=team.id, name=team.name) for team in people.list_teams(session)]
    return wire.answer(Page[Named](items=items, next=None))


@bp.get("/tokens")
@describe(Page[TokenOut], tag="company")
@allowed(Action.MANAGE_TOKENS)
def list_tokens() -> ResponseReturnValue:
    """API tokens, revoked ones included. Their secrets were shown once."""
    with reading(me().company_id) as session:
        tokens = people.list_tokens(session)
        items = [TokenOut.model_validate(token, from_attributes=True) for token in tokens]
    return wire.answer(Page[TokenOut](items=items, next=None))


@bp.post("/tokens")
@describe(NewToken, status=201, body=TokenIn, tag="company")
@allowed(Action.MANAGE_TOKENS)
def make_token() -> ResponseReturnValue:
    """Make an API token that acts for you. The answer is the only time its secret is shown."""
    name = wire.body(TokenIn).name
    now = clock.now()
    with transaction(me().company_id) as session:
        token, secret = people.make_token(session, me(), name, now=now)
        audit.write_entry(
            session, me(), "token.made", f"token:{token.id}", before=None, after={"name": name}, now=now
        )
        shown = TokenOut.model_validate(token, from_attributes=True)
    return wire.answer(NewToken(**shown.model_dump(), token=secret), 201)


@bp.delete("/tokens/<int:token_id>")
@describe(TokenOut, tag="company")
@allowed(Action.MANAGE_TOKENS)
def revoke_token(token_id: int) -> ResponseReturnValue:
    """Revoke an API token, at once and for good."""
    now = clock.now()
    with transaction(me().company_id) as session:
        token = people.find_token(session, token_id)
        permit(Action.MANAGE_TOKENS)
        if token.revoked_at is None:
            token.revoked_at = now
            before, after = {"name": token.name}, None
            audit.write_entry(
                session, me(), "token.revoked", f"token:{token.id}", before=before, after=after, now=now
            )
        return wire.answer(TokenOut.model_validate(token, from_attributes=True))


@bp.get("/audit")
@describe(Page[AuditOut], query=PageQuery, tag="company")
@allowed(Action.SEE_AUDIT)
def list_audit() -> ResponseReturnValue:
    """Who changed what, newest first."""
    asked = wire.query(PageQuery)
    with reading(me().company_id) as session:
        rows = audit.list_entries(session, before_id=wire.before_cursor(asked), limit=asked.limit + 1)
        shown, following = wire.page(rows, asked.limit, lambda entry: entry.id)
        return wire.answer(Page[AuditOut](items=[_entry(entry) for entry in shown], next=following))


@bp.get("/deliveries")
@describe(Page[DeliveryOut], query=PageQuery, tag="company")
@allowed(Action.SEE_AUDIT)
def list_deliveries() -> ResponseReturnValue:
    """Webhook deliveries that changed nothing, and why; newest first."""
    asked = wire.query(PageQuery)
    with reading(me().company_id) as session:
        rows = deliveries.list_deliveries(session, before_id=wire.before_cursor(asked), limit=asked.limit + 1)
        shown, following = wire.page(rows, asked.limit, lambda row: row.id)
        items = [DeliveryOut.model_validate(row, from_attributes=True) for row in shown]
    return wire.answer(Page[DeliveryOut](items=items, next=following))


def _user(user: User) -> UserOut:
    team = Named(id=user.team.id, name=user.team.name) if user.team else None
    active = user.deactivated_at is None
    return UserOut(id=user.id, name=user.name, email=user.email, roles=user.roles, team=team, active=active)


def _entry(entry: AuditEntry) -> AuditOut:
    actor = Named(id=entry.actor.id, name=entry.actor.name) if entry.actor else None
    return AuditOut(
        id=entry.id,
        at=entry.at,
        actor=actor,
        action=entry.action,
        subject=entry.subject,
        before=entry.before,
        after=entry.after,
        ip=entry.ip,
    )
