"""Turns: a worker takes a webhook that has something to be sent, for a while, alone; and what came of each delivery.

Whoever waited longest since their last turn is next, and a turn is short, so that one slow receiver delays only itself.
A crash leaves a lease that runs out: what was being sent may then arrive twice, under the same id.
"""

import json
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, exists, select, update
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.audit import write_entry
from dialer.hooks.request import Answered, Outgoing
from dialer.models import Hook, HookDelivery, HookEvent, HookTry
from dialer.people import Principal
from dialer.telephony import unseal
from policies.hooks import DeliveryState, Verdict, asked_wait, decide_disable, judge, next_wait

LEASE = timedelta(minutes=1)  # longer than the longest turn
BATCH = 20  # deliveries of one turn
ITSELF = "Webhooks"  # in the audit log, in the place of an address: nobody did this


@dataclass(frozen=True, slots=True)
class Turn:
    """A webhook that is ours to send to, and which deliveries are due."""

    hook_id: int
    company_id: int
    delivery_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What follows from a try: whether the receiver is well enough to go on, and the webhook if it was stopped now."""

    goes_on: bool
    stopped: Hook | None


def is_anything_due(session: Session, *, now: datetime) -> bool:
    """A look that locks nothing."""
    return session.scalar(_waiting(now).with_only_columns(Hook.id).limit(1)) is not None


def take_turns(session: Session, *, limit: int, now: datetime) -> list[Turn]:
    """Lease webhooks with something due, those first that waited longest since their last turn."""
    query = _waiting(now).order_by(Hook.leased_until, Hook.id).limit(limit)
    hooks = list(session.scalars(query.with_for_update(skip_locked=True)))
    turns = []
    for hook in hooks:
        hook.leased_until = now + LEASE
        turns.append(Turn(hook.id, hook.company_id, tuple(_due_deliveries(session, hook.id, now))))
    return turns


def prepare(session: Session, delivery_id: int, *, now: datetime) -> Outgoing | None:
    """The request for a delivery, signed now; None when it is not to be sent any more."""
    delivery = session.get(HookDelivery, delivery_id)
    hook = session.get(Hook, delivery.hook_id) if delivery else None
    if delivery is None or hook is None or not hook.is_sending or delivery.state is not DeliveryState.WAITING:
        return None
    body = body_of(delivery.event)
    headers = {
        "webhook-id": delivery.event.uid,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(sign(secret, delivery.event.uid, body, now=now) for secret in secrets_of(hook, now)),
    }  # fmt: skip
    return Outgoing(hook.url, headers, body.encode())


def settle(session: Session, delivery_id: int, answered: Answered, *, now: datetime) -> Settled:
    """Keep what came back and decide what follows."""
    delivery = session.get_one(HookDelivery, delivery_id)
    hook = session.get_one(
        Hook, delivery.hook_id, with_for_update={"key_share": True}, populate_existing=True
    )
    verdict = judge(answered.status)
    session.add(
        HookTry(
            delivery_id=delivery.id,
            at=now,
            milliseconds=answered.milliseconds,
            status=answered.status,
            error=answered.error,
            answer=answered.answer,
        )
    )
    delivery.tries += 1
    delivery.tried_at, delivery.last_status, delivery.last_error = now, answered.status, answered.error
    asked = asked_wait(answered.status, answered.retry_after, now=now)
    _move_on(delivery, verdict, asked, now=now)
    is_stopped = _note_health(session, hook, verdict, now=now)
    if asked is not None:
        _leave_alone(session, hook.id, now + asked)
    return Settled(answered.status is not None and asked is None, hook if is_stopped else None)


def end_turn(session: Session, hook_id: int, *, now: datetime) -> None:
    """Give the webhook back, to the end of the line."""
    session.get_one(Hook, hook_id).leased_until = now


def told(event: HookEvent) -> dict[str, Any]:
    """What a receiver is told."""
    at = event.at.isoformat().replace("+00:00", "Z")
    return {"type": event.kind.value, "timestamp": at, "data": event.data}


def body_of(event: HookEvent) -> str:
    """What a receiver reads, the same in every try."""
    return json.dumps(told(event), ensure_ascii=False, separators=(",", ":"))


def secrets_of(hook: Hook, now: datetime) -> list[str]:
    """What signs now: the secret, and for a day the one before it."""
    found = [unseal(hook.secret_sealed)]
    if hook.old_secret_sealed and hook.old_secret_until and now < hook.old_secret_until:
        found.append(unseal(hook.old_secret_sealed))
    return found


def sign(secret: str, uid: str, body: str, *, now: datetime) -> str:
    """A signature by Standard Webhooks."""
    from standardwebhooks.webhooks import Webhook

    return Webhook(secret).sign(uid, now, body)


def _waiting(now: datetime) -> Select[Hook]:
    due = exists().where(
        HookDelivery.hook_id == Hook.id,
        HookDelivery.state == DeliveryState.WAITING,
        HookDelivery.next_at <= now,
    )
    return select(Hook).where(
        Hook.leased_until <= now,
        Hook.paused_at.is_(None),
        Hook.disabled_at.is_(None),
        Hook.deleted_at.is_(None),
        due,
    )


def _due_deliveries(session: Session, hook_id: int, now: datetime) -> list[int]:
    query = (
        select(HookDelivery.id)
        .where(HookDelivery.hook_id == hook_id, HookDelivery.state == DeliveryState.WAITING)
        .where(HookDelivery.next_at <= now)
        .order_by(HookDelivery.next_at, HookDelivery.id)
    )
    return list(session.scalars(query.limit(BATCH)))


def _leave_alone(session: Session, hook_id: int, until: datetime) -> None:
    """Whatever else waits for a busy receiver waits as long as it asked."""
    session.execute(
        update(HookDelivery)
        .where(HookDelivery.hook_id == hook_id, HookDelivery.state == DeliveryState.WAITING)
        .where(HookDelivery.next_at < until)
        .values(next_at=until)
        .execution_options(synchronize_session=False)
    )


def _move_on(delivery: HookDelivery, verdict: Verdict, asked: timedelta | None, *, now: datetime) -> None:
    if verdict is Verdict.DELIVERED:
        delivery.state = DeliveryState.DELIVERED
        return
    wait = next_wait(delivery.tries, random.random())
    if wait is None:
        delivery.state = DeliveryState.FAILED
    else:
        delivery.next_at = now + max(wait, asked or wait)


def _note_health(session: Session, hook: Hook, verdict: Verdict, *, now: datetime) -> bool:
    """Returns whether the webhook was stopped just now."""
    if verdict is Verdict.DELIVERED:
        hook.failing_since, hook.delivered_at = None, now
        return False
    hook.failing_since = hook.failing_since or now
    because = decide_disable(verdict, hook.failing_since, now=now)
    if because is None or hook.disabled_at is not None:
        return False
    hook.disabled_at, hook.disabled_because = now, because
    by = Principal(company_id=hook.company_id, user_id=None, ip=ITSELF)
    after: dict[str, Any] = {"url": hook.url, "because": because.value}
    nudges.refetch(session, "webhooks", company_id=hook.company_id)
    write_entry(session, by, "webhook.disabled", f"webhook:{hook.id}", before=None, after=after, now=now)
    return True
