"""What webhooks are told of a meeting: how it stands, what was different before, and who did it."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from dialer import hooks
from dialer.hooks import HookKind
from dialer.meetings.shape import shape
from dialer.models import Meeting, User
from dialer.people import Principal
from policies.vocabulary import MeetingAct

KINDS: Final = {
    MeetingAct.BOOKED: HookKind.MEETING_BOOKED,
    MeetingAct.MOVED: HookKind.MEETING_MOVED,
    MeetingAct.CANCELLED: HookKind.MEETING_CANCELLED,
}


def tell(
    session: Session,
    kind: HookKind,
    meeting: Meeting,
    by: Principal | None,
    *,
    previous: dict[str, Any] | None = None,
    reason: str | None = None,
    now: datetime,
) -> None:
    """It was just done, by the invitee if ``by`` is None."""

    def story() -> dict[str, Any]:
        user = session.get(User, by.user_id) if by and by.user_id else None
        return {
            "meeting": shape(session, [meeting], now=now)[0],
            "previous": previous,
            "reason": reason or None,
            "by": {"id": user.id, "name": user.name} if user else None,
        }

    hooks.tell(session, kind, story, now=now)


def tell_act(
    session: Session,
    meeting: Meeting,
    act: MeetingAct,
    by: Principal | None,
    *,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    now: datetime,
) -> None:
    """It was booked, moved or cancelled; ``before`` and ``after`` are those of its history."""
    previous = _place(session, before) if before else None
    tell(session, KINDS[act], meeting, by, previous=previous, reason=after.get("reason"), now=now)


def tell_outcome(
    session: Session,
    meeting: Meeting,
    by: Principal,
    *,
    previous: dict[str, Any],
    reason: str | None,
    now: datetime,
) -> None:
    """The meeting has another outcome than before, or none any more."""
    changed = previous["outcome"] is not None
    kind = HookKind.MEETING_OUTCOME_CHANGED if changed else HookKind.MEETING_OUTCOME_RECORDED
    tell(session, kind, meeting, by, previous=previous if changed else None, reason=reason, now=now)


def _place(session: Session, former: dict[str, Any]) -> dict[str, Any]:
    host = session.get_one(User, former["host_id"])
    times = {name: datetime.fromisoformat(former[name]) for name in ("starts_at", "ends_at")}
    return times | {"host": {"id": host.id, "name": host.name}}
