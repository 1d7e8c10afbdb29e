"""Saying which days of sales must be counted again: whatever changes a row that is counted leaves a mark with it.

The session itself looks at what it writes (see ``dialer.db``), so no operation has to think of it. Statements that
write rows without the ORM leave their marks by hand.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import insert, inspect
from sqlalchemy.orm import Session

from dialer import clock, nudges
from dialer.models import Deal, DealTransaction, Meeting, StaleSale, Transaction, User
from dialer.models.base import Base, Scoped, table_of
from policies.vocabulary import MeetingKind

RECOUNT = "workers.sales.recount_stale_sales"
COUNTED: Final[dict[type[Base], tuple[str, ...]]] = {
    Meeting: (
        *("kind", "event_type_id", "host_id", "booked_by_id", "starts_at", "ends_at"),
        *("cancelled_at", "outcome", "reason", "objection"),
    ),
    Deal: ("closer_id", "product_id", "meeting_id", "payment_type", "value", "currency", "day", "voided_at"),
    Transaction: ("amount", "refunded", "dispute"),
    DealTransaction: ("deal_id", "transaction_id", "freed_at"),
    User: ("team_id",),
}
NOWHERE: Final[dict[str, Any]] = {
    **dict.fromkeys(("starts_at", "day", "meeting_id", "transaction_id")),
    "is_everything": False,
}
Mark = dict[str, Any]


def leave_marks(session: Session) -> None:
    """For what the session just wrote. A plain insert: an upsert would lose marks or block others."""
    rows = (*session.new, *session.dirty, *session.deleted)
    _leave(session, (mark for row in rows if _matters(session, row) for mark in _marks_of(row)))


def mark_rows(session: Session, *, meetings: Iterable[Mark] = (), deals: Iterable[Mark] = ()) -> None:
    """For rows that are inserted without the ORM."""
    marks: list[Mark] = [{"company_id": row["company_id"], "starts_at": row["starts_at"]} for row in meetings]
    _leave(
        session,
        [*marks, *({name: row[name] for name in ("company_id", "day", "meeting_id")} for row in deals)],
    )


def _leave(session: Session, marks: Iterable[Mark]) -> None:
    fixed = NOWHERE | {"marked_at": clock.now()}
    if rows := [fixed | mark for mark in marks]:
        session.connection().execute(insert(table_of(StaleSale)), rows)
        nudges.ask_for(session, RECOUNT)


def _matters(session: Session, row: object) -> bool:
    names = COUNTED.get(type(row), ())  # type: ignore[arg-type]
    if not names or (row in session.new and _is_not_counted_yet(row)):
        return False
    state = inspect(row)
    return row not in session.dirty or any(state.attrs[name].history.has_changes() for name in names)


def _is_not_counted_yet(row: object) -> bool:
    """A payment counts once it is bound to a deal, a person once they did something, a discovery call never."""
    is_discovery = isinstance(row, Meeting) and row.kind is MeetingKind.DISCOVERY
    return is_discovery or isinstance(row, Transaction | User)


def _marks_of(row: Any) -> Iterator[Mark]:
    for places in _places(row):
        yield {"company_id": row.company_id, **places}


def _places(row: Scoped) -> Iterator[Mark]:
    """Where it is counted, and where it was."""
    if isinstance(row, Meeting):
        yield {"starts_at": row.starts_at, "meeting_id": row.id}
        yield from ({"starts_at": at} for at in _before(row, "starts_at"))
    elif isinstance(row, Deal):
        yield {"day": row.day, "meeting_id": row.meeting_id}
        yield from ({"day": day} for day in _before(row, "day"))
        yield from ({"meeting_id": one} for one in _before(row, "meeting_id"))
    elif isinstance(row, Transaction):
        yield {"transaction_id": row.id}
    elif isinstance(row, DealTransaction):
        yield {"transaction_id": row.transaction_id}
    elif isinstance(row, User):
        yield {"is_everything": True}


def _before(row: Scoped, name: str) -> list[Any]:
    return [value for value in inspect(row).attrs[name].history.deleted or () if value is not None]
