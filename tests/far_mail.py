"""The sandbox's mail server on a port of its own, in a thread, for tests of whoever sends."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiohttp import web

from dialer.sandbox.mailbox.box import Faults, Mailbox, Message
from dialer.sandbox.mailbox.door import open_door
from dialer.sandbox.server import add_mailbox


class FarMail:
    """The mailbox, as its readers see it."""

    def __init__(self, box: Mailbox, port: int) -> None:
        self.box, self.port, self.url = box, port, f"smtp://127.0.0.1:{port}"

    def goes_wrong(self, smtp: str = "", seconds: float = 5.0) -> None:
        """Replace the switch."""
        self.box.faults = Faults(smtp, seconds)

    def to(self, address: str) -> list[Message]:
        """What somebody got, oldest first."""
        return [each for each in self.box.messages if address in each.recipients]

    @property
    def subjects(self) -> list[str]:
        return [each.subject for each in self.box.messages]


@contextmanager
def serve_mail(folder: Path) -> Iterator[FarMail]:
    """It serves for as long as the block lasts."""
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    box, listening = Mailbox(folder), socket.create_server(("127.0.0.1", 0))

    async def serve() -> None:
        async with open_door(listening, box):
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield FarMail(box, listening.getsockname()[1])
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


@contextmanager
def serve_pages(box: Mailbox) -> Iterator[str]:
    """The mailbox's pages and switches; their address."""
    loop, ready, stop, ports = asyncio.new_event_loop(), threading.Event(), asyncio.Event(), list[int]()

    async def serve() -> None:
        application = web.Application()
        add_mailbox(application, box)
        runner = web.AppRunner(application, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        ports.append(runner.addresses[0][1])
        ready.set()
        await stop.wait()
        await runner.cleanup()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield f"http://127.0.0.1:{ports[0]}"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
