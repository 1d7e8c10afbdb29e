"""Leads, telephone numbers and do-not-call."""

from collections.abc import Sequence
from datetime import datetime

import phonenumbers
from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialer import hooks, tasks
from dialer.errors import Conflict, Invalid, NotFound
from dialer.models import Call, DoNotCall, Lead, User
from dialer.people import Principal

HOME_REGION = "US"  # where a number without a country code is taken to be


def to_e164(number: str) -> str:
    """A number as it is dialed, ``+12025550101``. Raises Invalid when it cannot be one."""
    try:
        parsed = phonenumbers.parse(number, HOME_REGION)
    except phonenumbers.NumberParseException as error:
        raise Invalid(f"{number!r} is not a telephone number.", code="invalid_number") from error
    if not phonenumbers.is_possible_number(parsed):
        raise Invalid(f"{number!r} has the wrong length for a telephone number.", code="invalid_number")
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def find_lead(session: Session, lead_id: int) -> Lead:
    """The lead with this number. Raises NotFound."""
    lead = session.get(Lead, lead_id)
    if lead is None:
        raise NotFound("There is no such lead.")
    return lead


def lead_with_phone(session: Session, phone: str) -> Lead | None:
    """The lead that a number belongs to, if it is exactly one."""
    found = list(session.scalars(select(Lead).where(Lead.phone == phone).limit(2)))
    return found[0] if len(found) == 1 else None


def list_leads(session: Session, *, text: str = "", after_id: int = 0, limit: int = 50) -> list[Lead]:
    """Leads by number, those whose name, organisation or phone contains ``text``."""
    query = select(Lead).where(Lead.id > after_id).order_by(Lead.id).limit(limit)
    if text:
        query = query.where(matching(text))
    return list(session.scalars(query))


def matching(text: str) -> ColumnElement[bool]:
    """What finds the leads whose name, organisation or phone contains ``text``."""
    words, digits = text.strip().lower(), "".join(c for c in text if c.isdigit())
    named = (func.lower(Lead.name), func.lower(Lead.organisation))
    hits = [column.contains(words, autoescape=True) for column in named]
    return or_(*hits, *([Lead.phone.contains(digits)] if digits else []))


def call_queue(session: Session, by: Principal, *, limit: int, now: datetime) -> list[tuple[Lead, bool]]:
    """Whom to call next, and whether a follow-up of one's own is due with them.

    Those come first, until they are called; then who was never called, then the longest ago. Numbers not to be
    called are left out.
    """
    spoken = select(Call.lead_id, func.max(Call.created_at).label("at")).where(Call.rep_id.is_not(None))
    last = spoken.group_by(Call.lead_id).subquery()
    due = tasks.follow_ups_due(by, now=now).subquery()
    waits = and_(due.c.at.is_not(None), or_(last.c.at.is_(None), last.c.at < due.c.at))
    barred = select(DoNotCall.phone).where(DoNotCall.lifted_at.is_(None))
    query = (
        select(Lead, case((waits, True), else_=False))
        .outerjoin(last, last.c.lead_id == Lead.id)
        .outerjoin(due, due.c.lead_id == Lead.id)
        .where(Lead.phone.not_in(barred))
        .order_by(
            case((waits, 0), else_=1),
            case((waits, due.c.at)),
            last.c.at.is_not(None),
            last.c.at,
            Lead.id,
        )
        .limit(limit)
    )
    return [(lead, bool(is_due)) for lead, is_due in session.execute(query)]


def last_calls(session: Session, lead_ids: list[int]) -> dict[int, Call]:
    """The latest call to each of these leads."""
    newest = select(func.max(Call.id)).where(Call.lead_id.in_(lead_ids)).group_by(Call.lead_id)
    found = session.scalars(select(Call).where(Call.id.in_(newest)))
    return {call.lead_id: call for call in found if call.lead_id is not None}


def owners_of(session: Session, leads: Sequence[Lead]) -> dict[int | None, User]:
    """The people whose leads these are, by their numbers."""
    ids = {lead.owner_id for lead in leads} - {None}
    return {user.id: user for user in session.scalars(select(User).where(User.id.in_(ids)))} if ids else {}


def bars_in_force(session: Session, phones: list[str]) -> dict[str, DoNotCall]:
    """Which of these numbers must not be called, and why."""
    query = select(DoNotCall).where(DoNotCall.phone.in_(phones), DoNotCall.lifted_at.is_(None))
    return {bar.phone: bar for bar in session.scalars(query)}


def require_callable(session: Session, phone: str) -> None:
    """Raises Conflict ``do_not_call`` when nobody may dial this number."""
    if bar := bars_in_force(session, [phone]).get(phone):
        since = f"{bar.set_at:%Y-%m-%d}"
        detail = f"{phone} is on the do-not-call list since {since}: {bar.reason or 'no reason given'}"
        raise Conflict(detail, code="do_not_call")


def bar_number(
    session: Session, by: Principal, phone: str, reason: str, *, call_id: int | None, now: datetime
) -> DoNotCall:
    """Put a number on the do-not-call list. Harmless when it is there already; no outcome takes it off."""
    if bar := bars_in_force(session, [phone]).get(phone):
        return bar
    bar = DoNotCall(
        phone=phone, reason=reason, call_id=call_id, set_by_id=by.user_id, set_at=now, lift_reason=""
    )
    try:
        with session.begin_nested():
            session.add(bar)
    except IntegrityError:  # somebody else did, a moment ago
        return bars_in_force(session, [phone])[phone]
    hooks.tell_bar(session, bar, lead_with_phone(session, phone), now=now)
    return bar


def list_bars(session: Session, *, before_id: int | None, limit: int) -> list[DoNotCall]:
    """The do-not-call list, newest first, from before an id; lifted entries included."""
    query = select(DoNotCall).order_by(DoNotCall.id.desc()).limit(limit)
    if before_id is not None:
        query = query.where(DoNotCall.id < before_id)
    return list(session.scalars(query))


def find_bar(session: Session, bar_id: int) -> DoNotCall:
    """An entry of the do-not-call list. Raises NotFound."""
    bar = session.get(DoNotCall, bar_id)
    if bar is None:
        raise NotFound("There is no such entry on the do-not-call list.")
    return bar
