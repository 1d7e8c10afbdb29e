"""What is told about calls and numbers. One query for a call, one for its outcomes; nothing when nobody listens."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from dialer import db
from dialer.direct import OF_COMPANY, Direct, Found
from dialer.hooks.outbox import tell
from dialer.models import Call, DoNotCall, Lead, Outcome, OutcomeRecord, User
from dialer.models.base import table_of
from policies.hooks import HookKind
from policies.vocabulary import Direction

CALLS: Final = table_of(Call)
RECORDS: Final = table_of(OutcomeRecord)
LEADS: Final = table_of(Lead)
USERS: Final = table_of(User)
CATALOGUE: Final = table_of(Outcome)
CALL_FACTS: Final = (
    *("id", "direction", "state", "created_at", "answered_at", "line_ended_at", "ended_at"),
    *("result", "sip_code", "answered_by", "ring_seconds", "talk_seconds", "version"),
)
LEAD_FACTS: Final = ("name", "organisation", "phone", "email")
RECORD_FACTS: Final = ("id", "source", "connect_status", "sentiment", "reason", "is_undo", "at", "by_id")

CALL = (
    select(
        *(CALLS.c[name] for name in (*CALL_FACTS, "from_number", "to_number", "lead_id", "rep_id")),
        *(LEADS.c[name].label(f"lead_{name}") for name in LEAD_FACTS),
        USERS.c.name.label("rep_name"),
        USERS.c.email.label("rep_email"),
    )
    .select_from(
        CALLS.outerjoin(
            LEADS, (LEADS.c.company_id == OF_COMPANY) & (LEADS.c.id == CALLS.c.lead_id)
        ).outerjoin(USERS, (USERS.c.company_id == OF_COMPANY) & (USERS.c.id == CALLS.c.rep_id))
    )
    .where(CALLS.c.company_id == OF_COMPANY, CALLS.c.id == bindparam("call_id"))
)
RECORDS_OF = (
    select(
        *(RECORDS.c[name] for name in RECORD_FACTS),
        *(CATALOGUE.c[name].label(f"outcome_{name}") for name in ("key", "label", "group")),
        USERS.c.name.label("by_name"),
    )
    .select_from(
        RECORDS.outerjoin(
            CATALOGUE, (CATALOGUE.c.company_id == OF_COMPANY) & (CATALOGUE.c.id == RECORDS.c.outcome_id)
        ).outerjoin(USERS, (USERS.c.company_id == OF_COMPANY) & (USERS.c.id == RECORDS.c.by_id))
    )
    .where(RECORDS.c.company_id == OF_COMPANY, RECORDS.c.call_id == bindparam("call_id"))
    .order_by(RECORDS.c.id.desc())
)


def tell_outcome(work: Session | Direct, call_id: int, *, first: bool, now: datetime) -> None:
    """The call's newest outcome record was just written; ``first``: nothing stood on the call before."""
    kind = HookKind.CALL_OUTCOME_RECORDED if first else HookKind.CALL_OUTCOME_CHANGED
    tell(work, kind, lambda: _call_and_outcome(db.direct(work), call_id), now=now)


def tell_ended(work: Session | Direct, call_id: int, *, now: datetime) -> None:
    """The call has ended for its rep, or nobody took it."""
    tell(work, HookKind.CALL_ENDED, lambda: _call_and_outcome(db.direct(work), call_id), now=now)


def tell_bar(session: Session, bar: DoNotCall, lead: Lead | None, *, now: datetime) -> None:
    """A number went onto the do-not-call list."""

    def story() -> dict[str, Any]:
        by = session.get(User, bar.set_by_id) if bar.set_by_id else None
        known = {"id": lead.id, **{name: getattr(lead, name) for name in LEAD_FACTS}} if lead else None
        return {
            "id": bar.id,
            "phone": bar.phone,
            "reason": bar.reason,
            "call_id": bar.call_id,
            "lead": known,
            "by": {"id": by.id, "name": by.name} if by else None,
            "at": bar.set_at,
        }

    tell(session, HookKind.LEAD_DO_NOT_CALL, story, now=now)


def _call_and_outcome(database: Direct, call_id: int) -> dict[str, Any]:
    call = database.row(CALL, call_id=call_id)
    assert call is not None  # what is told of it was just written
    records = database.rows(RECORDS_OF, call_id=call_id)[:2]
    newest = records[0] if records else None
    return {
        "call": _call(call),
        "outcome": _outcome(newest),
        "previous": _outcome(records[1] if len(records) > 1 else None),
        "source": newest.source if newest else None,
        "by": _person(newest.by_id, newest.by_name) if newest else None,
        "reason": newest.reason if newest else None,
        "is_undo": bool(newest and newest.is_undo),
        "recorded_at": newest.at if newest else None,
        "lead": _lead(call),
        "rep": (_person(call.rep_id, call.rep_name) or {}) | {"email": call.rep_email}
        if call.rep_id
        else None,
    }


def _call(row: Found) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in CALL_FACTS}
    is_missed = (
        row.direction is Direction.INBOUND and row.line_ended_at is not None and row.answered_at is None
    )
    return {**told, "from": row.from_number, "to": row.to_number, "missed": is_missed}


def _outcome(row: Found | None) -> dict[str, Any] | None:
    """An outcome with its meaning as it was when it was recorded."""
    if row is None or row.outcome_key is None:
        return None
    return {
        "key": row.outcome_key,
        "label": row.outcome_label,
        "group": row.outcome_group,
        "connect_status": row.connect_status,
        "sentiment": row.sentiment,
    }


def _lead(row: Found) -> dict[str, Any] | None:
    if row.lead_id is None:
        return None
    return {"id": row.lead_id, **{name: getattr(row, f"lead_{name}") for name in LEAD_FACTS}}


def _person(user_id: int | None, name: str | None) -> dict[str, Any] | None:
    return {"id": user_id, "name": name} if user_id else None
