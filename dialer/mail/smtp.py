"""One message, from us to a mail server: encrypted where the server offers it, never waiting for ever."""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from urllib.parse import unquote, urlsplit

from dialer.config import LOOPBACK, settings
from policies.mail import Stage

PATIENCE = 10.0  # seconds for each step of the talk
UNUSABLE = 553  # what a server says of an address that is none
PORTS = {"smtp": 587, "smtps": 465}
METHOD = re.compile(r"^METHOD:([A-Z]+)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent."""

    key: str  # the same at every try
    sender_name: str
    recipient: str
    subject: str
    text: str
    calendar: str | None
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server, as SMTP_URL names it."""

    host: str
    port: int
    user: str
    password: str
    is_tls: bool  # from the first byte


class NotSent(Exception):
    """The server did not take it, or could not be reached."""

    def __init__(self, said: str, code: int | None, stage: Stage) -> None:
        super().__init__(said)
        self.said, self.code, self.stage = said, code, stage


def server_of(url: str) -> Server:
    """Take an address apart; the settings have checked it."""
    parts = urlsplit(url)
    return Server(
        host=parts.hostname or "",
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps",
    )


def send_letter(letter: Letter) -> None:
    """Hand a message to the server. Raises NotSent."""
    try:
        message = message_of(letter)
    except ValueError as error:
        raise NotSent(f"It cannot be written as a message: {error}", UNUSABLE, Stage.MESSAGE) from error
    server = server_of(settings().smtp_url)
    line = _connected(server)
    try:
        line.send_message(message, parseaddr(settings().sender)[1], [letter.recipient])
        with suppress(OSError):  # it was taken: how they part does not matter
            line.quit()
    except (OSError, ValueError) as error:
        raise _trouble(server, error) from error
    finally:
        line.close()


def message_of(letter: Letter) -> EmailMessage:
    """The message as it travels: plain text, and the calendar file where there is one."""
    name, address = parseaddr(settings().sender)
    made = EmailMessage()
    made["From"] = Address(_plain(letter.sender_name) or name, addr_spec=address)
    made["To"] = Address(addr_spec=letter.recipient)
    made["Subject"] = letter.subject
    made["Date"] = format_datetime(letter.written_at)
    made["Message-ID"] = f"<{letter.key}@{address.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text, cte="quoted-printable")
    if letter.calendar:
        method = METHOD.search(letter.calendar)
        params = {"method": method[1] if method else "PUBLISH", "charset": "utf-8"}
        made.add_attachment(
            letter.calendar.encode(), "text", "calendar", filename="meeting.ics", params=params
        )
    return made


def _connected(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    try:
        if server.is_tls:
            line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
        try:
            _introduce(line, server, context)
        except BaseException:
            line.close()
            raise
    except (OSError, ValueError) as error:
        trouble = _trouble(server, error)
        raise NotSent(trouble.said, trouble.code, Stage.CONNECTING) from error
    return line


def _introduce(line: smtplib.SMTP, server: Server, context: ssl.SSLContext) -> None:
    line.ehlo()
    is_safe = server.is_tls
    if not is_safe and line.has_extn("starttls"):
        line.starttls(context=context)
        line.ehlo()
        is_safe = True
    if not server.user:
        return
    if not is_safe and server.host not in LOOPBACK:
        raise ValueError("It offers no encryption, and our password is not sent without.")
    line.login(server.user, server.password)


def _plain(name: str) -> str:
    return " ".join(word for word in name.split() if word.isprintable())


def _trouble(server: Server, error: Exception) -> NotSent:
    """What went wrong with a message. That our sender may not send is no fault of the message."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return NotSent(_sentence(code, said), code, Stage.MESSAGE)
    if isinstance(error, smtplib.SMTPResponseException):
        stage = Stage.CONNECTING if isinstance(error, smtplib.SMTPSenderRefused) else Stage.MESSAGE
        return NotSent(_sentence(error.smtp_code, error.smtp_error), error.smtp_code, stage)
    is_ours = isinstance(error, smtplib.SMTPNotSupportedError | ValueError)
    if is_ours and not isinstance(error, ssl.SSLError):  # the message asks for what the server cannot do
        return NotSent(str(error), UNUSABLE, Stage.MESSAGE)
    return NotSent(_why(f"{server.host}:{server.port}", error), None, Stage.MESSAGE)


def _sentence(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"It answered {code}: {' '.join(words.split())}"


def _why(where: str, error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"{where} did not answer in time."
    if isinstance(error, ssl.SSLError):
        return f"{where} could not be talked to safely: {error.reason or error}"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return f"{where} broke off."
    if isinstance(error, OSError):
        return f"{where} cannot be reached: {error.strerror or error}"
    return f"{where}: {error}"
