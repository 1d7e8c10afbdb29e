"""What was sent to webhooks, how it went, and sending it again."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import clock
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.webhooks import (
    ReplayIn,
    ReplayOut,
    WebhookDeliveryDetail,
    WebhookDeliveryOut,
    WebhookDeliveryQuery,
    WebhookTryOut,
)
from dialer.db import reading, transaction
from dialer.errors import Invalid
from dialer.hooks import endpoints, log, turns
from dialer.models import HookDelivery
from policies.hooks import DeliveryState
from policies.permissions import Action

bp = Blueprint("webhook_log", __name__, url_prefix="/api/webhooks")


@bp.get("/<int:webhook_id>/deliveries")
@describe(Page[WebhookDeliveryOut], query=WebhookDeliveryQuery, tag="webhooks")
@allowed(Action.MANAGE_WEBHOOKS)
def list_deliveries(webhook_id: int) -> ResponseReturnValue:
    """What was sent to a webhook, or waits, newest first; kept for thirty days."""
    with reading(me().company_id) as session:
        hook = endpoints.find_hook(session, webhook_id)
        permit(Action.MANAGE_WEBHOOKS)
        asked = wire.query(WebhookDeliveryQuery)
        before = wire.before_cursor(asked)
        rows = log.list_deliveries(session, hook, asked.state, before_id=before, limit=asked.limit + 1)
        shown, following = wire.page(rows, asked.limit, lambda row: row.id)
        items = [_shape(row) for row in shown]
        return wire.answer(Page[WebhookDeliveryOut](items=items, next=following))


@bp.get("/deliveries/<int:webhook_delivery_id>")
@describe(WebhookDeliveryDetail, tag="webhooks")
@allowed(Action.MANAGE_WEBHOOKS)
def get_delivery(webhook_delivery_id: int) -> ResponseReturnValue:
    """One delivery: what is sent, and every try with what came back."""
    with reading(me().company_id) as session:
        delivery = log.find_delivery(session, webhook_delivery_id)
        permit(Action.MANAGE_WEBHOOKS)
        return wire.answer(_detail(session, delivery))


@bp.post("/deliveries/<int:webhook_delivery_id>/replay")
@describe(WebhookDeliveryDetail, tag="webhooks")
@allowed(Action.MANAGE_WEBHOOKS)
def replay_delivery(webhook_delivery_id: int) -> ResponseReturnValue:
    """Send one delivery again, now, under the id it had."""
    with transaction(me().company_id) as session:
        delivery = log.find_delivery(session, webhook_delivery_id)
        permit(Action.MANAGE_WEBHOOKS)
        log.replay(session, delivery, now=clock.now())
        return wire.answer(_detail(session, delivery))


@bp.post("/<int:webhook_id>/replay")
@describe(ReplayOut, body=ReplayIn, tag="webhooks")
@allowed(Action.MANAGE_WEBHOOKS)
def replay_since(webhook_id: int) -> ResponseReturnValue:
    """Send everything again that happened since an instant, or of that what failed."""
    now = clock.now()
    with transaction(me().company_id) as session:
        hook = endpoints.find_hook(session, webhook_id, lock=True)
        permit(Action.MANAGE_WEBHOOKS)
        given = wire.body(ReplayIn)
        if given.since.tzinfo is None:
            raise Invalid("since: write the zone too, such as 2026-03-02T09:00:00Z", code="no_zone")
        count = log.replay_since(session, me(), hook, given.since, failed_only=given.failed_only, now=now)
        return wire.answer(ReplayOut(deliveries=count))


@bp.post("/<int:webhook_id>/test")
@describe(WebhookDeliveryDetail, status=201, tag="webhooks")
@allowed(Action.MANAGE_WEBHOOKS)
def send_test(webhook_id: int) -> ResponseReturnValue:
    """Send a test event to this webhook, whatever it chose to be told."""
    with transaction(me().company_id) as session:
        hook = endpoints.find_hook(session, webhook_id)
        permit(Action.MANAGE_WEBHOOKS)
        delivery_id = log.send_test(session, me(), hook, now=clock.now())
        return wire.answer(_detail(session, log.find_delivery(session, delivery_id)), 201)


def _shape(delivery: HookDelivery) -> WebhookDeliveryOut:
    return WebhookDeliveryOut(
        id=delivery.id,
        event_id=delivery.event.uid,
        type=delivery.event.kind,
        happened_at=delivery.event.at,
        state=delivery.state,
        tries=delivery.tries,
        next_at=delivery.next_at if delivery.state is DeliveryState.WAITING else None,
        tried_at=delivery.tried_at,
        last_status=delivery.last_status,
        last_error=delivery.last_error,
    )


def _detail(session: Session, delivery: HookDelivery) -> WebhookDeliveryDetail:
    tries = [
        WebhookTryOut.model_validate(one, from_attributes=True) for one in log.tries_of(session, delivery)
    ]
    return WebhookDeliveryDetail(
        **_shape(delivery).model_dump(), payload=turns.told(delivery.event), attempts=tries
    )
