"""The doors that payments come through: their secrets, and what arrived."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import clock, deliveries, payments
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page, PageQuery
from dialer.api.schemas.payments import (
    DoorOut,
    NoticeOut,
    PaymentDoorsOut,
    RefusedOut,
    SecretIn,
    SecretMade,
    SecretOut,
)
from dialer.config import settings
from dialer.db import reading, transaction
from dialer.errors import Invalid, NotFound
from dialer.hooks.endpoints import new_secret
from dialer.models import PaymentNotice
from dialer.payments import Door, Secret
from policies.permissions import Action
from policies.vocabulary import Processor

PATHS = {Processor.STRIPE: "/webhooks/payments/stripe", Processor.WEBHOOK: "/webhooks/payments"}
SHOWN_REFUSALS = 20
bp = Blueprint("payments", __name__, url_prefix="/api/payments")


@bp.get("")
@describe(PaymentDoorsOut, tag="payments")
@allowed(Action.MANAGE_PAYMENTS)
def payment_doors() -> ResponseReturnValue:
    """Both doors with their addresses, the secrets they take, and the last that was turned away."""
    with reading(me().company_id) as session:
        known = {door.processor: door for door in payments.list_doors(session)}
        refused = deliveries.list_deliveries(
            session, before_id=None, limit=SHOWN_REFUSALS, path="/webhooks/payments"
        )
        items = [
            RefusedOut(id=row.id, at=row.received_at, path=row.path, reason=row.reason) for row in refused
        ]
    doors = [_door(processor, known.get(processor)) for processor in Processor]
    return wire.answer(PaymentDoorsOut(doors=doors, refused=items))


@bp.get("/notices")
@describe(Page[NoticeOut], query=PageQuery, tag="payments")
@allowed(Action.MANAGE_PAYMENTS)
def list_notices() -> ResponseReturnValue:
    """What processors said, the newest first, and what became of it."""
    asked = wire.query(PageQuery)
    with reading(me().company_id) as session:
        rows = payments.list_notices(session, before_id=wire.before_cursor(asked), limit=asked.limit + 1)
    shown, following = wire.page(rows, asked.limit, lambda row: row.id)
    return wire.answer(Page[NoticeOut](items=[_notice(row) for row in shown], next=following))


@bp.post("/<processor>/secrets")
@describe(SecretMade, status=201, body=SecretIn, tag="payments")
@allowed(Action.MANAGE_PAYMENTS)
def add_secret(processor: str) -> ResponseReturnValue:
    """Accept one more secret: Stripe's as its dashboard shows it, or a new one made here and shown this once."""
    chosen = _processor(processor)
    permit(Action.MANAGE_PAYMENTS)
    given = wire.body(SecretIn)
    if chosen is Processor.STRIPE and given.secret is None:
        raise Invalid(
            "secret: copy the endpoint's signing secret from Stripe's dashboard; it begins with whsec_."
        )
    secret = given.secret or new_secret()
    with transaction(me().company_id) as session:
        door, made = payments.keep_secret(session, me(), chosen, secret, now=clock.now())
    return wire.answer(SecretMade(door=_door(chosen, door), secret=made.secret), 201)


@bp.delete("/<processor>/secrets/<secret_id>")
@describe(status=204, tag="payments")
@allowed(Action.MANAGE_PAYMENTS)
def forget_secret(processor: str, secret_id: str) -> ResponseReturnValue:
    """Accept a secret no longer, at once."""
    chosen = _processor(processor)
    permit(Action.MANAGE_PAYMENTS)
    with transaction(me().company_id) as session:
        payments.forget_secret(session, me(), chosen, secret_id, now=clock.now())
    return wire.nothing()


def _processor(word: str) -> Processor:
    try:
        return Processor(word)
    except ValueError:
        raise NotFound("There are two doors for payments: stripe and webhook.") from None


def _door(processor: Processor, door: Door | None) -> DoorOut:
    url = f"{settings().public_url}{PATHS[processor]}?account={door.public_id}" if door else None
    return DoorOut(
        processor=processor,
        url=url,
        secrets=[_secret(each) for each in door.secrets] if door else [],
        heard_at=door.heard_at if door else None,
    )


def _secret(each: Secret) -> SecretOut:
    return SecretOut(id=each.id, hint=each.hint, added_at=each.at)


def _notice(row: PaymentNotice) -> NoticeOut:
    return NoticeOut(
        id=row.id,
        processor=row.processor,
        said=row.said,
        kind=row.kind,
        external_id=row.external_id,
        received_at=row.received_at,
        times=row.times,
        fate=row.fate,
        reason=row.reason,
    )
