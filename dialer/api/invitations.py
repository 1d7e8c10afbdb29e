"""Inviting people by a link."""

from datetime import datetime

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import clock, staff
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.people import InvitationIn, InvitationOut, LinkIn, NewInvitation
from dialer.api.schemas.session import Named
from dialer.config import settings
from dialer.db import reading, transaction
from dialer.models import Invitation
from policies.permissions import Action

bp = Blueprint("invitations", __name__, url_prefix="/api/invitations")


@bp.get("")
@describe(Page[InvitationOut], tag="people")
@allowed(Action.MANAGE_PEOPLE)
def list_invitations() -> ResponseReturnValue:
    """Invitations that nobody used or withdrew, newest first."""
    with reading(me().company_id) as session:
        items = [_out(each, clock.now()) for each in staff.list_open(session)]
    return wire.answer(Page[InvitationOut](items=items, next=None))


@bp.post("")
@describe(NewInvitation, status=201, body=InvitationIn, tag="people")
@allowed(Action.MANAGE_PEOPLE)
def invite() -> ResponseReturnValue:
    """Invite somebody. Pass on the link, which is shown this once and lasts a week, or have it sent."""
    given = wire.body(InvitationIn)
    now = clock.now()
    with transaction(me().company_id) as session:
        made, secret = staff.invite(
            session,
            me(),
            email=given.email,
            name=given.name,
            roles=given.roles,
            team_id=given.team_id,
            now=now,
        )
        return wire.answer(_with_link(made, secret, now), 201)


@bp.post("/<int:invitation_id>/renew")
@describe(NewInvitation, tag="people")
@allowed(Action.MANAGE_PEOPLE)
def renew_invitation(invitation_id: int) -> ResponseReturnValue:
    """A new link for another week; the old one stops working."""
    now = clock.now()
    with transaction(me().company_id) as session:
        found = staff.find_invitation(session, invitation_id)
        permit(Action.MANAGE_PEOPLE)
        secret = staff.renew(session, me(), found, now=now)
        return wire.answer(_with_link(found, secret, now))


@bp.post("/<int:invitation_id>/send")
@describe(status=204, body=LinkIn, tag="people")
@allowed(Action.MANAGE_PEOPLE)
def send_invitation(invitation_id: int) -> ResponseReturnValue:
    """Send the link by e-mail; you give it, since it is not kept here. 409 ``mail_not_set_up`` without a server."""
    with transaction(me().company_id) as session:
        found = staff.find_invitation(session, invitation_id)
        permit(Action.MANAGE_PEOPLE)
        staff.send_link(session, me(), found, wire.body(LinkIn).link, now=clock.now())
    return wire.nothing()


@bp.delete("/<int:invitation_id>")
@describe(status=204, tag="people")
@allowed(Action.MANAGE_PEOPLE)
def withdraw_invitation(invitation_id: int) -> ResponseReturnValue:
    """The link stops working at once."""
    with transaction(me().company_id) as session:
        found = staff.find_invitation(session, invitation_id)
        permit(Action.MANAGE_PEOPLE)
        staff.withdraw(session, me(), found, now=clock.now())
    return wire.nothing()


def _with_link(invitation: Invitation, secret: str, now: datetime) -> NewInvitation:
    link = f"{settings().public_url}/join/{secret}"
    return NewInvitation(**_out(invitation, now).model_dump(), link=link)


def _out(invitation: Invitation, now: datetime) -> InvitationOut:
    team, by = invitation.team, invitation.invited_by
    return InvitationOut(
        id=invitation.id,
        email=invitation.email,
        name=invitation.name,
        roles=invitation.roles,
        team=Named(id=team.id, name=team.name) if team else None,
        invited_by=Named(id=by.id, name=by.name) if by else None,
        created_at=invitation.created_at,
        expires_at=invitation.expires_at,
        expired=invitation.expires_at <= now,
    )
