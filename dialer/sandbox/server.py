"""Puts the sandbox on a port of this machine, and takes it away again."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web

from dialer.sandbox import browser, control, pages, rest, signalling
from dialer.sandbox.config import Config, load_config
from dialer.sandbox.media import LOOPBACK, prepare_aiortc
from dialer.sandbox.phones import PhoneBook
from dialer.sandbox.state import SANDBOX, Sandbox

log = logging.getLogger(__name__)


def main(port: int, config: Path, data_dir: Path) -> None:
    """Serve until SIGTERM or SIGINT."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s sandbox %(levelname)s %(message)s")
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
    asyncio.run(_serve(port, load_config(config), data_dir))


async def _serve(port: int, config: Config, data_dir: Path) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    runner = web.AppRunner(create_app(config, data_dir), shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, LOOPBACK, port).start()
        print(f"sandbox ready http://{LOOPBACK}:{port}", flush=True)
        await stop.wait()
    finally:
        await runner.cleanup()


def create_app(config: Config, data_dir: Path, phones: PhoneBook | None = None) -> web.Application:
    """The application, ready to be served; tests bring their own, quicker phones."""
    prepare_aiortc()
    app = web.Application(middlewares=[rest.api_errors])
    app[SANDBOX] = Sandbox(config, data_dir, phones)
    for part in (signalling, browser, control, pages, rest):
        app.add_routes(part.routes)
    app.cleanup_ctx.append(_running)
    app.on_shutdown.append(_stop)
    return app


async def _running(app: web.Application) -> AsyncIterator[None]:
    await app[SANDBOX].courier.start()
    yield


async def _stop(app: web.Application) -> None:
    await app[SANDBOX].stop()
