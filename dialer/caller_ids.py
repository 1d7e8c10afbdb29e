"""The numbers that those we call see. Which there are, Twilio says; which of them is shown, an admin."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import audit, nudges, telephony
from dialer.errors import Conflict, Invalid, NotFound
from dialer.models import CallerId
from dialer.people import Principal


def list_caller_ids(session: Session) -> list[CallerId]:
    """The company's, the default first."""
    query = select(CallerId).order_by(CallerId.is_default.desc(), CallerId.id)
    return list(session.scalars(query))


def find_caller_id(session: Session, caller_id_id: int) -> CallerId:
    """One of them. Raises NotFound."""
    found = session.get(CallerId, caller_id_id)
    if found is None:
        raise NotFound("There is no such caller ID.")
    return found


def number_to_show(session: Session) -> str:
    """What the next call shows: the default, else what the account came with. Raises Unavailable."""
    chosen = session.scalar(select(CallerId.number).where(CallerId.is_default))
    return chosen or telephony.account_of_company(session).caller_id


def adopt(session: Session, company_id: int, number: str, *, instead_of: str | None, now: datetime) -> None:
    """The account's own number becomes one of the company's, and its default unless an admin chose another.

    Harmless when repeated. ``instead_of``: the number that the account had before.
    """
    if not number:
        return
    rows = {
        row.number: row for row in session.scalars(select(CallerId).where(CallerId.company_id == company_id))
    }
    row = rows.get(number) or CallerId(company_id=company_id, number=number, created_at=now)
    session.add(row)
    session.flush()
    default = next((each for each in rows.values() if each.is_default), None)
    if default is None or (default.number == instead_of and instead_of != number):
        _make_default(session, row, default)


def add_caller_id(
    session: Session, by: Principal, number: str, label: str, known: Mapping[str, str], *, now: datetime
) -> CallerId:
    """Add a number that Twilio was found to know. Raises Invalid ``unknown_number``, Conflict."""
    if session.scalar(select(CallerId.id).where(CallerId.number == number)):
        raise Conflict(f"{number} is one of your caller IDs already.", code="known_number")
    if number not in known:
        raise Invalid(
            f"Your Twilio account does not have {number}. Buy it there, or verify it as a caller ID, then add it.",
            code="unknown_number",
        )
    row = CallerId(number=number, label=label, created_at=now, checked_at=now)
    session.add(row)
    session.flush()
    if session.scalar(select(CallerId.id).where(CallerId.is_default)) is None:
        _make_default(session, row, None)
    audit.write_entry(session, by, "caller_id.added", number, before=None, after=_shown(row), now=now)
    _tell(session, by)
    return row


def change_caller_id(
    session: Session, by: Principal, row: CallerId, *, label: str | None, default: bool | None, now: datetime
) -> None:
    """Label a number, or make it the one that is shown. Raises Conflict when nothing would be shown."""
    before = _shown(row)
    if default is False and row.is_default:
        raise Conflict(
            "One number must be the default. Make another one the default instead.", code="last_default"
        )
    if label is not None:
        row.label = label
    if default and not row.is_default:
        if row.missing_since is not None:
            raise Conflict(
                f"Twilio does not know {row.number} any more, so it cannot be shown.", code="missing_number"
            )
        _make_default(session, row, session.scalar(select(CallerId).where(CallerId.is_default)))
    session.flush()
    if _shown(row) != before:
        audit.write_entry(
            session, by, "caller_id.changed", row.number, before=before, after=_shown(row), now=now
        )
        _tell(session, by)


def remove_caller_id(session: Session, by: Principal, row: CallerId, *, now: datetime) -> None:
    """Take a number off the list; past calls keep what they showed. Raises Conflict for the default."""
    if row.is_default:
        raise Conflict(
            "This number is shown on every call. Make another one the default first.", code="last_default"
        )
    audit.write_entry(session, by, "caller_id.removed", row.number, before=_shown(row), after=None, now=now)
    session.delete(row)
    _tell(session, by)


def note_known(session: Session, known: Mapping[str, str], *, now: datetime) -> None:
    """Remember which numbers Twilio still knows, and since when it does not know the others."""
    for row in session.scalars(select(CallerId)):
        row.checked_at = now
        row.missing_since = None if row.number in known else row.missing_since or now


def _make_default(session: Session, row: CallerId, instead_of: CallerId | None) -> None:
    if instead_of is not None:
        instead_of.is_default = False
        session.flush()  # one default at a time, in the database too
    row.is_default = True
    session.flush()


def _shown(row: CallerId) -> dict[str, object]:
    return {"label": row.label, "default": row.is_default}


def _tell(session: Session, by: Principal) -> None:
    nudges.refetch(session, "settings", company_id=by.company_id)
