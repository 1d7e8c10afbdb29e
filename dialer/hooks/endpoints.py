"""Looking after a company's webhooks: making, changing, pausing, the secret. All of it is audited."""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from dialer import nudges
from dialer.audit import write_entry
from dialer.errors import Conflict, Invalid, NotFound, Unavailable
from dialer.hooks.addresses import require_target
from dialer.hooks.outbox import SEND
from dialer.models import Hook, HookDelivery
from dialer.people import Principal
from dialer.telephony import seal
from policies.hooks import OLD_SECRET_SIGNS, DeliveryState, HookKind

SECRET_PREFIX = "whsec_"  # noqa: S105
MOST = 50  # webhooks of a company
TOPIC = "webhooks"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an admin says of a webhook. ``kinds`` empty: all of them."""

    url: str
    description: str
    kinds: Sequence[HookKind]


def list_hooks(session: Session) -> list[Hook]:
    """The company's webhooks, oldest first, without the deleted ones."""
    query = select(Hook).where(Hook.deleted_at.is_(None)).options(joinedload(Hook.created_by))
    return list(session.scalars(query.order_by(Hook.id)))


def find_hook(session: Session, hook_id: int, *, lock: bool = False) -> Hook:
    """A webhook. Raises NotFound."""
    query = select(Hook).where(Hook.id == hook_id, Hook.deleted_at.is_(None))
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    hook = session.scalar(query)
    if hook is None:
        raise NotFound("There is no such webhook.")
    return hook


def counts_of(session: Session, hook_ids: list[int]) -> dict[tuple[int, DeliveryState], int]:
    """How many deliveries of each webhook wait, went through, failed."""
    query = (
        select(HookDelivery.hook_id, HookDelivery.state, func.count())
        .where(HookDelivery.hook_id.in_(hook_ids))
        .group_by(HookDelivery.hook_id, HookDelivery.state)
    )
    return {(hook_id, state): count for hook_id, state, count in session.execute(query)}


def make_hook(session: Session, by: Principal, wanted: Wanted, *, now: datetime) -> tuple[Hook, str]:
    """A new webhook and its secret, which is returned this once. Raises Invalid, Conflict, Unavailable."""
    require_installed()
    require_target(wanted.url)
    if len(list_hooks(session)) >= MOST:
        raise Conflict(f"There are {MOST} webhooks already. Delete one first.", code="too_many_webhooks")
    secret = new_secret()
    hook = Hook(
        url=wanted.url,
        description=wanted.description,
        kind_words=_words(wanted.kinds),
        secret_sealed=seal(secret),
        created_at=now,
        created_by_id=by.user_id,
        leased_until=now,
    )
    session.add(hook)
    session.flush()
    _note(session, by, hook, "webhook.made", None, _shape(hook), now=now)
    return hook, secret


def change_hook(session: Session, by: Principal, hook: Hook, wanted: Wanted, *, now: datetime) -> None:
    """Another address, description or choice of events. Raises Invalid."""
    require_target(wanted.url)
    before = _shape(hook)
    if hook.url != wanted.url:
        hook.failing_since = None
    hook.url, hook.description, hook.kind_words = wanted.url, wanted.description, _words(wanted.kinds)
    _note(session, by, hook, "webhook.changed", before, _shape(hook), now=now)


def pause(session: Session, by: Principal, hook: Hook, *, now: datetime) -> None:
    """Send nothing for now; what there is to tell waits. Twice is harmless."""
    if hook.paused_at is None:
        hook.paused_at = now
        _note(session, by, hook, "webhook.paused", {"paused": False}, {"paused": True}, now=now)


def resume(session: Session, by: Principal, hook: Hook, *, now: datetime) -> None:
    """Send again, beginning with what waited; also after we stopped by ourselves. Twice is harmless."""
    if hook.is_sending:
        return
    before = {"paused": hook.paused_at is not None, "disabled": hook.disabled_because}
    hook.paused_at = hook.disabled_at = hook.disabled_because = hook.failing_since = None
    nudges.ask_for(session, SEND)
    _note(session, by, hook, "webhook.resumed", before, {"paused": False, "disabled": None}, now=now)


def rotate_secret(session: Session, by: Principal, hook: Hook, *, now: datetime) -> str:
    """A new secret, returned this once; the old one signs too for a day, so that the receiver can change in peace."""
    secret = new_secret()
    hook.old_secret_sealed, hook.old_secret_until = hook.secret_sealed, now + OLD_SECRET_SIGNS
    hook.secret_sealed = seal(secret)
    _note(session, by, hook, "webhook.secret_rotated", None, None, now=now)
    return secret


def delete_hook(session: Session, by: Principal, hook: Hook, *, now: datetime) -> None:
    """Never send to it again; what waited is dropped."""
    hook.deleted_at = now
    _note(session, by, hook, "webhook.deleted", _shape(hook), None, now=now)


def require_installed() -> None:
    """Raises Unavailable where the extra was not installed."""
    if find_spec("standardwebhooks") is None or find_spec("AntiSSRF") is None:
        detail = "Webhooks are an extra that is not installed here: pip install 'dialer[webhooks]'."
        raise Unavailable(detail, code="webhooks_not_installed")


def new_secret() -> str:
    """A secret as Standard Webhooks writes them."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def _words(kinds: Sequence[HookKind]) -> list[str]:
    if HookKind.TEST in kinds:
        raise Invalid("webhook.test is only sent by the test button.", code="bad_events")
    return [kind.value for kind in HookKind if kind in kinds]


def _shape(hook: Hook) -> dict[str, Any]:
    return {"url": hook.url, "description": hook.description, "events": hook.kind_words or "all"}


def _note(
    session: Session, by: Principal, hook: Hook, action: str, before: Any, after: Any, *, now: datetime
) -> None:
    write_entry(session, by, action, f"webhook:{hook.id}", before=before, after=after, now=now)
    nudges.refetch(session, TOPIC, company_id=hook.company_id)
