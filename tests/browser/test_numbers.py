"""The manager's chart follows the rep's click."""

import time

from playwright.sync_api import Page, expect

from tests.browser.acts import call, current, wait_for_state
from tests.browser.conftest import SignIn
from tests.browser.stack import eventually


def tile(page: Page, name: str) -> int:
    """The whole number on a tile of the analytics page."""
    return int(page.get_by_test_id(f"tile-{name}-value").inner_text().replace(",", ""))


def test_the_managers_numbers_move_when_the_rep_picks_an_outcome(sign_in: SignIn) -> None:
    manager, rep = sign_in("manager"), sign_in("rep")
    manager.goto("/analytics")
    expect(manager.get_by_test_id("freshness")).to_be_visible()
    before = tile(manager, "connected-calls")
    call(rep, "answers")
    wait_for_state(rep, "live")
    rep.get_by_role("button", name="Follow up").first.click()
    rep.keyboard.press("Enter")
    rep.get_by_role("button", name="End call").first.click()
    eventually(lambda: current(rep) is None)
    ended = time.monotonic()
    eventually(lambda: tile(manager, "connected-calls") == before + 1)
    print(f"the chart moved {time.monotonic() - ended:.2f} s after the call ended")
    expect(manager.get_by_text("Follow up").first).to_be_visible()
