"""Teams: people who are counted together. A past call keeps the team it was made in."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from dialer import audit, nudges, people
from dialer.errors import Conflict, Invalid
from dialer.models import Invitation, Team, User
from dialer.people import Principal
from dialer.staff.changes import describe, note


def make_team(session: Session, by: Principal, name: str, *, now: datetime) -> Team:
    """Make a team. The name of a deleted one brings that one back, its past with it. Raises Invalid."""
    people.lock_company(session, by.company_id)
    team = _named(session, name)
    if team is not None and team.deleted_at is None:
        raise _taken(team)
    if team is None:
        team = Team(name=name)
        session.add(team)
    team.deleted_at = None
    session.flush()
    audit.write_entry(
        session, by, "team.made", f"team:{team.id}", before=None, after={"name": team.name}, now=now
    )
    nudges.refetch(session, "users", company_id=by.company_id)
    return team


def rename_team(session: Session, by: Principal, team: Team, name: str, *, now: datetime) -> None:
    """Call it something else, past calls included. Raises Invalid ``name_taken``."""
    people.lock_company(session, by.company_id)
    if team.name == name:
        return
    other = _named(session, name)
    if other is not None and other.id != team.id:
        raise _taken(other)
    before, team.name = team.name, name
    session.flush()
    audit.write_entry(
        session, by, "team.renamed", f"team:{team.id}", before={"name": before}, after={"name": name}, now=now
    )
    nudges.refetch(session, "users", "session", "analytics", company_id=by.company_id)


def delete_team(
    session: Session, by: Principal, team: Team, *, move: bool, move_to: Team | None, now: datetime
) -> None:
    """Delete a team that is empty, or whose people move first: to another, or (None) to no team at all.

    Raises Conflict ``team_not_empty``, Invalid when they are to move where they are.
    """
    people.lock_company(session, by.company_id)
    leaving = list(session.scalars(select(User).where(User.team_id == team.id).order_by(User.id)))
    if leaving and not move:
        count = f"{len(leaving)} people are" if len(leaving) > 1 else "Somebody is"
        raise Conflict(f"{count} in this team. Say where they move to first.", code="team_not_empty")
    if move_to is not None and move_to.id == team.id:
        raise Invalid("They cannot move to the team that is being deleted.")
    to_id = move_to.id if move_to else None
    for user in leaving:
        _move(session, by, user, to_id, now=now)
    session.execute(update(Invitation).where(Invitation.team_id == team.id).values(team_id=to_id))
    team.deleted_at = now
    session.flush()
    after = {"moved": [user.id for user in leaving], "to": to_id}
    audit.write_entry(
        session, by, "team.deleted", f"team:{team.id}", before={"name": team.name}, after=after, now=now
    )
    nudges.refetch(session, "users", "session", company_id=by.company_id)


def members(session: Session) -> dict[int, int]:
    """How many active people each team has."""
    query = select(User.team_id, func.count()).where(User.deactivated_at.is_(None)).group_by(User.team_id)
    return {team_id: count for team_id, count in session.execute(query) if team_id is not None}


def _move(session: Session, by: Principal, user: User, to_id: int | None, *, now: datetime) -> None:
    locked = people.lock_person(session, user.id)
    before = describe(session, locked)
    locked.team_id = to_id
    session.flush()
    note(session, by, locked, before, now=now)


def _named(session: Session, name: str) -> Team | None:
    return session.scalar(
        select(Team).where(func.lower(Team.name) == name.lower()).order_by(Team.id).limit(1)
    )


def _taken(team: Team) -> Invalid:
    if team.deleted_at is not None:
        sentence = f"A deleted team was called {team.name!r}. Make a team of that name to bring it back."
    else:
        sentence = f"There is a team called {team.name!r} already."
    return Invalid(sentence, code="name_taken")
