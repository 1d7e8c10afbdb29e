"""After SECRET_KEY was lost: forget what it sealed, so that everything starts and can be set anew."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialer import audit, telephony
from dialer.hooks.endpoints import new_secret
from dialer.models import CrmConnection, CrmPending, Hook, KeptAnswer, PaymentDoor
from dialer.people import Principal
from policies.vocabulary import CrmState

Act = Callable[[Any, datetime], None]


def forget_unreadable(session: Session, *, now: datetime) -> list[str]:
    """Forget what cannot be opened any more, of every company; a word for each thing forgotten. Audited."""
    gone = [("twilio_account", company_id) for company_id in telephony.forget_unreadable_accounts(session)]
    for word, table, columns, forget in SEALED:
        for row in _unreadable(session, table, columns):
            forget(row, now)
            gone.append((word, row.company_id))
    session.execute(delete(CrmPending))  # a sign-in takes a minute: who was on the way goes again
    for word, company_id in gone:
        by, subject = Principal(company_id=company_id, user_id=None), f"company:{company_id}"
        audit.write_entry(session, by, f"{word}.forgotten", subject, before=None, after=None, now=now)
    _forget_answers(session)
    return [word for word, _ in gone]


def _shut_door(door: PaymentDoor, now: datetime) -> None:
    door.secrets_sealed = telephony.seal("[]")


def _pause_hook(hook: Hook, now: datetime) -> None:
    """Its receiver would refuse another secret, so what there is to tell waits until an admin passes a new one on."""
    hook.secret_sealed, hook.old_secret_sealed = telephony.seal(new_secret()), None
    hook.paused_at = hook.paused_at or now


def _sign_out(crm: CrmConnection, now: datetime) -> None:
    crm.private_key_sealed = crm.refresh_token_sealed = crm.access_token_sealed = crm.to_revoke_sealed = None
    if crm.state is not CrmState.DISCONNECTED:
        crm.state = CrmState.NEEDS_LOGIN


SEALED: tuple[tuple[str, type[Any], tuple[str, ...], Act], ...] = (
    ("payment_secrets", PaymentDoor, ("secrets_sealed",), _shut_door),
    ("webhook_secret", Hook, ("secret_sealed", "old_secret_sealed"), _pause_hook),
    (
        "crm_sign_in",
        CrmConnection,
        ("private_key_sealed", "refresh_token_sealed", "access_token_sealed", "to_revoke_sealed"),
        _sign_out,
    ),
)

ADVICE = {
    "payment_secrets": "doors for payments that need their secrets again (Admin center, Payments)",
    "webhook_secret": "webhooks paused until they have a new secret (Admin center, Webhooks)",
    "crm_sign_in": "sign-ins to Salesforce to be made again (Admin center, CRM)",
}


def _forget_answers(session: Session) -> None:
    """What was done stays done; only how it was answered is lost."""
    for row in _unreadable(session, KeptAnswer, ("body_sealed",)):
        row.status = row.body_sealed = None


def _unreadable(session: Session, table: type[Any], columns: tuple[str, ...]) -> Iterator[Any]:
    for row in session.scalars(select(table)):
        sealed = [getattr(row, column) for column in columns]
        if not all(telephony.can_open(each) for each in sealed if each is not None):
            yield row
