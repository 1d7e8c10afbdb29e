"""The company's people and teams."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import clock, people, staff
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.people import TeamIn, TeamLeaving, TeamOut, UserChange, UserOut
from dialer.api.schemas.session import Named
from dialer.db import reading, transaction
from dialer.errors import Invalid
from dialer.models import User
from policies.permissions import Action

NO_TEAM = "none"
bp = Blueprint("people", __name__, url_prefix="/api")


@bp.get("/users")
@describe(Page[UserOut], tag="people")
@allowed(Action.SEE_TEAM)
def list_users() -> ResponseReturnValue:
    """People, by name: an admin's company, a manager's team. Deactivated ones are listed too."""
    with reading(me().company_id) as session:
        items = [_user(user) for user in people.list_users(session, me())]
    return wire.answer(Page[UserOut](items=items, next=None))


@bp.get("/users/<int:user_id>")
@describe(UserOut, tag="people")
@allowed(Action.SEE_TEAM)
def get_user(user_id: int) -> ResponseReturnValue:
    """One person."""
    with reading(me().company_id) as session:
        user = people.find_user(session, user_id, me())
        permit(Action.SEE_TEAM)
        return wire.answer(_user(user))


@bp.patch("/users/<int:user_id>")
@describe(UserOut, body=UserChange, tag="people")
@allowed(Action.MANAGE_PEOPLE)
def change_user(user_id: int) -> ResponseReturnValue:
    """Change name, roles or team; ``team_id: null`` takes somebody out of their team."""
    with transaction(me().company_id) as session:
        people.find_user(session, user_id, me())
        permit(Action.MANAGE_PEOPLE)
        changes = wire.body(UserChange).model_dump(exclude_unset=True)
        for name in ("name", "roles"):
            if name in changes and changes[name] is None:
                del changes[name]
        return wire.answer(_user(staff.change_user(session, me(), user_id, changes, now=clock.now())))


@bp.post("/users/<int:user_id>/deactivate")
@describe(UserOut, tag="people")
@allowed(Action.MANAGE_PEOPLE)
def deactivate_user(user_id: int) -> ResponseReturnValue:
    """End an account at once: sessions, tokens, streams; open calls are released and stay owed."""
    with transaction(me().company_id) as session:
        people.find_user(session, user_id, me())
        permit(Action.MANAGE_PEOPLE)
        return wire.answer(_user(staff.deactivate(session, me(), user_id, now=clock.now())))


@bp.post("/users/<int:user_id>/reactivate")
@describe(UserOut, tag="people")
@allowed(Action.MANAGE_PEOPLE)
def reactivate_user(user_id: int) -> ResponseReturnValue:
    """Let somebody sign in again."""
    with transaction(me().company_id) as session:
        people.find_user(session, user_id, me())
        permit(Action.MANAGE_PEOPLE)
        return wire.answer(_user(staff.reactivate(session, me(), user_id, now=clock.now())))


@bp.get("/teams")
@describe(Page[TeamOut], tag="people")
@allowed(Action.SEE_TEAM)
def list_teams() -> ResponseReturnValue:
    """The company's teams, and how many active people each has."""
    with reading(me().company_id) as session:
        counts = staff.members(session)
        found = people.list_teams(session)
        items = [TeamOut(id=team.id, name=team.name, members=counts.get(team.id, 0)) for team in found]
    return wire.answer(Page[TeamOut](items=items, next=None))


@bp.post("/teams")
@describe(TeamOut, status=201, body=TeamIn, tag="people")
@allowed(Action.MANAGE_PEOPLE)
def make_team() -> ResponseReturnValue:
    """Make a team; the name of a deleted one brings that one back."""
    name = wire.body(TeamIn).name
    with transaction(me().company_id) as session:
        team = staff.make_team(session, me(), name, now=clock.now())
        return wire.answer(TeamOut(id=team.id, name=team.name, members=0), 201)


@bp.patch("/teams/<int:team_id>")
@describe(TeamOut, body=TeamIn, tag="people")
@allowed(Action.MANAGE_PEOPLE)
def rename_team(team_id: int) -> ResponseReturnValue:
    """Rename a team, for past calls too."""
    with transaction(me().company_id) as session:
        team = people.find_team(session, team_id)
        permit(Action.MANAGE_PEOPLE)
        staff.rename_team(session, me(), team, wire.body(TeamIn).name, now=clock.now())
        count = staff.members(session).get(team.id, 0)
        return wire.answer(TeamOut(id=team.id, name=team.name, members=count))


@bp.delete("/teams/<int:team_id>")
@describe(status=204, query=TeamLeaving, tag="people")
@allowed(Action.MANAGE_PEOPLE)
def delete_team(team_id: int) -> ResponseReturnValue:
    """Delete an empty team; ``move_to`` another team, or ``none``, empties it first. Past calls keep it."""
    with transaction(me().company_id) as session:
        team = people.find_team(session, team_id)
        permit(Action.MANAGE_PEOPLE)
        given = wire.query(TeamLeaving).move_to
        target = people.find_team(session, _id(given)) if given not in (None, NO_TEAM) else None
        staff.delete_team(session, me(), team, move=given is not None, move_to=target, now=clock.now())
    return wire.nothing()


def _id(given: str | None) -> int:
    if not given or not given.isascii() or not given.isdigit() or len(given) > 15:
        raise Invalid("move_to is the number of a team, or none.")
    return int(given)


def _user(user: User) -> UserOut:
    team = Named(id=user.team.id, name=user.team.name) if user.team else None
    return UserOut(
        id=user.id,
        name=user.name,
        email=user.email,
        roles=user.roles,
        team=team,
        active=user.deactivated_at is None,
        created_at=user.created_at,
        last_sign_in_at=user.last_sign_in_at,
        deactivated_at=user.deactivated_at,
    )
