"""Settings, tokens, audit log, deliveries, health."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dialer.api.schemas.base import In, Line, Out, PageQuery
from dialer.api.schemas.session import Named
from dialer.errors import Invalid
from policies.scopes import SCOPES, Noun, unknown_scopes
from policies.vocabulary import Crm, Plan

SHORTEST_RING, LONGEST_RING = 15, 120  # seconds; below 15 a call counts as abandoned (FTC)


class SettingsOut(Out):
    name: str
    outcome_required: bool
    detect_machines: bool
    record_calls: bool
    ring_timeout: int
    owed_reminder_minutes: int | None
    plan: Plan
    crm: Crm
    time_zone: str
    currency: str


class SettingsChange(In):
    outcome_required: bool | None = None
    detect_machines: bool | None = None
    record_calls: bool | None = None
    ring_timeout: Annotated[int, Field(ge=SHORTEST_RING, le=LONGEST_RING)] | None = None
    owed_reminder_minutes: Annotated[int, Field(ge=1, le=10_080)] | None = None
    name: Line | None = None
    time_zone: Annotated[str, StringConstraints(max_length=64)] | None = None
    currency: Annotated[str, StringConstraints(max_length=8)] | None = None


class RequiredImpactOut(Out):
    """Calls out and in that ended since then; ``held`` had no outcome when a rep ended or left them."""

    since: datetime
    calls: int
    held: int


class PlanIn(In):
    plan: Plan


class SettingChoices(Out):
    time_zones: list[str]
    currencies: list[str]
    shortest_ring: int
    longest_ring: int


class TokenIn(In):
    name: Line
    scopes: Annotated[list[str], Field(min_length=1, max_length=len(SCOPES))] | None = None

    def checked_scopes(self) -> list[str] | None:
        """The scopes, each once. Raises Invalid for what is none."""
        if unknown := unknown_scopes(self.scopes or []):
            detail = f"scopes: {unknown[0][:40]!r} is none. There are: {', '.join(SCOPES)}"
            raise Invalid(detail, code="bad_scope")
        return None if self.scopes is None else sorted(set(self.scopes))


class TokenOut(Out):
    """``scopes`` null: all that its maker may."""

    id: int
    name: str
    scopes: list[str] | None
    made_by: Named
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewToken(TokenOut):
    token: str


class ScopeNoun(Out):
    """Its scopes are ``noun:read`` and ``noun:write``."""

    noun: Noun
    meaning: str


class TokenScopes(Out):
    nouns: list[ScopeNoun]


class AuditQuery(PageQuery):
    actor_id: int | None = Field(None, ge=0, le=2**53)
    action: str | None = Field(None, max_length=64)
    subject: str | None = Field(None, max_length=120)
    from_: date | None = Field(None, alias="from")
    to: date | None = None


class AuditActions(Out):
    actions: list[str]


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
