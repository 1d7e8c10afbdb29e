"""The messages, newest last, and what goes wrong on purpose."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from aiohttp import web

MOST_KEPT = 500
FAULTS = ("", "later", "refuse", "slow", "cut", "lost")


@dataclass(frozen=True)
class Message:
    """One message, as a mail program would show it."""

    id: int
    at: str
    sender: str
    recipients: list[str]
    subject: str
    text: str
    calendar: str | None
    message_id: str


@dataclass
class Faults:
    """What goes wrong on purpose; the default is a server that is well."""

    smtp: str = ""
    """`later`: 451; `refuse`: 550; `slow`; `cut`: the line breaks and nothing is kept; `lost`: the line breaks, and the
    message was kept all the same."""
    seconds: float = 5.0


class Mailbox:
    """Everything that was handed in."""

    def __init__(self, data_dir: Path) -> None:
        self.faults = Faults()
        self._path = data_dir / "mailbox.json"
        self.messages = self._load()

    def find(self, message_id: int) -> Message:
        """The message with this number."""
        for each in self.messages:
            if each.id == message_id:
                return each
        raise LookupError(f"there is no message {message_id}")

    def add(self, content: bytes, recipients: list[str]) -> None:
        """Keep a message; the oldest make room."""
        made = message_from_bytes(content, policy=default)
        assert isinstance(made, EmailMessage)
        number = self.messages[-1].id + 1 if self.messages else 1
        self.messages.append(
            Message(
                id=number,
                at=datetime.now(UTC).isoformat(timespec="seconds"),
                sender=str(made["From"] or ""),
                recipients=recipients,
                subject=str(made["Subject"] or ""),
                text=(_part(made, "text/plain") or "").replace("\r\n", "\n"),
                calendar=_part(made, "text/calendar"),
                message_id=str(made["Message-ID"] or ""),
            )
        )
        del self.messages[:-MOST_KEPT]
        self._keep()

    def empty(self) -> None:
        """Throw everything away."""
        self.messages.clear()
        self._keep()

    def _keep(self) -> None:
        unfinished = self._path.with_name(self._path.name + ".new")
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump([asdict(each) for each in self.messages], file)
        unfinished.replace(self._path)

    def _load(self) -> list[Message]:
        try:
            return [Message(**each) for each in json.loads(self._path.read_text(encoding="utf-8"))]
        except (OSError, ValueError, TypeError):
            return []


def _part(made: EmailMessage, kind: str) -> str | None:
    """The first part of this kind, as text."""
    for part in made.walk():
        if part.get_content_type() == kind:
            content = part.get_payload(decode=True)
            return content.decode("utf-8", "replace") if isinstance(content, bytes) else None
    return None


MAILBOX: web.AppKey[Mailbox] = web.AppKey("mailbox", Mailbox)
