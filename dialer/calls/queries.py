"""Finding calls, and what the policies need to know of one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from dialer import outcomes
from dialer.analytics.recount import COUNTED
from dialer.errors import NotFound
from dialer.models import Call, Company, Outcome, OutcomeRecord
from dialer.people import Principal
from policies import wrap_up
from policies.permissions import Action
from policies.vocabulary import CallState, Direction, LineResult

MISSED = (Call.direction == Direction.INBOUND, Call.line_ended_at.is_not(None), Call.answered_at.is_(None))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of calls is narrowed to. Days are in the company's zone, both included."""

    state: CallState | None = None
    missing_outcome: bool | None = None
    rep_id: int | None = None
    lead_id: int | None = None
    team_id: int | None = None
    flow_id: int | None = None
    direction: Direction | None = None
    missed: bool | None = None  # only calls from outside that nobody took
    placed: bool | None = None  # only those that the numbers count: placed, and the line is over
    outcome: str | None = None  # a key, or "none" for calls without one
    merged: bool = True  # with the calls whose outcome was merged into that one
    first_day: date | None = None
    last_day: date | None = None


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


def visible(query: Select[Call], by: Principal) -> Select[Call]:
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
    call = session.scalar(visible(select(Call).where(Call.id == call_id), by))
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


def list_calls(
    session: Session,
    by: Principal,
    filters: Filters,
    *,
    oldest_first: bool = False,
    past_id: int | None = None,
    limit: int = 50,
) -> list[Call]:
    """Those that the person may see and the filters let through, from past the call ``past_id`` on.

    The newest come first, or those whose line has been over for the longest.
    """
    query = visible(select(Call), by).limit(limit)
    query = query.options(joinedload(Call.rep), joinedload(Call.lead), joinedload(Call.outcome))
    query = query.options(selectinload(Call.recordings))
    if oldest_first:
        query = _from_the_oldest(session, query, past_id)
    else:
        query = query.order_by(Call.id.desc())
        query = query if past_id is None else query.where(Call.id < past_id)
    if filters.outcome not in (None, "none"):
        query = query.where(Call.outcome_id.in_(_outcome_ids(session, filters)))
    return list(session.scalars(_narrow(query, filters)))


def _outcome_ids(session: Session, filters: Filters) -> list[int]:
    if filters.merged:
        return outcomes.counted_as(session, filters.outcome or "")
    return list(session.scalars(select(Outcome.id).where(Outcome.key == filters.outcome)))


def _from_the_oldest(session: Session, query: Select[Call], past_id: int | None) -> Select[Call]:
    over = func.coalesce(Call.line_ended_at, Call.created_at)
    if past_id is not None:
        last = session.scalar(select(over).where(Call.id == past_id))
        query = query.where(or_(over > last, and_(over == last, Call.id > past_id)))
    return query.order_by(over, Call.id)


def history_of(session: Session, call: Call) -> list[OutcomeRecord]:
    """What was recorded on a call, oldest first."""
    query = select(OutcomeRecord).where(OutcomeRecord.call_id == call.id).order_by(OutcomeRecord.id)
    return list(session.scalars(query))


def _narrow(query: Select[Call], filters: Filters) -> Select[Call]:
    equal = {
        Call.state: filters.state,
        Call.rep_id: filters.rep_id,
        Call.lead_id: filters.lead_id,
        Call.team_id: filters.team_id,
        Call.flow_id: filters.flow_id,
        Call.direction: filters.direction,
    }
    query = query.where(*(column == value for column, value in equal.items() if value is not None))
    if filters.missing_outcome or filters.placed or filters.outcome == "none":
        query = query.where(*COUNTED)
    if filters.missing_outcome or filters.outcome == "none":
        query = query.where(Call.outcome_id.is_(None))
    if filters.missed:
        query = query.where(*MISSED)
    if filters.first_day:
        query = query.where(Call.day >= filters.first_day)
    if filters.last_day:
        query = query.where(Call.day <= filters.last_day)
    return query
