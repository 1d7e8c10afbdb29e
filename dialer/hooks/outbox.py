"""The outbox: what there is to tell, written with the fact itself, so that neither is ever there without the other."""

import secrets
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import db, nudges
from dialer.direct import OF_COMPANY, Direct
from dialer.models import Hook, HookDelivery, HookEvent
from dialer.models.base import table_of
from policies.hooks import DeliveryState, HookKind

SEND: Final = "workers.hooks.send"
HOOKS: Final = table_of(Hook)
EVENTS: Final = table_of(HookEvent)
DELIVERIES: Final = table_of(HookDelivery)
LISTENING = select(HOOKS.c.id, HOOKS.c.kinds).where(
    HOOKS.c.company_id == OF_COMPANY, HOOKS.c.deleted_at.is_(None)
)
Data = Mapping[str, Any]


def tell(work: Session | Direct, kind: HookKind, data: Data | Callable[[], Data], *, now: datetime) -> None:
    """Tell every webhook of the company that wants this kind; paused ones later.

    ``data`` is JSON, or makes it: then only when somebody listens. Instants and enums may be left as they are.
    """
    database = db.direct(work)
    listeners = [row.id for row in database.rows(LISTENING) if not row.kinds or kind.value in row.kinds]
    if listeners:
        made = data() if callable(data) else data
        put(work, kind, made, listeners, now=now)


def put(work: Session | Direct, kind: HookKind, data: Data, hook_ids: list[int], *, now: datetime) -> int:
    """Write an event with a delivery for each of these webhooks, and nudge. Returns the event's number."""
    database = db.direct(work)
    uid = f"evt_{secrets.token_urlsafe(18)}"
    event_id = database.insert(EVENTS, uid=uid, kind=kind, at=now, data=plain(data))
    assert event_id is not None  # nobody else has drawn this uid
    for hook_id in hook_ids:
        database.add(DELIVERIES, hook_id=hook_id, event_id=event_id, state=DeliveryState.WAITING, next_at=now)
    nudges.ask_for(work, SEND)
    return event_id


def plain(value: Any) -> Any:
    """JSON of what may still hold instants and days."""
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value
