"""Somebody leaves: their account is deactivated, and nothing of theirs is lost or keeps running."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import audit, calls, nudges, people
from dialer.models import Call, CallOffer, User
from dialer.people import Principal
from dialer.staff.rules import others_beside, refuse
from policies.staffing import decide_leave

REASON = "The account was deactivated."
STOP_RINGING = "workers.lines.stop_ringing"


def deactivate(session: Session, by: Principal, user_id: int, *, now: datetime) -> User:
    """End the account at once: sessions, API tokens, event streams, and being rung.

    Open calls are released: a line that is up is hung up, and the call stays owed. Harmless when repeated.
    Raises Conflict ``last_admin``, ``last_tech_admin``, ``own_account``.
    """
    people.lock_company(session, by.company_id)
    user = people.lock_person(session, user_id)
    if user.deactivated_at is not None:
        return user
    refuse(decide_leave(user.roles, is_self=user.id == by.user_id, others=others_beside(session, user)))
    user.deactivated_at, user.reachable_at = now, None
    people.close_sign_ins(session, user)
    revoked = people.revoke_tokens(session, user, now=now)
    released = _release_calls(session, user, by, now=now)
    _stop_ringing(session, user)
    session.flush()
    after = {"active": False, "tokens_revoked": [token.name for token in revoked], "calls_released": released}
    audit.write_entry(
        session, by, "user.deactivated", f"user:{user.id}", before={"active": True}, after=after, now=now
    )
    nudges.refetch(session, "users", company_id=by.company_id)
    return user


def reactivate(session: Session, by: Principal, user_id: int, *, now: datetime) -> User:
    """Let somebody sign in again, with the password they had. Old sessions and tokens stay ended."""
    people.lock_company(session, by.company_id)
    user = people.lock_person(session, user_id)
    if user.deactivated_at is None:
        return user
    user.deactivated_at = None
    session.flush()
    audit.write_entry(
        session,
        by,
        "user.reactivated",
        f"user:{user.id}",
        before={"active": False},
        after={"active": True},
        now=now,
    )
    nudges.refetch(session, "users", company_id=by.company_id)
    return user


def _release_calls(session: Session, user: User, by: Principal, *, now: datetime) -> list[int]:
    """Through the one doorway, each locked. Returns which."""
    locked = (calls.lock_call(session, found.id) for found in calls.open_calls(session, user.id))
    held = [call for call in locked if call and call.ended_at is None]
    for call in held:
        calls.release_call(session, call, by, REASON, now=now)
    return [call.id for call in held]


def _stop_ringing(session: Session, user: User) -> None:
    """Calls from outside that ring at this person just now stop ringing there."""
    query = select(CallOffer.id).join(Call, Call.id == CallOffer.call_id)
    query = query.where(CallOffer.rep_id == user.id, Call.line_ended_at.is_(None), Call.rep_id.is_(None))
    for offer_id in session.scalars(query):
        nudges.ask_for(session, STOP_RINGING, offer_id)
