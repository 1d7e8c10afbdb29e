"""API tokens."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import audit, clock, people
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.company import NewToken, ScopeNoun, TokenIn, TokenOut, TokenScopes
from dialer.api.schemas.session import Named
from dialer.db import reading, transaction
from dialer.models import ApiToken
from policies.permissions import Action
from policies.scopes import MEANINGS

bp = Blueprint("tokens", __name__, url_prefix="/api/tokens")


@bp.get("")
@describe(Page[TokenOut], tag="company")
@allowed(Action.MANAGE_TOKENS)
def list_tokens() -> ResponseReturnValue:
    """API tokens, revoked ones included. Their secrets were shown once."""
    with reading(me().company_id) as session:
        items = [_out(token) for token in people.list_tokens(session)]
    return wire.answer(Page[TokenOut](items=items, next=None))


@bp.get("/scopes")
@describe(TokenScopes, tag="company")
@allowed(Action.MANAGE_TOKENS)
def list_scopes() -> ResponseReturnValue:
    """What a token can be made for: reading and writing, noun by noun."""
    nouns = [ScopeNoun(noun=noun, meaning=meaning) for noun, meaning in MEANINGS.items()]
    return wire.answer(TokenScopes(nouns=nouns))


@bp.post("")
@describe(NewToken, status=201, body=TokenIn, tag="company")
@allowed(Action.MANAGE_TOKENS)
def make_token() -> ResponseReturnValue:
    """Make an API token that acts for you, for some scopes or (without any) for all that you may.

    The answer is the only time its secret is shown. A token with scopes cannot make one that may more.
    """
    given = wire.body(TokenIn)
    name, scopes = given.name, given.checked_scopes()
    now = clock.now()
    with transaction(me().company_id) as session:
        token, secret = people.make_token(session, me(), name, scopes=scopes, now=now)
        after = {"name": name, "scopes": token.scopes or "all"}
        audit.write_entry(session, me(), "token.made", f"token:{token.id}", before=None, after=after, now=now)
        return wire.answer(NewToken(**_out(token).model_dump(), token=secret), 201)


@bp.delete("/<int:token_id>")
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
        return wire.answer(_out(token))


def _out(token: ApiToken) -> TokenOut:
    return TokenOut(
        id=token.id,
        name=token.name,
        scopes=token.scopes,
        made_by=Named(id=token.user.id, name=token.user.name),
        created_at=token.created_at,
        last_used_at=token.last_used_at,
        revoked_at=token.revoked_at,
    )
