"""Changing what somebody is called, is, and belongs to."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from dialer import audit, nudges, people
from dialer.models import Team, User
from dialer.people import Principal
from dialer.staff.rules import in_order, others_beside, refuse, require_grantable
from policies.permissions import Action, actions_of
from policies.staffing import decide_roles
from policies.vocabulary import Role


def change_user(
    session: Session, by: Principal, user_id: int, changes: dict[str, Any], *, now: datetime
) -> User:
    """Set ``name``, ``roles`` and ``team_id`` (None: no team), as far as given. Acts on their next request.

    A call that is open stays theirs to end, whatever they are from now on. Raises Conflict ``last_admin`` or
    ``last_tech_admin``, Forbidden ``tech_admin_only``, NotFound for a team.
    """
    people.lock_company(session, by.company_id)
    user = people.lock_person(session, user_id)
    before = describe(session, user)
    if "roles" in changes:
        _set_roles(session, by, user, changes["roles"])
    if "name" in changes:
        user.name = changes["name"]
    if "team_id" in changes:
        team_id = changes["team_id"]
        user.team_id = people.find_team(session, team_id).id if team_id is not None else None
        session.expire(user, ["team"])
    session.flush()
    note(session, by, user, before, now=now)
    return user


def change_own_password(session: Session, by: Principal, password_hash: str, *, now: datetime) -> None:
    """Keep a new password; every other device is signed out."""
    user = people.lock_person(session, by.user_id or 0)
    user.password_hash = password_hash
    people.close_sign_ins(session, user, but=by.sign_in_id)
    audit.write_entry(
        session, by, "user.password_changed", f"user:{user.id}", before=None, after=None, now=now
    )


def note(session: Session, by: Principal, user: User, before: dict[str, Any], *, now: datetime) -> None:
    """Write down what changed, and have the person's browsers look again. Nothing changed: nothing happens."""
    after = describe(session, user)
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        return
    was, now_is = ({name: state[name] for name in changed} for state in (before, after))
    audit.write_entry(session, by, "user.changed", f"user:{user.id}", before=was, after=now_is, now=now)
    nudges.refetch(session, "users", "session", company_id=by.company_id)
    nudges.check_again(session, user.id, company_id=by.company_id)


def describe(session: Session, user: User) -> dict[str, Any]:
    """What the log shows of a person; the team by the name it has now, since it may be renamed."""
    team = session.get_one(Team, user.team_id).name if user.team_id is not None else None
    return {"name": user.name, "roles": list(user.role_words), "team": team}


def _set_roles(session: Session, by: Principal, user: User, roles: list[Role]) -> None:
    require_grantable(by, user.roles, roles)
    if user.deactivated_at is None:
        refuse(decide_roles(user.roles, roles, others=others_beside(session, user)))
    user.role_words = in_order(roles)
    if Action.DIAL not in actions_of(roles):
        user.reachable_at = None
