"""Booking a meeting, moving it to another time or host, and cancelling it.

Locks go lead first, then the meeting, then hosts in the order of their numbers: so whoever books the same hosts waits
for the others and then sees what they left. In the end it is the holds' unique key that refuses.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialer import nudges, tasks
from dialer.errors import Conflict, Invalid
from dialer.mail.meetings import tell_booked, tell_cancelled, tell_moved
from dialer.meetings import event_types, slots, telling
from dialer.meetings.availability import check_zone
from dialer.meetings.event_types import Host
from dialer.meetings.queries import lock_lead, lock_meeting
from dialer.meetings.screening import latest_discovery, require_open
from dialer.meetings.turns import sort_by_turn
from dialer.models import EventType, Lead, Meeting, MeetingEntry, MeetingHold, User
from dialer.people import Principal
from policies.booking import Denial, decide, nearest_denial, quanta
from policies.hours import QUANTUM
from policies.vocabulary import BookingSource, MeetingAct, MeetingKind, MeetingOutcome, MeetingReason

SENTENCES = {
    Denial.TOO_SOON: "That time has passed{notice}. Choose a later one.",
    Denial.TOO_FAR: "That is too far ahead: this can be booked {days} days ahead. Choose an earlier time.",
    Denial.OUTSIDE_AVAILABILITY: "Nobody who hosts this offers that time. Choose one that is listed as free.",
    Denial.SLOT_TAKEN: "That time was taken meanwhile. Choose another one.",
    Denial.DAY_FULL: "Who hosts this has as many of these meetings on that day as they take. Choose another day.",
}


def book_meeting(
    session: Session,
    event_type: EventType,
    lead: Lead,
    *,
    starts_at: datetime,
    host_id: int | None,
    source: BookingSource,
    by: Principal | None,
    invitee_zone: str,
    notes: str = "",
    call_id: int | None = None,
    discovery_id: int | None = None,
    email: str = "",
    now: datetime,
) -> Meeting:
    """Book a time with a host, or with whose turn it is. ``by`` None: the invitee, who reads of it at ``email``.

    Tasks that asked for it are done. Raises Conflict with what stands in the way, Forbidden, Invalid for odd times.
    """
    _require_whole(starts_at)
    require_bookable(session, event_type, lock_lead(session, lead.id), now=now)
    host = _find_host(session, event_type, starts_at, host_id, now=now)
    meeting = Meeting(
        event_type_id=event_type.id,
        event_type=event_type,
        kind=event_type.kind,
        lead_id=lead.id,
        lead=lead,
        host_id=host.id,
        source=source,
        call_id=call_id,
        discovery_id=discovery_id or _approved_by(session, event_type, lead.id),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=event_type.minutes),
        invitee_zone=check_zone(invitee_zone),
        notes=notes,
        booked_by_id=by.user_id if by else None,
        booked_at=now,
    )
    _hold(session, event_type, meeting)
    _write(session, meeting, MeetingAct.BOOKED, by, before=None, after=_place(meeting), now=now)
    tasks.finish_bookings(session, by, lead.id, call_id, now=now)
    tell_booked(session, meeting, email=email, now=now)
    return meeting


def require_bookable(session: Session, event_type: EventType, lead: Lead, *, now: datetime) -> None:
    """Raises what stands in the way of booking this for a lead at whatever time."""
    event_types.require_plan(session, event_type)
    if event_type.archived_at is not None:
        detail = f"{event_type.name} is archived, so it cannot be booked any more."
        raise Conflict(detail, code="event_type_archived")
    require_open(session, event_type, lead.id, now=now)
    if not event_types.bookable_hosts(session, event_type):
        raise Conflict(_nobody(None), code="no_host")


def move_meeting(
    session: Session,
    meeting: Meeting,
    *,
    starts_at: datetime,
    host_id: int | None = None,
    by: Principal | None,
    now: datetime,
) -> None:
    """Another time, another host, or both. Without ``host_id`` it stays with its host if they are free, else it is
    the next one's turn. Raises Conflict with the code of what stands in the way, Invalid for odd times.
    """
    _require_whole(starts_at)
    _lock(session, meeting)
    _require_ahead(meeting, now=now)
    event_type, before = meeting.event_type, _place(meeting)
    host = _find_host(session, event_type, starts_at, host_id, moved=meeting, now=now)
    if (host.id, starts_at) == (meeting.host_id, meeting.starts_at):
        return
    _release(session, meeting)
    meeting.host_id, meeting.starts_at = host.id, starts_at
    meeting.ends_at = starts_at + timedelta(minutes=event_type.minutes)
    meeting.moves += 1
    meeting.confirmed_at = None
    session.flush()
    session.expire(meeting, ["host"])
    _hold(session, event_type, meeting)
    _write(session, meeting, MeetingAct.MOVED, by, before=before, after=_place(meeting), now=now)
    tell_moved(session, meeting, former_host_id=before["host_id"], now=now)
    if before["host_id"] != meeting.host_id:
        nudges.refetch(session, "meetings", company_id=meeting.company_id, rep_id=before["host_id"])


def cancel_meeting(
    session: Session, meeting: Meeting, *, by: Principal | None, reason: str = "", now: datetime
) -> None:
    """Call it off; the host is free again. ``by`` None: the invitee did. Raises Conflict.

    A strategy meeting is then a sale that was not made; a discovery meeting counts nowhere.
    """
    _lock(session, meeting)
    _require_ahead(meeting, now=now)
    _release(session, meeting)
    meeting.cancelled_at, meeting.cancelled_by_id = now, by.user_id if by else None
    after: dict[str, Any] = {"reason": reason} if reason else {}
    if meeting.kind is MeetingKind.STRATEGY:
        meeting.outcome = MeetingOutcome.NO_SALE
        meeting.reason = MeetingReason.ADMIN_CANCELLED if by else MeetingReason.CONTACT_CANCELLED
        meeting.outcome_at, meeting.outcome_by_id = now, by.user_id if by else None
        after |= {"outcome": meeting.outcome.value, "outcome_reason": meeting.reason.value}
    session.flush()
    _write(session, meeting, MeetingAct.CANCELLED, by, before=None, after=after, now=now)
    tell_cancelled(session, meeting, now=now)


def tell(session: Session, meeting: Meeting) -> None:
    """Let the pages of whom it concerns look again."""
    nudges.refetch(session, "meetings", company_id=meeting.company_id)


def _find_host(
    session: Session,
    event_type: EventType,
    starts_at: datetime,
    host_id: int | None,
    *,
    moved: Meeting | None = None,
    now: datetime,
) -> Host:
    """Who can be booked then and whose turn it is, their rows locked. Raises Conflict."""
    hosts = event_types.bookable_hosts(session, event_type, host_id)
    if not hosts:
        raise Conflict(_nobody(host_id), code="no_host")
    _lock_hosts(session, hosts)
    without = moved.id if moved else None
    diaries = slots.read_diaries(session, event_type, hosts, starts_at, starts_at, without=without)
    rules = slots.rules_of(event_type)
    denials = {
        host.id: decide(diaries[host.id], rules, starts_at, now=now) for host in hosts if host.id in diaries
    }
    free = [host for host in hosts if host.id in denials and denials[host.id] is None]
    if not free:
        raise _refusal(event_type, [denial for denial in denials.values() if denial])
    return _whose_turn(session, event_type, free, moved)


def _whose_turn(session: Session, event_type: EventType, free: Sequence[Host], moved: Meeting | None) -> Host:
    by_id = {host.id: host for host in free}
    if len(free) == 1 or (moved and moved.host_id in by_id):
        return by_id.get(moved.host_id, free[0]) if moved else free[0]
    return sort_by_turn(session, event_type, free)[0]


def _approved_by(session: Session, event_type: EventType, lead_id: int) -> int | None:
    """The discovery call that a strategy call follows."""
    if event_type.kind is not MeetingKind.STRATEGY:
        return None
    latest = latest_discovery(session, lead_id, decided=True)
    return latest.id if latest is not None and latest.outcome is MeetingOutcome.APPROVED else None


def _refusal(event_type: EventType, denials: Sequence[Denial]) -> Conflict:
    denial = nearest_denial(denials)
    minutes = event_type.notice_minutes
    notice = f" or is too soon: this needs {_in_words(minutes)} of notice" if minutes else ""
    detail = SENTENCES[denial].format(notice=notice, days=event_type.horizon_days)
    return Conflict(detail, code=denial.value)


def _nobody(host_id: int | None) -> str:
    if host_id is not None:
        return "That person does not host this, or does not work here any more. Choose another host."
    return "Nobody hosts this. A manager or admin can add hosts under Settings → Event types."


def _in_words(minutes: int) -> str:
    sizes = ((24 * 60, "day"), (60, "hour"), (1, "minute"))
    size, word = next((size, word) for size, word in sizes if minutes % size == 0)
    count = minutes // size
    return f"{count} {word}{'' if count == 1 else 's'}"


def _hold(session: Session, event_type: EventType, meeting: Meeting) -> None:
    """Take the host's time. Raises Conflict ``slot_taken`` when the database says that somebody has it, ``lead_busy``."""
    _require_lead_free(session, meeting)
    session.add(meeting)
    session.flush()
    session.add_all(
        MeetingHold(host_id=meeting.host_id, at=at, meeting_id=meeting.id)
        for at in quanta(meeting.starts_at, slots.rules_of(event_type))
    )
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict(SENTENCES[Denial.SLOT_TAKEN], code=Denial.SLOT_TAKEN.value) from error


