"""People, teams, invitations, and joining."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from dialer.api.schemas.base import DatabaseId, In, Line, Out
from dialer.api.schemas.session import Named
from policies.passwords import LONGEST
from policies.vocabulary import Role

Email = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254)]
Password = Annotated[str, StringConstraints(max_length=LONGEST)]
Roles = Annotated[list[Role], Field(max_length=len(Role))]
TeamName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class UserOut(Out):
    id: int
    name: str
    email: str
    roles: list[Role]
    team: Named | None
    active: bool
    created_at: datetime
    last_sign_in_at: datetime | None
    deactivated_at: datetime | None


class UserChange(In):
    name: Line | None = None
    roles: Roles | None = None
    team_id: DatabaseId | None = None


class TeamIn(In):
    name: TeamName


class TeamOut(Out):
    id: int
    name: str
    members: int


class TeamLeaving(In):
    move_to: Annotated[str, StringConstraints(max_length=20)] | None = None


class InvitationIn(In):
    email: Email
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    roles: Roles
    team_id: DatabaseId | None = None


class InvitationOut(Out):
    id: int
    email: str
    name: str
    roles: list[Role]
    team: Named | None
    invited_by: Named | None
    created_at: datetime
    expires_at: datetime
    expired: bool


class LinkIn(In):
    link: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class NewInvitation(InvitationOut):
    link: str


class Welcome(Out):
    company: str
    email: str
    name: str
    roles: list[Role]
    expires_at: datetime


class JoinIn(In):
    name: Line
    password: Password


class PasswordChange(In):
    current_password: Password
    new_password: Password
