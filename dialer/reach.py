"""Which reps can be rung: those whose page has said so a moment ago."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.models import Call, Lead, User
from policies.permissions import Action, actions_of
from policies.ringing import Candidate
from policies.vocabulary import Direction

LASTS = timedelta(seconds=75)  # pages say so every thirty seconds; one word may get lost


def set_reachable(session: Session, user_id: int, *, reachable: bool, now: datetime) -> None:
    """The rep's page can be rung from now on, or not any more; then their other pages are asked whether they can."""
    rep = session.get_one(User, user_id)
    if not reachable and rep.reachable_at is not None:
        nudges.refetch(session, "reach", company_id=rep.company_id, rep_id=rep.id)
    rep.reachable_at = now if reachable else None


def candidates(session: Session, lead: Lead | None, number: str, *, now: datetime) -> list[Candidate]:
    """The reps who can be rung for a call from this number, and what the policy asks of each."""
    query = select(User).where(User.deactivated_at.is_(None), User.reachable_at > now - LASTS)
    reps = [user.id for user in session.scalars(query) if Action.DIAL in actions_of(user.roles)]
    on_line = set(session.scalars(select(Call.rep_id).where(Call.line_ended_at.is_(None))))
    called = _latest(session, reps, number)
    busy = _latest(session, reps, None)
    return [
        Candidate(
            rep_id=rep_id,
            is_on_line=rep_id in on_line,
            owns_lead=lead is not None and lead.owner_id == rep_id,
            last_called_at=called.get(rep_id),
            last_busy_at=busy.get(rep_id),
        )
        for rep_id in reps
    ]


def _latest(session: Session, reps: list[int], number: str | None) -> dict[int, datetime]:
    """When each rep last had a call, or last dialed a number."""
    query = select(Call.rep_id, func.max(Call.created_at)).where(Call.rep_id.in_(reps)).group_by(Call.rep_id)
    if number is not None:
        query = query.where(Call.to_number == number, Call.direction == Direction.OUTBOUND)
    return {rep_id: at for rep_id, at in session.execute(query) if rep_id is not None}
