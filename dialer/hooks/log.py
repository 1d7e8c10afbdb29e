"""What was sent, how it went, and sending it again."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session, joinedload

from dialer import nudges
from dialer.audit import write_entry
from dialer.errors import NotFound
from dialer.hooks.endpoints import TOPIC, find_hook
from dialer.hooks.outbox import SEND, put
from dialer.models import Hook, HookDelivery, HookEvent, HookTry, KeptAnswer
from dialer.people import Principal
from policies.hooks import DeliveryState, HookKind

KEPT = timedelta(days=30)
ANSWERS_KEPT = timedelta(days=1)


def list_deliveries(
    session: Session, hook: Hook, state: DeliveryState | None, *, before_id: int | None, limit: int
) -> list[HookDelivery]:
    """The newest events first, from before an id."""
    query = (
        select(HookDelivery).where(HookDelivery.hook_id == hook.id).options(joinedload(HookDelivery.event))
    )
    if state is not None:
        query = query.where(HookDelivery.state == state)
    if before_id is not None:
        query = query.where(HookDelivery.id < before_id)
    return list(session.scalars(query.order_by(HookDelivery.id.desc()).limit(limit)))


def find_delivery(session: Session, delivery_id: int) -> HookDelivery:
    """A delivery of a webhook that is still there. Raises NotFound."""
    delivery = session.get(HookDelivery, delivery_id)
    if delivery is None:
        raise NotFound("There is no such delivery; they are kept for thirty days.")
    find_hook(session, delivery.hook_id)
    return delivery


def tries_of(session: Session, delivery: HookDelivery) -> list[HookTry]:
    """Every try, oldest first."""
    return list(
        session.scalars(select(HookTry).where(HookTry.delivery_id == delivery.id).order_by(HookTry.id))
    )


def replay(session: Session, delivery: HookDelivery, *, now: datetime) -> None:
    """Send it again, now, with tries for three days."""
    delivery.state, delivery.tries, delivery.next_at = DeliveryState.WAITING, 0, now
    _nudge(session, delivery.company_id)


def replay_since(
    session: Session, by: Principal, hook: Hook, since: datetime, *, failed_only: bool, now: datetime
) -> int:
    """Send again everything that happened since an instant. Returns how much that is. Audited."""
    happened = exists().where(HookEvent.id == HookDelivery.event_id, HookEvent.at >= since)
    ended = [DeliveryState.FAILED] if failed_only else [DeliveryState.FAILED, DeliveryState.DELIVERED]
    statement = (
        update(HookDelivery)
        .where(HookDelivery.hook_id == hook.id, HookDelivery.state.in_(ended), happened)
        .values(state=DeliveryState.WAITING, tries=0, next_at=now)
        .execution_options(synchronize_session=False)
    )
    changed: Any = session.execute(statement)
    count = int(changed.rowcount)
    after = {"since": since.isoformat(), "failed_only": failed_only, "deliveries": count}
    write_entry(session, by, "webhook.replayed", f"webhook:{hook.id}", before=None, after=after, now=now)
    _nudge(session, hook.company_id)
    return count


def send_test(session: Session, by: Principal, hook: Hook, *, now: datetime) -> int:
    """Send a test event to this webhook alone. Returns the delivery's number."""
    data = {"message": "This is a test.", "webhook_id": hook.id, "asked_by": by.user_id}
    event_id = put(session, HookKind.TEST, data, [hook.id], now=now)
    nudges.refetch(session, TOPIC, company_id=hook.company_id)
    found = select(HookDelivery.id).where(HookDelivery.hook_id == hook.id, HookDelivery.event_id == event_id)
    return session.scalars(found).one()


def prune(session: Session, *, now: datetime) -> None:
    """Forget what is a month old, what belongs to deleted webhooks, and answers kept for repeated requests."""
    gone = exists().where(Hook.id == HookDelivery.hook_id, Hook.deleted_at.is_not(None))
    old = exists().where(HookEvent.id == HookDelivery.event_id, HookEvent.at < now - KEPT)
    doomed = select(HookDelivery.id).where(gone | old)
    session.execute(delete(HookTry).where(HookTry.delivery_id.in_(doomed)))
    session.execute(delete(HookDelivery).where(gone | old))
    untold = ~exists().where(HookDelivery.event_id == HookEvent.id)
    session.execute(delete(HookEvent).where(HookEvent.at < now - ANSWERS_KEPT, untold))
    session.execute(delete(KeptAnswer).where(KeptAnswer.made_at < now - ANSWERS_KEPT))


def _nudge(session: Session, company_id: int) -> None:
    nudges.ask_for(session, SEND)
    nudges.refetch(session, TOPIC, company_id=company_id)
