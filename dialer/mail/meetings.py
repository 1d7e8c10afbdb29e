"""What invitee and host are told of a meeting: booked, changed, cancelled, soon, and owing its outcome.

Whatever was not sent yet about an earlier state is dropped first, reminders included. Strangers see the host's name,
never an address, and nothing that we know of the lead but what they said themselves.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.config import settings
from dialer.mail import links
from dialer.mail.calendar import Entry, Guest, calendar_file
from dialer.mail.outbox import drop_waiting, write_mail
from dialer.mail.words import Facts, subject_of, text_of
from dialer.models import Availability, Company, Mail, Meeting, User
from policies.mail import DAY_BEFORE, HOUR_BEFORE, OUTCOME_OWED_AFTER
from policies.vocabulary import MailKind

TO_INVITEE = (MailKind.INVITATION, MailKind.MOVED, MailKind.CANCELLED)
WITHOUT_FILE = (MailKind.DAY_BEFORE, MailKind.HOUR_BEFORE, MailKind.OUTCOME_OWED)


def tell_booked(session: Session, meeting: Meeting, *, email: str = "", now: datetime) -> None:
    """Invite both, and plan the reminders. ``email`` is what the invitee typed, else the lead's is used."""
    _tell_invitee(session, meeting, MailKind.INVITATION, email or meeting.lead.email, now=now)
    _tell_host(session, meeting, MailKind.HOST_INVITATION, meeting.host, now=now)
    _plan_reminders(session, meeting, email or meeting.lead.email, now=now)


def tell_moved(session: Session, meeting: Meeting, *, former_host_id: int, now: datetime) -> None:
    """Another time, another host, or both. Who was not told of the meeting yet is invited instead."""
    email = invitee_address(session, meeting)
    untold = drop_waiting(session, meeting)
    changed = MailKind.INVITATION if MailKind.INVITATION in untold else MailKind.MOVED
    _tell_invitee(session, meeting, changed, email, now=now)
    is_same = former_host_id == meeting.host_id
    knew = MailKind.HOST_INVITATION not in untold
    _tell_host(
        session,
        meeting,
        MailKind.HOST_MOVED if is_same and knew else MailKind.HOST_INVITATION,
        meeting.host,
        now=now,
    )
    if knew and not is_same:
        former = session.get_one(User, former_host_id)
        _tell_host(session, meeting, MailKind.HOST_CANCELLED, former, now=now)
    _plan_reminders(session, meeting, email, now=now)


def tell_cancelled(session: Session, meeting: Meeting, *, now: datetime) -> None:
    """It takes no place. Nobody hears of it who had not heard of the meeting."""
    email = invitee_address(session, meeting)
    untold = drop_waiting(session, meeting)
    if MailKind.INVITATION not in untold:
        _tell_invitee(session, meeting, MailKind.CANCELLED, email, now=now)
    if MailKind.HOST_INVITATION not in untold:
        _tell_host(session, meeting, MailKind.HOST_CANCELLED, meeting.host, now=now)


def invitee_address(session: Session, meeting: Meeting) -> str:
    """Where the invitee reads of this meeting: the address it was first sent to, else the lead's."""
    first = select(Mail.recipient).where(Mail.meeting_id == meeting.id, Mail.kind.in_(TO_INVITEE))
    return session.scalar(first.order_by(Mail.id).limit(1)) or meeting.lead.email


def invitees_file(session: Session, meeting: Meeting, email: str, *, now: datetime) -> str:
    """The calendar file that the invitee may have."""
    facts = _facts_for_invitee(session, meeting)
    title = f"{facts.title} with {facts.host} ({facts.company})"
    return _file(meeting, facts, title, (Guest("", email),), now=now)


def _tell_invitee(session: Session, meeting: Meeting, kind: MailKind, email: str, *, now: datetime) -> None:
    if not email:
        return
    facts = _facts_for_invitee(session, meeting)
    file = None if kind in WITHOUT_FILE else invitees_file(session, meeting, email, now=now)
    _write(session, meeting, kind, email, facts, file, None, now=now)


