"""Where messages are handed in, by SMTP, on a port of this machine."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiosmtpd.smtp import SMTP, Envelope, Session

from dialer.sandbox.mailbox.box import Mailbox

LARGEST = 5 * 1024 * 1024


class Handler:
    """What the server does with a message: keep it, or what the switch says."""

    def __init__(self, box: Mailbox) -> None:
        self.box = box

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Whether it knows the recipient."""
        if self.box.faults.smtp == "refuse":
            return f"550 5.1.1 {address} does not live here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Whether it takes the message."""
        fault = self.box.faults.smtp
        if fault == "slow":
            await asyncio.sleep(self.box.faults.seconds)
        if fault == "later":
            return "451 4.3.0 try again later"
        if fault != "cut":
            content = envelope.content
            self.box.add(content if isinstance(content, bytes) else b"", list(envelope.rcpt_tos))
        if fault in ("cut", "lost") and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()
        return "250 2.0.0 kept"


@asynccontextmanager
async def open_door(listening: socket.socket, box: Mailbox) -> AsyncIterator[None]:
    """Take messages on this socket for as long as the context lasts."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    loop = asyncio.get_running_loop()

    def greet() -> SMTP:
        return SMTP(
            Handler(box), hostname="sandbox", data_size_limit=LARGEST, enable_SMTPUTF8=True, loop=loop
        )

    server = await loop.create_server(greet, sock=listening)
    try:
        yield
    finally:
        server.close()
