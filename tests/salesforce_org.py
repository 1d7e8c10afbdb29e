"""The sandbox's Salesforce org on a port of its own, in a thread, for tests of whoever connects to it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from aiohttp import web

from dialer.sandbox.salesforce.org import CUSTOM, STANDARD, USERNAME, Faults, Org, Value
from dialer.sandbox.server import add_receiver, add_salesforce

CLIENT = {
    "client_id": "3MVG9-for-tests",
    "client_secret": "secret-for-tests",
    "refresh_token": "5Aep-for-tests",
}
LIST, OTHER_LIST, USER = STANDARD, CUSTOM, USERNAME


class FarOrg:
    """The org, as its own people see and change it."""

    def __init__(self, org: Org, url: str) -> None:
        self.org, self.url = org, url

    def goes_wrong(self, rest: str = "", **more: Any) -> None:
        """Replace all switches."""
        self.org.faults = Faults(rest=rest, **more)

    def has_values(self, *labels: str, field: str = LIST) -> None:
        """The list is this, and each value is called as it is named."""
        self.org.kept.values[field] = [Value(label, label) for label in labels]

    def add(self, value: str, label: str = "") -> None:
        self.org.kept.values[LIST].append(Value(value, label or value))

    def value(self, api_name: str) -> Value:
        return self.org.value(LIST, api_name)

    def remove(self, api_name: str) -> None:
        self.org.kept.values[LIST].remove(self.value(api_name))

    def labels(self) -> list[str]:
        return [each.label for each in self.org.kept.values[LIST] if each.active]

    @property
    def tasks(self) -> list[dict[str, Any]]:
        return list(self.org.kept.tasks.values())

    @property
    def the_task(self) -> dict[str, Any]:
        (task,) = self.tasks
        return task

    def asked(self, method: str, part: str) -> int:
        """How many requests of this kind came."""
        return sum(each.startswith(f"{method} ") and part in each for each in self.org.asked)

    def allow(self, url: str, answer: str = "allow") -> dict[str, str]:
        """A person follows the link and presses a button; what they bring back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert requests.get(url, timeout=5).status_code == 200
        form = {**asked, "answer": answer}
        done = requests.post(url.partition("?")[0], data=form, allow_redirects=False, timeout=5)
        assert done.status_code == 302, done.text
        back = parse_qs(urlsplit(done.headers["Location"]).query)
        return {name: values[0] for name, values in back.items()}


@contextmanager
def serve_org(folder: Path, callback: str) -> Iterator[FarOrg]:
    """It serves for as long as the block lasts."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    org, ports = Org(CLIENT | {"callback": callback}, folder), []

    async def start() -> web.AppRunner:
        application = web.Application()
        add_salesforce(application, org)
        add_receiver(application)
        runner = web.AppRunner(application, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        ports.append(runner.addresses[0][1])
        return runner

    def run() -> None:
        runner = loop.run_until_complete(start())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield FarOrg(org, f"http://127.0.0.1:{ports[0]}")
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