def _tell_host(session: Session, meeting: Meeting, kind: MailKind, host: User, *, now: datetime) -> None:
    facts = _facts_for_host(session, meeting, host)
    guests = (Guest(host.name, host.email), *_guest_of(session, meeting))
    is_off = kind is MailKind.HOST_CANCELLED
    file = _file(meeting, facts, f"{facts.title} with {facts.guest}", guests, is_off=is_off, now=now)
    _write(session, meeting, kind, host.email, facts, file, None, now=now)


def _plan_reminders(session: Session, meeting: Meeting, email: str, *, now: datetime) -> None:
    facts = _facts_for_invitee(session, meeting)
    due = {
        MailKind.DAY_BEFORE: meeting.starts_at - DAY_BEFORE,
        MailKind.HOUR_BEFORE: meeting.starts_at - HOUR_BEFORE,
    }
    for kind, at in due.items():
        if email and at > now:
            _write(session, meeting, kind, email, facts, None, at, now=now)
    host, at = meeting.host, meeting.ends_at + OUTCOME_OWED_AFTER
    host_facts = _facts_for_host(session, meeting, host)
    _write(session, meeting, MailKind.OUTCOME_OWED, host.email, host_facts, None, at, now=now)


def _write(
    session: Session,
    meeting: Meeting,
    kind: MailKind,
    recipient: str,
    facts: Facts,
    file: str | None,
    send_at: datetime | None,
    *,
    now: datetime,
) -> None:
    subject, text = subject_of(kind, facts), text_of(kind, facts)
    write_mail(
        session,
        kind,
        recipient,
        subject,
        text,
        meeting=meeting,
        calendar=file,
        send_at=send_at,
        now=now,
    )


def _facts_for_invitee(session: Session, meeting: Meeting) -> Facts:
    page = links.book_again(meeting.event_type)
    again = (("Book another time", links.public_page(meeting.event_type)),) if page else ()
    acts = (
        ("Say that you will come", links.address(meeting, "confirm")),
        ("Choose another time", links.address(meeting, "reschedule")),
        ("Cancel", links.address(meeting, "cancel")),
    )
    return Facts(
        title=meeting.event_type.name,
        company=session.get_one(Company, meeting.company_id).name,
        host=meeting.host.name,
        guest="",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=meeting.invitee_zone,
        location=meeting.event_type.location,
        who="",
        notes="",
        links=again if meeting.cancelled_at else acts,
    )


def _facts_for_host(session: Session, meeting: Meeting, host: User) -> Facts:
    lead, company = meeting.lead, session.get_one(Company, meeting.company_id)
    zone = select(Availability.time_zone).where(Availability.user_id == host.id)
    email = lead.email or invitee_address(session, meeting)
    reach = (lead.organisation, lead.phone, email or "no e-mail address, so we cannot remind them")
    return Facts(
        title=meeting.event_type.name,
        company=company.name,
        host=host.name,
        guest=lead.name,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=session.scalar(zone) or company.time_zone,
        location=meeting.event_type.location,
        who=", ".join(part for part in (lead.name, *reach) if part),
        notes=meeting.notes,
        links=(("Open the meeting", f"{settings().public_url}/meetings/{meeting.id}"),),
    )


def _guest_of(session: Session, meeting: Meeting) -> tuple[Guest, ...]:
    email = invitee_address(session, meeting)
    return (Guest(meeting.lead.name, email),) if email else ()


def _file(
    meeting: Meeting,
    facts: Facts,
    title: str,
    guests: tuple[Guest, ...],
    *,
    is_off: bool = False,
    now: datetime,
) -> str:
    is_cancelled = is_off or meeting.cancelled_at is not None
    details = "\n\n".join(f"{purpose}: {address}" for purpose, address in facts.links)
    entry = Entry(
        meeting_id=meeting.id,
        sequence=meeting.moves + (1 if meeting.cancelled_at else 0),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=title,
        location=facts.location,
        details=details,
        organiser=facts.company,
        guests=guests,
        is_cancelled=is_cancelled,
    )
    return calendar_file(entry, now=now)
