"""The guard of both doors for payments: size, account and signature, before any view runs.

Whose payment it is stands in the address (``?account=pay_…``), and the body is signed with that account's secret.
"""

from typing import NoReturn

import structlog
from flask import Blueprint, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from dialer import clock, deliveries, payments
from dialer.db import EVERYWHERE, reading, transaction
from dialer.errors import BadRequest, Forbidden, Unavailable
from dialer.payments import Door
from policies.vocabulary import Processor

LARGEST_BODY = 256 * 1024
LONGEST_ACCOUNT = 40
KEPT_OF_BODY = 500  # characters
log = structlog.get_logger()


def guard(blueprint: Blueprint, processor: Processor) -> None:
    """Put the guard in front of every view of a blueprint."""
    blueprint.before_request(lambda: _check(processor))


def door() -> Door:
    """The door that was knocked at, rightly."""
    found: Door = g.payment_door
    return found


def body() -> str:
    """What was signed."""
    return request.get_data(cache=True).decode("utf-8")


def keep(verdict: str, reason: str) -> None:
    """Keep a delivery that changed nothing, with why."""
    with transaction(door().company_id) as session:
        deliveries.keep(
            session,
            path=request.path,
            verdict=verdict,
            reason=reason,
            payload={"body": body()[:KEPT_OF_BODY]},
            call_id=None,
            now=clock.now(),
        )


def _check(processor: Processor) -> None:
    request.max_content_length = LARGEST_BODY
    if (request.content_length or 0) > LARGEST_BODY:
        raise RequestEntityTooLarge
    try:
        signed = body()
    except UnicodeDecodeError as error:
        raise BadRequest("The body is not UTF-8.") from error
    account = request.args.get("account", "")
    with reading(EVERYWHERE) as session:
        known = len(account) <= LONGEST_ACCOUNT and "\0" not in account
        found = payments.door_by_public_id(session, account, processor) if known else None
    if found is None:
        log.warning("payment_unknown_account", path=request.path)
        raise Forbidden(
            "The address names no account that is known here. Copy it anew from Admin center → Payments.",
            code="unknown_account",
        )
    g.payment_door = found
    is_signed = _by_stripe if processor is Processor.STRIPE else _by_standard_webhooks
    if not any(is_signed(signed, each.secret) for each in found.secrets):
        _refuse()


def _refuse() -> NoReturn:
    reason = "The signature is missing, older than five minutes, or not made with a secret that is accepted."
    keep("refused", reason)
    log.warning("payment_bad_signature", path=request.path)
    raise Forbidden(reason, code="bad_signature")


def _by_stripe(signed: str, secret: str) -> bool:
    try:
        from stripe import SignatureVerificationError, WebhookSignature
    except ImportError as error:
        raise _not_installed("stripe") from error
    header = request.headers.get("Stripe-Signature", "")
    try:
        return bool(WebhookSignature.verify_header(signed, header, secret, tolerance=300))
    except (SignatureVerificationError, ValueError, TypeError):  # the last for letters beyond ASCII
        return False


def _by_standard_webhooks(signed: str, secret: str) -> bool:
    try:
        from standardwebhooks import Webhook, WebhookVerificationError
    except ImportError as error:
        raise _not_installed("webhooks") from error
    try:
        Webhook(secret).verify(signed, dict(request.headers.items()), json_parse=False)
    except (WebhookVerificationError, ValueError):
        return False
    return True


def _not_installed(extra: str) -> Unavailable:
    log.error("payment_library_missing", extra=extra)
    return Unavailable(f"This server lacks a package: install the dialer with its extra [{extra}].")
