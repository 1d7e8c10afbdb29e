"""Signed links: what lets an invitee see, confirm, move or cancel a meeting without an account.

A link names the meeting and how often it had been moved, so that one from before a move opens nothing any more. It
needs no store and works until the meeting is over.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.config import settings
from dialer.errors import Conflict, NotFound
from dialer.models import EventType, Meeting


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says."""

    meeting_id: int
    moves: int


def sign(meeting: Meeting) -> str:
    """The secret part of the meeting's link, as it stands now."""
    return _serializer().dumps([meeting.id, meeting.moves])


def address(meeting: Meeting, act: str = "") -> str:
    """The whole link, to the page that does this; the page asks before it does it."""
    asked = f"?do={act}" if act else ""
    return f"{settings().public_url}/book/manage/{sign(meeting)}{asked}"


def public_page(event_type: EventType) -> str:
    """Where anybody books this."""
    return f"{settings().public_url}/book/{event_type.slug}"


def read(token: str) -> Link:
    """What a link says. Raises NotFound for one that we never made."""
    try:
        return _link(_serializer().loads(token))
    except (BadSignature, ValueError, TypeError) as error:
        detail = "This link is not complete, or was altered. Open it from your message once more, or copy all of it."
        raise NotFound(detail, code="link_unknown") from error


def find_company(session: Session, link: Link) -> int:
    """Whose meeting it is; the session looks everywhere. Raises NotFound."""
    company_id = session.scalar(select(Meeting.company_id).where(Meeting.id == link.meeting_id))
    if company_id is None:
        raise NotFound("The meeting of this link is not there any more.", code="link_unknown")
    return company_id


def require_current(meeting: Meeting, link: Link, *, now: datetime) -> None:
    """Raises Conflict with what to do instead when the link opens the meeting no longer."""
    again = {"book_again": book_again(meeting.event_type)}
    if link.moves != meeting.moves:
        detail = "This meeting was moved since. Its newest message has the link that works now."
        raise Conflict(detail, code="link_moved", **again)
    if now >= meeting.ends_at:
        detail = "This meeting is over, and its link with it. Book another time if you want to talk again."
        raise Conflict(detail, code="link_expired", **again)


def require_open(meeting: Meeting, *, now: datetime) -> None:
    """Raises Conflict when there is nothing left to confirm, move or cancel."""
    again = {"book_again": book_again(meeting.event_type)}
    if meeting.cancelled_at is not None:
        detail = "This meeting was cancelled already. Book another time if you still want to talk."
        raise Conflict(detail, code="meeting_cancelled", **again)
    if now >= meeting.starts_at:
        detail = "This meeting has begun, so it can no longer be changed here."
        raise Conflict(detail, code="meeting_over", **again)


def book_again(event_type: EventType) -> str | None:
    """The slug of the page on which another time can be booked, while there is one."""
    return event_type.slug if event_type.is_public and event_type.archived_at is None else None


def _link(said: Any) -> Link:
    meeting_id, moves = said
    return Link(int(meeting_id), int(moves))


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret, salt="meeting-link")
