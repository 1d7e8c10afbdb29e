"""Messages by e-mail, as admins see them."""

from datetime import datetime

from dialer.api.schemas.base import Out, PageQuery
from policies.vocabulary import MailKind, MailState


class PostOut(Out):
    """How sending stands."""

    server: str | None
    sender: str
    waiting: int
    planned: int
    dead: int
    last_sent_at: datetime | None
    trouble: str


class MailQuery(PageQuery):
    state: MailState | None = None


class MailOut(Out):
    id: int
    kind: MailKind
    meeting_id: int | None
    recipient: str
    subject: str
    text: str
    state: MailState
    created_at: datetime
    next_try_at: datetime
    attempts: int
    sent_at: datetime | None
    error: str
