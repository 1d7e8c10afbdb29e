"""Making, changing and voiding deals. None is ever deleted, and each step stands in its history."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialer import audit, leads, nudges, people
from dialer.clock import local_day_and_hour
from dialer.deals import telling, worth
from dialer.deals.customers import is_customer
from dialer.deals.products import require_offered
from dialer.errors import Conflict, Forbidden, Invalid, NotFound
from dialer.models import Deal, DealEntry, Meeting, Product, User
from dialer.people import Principal
from policies import money
from policies.deals import is_sensible_day, propose_payment_type
from policies.permissions import Action
from policies.vocabulary import DealAct, MeetingKind, MeetingOutcome, PaymentType


@dataclass(frozen=True, slots=True)
class NewDeal:
    """What somebody wants to record. The value is written by hand, or the sum of the transactions."""

    product_id: int
    day: date
    lead_id: int | None = None
    meeting_id: int | None = None
    value: str | None = None
    currency: str | None = None  # the company's, if it is said at all
    transaction_ids: list[int] = field(default_factory=list)
    payment_type: PaymentType | None = None  # None: the proposed one
    earlier_deal_id: int | None = None
    closer_id: int | None = None  # None: the meeting's host, else whoever records it


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different; ``given`` names the fields that count."""

    given: frozenset[str]
    product_id: int = 0
    day: date = date.min
    value: str = ""
    currency: str | None = None
    transaction_ids: list[int] = field(default_factory=list)
    payment_type: PaymentType = PaymentType.WON
    earlier_deal_id: int | None = None
    closer_id: int = 0


def make_deal(session: Session, by: Principal, wanted: NewDeal, *, now: datetime) -> Deal:
    """Record a deal. Raises Invalid, Forbidden, Conflict ``not_a_sale``, ``deal_exists`` and the transactions' own."""
    meeting = _sale(session, by, wanted.meeting_id) if wanted.meeting_id else None
    lead_id = _lead_of(session, wanted, meeting)
    company = people.company_of(session, by.company_id)
    _check_currency(wanted.currency, company.currency)
    known = is_customer(session, lead_id, before_meeting=meeting)
    deal = Deal(
        lead_id=lead_id,
        meeting_id=meeting.id if meeting else None,
        closer_id=_closer(session, by, wanted.closer_id, meeting),
        product_id=require_offered(session, wanted.product_id).id,
        payment_type=wanted.payment_type or propose_payment_type(is_customer=known),
        currency=company.currency,
        value=_first_value(wanted, company.currency),
        day=_day(wanted.day, company.time_zone, now=now),
        earlier_deal_id=_earlier(session, wanted.earlier_deal_id, lead_id, None),
        created_at=now,
        created_by_id=by.user_id,
    )
    _insert(session, deal)
    if wanted.transaction_ids:
        deal.value = worth.bind(session, deal, wanted.transaction_ids, now=now)
    session.flush()
    _note(session, by, deal, DealAct.MADE, before=None, after=shown(session, deal), now=now)
    return deal


def change_deal(
    session: Session, by: Principal, deal: Deal, change: Change, *, version: int | None, now: datetime
) -> None:
    """Change what was recorded. Raises Conflict ``stale_version``, ``deal_voided``; Invalid; Forbidden."""
    _require_live(deal, version)
    before = shown(session, deal)
    company = people.company_of(session, by.company_id)
    if "product_id" in change.given and change.product_id != deal.product_id:
        deal.product_id = require_offered(session, change.product_id).id
    if "day" in change.given:
        deal.day = _day(change.day, company.time_zone, now=now)
    if "payment_type" in change.given:
        deal.payment_type = change.payment_type
    if "earlier_deal_id" in change.given:
        deal.earlier_deal_id = _earlier(session, change.earlier_deal_id, deal.lead_id, deal.id)
    if "closer_id" in change.given and change.closer_id != deal.closer_id:
        deal.closer_id = _closer(session, by, change.closer_id, None)
    _change_value(session, deal, change, now=now)
    session.flush()
    after = shown(session, deal)
    if after != before:
        deal.version += 1
        _note(session, by, deal, DealAct.CHANGED, before=before, after=after, now=now)


