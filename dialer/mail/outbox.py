"""The outbox: a message is a row, written in the transaction of the fact that it tells of, and sent by a worker.

A row is claimed in one transaction, sent outside of any, and settled in another. So each is sent once, as far as SMTP
lets one know: when the worker dies, or the line breaks, after the server took a message and before we noted it, the
claim runs out and the message goes again, under the same Message-ID, by which mailboxes may know it as a repetition.
None is ever lost. What is no longer so (``policies.mail.why_drop``) is dropped when its turn comes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.errors import Unavailable
from dialer.mail.smtp import Letter, NotSent
from dialer.models import Company, Mail, Meeting
from dialer.telephony import seal, unseal
from policies.mail import About, is_over, judge, pause_after, why_drop
from policies.vocabulary import MailKind, MailState

SEND = "workers.mail.send_mail"
LEASE = timedelta(minutes=5)  # longer than the slowest sending: a job ends before
LONGEST_ERROR = 500
SECRET = frozenset({MailKind.COLLEAGUE_INVITED})  # encrypted, and forgotten once they have left


@dataclass(frozen=True, slots=True)
class Claim:
    """A message taken to be sent."""

    row_id: int
    company_id: int
    letter: Letter


def write_mail(
    session: Session,
    kind: MailKind,
    recipient: str,
    subject: str,
    text: str,
    *,
    meeting: Meeting | None = None,
    calendar: str | None = None,
    send_at: datetime | None = None,
    now: datetime,
) -> Mail:
    """Put a message into the outbox; it leaves after the commit, or at ``send_at``."""
    row = Mail(
        meeting_id=meeting.id if meeting else None,
        kind=kind,
        recipient=recipient,
        subject=" ".join(subject.split())[:300],
        text=seal(text) if kind in SECRET else text,
        calendar=calendar,
        created_at=now,
        next_try_at=send_at or now,
    )
    session.add(row)
    session.flush()
    if send_at is None:
        nudges.ask_for(session, SEND)
    tell(session, row.company_id)
    return row


def drop_waiting(session: Session, meeting: Meeting) -> set[MailKind]:
    """Drop what was not sent about a meeting, before it is said anew. Returns what surely nobody has been told yet."""
    unsent = (MailState.WAITING, MailState.DEAD)
    query = select(Mail).where(Mail.meeting_id == meeting.id, Mail.state.in_(unsent)).with_for_update()
    untold = set()
    for row in session.scalars(query):
        if row.attempts == 0 or row.state is MailState.DEAD:  # else it may be on its way just now
            untold.add(MailKind(row.kind))
        row.state, row.error = MailState.DROPPED, "The meeting was changed."
    return untold


def drop_letters(session: Session, kind: MailKind, recipient: str, why: str) -> None:
    """Drop what was not sent to somebody yet, of a kind that is about no meeting."""
    unsent = (MailState.WAITING, MailState.DEAD)
    query = select(Mail).where(Mail.kind == kind, Mail.recipient == recipient, Mail.state.in_(unsent))
    for row in session.scalars(query.with_for_update()):
        row.state, row.error = MailState.DROPPED, why
        _forget_secret(row)
        tell(session, row.company_id)


def shown_text(row: Mail) -> str:
    """What an admin may read of a message."""
    return "" if row.kind in SECRET else row.text


def is_due(session: Session, *, now: datetime) -> bool:
    """Whether a message of any company waits to be sent now."""
    due = select(Mail.id).where(Mail.state == MailState.WAITING, Mail.next_try_at <= now)
    return session.scalar(due.limit(1)) is not None


def claim_next(session: Session, *, now: datetime) -> Claim | None:
    """The message of any company that is due longest, ours alone until its lease is over."""
    due = select(Mail).where(Mail.state == MailState.WAITING, Mail.next_try_at <= now)
    query = due.order_by(Mail.next_try_at, Mail.id).limit(1).with_for_update(skip_locked=True)
    while (row := session.scalar(query)) is not None:
        why = _why_drop(session, row, now=now)
        if why is None:
            row.attempts, row.next_try_at = row.attempts + 1, now + LEASE
            return Claim(row.id, row.company_id, _letter(session, row))
        row.state, row.error = MailState.DROPPED, why
        tell(session, row.company_id)
        session.flush()
    return None


def settle_sent(session: Session, claim: Claim, *, now: datetime) -> None:
    """The server took it."""
    row = _row(session, claim.row_id)
    row.state, row.sent_at, row.error = MailState.SENT, now, ""
    _forget_secret(row)
    tell(session, row.company_id)


def settle_not_sent(session: Session, claim: Claim, trouble: NotSent, *, now: datetime) -> None:
    """The server did not. It is tried again later, or needs a person."""
    row, verdict = _row(session, claim.row_id), judge(trouble.code, trouble.stage)
    row.error = trouble.said[:LONGEST_ERROR]
    if row.state is MailState.WAITING:  # else it was dropped meanwhile
        row.next_try_at = now + pause_after(row.attempts, verdict)
        if is_over(row.attempts, verdict):
            row.state = MailState.DEAD
    tell(session, row.company_id)


def tell(session: Session, company_id: int) -> None:
    """Have the admins' page look again."""
    nudges.refetch(session, "mail", company_id=company_id)


def _why_drop(session: Session, row: Mail, *, now: datetime) -> str | None:
    if row.kind in SECRET and not _is_readable(row):
        return "It was encrypted with another SECRET_KEY."
    meeting = session.get(Meeting, row.meeting_id) if row.meeting_id else None
    if meeting is None:
        return None
    about = About(meeting.starts_at, meeting.cancelled_at is not None, meeting.outcome is not None)
    return why_drop(MailKind(row.kind), about, now=now)


def _is_readable(row: Mail) -> bool:
    try:
        unseal(row.text)
    except Unavailable:
        return False
    return True


def _forget_secret(row: Mail) -> None:
    if row.kind in SECRET:
        row.text = ""


def _letter(session: Session, row: Mail) -> Letter:
    company = session.get_one(Company, row.company_id)
    return Letter(
        key=f"mail-{row.id}-{int(row.created_at.timestamp())}",
        sender_name=company.name,
        recipient=row.recipient,
        subject=row.subject,
        text=unseal(row.text) if row.kind in SECRET else row.text,
        calendar=row.calendar,
        written_at=row.created_at,
    )


def _row(session: Session, row_id: int) -> Mail:
    query = select(Mail).where(Mail.id == row_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()
