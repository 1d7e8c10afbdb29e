"""Finding calls, and what the policies need to know of one."""

from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from dialer.errors import NotFound
from dialer.models import Call, Company, OutcomeRecord
from dialer.people import Principal
from policies import wrap_up
from policies.permissions import Action
from policies.vocabulary import LineResult


def facts_of(call: Call) -> wrap_up.CallFacts:
    """A call as the required-outcome policy sees it."""
    return wrap_up.CallFacts(
        state=call.state,
        has_outcome=call.outcome_id is not None,
        released=call.released_at is not None,
        result=call.result,
        taken=call.rep_id is not None,
    )


def needs_outcome(call: Call, company: Company) -> bool:
    """Whether the call is held (row P6)."""
    return wrap_up.needs_outcome(facts_of(call), outcome_required=company.outcome_required)


def missing_outcome(call: Call) -> bool:
    """Whether a placed call has no outcome. One that nobody took needs none."""
    return call.outcome_id is None and call.rep_id is not None and call.result is not LineResult.NOT_PLACED


def visible(query: Select[Any], by: Principal) -> Select[Any]:
    """Narrow to what this person may see: one's own calls, the team's, or the company's.

    A call that nobody took is everybody's, so that anybody can ring back.
    """
    if by.may(Action.SEE_COMPANY) or (by.may(Action.SEE_TEAM) and by.team_id is None):
        return query
    if by.may(Action.SEE_TEAM):
        return query.where(or_(Call.team_id == by.team_id, Call.rep_id == by.user_id, Call.rep_id.is_(None)))
    return query.where(or_(Call.rep_id == by.user_id, Call.rep_id.is_(None)))


def find_call(session: Session, call_id: int, by: Principal) -> Call:
    """A call that this person may see. Raises NotFound."""
    call: Call | None = session.scalar(visible(select(Call).where(Call.id == call_id), by))
    if call is None:
        raise NotFound("There is no such call, or it is not yours.")
    return call


def lock_call(session: Session, call_id: int) -> Call | None:
    """The call's row, locked until the transaction ends."""
    query = select(Call).where(Call.id == call_id).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def open_calls(session: Session, rep_id: int) -> list[Call]:
    """The rep's open calls, the one with its line up first, then the newest first.

    At most one is outbound, which a partial unique index sees to; inbound ones may come on top.
    """
    query = select(Call).where(Call.rep_id == rep_id, Call.ended_at.is_(None))
    return list(session.scalars(query.order_by(Call.line_ended_at.is_not(None), Call.id.desc())))


def lock_open_calls(session: Session, rep_id: int) -> list[Call]:
    """The same, locked, so that nobody ends or clears one while we decide; those that ended meanwhile left out.

    Whoever locks several calls does so by their numbers, so that two never wait for each other.
    """
    found = open_calls(session, rep_id)
    locked = {call_id: lock_call(session, call_id) for call_id in sorted(call.id for call in found)}
    calls = [locked[call.id] for call in found]
    return [call for call in calls if call and call.ended_at is None and call.rep_id == rep_id]


def history_of(session: Session, call: Call) -> list[OutcomeRecord]:
    """What was recorded on a call, oldest first."""
    query = select(OutcomeRecord).where(OutcomeRecord.call_id == call.id).order_by(OutcomeRecord.id)
    return list(session.scalars(query))