def void_deal(
    session: Session, by: Principal, deal: Deal, reason: str, *, version: int | None = None, now: datetime
) -> None:
    """Take a deal back: it counts nowhere, and its transactions are free again. Raises Conflict."""
    _require_live(deal, version)
    before = shown(session, deal)
    worth.free(session, deal, now=now)
    deal.voided_at, deal.voided_by_id, deal.void_reason = now, by.user_id, reason
    deal.version += 1
    session.flush()
    _note(session, by, deal, DealAct.VOIDED, before=before, after=None, reason=reason, now=now)


def deal_of_meeting(session: Session, meeting_id: int) -> Deal | None:
    """The live deal that a meeting's sale became."""
    return session.scalar(select(Deal).where(Deal.meeting_id == meeting_id, Deal.voided_at.is_(None)))


def require_no_deal(session: Session, meeting_id: int) -> None:
    """Raises Conflict ``deal_stands`` while the meeting's sale has a deal: none goes silently."""
    if found := deal_of_meeting(session, meeting_id):
        detail = "This sale became a deal. Void the deal first, with a reason; then change the outcome."
        raise Conflict(detail, code="deal_stands", deal_id=found.id)


def lock_deal(session: Session, deal_id: int) -> Deal:
    """The deal's row, locked until the transaction ends."""
    query = select(Deal).where(Deal.id == deal_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def require_own(deal: Deal, by: Principal) -> None:
    """Raises Forbidden unless it is one's own deal, or the person looks after others' deals."""
    if deal.closer_id != by.user_id and not by.may(Action.MANAGE_DEALS):
        raise Forbidden("This is somebody else's deal. Ask its closer or a manager.")


def shown(session: Session, deal: Deal) -> dict[str, Any]:
    """A deal as its history keeps it."""
    closer, product = session.get(User, deal.closer_id), session.get(Product, deal.product_id)
    return {
        "value": money.written(deal.value, deal.currency),
        "currency": deal.currency,
        "date": deal.day.isoformat(),
        "product": product.name if product else None,
        "payment_type": deal.payment_type.value,
        "closer": closer.name if closer else None,
        "earlier_deal_id": deal.earlier_deal_id,
        "transaction_ids": [row.id for row in worth.transactions_of(session, deal.id)],
    }


def _sale(session: Session, by: Principal, meeting_id: int) -> Meeting:
    meeting = session.scalar(select(Meeting).where(Meeting.id == meeting_id).with_for_update())
    if meeting is None:
        raise NotFound("There is no such meeting.")
    if by.user_id != meeting.host_id and not by.may(Action.MANAGE_DEALS):
        raise Forbidden("The host of the meeting adds its deal, or a manager.")
    if meeting.kind is not MeetingKind.STRATEGY or meeting.outcome is not MeetingOutcome.SALE:
        raise Conflict("Only a strategy call whose outcome is Sale becomes a deal.", code="not_a_sale")
    if found := deal_of_meeting(session, meeting_id):
        raise _exists(found)
    return meeting


def _exists(found: Deal | None) -> Conflict:
    number = found.id if found else None
    detail = "This sale has its deal already. Change that one, or void it first."
    return Conflict(detail, code="deal_exists", deal_id=number)


def _lead_of(session: Session, wanted: NewDeal, meeting: Meeting | None) -> int:
    if meeting is not None and wanted.lead_id not in (None, meeting.lead_id):
        raise Invalid("lead_id: the meeting was with another lead. Leave it out.")
    lead_id = meeting.lead_id if meeting else wanted.lead_id
    if lead_id is None:
        raise Invalid("lead_id: say whose deal it is, or give the meeting_id of a sale.")
    return leads.find_lead(session, lead_id).id


def _closer(session: Session, by: Principal, closer_id: int | None, meeting: Meeting | None) -> int:
    chosen = closer_id or (meeting.host_id if meeting else by.user_id)
    own = {by.user_id, meeting.host_id if meeting else None}
    if chosen not in own and not by.may(Action.MANAGE_DEALS):
        raise Forbidden("You can record deals of your own only.")
    user = session.get(User, chosen) if chosen else None
    if user is None:
        raise Invalid("closer_id: there is no such person.")
    return user.id


def _first_value(wanted: NewDeal, currency: str) -> int:
    if wanted.transaction_ids:
        if wanted.value is not None:
            raise Invalid("value: it is the sum of the transactions. Leave it out, or leave them out.")
        return 0
    if wanted.value is None:
        raise Invalid("value: write what the deal is worth, or choose transactions.")
    return _amount(wanted.value, currency)


def _amount(written: str, currency: str) -> int:
    try:
        return money.parse(written, currency)
    except money.BadAmount as error:
        raise Invalid(f"value: {error}", code="bad_amount") from error


def _check_currency(said: str | None, currency: str) -> None:
    if said is not None and said != currency:
        raise Invalid(
            f"currency: deals of this company are in {currency}. Write the value in {currency}.",
            code="other_currency",
        )


def _change_value(session: Session, deal: Deal, change: Change, *, now: datetime) -> None:
    _check_currency(change.currency, deal.currency)
    if "transaction_ids" in change.given:
        if change.transaction_ids:
            if "value" in change.given:
                raise Invalid("value: it is the sum of the transactions. Leave it out, or leave them out.")
            deal.value = worth.bind(session, deal, change.transaction_ids, now=now)
            return
        worth.free(session, deal, now=now)
    if "value" in change.given:
        value = _amount(change.value, deal.currency)
        if value != deal.value and worth.transactions_of(session, deal.id):
            raise Conflict(
                "The value is the sum of its transactions. Take them off to write it by hand.",
                code="value_from_transactions",
            )
        deal.value = value


def _day(day: date, time_zone: str, *, now: datetime) -> date:
    if not is_sensible_day(day, today=local_day_and_hour(now, time_zone)[0]):
        raise Invalid("date: the day of a deal is today or earlier, and not before 2000.")
    return day


def _earlier(session: Session, earlier_id: int | None, lead_id: int, deal_id: int | None) -> int | None:
    """The deal that this one goes on with. Raises Invalid for another lead's, a voided one, or a circle."""
    if earlier_id is None:
        return None
    found = session.get(Deal, earlier_id)
    if found is None or found.lead_id != lead_id or found.voided_at is not None:
        raise Invalid("earlier_deal_id: choose a deal of the same lead that stands.")
    seen: Deal | None = found
    while seen is not None:
        if seen.id == deal_id:
            raise Invalid("earlier_deal_id: that deal goes on with this one already.")
        seen = session.get(Deal, seen.earlier_deal_id) if seen.earlier_deal_id else None
    return found.id


def _insert(session: Session, deal: Deal) -> None:
    try:
        with session.begin_nested():
            session.add(deal)
            session.flush()
    except IntegrityError as error:  # somebody else made it, a moment ago
        raise _exists(None) from error


def _require_live(deal: Deal, version: int | None) -> None:
    if deal.voided_at is not None:
        raise Conflict("This deal was voided. Make a new one.", code="deal_voided")
    if version is not None and version != deal.version:
        raise Conflict(
            "Somebody changed this deal meanwhile. Look at it again, then decide.",
            code="stale_version",
            version=deal.version,
        )


def _note(
    session: Session,
    by: Principal,
    deal: Deal,
    act: DealAct,
    *,
    before: Any,
    after: Any,
    reason: str = "",
    now: datetime,
) -> None:
    entry = DealEntry(
        deal_id=deal.id, act=act, by_id=by.user_id, at=now, before=before, after=after, reason=reason
    )
    session.add(entry)
    if act is DealAct.VOIDED or by.user_id != deal.closer_id:
        after = {"reason": reason} if act is DealAct.VOIDED else after
        audit.write_entry(
            session, by, f"deal.{act.value}", f"deal:{deal.id}", before=before, after=after, now=now
        )
    session.flush()
    telling.tell(session, act, deal, by, previous=before, reason=reason, now=now)
    nudges.refetch(session, "deals", "payments", "leads", company_id=by.company_id)
