"""Outgoing webhooks and their deliveries."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dialer.api.schemas.base import In, Out, PageQuery
from dialer.api.schemas.session import Named
from policies.hooks import DeliveryState, Disabled, HookKind

Url = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Description = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Kinds = Annotated[list[HookKind], Field(max_length=len(HookKind))]


class WebhookIn(In):
    """``events`` empty: all of them, also those that come later."""

    url: Url
    description: Description = ""
    events: Kinds = []


class WebhookChange(In):
    url: Url | None = None
    description: Description | None = None
    events: Kinds | None = None


class WebhookOut(Out):
    """``old_secret_until``: until when the secret before this one signs too."""

    id: int
    url: str
    description: str
    events: list[HookKind]
    created_by: Named | None
    created_at: datetime
    paused_at: datetime | None
    disabled_at: datetime | None
    disabled_because: Disabled | None
    failing_since: datetime | None
    delivered_at: datetime | None
    old_secret_until: datetime | None
    waiting: int
    delivered: int
    failed: int


class NewWebhook(WebhookOut):
    secret: str


class WebhookEvent(Out):
    type: HookKind
    meaning: str


class WebhookEvents(Out):
    events: list[WebhookEvent]


class WebhookDeliveryQuery(PageQuery):
    state: DeliveryState | None = None


class WebhookDeliveryOut(Out):
    """``tries`` since it was last begun; ``next_at`` when the next is due, while it waits."""

    id: int
    event_id: str
    type: HookKind
    happened_at: datetime
    state: DeliveryState
    tries: int
    next_at: datetime | None
    tried_at: datetime | None
    last_status: int | None
    last_error: str | None


class WebhookTryOut(Out):
    at: datetime
    milliseconds: int
    status: int | None
    error: str | None
    answer: str


class WebhookDeliveryDetail(WebhookDeliveryOut):
    payload: Any
    attempts: list[WebhookTryOut]


class ReplayIn(In):
    since: datetime
    failed_only: bool = False


class ReplayOut(Out):
    deliveries: int
