"""A row of every kind that outgoing webhooks make, and an answer that is kept."""

import secrets
from datetime import datetime

from dialer import db
from dialer.models import Hook, HookDelivery, HookEvent, HookTry, KeptAnswer
from dialer.telephony import seal
from policies.hooks import HookKind


def make_hook_rows(company_id: int, *, now: datetime) -> tuple[int, int]:
    """Returns the numbers of the webhook and of its delivery."""
    with db.transaction(company_id) as session:
        hook = Hook(
            url=f"https://company{company_id}.example/in",
            secret_sealed=seal("whsec_c2VjcmV0"),
            created_at=now,
            leased_until=now,
        )
        event = HookEvent(
            uid=f"evt_{secrets.token_hex(8)}", kind=HookKind.CALL_ENDED, at=now, data={"call": {"id": 1}}
        )
        session.add_all([hook, event])
        session.flush()
        delivery = HookDelivery(hook_id=hook.id, event_id=event.id, next_at=now, tries=1)
        session.add(delivery)
        session.flush()
        session.add(
            HookTry(delivery_id=delivery.id, at=now, milliseconds=12, status=500, answer="So it goes.")
        )
        session.add(KeptAnswer(owner="user:1", key=secrets.token_hex(8), request_digest="d", made_at=now))
        return hook.id, delivery.id
