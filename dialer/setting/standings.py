"""How many leads stand by their latest decision, found as a set: one lead at a time takes seconds for 100,000.

The reading is the one of ``dialer.meetings.screening``; a test compares the two.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, Subquery, cast, func, literal, null, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from dialer.meetings.screening import DECIDED
from dialer.models import Lead, Meeting, Qualification
from policies.vocabulary import MeetingOutcome, Standing

OUTCOMES = {
    Standing.QUALIFIED: MeetingOutcome.APPROVED,
    Standing.DISQUALIFIED: MeetingOutcome.REJECTED,
}


def newest_decisions(lead_ids: Sequence[int] | None = None) -> Subquery:
    """The decision that counts for each lead that has one: of the latest discovery call with an outcome, or of what
    was last set without one, the later. ``lead_ids`` narrows it to these leads."""
    held, put = _latest_held(lead_ids), _latest_put(lead_ids)
    both = union_all(
        select(*held.c, literal(0).label("is_put")).where(held.c.nth == 1),
        select(*put.c, literal(1).label("is_put")).where(put.c.nth == 1),
    ).subquery("both")
    place = func.row_number().over(
        partition_by=both.c.lead_id, order_by=(both.c.at.desc(), both.c.is_put.desc())
    )
    ranked = select(*(column for column in both.c if column.name != "nth"), place.label("place")).subquery(
        "ranked"
    )
    return select(ranked).where(ranked.c.place == 1).subquery("newest")


def of_standing(query: Select[Any], standing: Standing) -> Select[Any]:
    """Narrow a query over ``Lead`` to those that stand so."""
    if standing is Standing.POTENTIAL:
        held = select(Meeting.id).where(Meeting.lead_id == Lead.id, *DECIDED)
        put = select(Qualification.id).where(*_of_lead(Qualification))
        return query.where(~held.correlate(Lead).exists(), ~put.correlate(Lead).exists())
    newest = newest_decisions()
    decided = select(newest.c.lead_id).where(newest.c.outcome == OUTCOMES[standing])
    return query.where(Lead.id.in_(decided))


def _of_lead(table: type[Qualification]) -> tuple[Any, ...]:
    """Of the company as well, which is how the index begins."""
    return table.company_id == Lead.company_id, table.lead_id == Lead.id


def _latest_held(lead_ids: Sequence[int] | None) -> Subquery:
    nth = func.row_number().over(
        partition_by=Meeting.lead_id, order_by=(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    columns = (
        *(Meeting.lead_id, Meeting.outcome, Meeting.reason, Meeting.outcome_notes.label("notes")),
        *(
            Meeting.outcome_by_id.label("by_id"),
            Meeting.outcome_at.label("at"),
            Meeting.id.label("meeting_id"),
        ),
    )
    query = select(*columns, nth.label("nth")).where(*DECIDED)
    return _narrowed(query, Meeting.lead_id, lead_ids).subquery("held")


def _latest_put(lead_ids: Sequence[int] | None) -> Subquery:
    nth = func.row_number().over(
        partition_by=Qualification.lead_id, order_by=(Qualification.at.desc(), Qualification.id.desc())
    )
    columns = (
        *(Qualification.lead_id, Qualification.outcome, Qualification.reason, Qualification.notes),
        *(Qualification.by_id, Qualification.at, cast(null(), Meeting.id.type).label("meeting_id")),
    )
    return _narrowed(select(*columns, nth.label("nth")), Qualification.lead_id, lead_ids).subquery("put")


def _narrowed(
    query: Select[Any], column: InstrumentedAttribute[int], lead_ids: Sequence[int] | None
) -> Select[Any]:
    return query if lead_ids is None else query.where(column.in_(lead_ids))