def _release(session: Session, meeting: Meeting) -> None:
    session.execute(delete(MeetingHold).where(MeetingHold.meeting_id == meeting.id))


def _require_whole(starts_at: datetime) -> None:
    if starts_at.timestamp() % (QUANTUM * 60):
        raise Invalid("Meetings begin at whole five minutes. Choose a listed time.", code="time_odd")


def _require_ahead(meeting: Meeting, *, now: datetime) -> None:
    if meeting.cancelled_at is not None:
        raise Conflict("This meeting is cancelled. Book another one.", code="meeting_cancelled")
    if meeting.starts_at <= now:
        detail = "This meeting has begun already. Record how it went, or book another one."
        raise Conflict(detail, code="meeting_over")


def _require_lead_free(session: Session, meeting: Meeting) -> None:
    """One person is in one meeting at a time. Their row is locked by now."""
    others = select(Meeting.id).where(Meeting.lead_id == meeting.lead_id, Meeting.id != (meeting.id or 0))
    others = others.where(Meeting.cancelled_at.is_(None))
    others = others.where(Meeting.starts_at < meeting.ends_at, Meeting.ends_at > meeting.starts_at)
    with session.no_autoflush:
        if session.scalar(others.limit(1)) is not None:
            detail = "There is another meeting with this person then. Choose another time, or move that one."
            raise Conflict(detail, code="lead_busy")


def _lock(session: Session, meeting: Meeting) -> None:
    lock_lead(session, meeting.lead_id)
    lock_meeting(session, meeting.id)


def _lock_hosts(session: Session, hosts: Sequence[Host]) -> None:
    ids = [host.id for host in hosts]
    query = select(User.id).where(User.id.in_(ids)).order_by(User.id).with_for_update(key_share=True)
    session.execute(query).all()


def _place(meeting: Meeting) -> dict[str, Any]:
    times = {"starts_at": meeting.starts_at.isoformat(), "ends_at": meeting.ends_at.isoformat()}
    return {**times, "host_id": meeting.host_id}


def _write(
    session: Session,
    meeting: Meeting,
    act: MeetingAct,
    by: Principal | None,
    *,
    before: Any,
    after: Any,
    now: datetime,
) -> None:
    by_id = by.user_id if by else None
    session.add(MeetingEntry(meeting_id=meeting.id, act=act, by_id=by_id, at=now, before=before, after=after))
    tell(session, meeting)
    telling.tell_act(session, meeting, act, by, before=before, after=after, now=now)
