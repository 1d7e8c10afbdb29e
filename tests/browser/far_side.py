"""The far side of a browser test, played through the sandbox's own switches."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

from tests.browser.stack import Stack

OUR_NUMBER = "+12025550199"
# A page says so for the first time once the phone service has registered it.
SAID_REACHABLE = """() => performance.getEntriesByType("resource")
  .some(one => one.name.endsWith("/api/reachable") && one.responseEnd > 0)"""


class FarSide:
    """Scripted phones and faults. What was changed is put back by `restore`."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._changed: set[str] = set()

    def phone(self, suffix: str, **settings: Any) -> None:
        """Let this phone ring, talk or refuse as told; for the rest it stays as it is."""
        self._changed.add(suffix)
        self._tell("phones", suffix=suffix, **settings)

    def faults(self, **switches: Any) -> None:
        """Turn these switches, and only these, on."""
        self._tell("faults", **switches)

    def hangs_up(self, call_sid: str) -> None:
        """The lead, however far the call is."""
        self._tell("hangup", call_sid=call_sid)

    def cut_signalling(self) -> None:
        """The browsers' sockets break."""
        self._tell("cut-signalling")

    def cut_media(self) -> None:
        """The audio of all calls breaks."""
        self._tell("cut-media")

    def rings_us(self, caller: str, *, gives_up_after: float = 30) -> None:
        """A lead's phone calls our number."""
        self._tell("inbound", **{"from": caller, "to": OUR_NUMBER, "gives_up_after": gives_up_after})

    def deliveries(self, call_sid: str | None = None) -> list[dict[str, Any]]:
        """What the product was told and what it made of it, newest first."""
        wanted = f"?call_sid={call_sid}" if call_sid else ""
        with urllib.request.urlopen(
            f"{self._stack.sandbox_url}/deliveries.json{wanted}", timeout=5
        ) as answer:
            found: list[dict[str, Any]] = json.load(answer)["deliveries"]
        return found

    def restore(self) -> None:
        """Every phone that was changed is as it was, and no fault is on."""
        self.faults()
        for suffix in self._changed:
            self._tell("phones", suffix=suffix)
        self._changed.clear()

    def _tell(self, switch: str, **body: Any) -> None:
        request = urllib.request.Request(
            f"{self._stack.sandbox_url}/control/{switch}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:
            assert answer.status == 200


@contextmanager
def played(stack: Stack) -> Iterator[FarSide]:
    """A far side that is put back afterwards."""
    far = FarSide(stack)
    try:
        yield far
    finally:
        far.restore()


def newest(page: Page) -> dict[str, Any]:
    """The newest call this person may see."""
    return dict(page.request.get("/api/calls?limit=1").json()["items"][0])
