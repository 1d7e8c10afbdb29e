"""A row of every kind that a connection to a customer database makes."""

from datetime import datetime, timedelta

from sqlalchemy import select

from dialer import db
from dialer.models import CrmConnection, CrmLink, CrmMark, CrmPending, CrmTask, CrmValue, Outcome, SignIn
from policies.vocabulary import CrmLogin, CrmState, CrmTaskState, FieldKind, LinkState


def make_crm_rows(company_id: int, call_id: int, *, now: datetime) -> int:
    """Returns the outbox row's number."""
    with db.transaction(company_id) as session:
        outcome_id = session.scalars(select(Outcome.id).limit(1)).one()
        sign_in = session.scalars(select(SignIn).limit(1)).one()
        made = CrmConnection(
            state=CrmState.CONNECTED,
            login=CrmLogin.OAUTH,
            login_url="http://127.0.0.1:9",
            instance_url="http://127.0.0.1:9",
            connected_at=now,
            field_kind=FieldKind.PICKLIST,
            key_prefix="dialer-tests",
            fields=[],
            changes=[{"what": "new", "label": "Interested", "detail": ""}],
            changed_at=now,
            synced_at=now,
        )
        waits = {"state": CrmTaskState.DEAD, "next_at": now, "waiting_since": now}
        task = CrmTask(call_id=call_id, error_code="STRING_TOO_LONG", error="Too long", **waits)
        pending = CrmPending(
            user_id=sign_in.user_id, sign_in_id=sign_in.id, state_digest=f"d{company_id}", verifier_sealed="v"
        )
        pending.started_at = now - timedelta(minutes=1)
        session.add_all(
            [
                made,
                task,
                pending,
                CrmLink(outcome_id=outcome_id, state=LinkState.LINKED, api_name="A", label="A"),
                CrmValue(api_name="B", label="B", active=True, position=1),
                CrmMark(call_id=call_id, marked_at=now),
            ]
        )
        session.flush()
        return task.id
