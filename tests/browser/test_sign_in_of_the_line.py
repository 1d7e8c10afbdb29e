"""The access token of the phone line: renewed during a call, and what the page says when that fails."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, WebSocket, expect

from tests.browser.acts import call, current, end, packets_flow_both_ways, wait_for_state
from tests.browser.conftest import SignIn
from tests.browser.far_side import FarSide
from tests.browser.stack import Stack, eventually

pytestmark = pytest.mark.fault

RENEWED_BEFORE = 180  # seconds before the end at which the page asks for another
# The page's own record of its requests: the token it has was made more than three seconds ago.
RAN_OUT = """() => performance.getEntriesByType("resource")
  .some(one => one.name.endsWith("/api/voice-token") && performance.now() - one.responseEnd > 3500)"""


class Shown:
    """The tokens that a page showed to the phone service, and how often it was let in."""

    def __init__(self, page: Page) -> None:
        self.tokens: list[str] = []
        self.let_in = 0
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda sent: self._take(sent, "listen"))
        socket.on("framereceived", lambda got: self._take(got, "connected"))

    def _take(self, frame: Any, wanted: str) -> None:
        if not isinstance(frame, str) or not frame.strip():
            return
        said = json.loads(frame)
        if said["type"] == wanted == "listen":
            self.tokens.append(said["payload"]["token"])
        elif said["type"] == wanted:
            self.let_in += 1


@pytest.fixture
def rep(sign_in: SignIn, far: FarSide) -> Page:
    """A rep; whoever answers does so quickly."""
    far.phone("0101", ring_seconds=0.2)
    return sign_in("rep")


def only_once() -> Callable[[Route], None]:
    """The first request goes through, and then the server is away."""
    passed: list[Route] = []

    def handle(route: Route) -> None:
        passed.append(route)
        if len(passed) == 1:
            route.continue_()
        else:
            route.abort()

    return handle


def test_the_token_is_renewed_in_a_call_which_does_not_notice(rep: Page, far: FarSide, stack: Stack) -> None:
    shown = Shown(rep)
    far.faults(token_seconds=RENEWED_BEFORE + 6)
    rep.reload()
    call(rep, "answers")
    wait_for_state(rep, "live")
    during = len(shown.tokens)
    eventually(lambda: current(rep) and len(shown.tokens) > during and shown.let_in > during)
    far.faults()
    assert len(set(shown.tokens)) > 1
    expect(rep.get_by_test_id("call-state")).to_contain_text("On call")
    packets_flow_both_ways(rep, stack)
    end(rep)
    eventually(lambda: not stack.lead_line()["open"])


def test_a_token_that_ran_out_is_said_so_and_the_next_call_has_another(rep: Page, far: FarSide) -> None:
    far.faults(token_seconds=3)
    rep.route("**/api/voice-token", only_once())
    rep.reload()
    rep.wait_for_function(RAN_OUT)
    call(rep, "answers")
    expect(rep.get_by_text("The sign-in of the phone line ran out. Call again.").first).to_be_visible()
    eventually(lambda: current(rep) is None)
    far.faults()
    rep.unroute("**/api/voice-token")
    call(rep, "answers")
    wait_for_state(rep, "live")
    end(rep)
