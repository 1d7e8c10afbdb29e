"""``policies.sales`` in SQL: which meetings are counted, what each counts as, and whose numbers they are.

Lists narrow by the same words, so that a number and the list behind it cannot differ.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, or_, select, union
from sqlalchemy.orm import aliased

from dialer.models import Deal, Meeting, User
from dialer.people import Principal
from policies.permissions import Action
from policies.sales import MISSED, Part
from policies.vocabulary import MeetingKind, MeetingOutcome, PaymentType

LIVE_DEAL = and_(Deal.meeting_id == Meeting.id, Deal.voided_at.is_(None))
_Booked, _Hosted = aliased(Meeting), aliased(Meeting)
_HOSTED_OR_BOOKED = ((_Hosted, _Hosted.host_id), (_Booked, _Booked.booked_by_id))


def counted(*, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Strategy meetings whose time has come: they are over, or somebody has said already what they came to."""
    decided = or_(Meeting.ends_at <= now, Meeting.outcome.is_not(None), Meeting.cancelled_at.is_not(None))
    return Meeting.kind == MeetingKind.STRATEGY, Meeting.starts_at <= now, decided


def part(payment_type: Any = Deal.payment_type) -> ColumnElement[str]:
    """What a meeting counts as. The payment type is its live deal's, of a query that joins it."""
    is_sale = Meeting.outcome == MeetingOutcome.SALE
    return case(
        (Meeting.cancelled_at.is_not(None), Part.CANCELLED.value),
        (Meeting.outcome.is_(None), Part.UNDECIDED.value),
        *((and_(is_sale, payment_type == one), Part(one.value).value) for one in PaymentType),
        (is_sale, Part.OWING_DEAL.value),
        *((Meeting.reason == reason, missed.value) for reason, missed in MISSED.items()),
        else_=Part.LOST.value,
    )


def sees_everybody(by: Principal) -> bool:
    """Whether this person's numbers are the company's."""
    return by.may(Action.SEE_COMPANY) or (by.may(Action.SEE_TEAM) and by.team_id is None)


def team_seen(by: Principal) -> int | None:
    """The team whose numbers this person's are, if they are a team's."""
    return None if sees_everybody(by) or not by.may(Action.SEE_TEAM) else by.team_id


def meetings_of(by: Principal) -> list[ColumnElement[bool]]:
    """Meetings that are in this person's numbers: the company's, or those that they or their team host or booked."""
    people = _people(by)
    if people is None:
        return []
    if isinstance(
        people, list
    ):  # of one person: by two indexes, where an OR would have every meeting looked at
        theirs = (select(one.id).where(column.in_(people)) for one, column in _HOSTED_OR_BOOKED)
        return [Meeting.id.in_(union(*theirs))]
    return [or_(Meeting.host_id.in_(people), Meeting.booked_by_id.in_(people))]


def deals_of(by: Principal) -> list[ColumnElement[bool]]:
    """Deals that are in this person's numbers: those that they or their team closed or booked the meeting of."""
    people = _people(by)
    if people is None:
        return []
    booked = exists().where(_Booked.id == Deal.meeting_id, _Booked.booked_by_id.in_(people))
    return [or_(Deal.closer_id.in_(people), booked)]


def meetings_that_are(parts: Sequence[Part], by: Principal, *, now: datetime) -> list[ColumnElement[bool]]:
    """That a meeting is counted in this person's numbers as one of these, of a query that joins nothing."""
    payment_type = select(Deal.payment_type).where(LIVE_DEAL).correlate(Meeting).scalar_subquery()
    is_one = part(payment_type).in_([one.value for one in parts])
    return [*counted(now=now), *meetings_of(by), is_one]


def _people(by: Principal) -> Any:
    """Whose numbers somebody sees; None: everybody's."""
    if sees_everybody(by):
        return None
    if by.may(Action.SEE_TEAM):
        return select(User.id).where(or_(User.team_id == by.team_id, User.id == by.user_id))
    return [by.user_id]
