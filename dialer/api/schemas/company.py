"""Settings, people, tokens, audit log, deliveries, health."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import StringConstraints

from dialer.api.schemas.base import In, Line, Out
from dialer.api.schemas.session import Named
from policies.vocabulary import Crm, Plan, Role


class SettingsOut(Out):
    outcome_required: bool
    detect_machines: bool
    record_calls: bool
    plan: Plan
    crm: Crm
    time_zone: str
    currency: str


class SettingsChange(In):
    outcome_required: bool | None = None
    detect_machines: bool | None = None
    record_calls: bool | None = None
    time_zone: Annotated[str, StringConstraints(max_length=64)] | None = None


class UserOut(Out):
    id: int
    name: str
    email: str
    roles: list[Role]
    team: Named | None
    active: bool


class TokenIn(In):
    name: Line


class TokenOut(Out):
    id: int
    name: str
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewToken(TokenOut):
    token: str


class AuditOut(Out):
    id: int
    at: datetime
    actor: Named | None
    action: str
    subject: str
    before: Any
    after: Any
    ip: str


class DeliveryOut(Out):
    id: int
    received_at: datetime
    path: str
    verdict: str
    reason: str
    call_id: int | None


class Readiness(Out):
    database: str
    redis: str
    workers: str
    schedule: str
