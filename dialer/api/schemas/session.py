"""Who is asking."""

from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints

from dialer.api.schemas.base import In, Out
from policies.permissions import Action
from policies.plans import Feature
from policies.vocabulary import Crm, Plan, Role


class Named(Out):
    id: int
    name: str


class SignInIn(In):
    email: Annotated[str, StringConstraints(max_length=254)]
    password: Annotated[str, StringConstraints(max_length=1024)]


class DemoPerson(Out):
    email: str
    name: str
    role_label: str


class SignInOptions(Out):
    demo: list[DemoPerson]
    sandbox_url: str | None


class SessionUser(Out):
    id: int
    name: str
    email: str
    roles: list[Role]
    team: Named | None


class SessionCompany(Out):
    id: int
    name: str
    plan: Plan
    crm: Crm
    time_zone: str
    currency: str
    outcome_required: bool
    lacks: dict[Feature, str]  # what the plan does not have, and which plans do


class SessionOut(Out):
    user: SessionUser
    company: SessionCompany
    csrf_token: str
    permissions: list[Action]
    demo: bool
    sandbox_url: str | None


class VoiceToken(Out):
    token: str
    identity: str
    expires_at: datetime
