"""Messages on their way out by e-mail."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from dialer.models.base import Base, Id, Scoped, belongs_to, word
from policies.vocabulary import MailState


class Mail(Scoped, Base):
    """One message, written together with the fact it tells of and sent by a worker from ``send_at`` on."""

    __tablename__ = "mails"
    __table_args__ = (
        Index(None, "state", "next_try_at"),
        Index(None, "company_id", "meeting_id"),
        belongs_to("meetings", "meeting_id"),
    )

    meeting_id: Mapped[int | None] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(32))  # invitation, moved, cancelled, reminder, ...
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    calendar: Mapped[str | None] = mapped_column(Text)  # an iCalendar file to go with it
    state: Mapped[MailState] = mapped_column(word(MailState), default=MailState.WAITING)
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text, default="")
