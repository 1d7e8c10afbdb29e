"""The statements by which a call follows its legs, made once: making them anew costs as much as running them.

Each names the company, since the ORM's fence does not see them (see ``dialer.direct``).
"""

from typing import Final

from sqlalchemy import Text, bindparam, cast, literal_column, select, update

from dialer.direct import OF_COMPANY
from dialer.models import Call, Leg, Outcome, OutcomeRecord, StoredLegEvent
from dialer.models.base import table_of

CALLS: Final = table_of(Call)
LEGS: Final = table_of(Leg)
EVENTS: Final = table_of(StoredLegEvent)
CATALOGUE: Final = table_of(Outcome)
RECORDS: Final = table_of(OutcomeRecord)

# What following the line may change on a call.
FOLLOWED: Final = (
    *("state", "ringing_at", "answered_at", "line_ended_at", "result", "result_reason", "sip_code"),
    *("answered_by", "ring_seconds", "talk_seconds", "suggested_id", "suggested_reason", "offered"),
    *("prefilled_id", "outcome_id", "outcome_source", "outcome_by_id", "outcome_at"),
    *("recorded_connect_status", "recorded_sentiment"),
)
NEW: Final = "new_"  # a parameter may not have a column's own name

FIND_LEG = select(LEGS.c.id, LEGS.c.call_id, LEGS.c.role, LEGS.c.sid).where(
    LEGS.c.company_id == OF_COMPANY, LEGS.c.sid == bindparam("sid")
)

LEAD_LEG = select(LEGS.c.id).where(
    LEGS.c.company_id == OF_COMPANY, LEGS.c.call_id == bindparam("call_id"), LEGS.c.role == bindparam("lead")
)

LOCK_CALL = (
    select(
        *(
            CALLS.c[name]
            for name in (
                "id",
                "company_id",
                "rep_id",
                "direction",
                "created_at",
                "ended_at",
                "is_decided",
                *FOLLOWED,
            )
        )
    )
    .where(CALLS.c.company_id == OF_COMPANY, CALLS.c.id == bindparam("call_id"))
    .with_for_update()
)

EVENTS_OF = select(
    *(
        EVENTS.c[name]
        for name in ("role", "kind", "status", "at", "sip_code", "error_code", "duration", "note")
    )
).where(EVENTS.c.company_id == OF_COMPANY, EVENTS.c.call_id == bindparam("call_id"))

# What takes a pre-fill, or took one before it was deleted: a few of the catalogue.
TAKERS = (
    select(
        *(
            CATALOGUE.c[name]
            for name in ("id", "key", "prefills", "connect_status", "sentiment", "deleted_at")
        )
    )
    .where(CATALOGUE.c.company_id == OF_COMPANY, cast(CATALOGUE.c.prefills, Text) != literal_column("'[]'"))
    .order_by(CATALOGUE.c.position, CATALOGUE.c.id)
)

LABEL = select(CATALOGUE.c.label).where(
    CATALOGUE.c.company_id == OF_COMPANY, CATALOGUE.c.id == bindparam("outcome_id")
)

FOLLOW = (
    update(CALLS)
    .where(CALLS.c.company_id == OF_COMPANY, CALLS.c.id == bindparam("followed_id"))
    .values({name: bindparam(NEW + name) for name in FOLLOWED})
)
