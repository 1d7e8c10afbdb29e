"""Puts the sandbox on a port of this machine, and takes it away again."""

import asyncio
import fcntl
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from aiohttp import web

from dialer.sandbox import (
    browser,
    control,
    pages,
    receiver,
    rest,
    rest_account,
    rest_calls,
    signalling,
    views,
)
from dialer.sandbox.config import Config, Misused, load_config
from dialer.sandbox.control import LOOPBACK
from dialer.sandbox.mailbox import page as mailbox_page
from dialer.sandbox.mailbox import switches as mailbox_switches
from dialer.sandbox.mailbox.box import MAILBOX, Mailbox
from dialer.sandbox.mailbox.door import open_door
from dialer.sandbox.media import LOOPBACK as ADDRESS
from dialer.sandbox.media import prepare_aiortc
from dialer.sandbox.payments import page as payments_page
from dialer.sandbox.payments.desk import DESK, Desk
from dialer.sandbox.phone_list import PHONES
from dialer.sandbox.phones import Phone
from dialer.sandbox.salesforce import oauth, page, switches
from dialer.sandbox.salesforce import rest as salesforce_rest
from dialer.sandbox.salesforce.org import ORG, Org
from dialer.sandbox.state import SANDBOX, Sandbox

MISUSED = 2
"""The exit status when it was started wrongly."""

log = logging.getLogger(__name__)


def main(port: int, mail_port: int, config: Path, data_dir: Path) -> None:
    """Serve until SIGTERM or SIGINT."""
    try:
        given = load_config(config)
        with claimed(port, data_dir) as listening, listen(mail_port) as mail:
            serve(listening, mail, given, data_dir)
    except Misused as error:
        print(f"sandbox: {error}", file=sys.stderr)
        sys.exit(MISUSED)


@contextmanager
def claimed(port: int, data_dir: Path) -> Iterator[socket.socket]:
    """The port and the data directory, ours alone. Raises Misused when either is taken.

    The port comes first: a sandbox that cannot have it must not touch the other one's files.
    """
    with listen(port) as listening, _lock(data_dir) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Misused(f"another sandbox already keeps its calls in {data_dir}") from error
        yield listening


def serve(listening: socket.socket, mail: socket.socket, config: Config, data_dir: Path) -> None:
    """Serve on a socket, and take mail on another, until SIGTERM or SIGINT."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s sandbox %(levelname)s %(message)s")
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
    asyncio.run(_serve(listening, mail, config, data_dir))


def listen(port: int) -> socket.socket:
    """A port of this machine, ours. Raises Misused when it cannot be had."""
    try:
        return socket.create_server((ADDRESS, port))
    except (OSError, OverflowError) as error:
        why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "it is no port"
        raise Misused(f"port {port} of {ADDRESS} cannot be had: {why.lower()}") from error


def _lock(data_dir: Path) -> TextIO:
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return (data_dir / "sandbox.lock").open("a")
    except OSError as error:
        raise Misused(f"calls cannot be kept in {data_dir}: {error.strerror}") from error


async def _serve(listening: socket.socket, mail: socket.socket, config: Config, data_dir: Path) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    app = create_app(config, data_dir)
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        async with open_door(mail, app[MAILBOX]):
            print(f"sandbox ready http://{ADDRESS}:{listening.getsockname()[1]}", flush=True)
            await stop.wait()
    finally:
        await runner.cleanup()


def create_app(config: Config, data_dir: Path, phones: tuple[Phone, ...] = PHONES) -> web.Application:
    """The application, ready to be served; tests bring their own, quicker phones."""
    prepare_aiortc()
    app = web.Application(middlewares=[_plainly, rest.api_errors])
    app[SANDBOX] = Sandbox(config, data_dir, phones)
    for part in (signalling, browser, views, control, pages, rest_account, rest_calls, rest):
        app.add_routes(part.routes)
    add_salesforce(app, Org(config.salesforce, data_dir))
    add_receiver(app)
    add_mailbox(app, Mailbox(data_dir))
    app[DESK] = Desk(config.payments)
    app.add_routes(payments_page.routes)
    app.cleanup_ctx.append(_running)
    app.on_shutdown.append(_stop)
    return app


def add_salesforce(app: web.Application, org: Org) -> None:
    """Let the application play this org, too."""
    app[ORG] = org
    for part in (oauth, salesforce_rest, switches, page):
        app.add_routes(part.routes)


def add_receiver(app: web.Application) -> None:
    """Let the application take the product's webhooks, too."""
    app[receiver.INBOX] = receiver.Inbox()
    app.add_routes(receiver.routes)


def add_mailbox(app: web.Application, box: Mailbox) -> None:
    """Let the application show this mailbox, too."""
    app[MAILBOX] = box
    for part in (mailbox_switches, mailbox_page):
        app.add_routes(part.routes)


@web.middleware
async def _plainly(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Note under which address we are reached, and answer whatever goes wrong with a sentence."""
    if request.url.host in LOOPBACK:
        request.app[SANDBOX].address = str(request.url.origin())
    try:
        return await handler(request)
    except web.HTTPNotFound:
        return web.json_response({"error": f"there is nothing at {request.path}"}, status=404)
    except web.HTTPMethodNotAllowed:
        return web.json_response({"error": f"{request.method} does nothing at {request.path}"}, status=405)
    except web.HTTPRequestEntityTooLarge:
        return web.json_response({"error": "the body is longer than 1 MB"}, status=413)
    except web.HTTPException:
        raise
    except ConnectionResetError:  # a browser that closed its page while it was answered
        log.info("%s %s: the other side left", request.method, request.path)
        return web.Response(status=499)
    except Exception:
        log.exception("%s %s went wrong", request.method, request.path)
        return web.json_response({"error": "the sandbox made a mistake; its log says more"}, status=500)


async def _running(app: web.Application) -> AsyncIterator[None]:
    await app[SANDBOX].courier.start()
    yield


async def _stop(app: web.Application) -> None:
    await app[SANDBOX].stop()
