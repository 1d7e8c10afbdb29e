"""Outgoing webhooks: who is told of what happens here."""

from datetime import datetime

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import clock
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.session import Named
from dialer.api.schemas.webhooks import (
    NewWebhook,
    WebhookChange,
    WebhookEvent,
    WebhookEvents,
    WebhookIn,
    WebhookOut,
)
from dialer.db import reading, transaction
from dialer.hooks import endpoints
from dialer.models import Hook
from policies.hooks import CHOOSABLE, MEANINGS, DeliveryState
from policies.permissions import Action

bp = Blueprint("webhooks", __name__, url_prefix="/api/webhooks")


@bp.get("")
@describe(Page[WebhookOut], tag="webhooks")
@allowed(Action.MANAGE_WEBHOOKS)
def list_webhooks() -> ResponseReturnValue:
    """Every webhook, and how its deliveries go. Secrets were shown once."""
    with reading(me().company_id) as session:
        return wire.answer(Page[WebhookOut](items=_shapes(session, endpoints.list_hooks(session)), next=None))


@bp.get("/events")
@describe(WebhookEvents, tag="webhooks")
@allowed(Action.MANAGE_WEBHOOKS)
def list_events() -> ResponseReturnValue:
    """What a webhook can be told of."""
    events = [WebhookEvent(type=kind, meaning=MEANINGS[kind]) for kind in CHOOSABLE]
    return wire.answer(WebhookEvents(events=events))


@bp.post("")
@describe(NewWebhook, status=201, body=WebhookIn, tag="webhooks")
@allowed(Action.MANAGE_WEBHOOKS)
def make_webhook() -> ResponseReturnValue:
    """Add a webhook. The answer is the only time its secret is shown.

    The address is https and public: 422 ``bad_url`` says what is wrong with it.
    """
    given = wire.body(WebhookIn)
    wanted = endpoints.Wanted(given.url, given.description, given.events)
    with transaction(me().company_id) as session:
        hook, secret = endpoints.make_hook(session, me(), wanted, now=clock.now())
        return wire.answer(NewWebhook(**_shape(session, hook).model_dump(), secret=secret), 201)


@bp.get("/<int:webhook_id>")
@describe(WebhookOut, tag="webhooks")
@allowed(Action.MANAGE_WEBHOOKS)
def get_webhook(webhook_id: int) -> ResponseReturnValue:
    """One webhook."""
    with reading(me().company_id) as session:
        hook = endpoints.find_hook(session, webhook_id)
        permit(Action.MANAGE_WEBHOOKS)
        return wire.answer(_shape(session, hook))


@bp.patch("/<int:webhook_id>")
@describe(WebhookOut, body=WebhookChange, tag="webhooks")
@allowed(Action.MANAGE_WEBHOOKS)
def change_webhook(webhook_id: int) -> ResponseReturnValue:
    """Another address, description or choice of events."""
    with transaction(me().company_id) as session:
        hook = _found(session, webhook_id)
        given = wire.body(WebhookChange)
        wanted = endpoints.Wanted(
            url=given.url if given.url is not None else hook.url,
            description=given.description if given.description is not None else hook.description,
            kinds=given.events if given.events is not None else hook.kinds,
        )
        endpoints.change_hook(session, me(), hook, wanted, now=clock.now())
        return wire.answer(_shape(session, hook))


@bp.post("/<int:webhook_id>/pause")
@describe(WebhookOut, tag="webhooks")
@allowed(Action.MANAGE_WEBHOOKS)
def pause_webhook(webhook_id: int) -> ResponseReturnValue:
    """Send nothing for now. What happens meanwhile waits, for thirty days."""
    with transaction(me().company_id) as session:
        hook = _found(session, webhook_id)
        endpoints.pause(session, me(), hook, now=clock.now())
        return wire.answer(_shape(session, hook))


@bp.post("/<int:webhook_id>/resume")
@describe(WebhookOut, tag="webhooks")
@allowed(Action.MANAGE_WEBHOOKS)
def resume_webhook(webhook_id: int) -> ResponseReturnValue:
    """Send again, beginning with what waited: after a pause, or after we stopped because it only failed."""
    with transaction(me().company_id) as session:
        hook = _found(session, webhook_id)
        endpoints.resume(session, me(), hook, now=clock.now())
        return wire.answer(_shape(session, hook))


@bp.post("/<int:webhook_id>/secret")
@describe(NewWebhook, tag="webhooks")
@allowed(Action.MANAGE_WEBHOOKS)
def rotate_secret(webhook_id: int) -> ResponseReturnValue:
    """Make a new secret, shown this once. For a day the old one signs beside it."""
    with transaction(me().company_id) as session:
        hook = _found(session, webhook_id)
        secret = endpoints.rotate_secret(session, me(), hook, now=clock.now())
        return wire.answer(NewWebhook(**_shape(session, hook).model_dump(), secret=secret))


@bp.delete("/<int:webhook_id>")
@describe(None, status=204, tag="webhooks")
@allowed(Action.MANAGE_WEBHOOKS)
def delete_webhook(webhook_id: int) -> ResponseReturnValue:
    """Never send to it again. What waited for it is dropped."""
    with transaction(me().company_id) as session:
        hook = _found(session, webhook_id)
        endpoints.delete_hook(session, me(), hook, now=clock.now())
        return wire.nothing()


def _found(session: Session, webhook_id: int) -> Hook:
    hook = endpoints.find_hook(session, webhook_id, lock=True)
    permit(Action.MANAGE_WEBHOOKS)
    return hook


def _shape(session: Session, hook: Hook) -> WebhookOut:
    return _shapes(session, [hook])[0]


def _shapes(session: Session, hooks: list[Hook]) -> list[WebhookOut]:
    counts = endpoints.counts_of(session, [hook.id for hook in hooks])
    now = clock.now()
    return [
        WebhookOut(
            id=hook.id,
            url=hook.url,
            description=hook.description,
            events=hook.kinds,
            created_by=Named(id=hook.created_by.id, name=hook.created_by.name) if hook.created_by else None,
            created_at=hook.created_at,
            paused_at=hook.paused_at,
            disabled_at=hook.disabled_at,
            disabled_because=hook.disabled_because,
            failing_since=hook.failing_since,
            delivered_at=hook.delivered_at,
            old_secret_until=hook.old_secret_until if _signs_twice(hook, now) else None,
            **{state.value: counts.get((hook.id, state), 0) for state in DeliveryState},
        )
        for hook in hooks
    ]


def _signs_twice(hook: Hook, now: datetime) -> bool:
    return hook.old_secret_until is not None and now < hook.old_secret_until
