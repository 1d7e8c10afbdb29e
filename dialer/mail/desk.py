"""What an admin sees of the outbox, and does about it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from dialer import audit, nudges
from dialer.config import settings
from dialer.errors import Conflict, NotFound
from dialer.mail.outbox import SEND, tell, write_mail
from dialer.mail.smtp import server_of
from dialer.models import Mail, User
from dialer.people import Principal
from policies.vocabulary import MailKind, MailState

UNSENT = (MailState.WAITING, MailState.DEAD)


@dataclass(frozen=True, slots=True)
class Post:
    """How sending stands."""

    server: str | None  # host and port; None: no SMTP_URL
    sender: str
    waiting: int  # due by now
    planned: int  # reminders for later
    dead: int
    last_sent_at: datetime | None
    trouble: str  # what the newest message still unsent met with


def state_of_post(session: Session, *, now: datetime) -> Post:
    """Whether messages can leave, how many wait, and what was in their way."""
    waits = select(func.count()).where(Mail.state == MailState.WAITING)
    tried = select(Mail.error).where(Mail.state.in_(UNSENT), Mail.error != "")
    server = server_of(settings().smtp_url) if settings().smtp_url else None
    return Post(
        server=f"{server.host}:{server.port}" if server else None,
        sender=settings().sender,
        waiting=session.scalar(waits.where(_was_due(now))) or 0,
        planned=session.scalar(waits.where(~_was_due(now))) or 0,
        dead=session.scalar(select(func.count()).where(Mail.state == MailState.DEAD)) or 0,
        last_sent_at=session.scalar(select(func.max(Mail.sent_at))),
        trouble=session.scalar(tried.order_by(Mail.next_try_at.desc(), Mail.id.desc()).limit(1)) or "",
    )


def list_mails(session: Session, state: MailState | None, *, before_id: int | None, limit: int) -> list[Mail]:
    """Messages, the newest first, from before an id."""
    query = select(Mail).order_by(Mail.id.desc()).limit(limit)
    if state is not None:
        query = query.where(Mail.state == state)
    return list(session.scalars(query if before_id is None else query.where(Mail.id < before_id)))


def find_mail(session: Session, mail_id: int) -> Mail:
    """A message. Raises NotFound."""
    row = session.scalar(select(Mail).where(Mail.id == mail_id).with_for_update())
    if row is None:
        raise NotFound("There is no such message.")
    return row


def send_again(session: Session, row: Mail, by: Principal, *, now: datetime) -> None:
    """Try a dead message again, or one that waits after a failure at once. Raises Conflict for all others."""
    if row.state is MailState.SENT:
        raise Conflict("This message was sent already.", code="already_sent")
    if row.state is MailState.DROPPED:
        raise Conflict("What this message says is no longer so.", code="mail_dropped")
    if row.state is MailState.WAITING and row.attempts == 0 and row.next_try_at > now:
        raise Conflict("This is a reminder for later; it leaves at its time.", code="mail_planned")
    if row.state is MailState.DEAD:
        subject = f"mail:{row.id}"
        audit.write_entry(session, by, "mail.sent_again", subject, before=row.error, after=None, now=now)
    row.state, row.attempts, row.next_try_at = MailState.WAITING, 0, now
    nudges.ask_for(session, SEND)
    tell(session, row.company_id)


def send_test(session: Session, to: User, *, now: datetime) -> Mail:
    """A message to the person who asks for it."""
    text = (
        f"Hello {to.name},\n\nthis is the test message that you asked for. Invitations and reminders of meetings "
        "leave the same way.\n"
    )
    return write_mail(session, MailKind.TEST, to.email, "Test message from your dialer", text, now=now)


def _was_due(now: datetime) -> ColumnElement[bool]:
    """Due, or tried before: what waits after a failure is late, not planned."""
    return (Mail.next_try_at <= now) | (Mail.attempts > 0)
