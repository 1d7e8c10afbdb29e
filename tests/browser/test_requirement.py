"""The required outcome as reps, managers and admins meet it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import api, call, current, require_outcomes, wait_for_state
from tests.browser.conftest import SignIn
from tests.browser.far_side import FarSide
from tests.browser.stack import Stack, eventually


@pytest.fixture
def admin(sign_in: SignIn) -> Iterator[Page]:
    """An admin who has turned the requirement on, and turns it off at the end; test_follow_up does so in the page."""
    page = sign_in("admin")
    api(page, "PATCH", "/api/settings", {"outcome_required": True})
    yield page
    api(page, "PATCH", "/api/settings", {"outcome_required": False})


@pytest.fixture
def rep(admin: Page, sign_in: SignIn, far: FarSide) -> Page:
    """A rep under the requirement; whoever hangs up first does so at once."""
    far.phone("0106", ring_seconds=0.2, hang_up_after=1)
    return sign_in("rep")


def test_end_is_refused_by_the_server_until_an_outcome_ends_it(rep: Page, stack: Stack) -> None:
    number = call(rep, "answers")
    wait_for_state(rep, "live")
    status, problem = api(rep, "POST", f"/api/calls/{number}/end", {})
    assert (status, problem["code"]) == (409, "outcome_required")
    rep.get_by_role("button", name="End call").first.click()
    expect(rep.get_by_test_id("outcome-picker").first).to_have_attribute("data-urgent", "true")
    assert stack.lead_line()["open"]
    rep.get_by_role("button", name="Meeting booked").first.click()
    eventually(lambda: current(rep) is None)
    eventually(lambda: not stack.lead_line()["open"])
    assert rep.request.get(f"/api/calls/{number}").json()["outcome"]["key"] == "meeting_booked"


def test_the_far_side_hanging_up_holds_the_rep_who_is_led_back_from_anywhere(
    rep: Page, sign_in: SignIn
) -> None:
    held = call(rep, "hangs up")
    wait_for_state(rep, "wrap_up", within=30)
    status, problem = api(rep, "POST", "/api/calls", {"to": "+12025550101"})
    assert (status, problem["code"], problem["open_call_id"]) == (409, "call_open", held)
    elsewhere = sign_in("rep")
    expect(elsewhere.get_by_test_id("call-bar")).to_contain_text("Diego Santos")
    elsewhere.get_by_role("button", name="Hung up").first.click()
    eventually(lambda: current(rep) is None)
    expect(rep.get_by_test_id("call-bar")).to_have_count(0)


def test_a_held_call_fits_a_phone(rep: Page, sign_in: SignIn) -> None:
    call(rep, "hangs up")
    wait_for_state(rep, "wrap_up", within=30)
    phone = sign_in("rep", viewport={"width": 390, "height": 844})
    phone.goto("/calls")
    bar = phone.get_by_test_id("call-bar")
    expect(bar.get_by_test_id("outcome-picker")).to_be_visible()
    for part in bar.locator("> *, button").all():
        box = part.bounding_box()
        assert box is None or box["x"] + box["width"] <= 390 - 6
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    bar.get_by_role("button", name="Hung up").click()
    eventually(lambda: current(rep) is None)


def test_closing_the_tab_of_a_held_call_warns(rep: Page) -> None:
    call(rep, "hangs up")
    wait_for_state(rep, "wrap_up", within=30)
    expect(rep.get_by_test_id("call-state")).to_contain_text("Needs an outcome")
    asked = []
    rep.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    rep.reload()
    assert asked == ["beforeunload"]
    rep.get_by_role("button", name="Hung up").first.click()
    eventually(lambda: current(rep) is None)


def test_a_manager_releases_a_held_rep(rep: Page, sign_in: SignIn) -> None:
    held = call(rep, "hangs up")
    wait_for_state(rep, "wrap_up", within=30)
    manager = sign_in("manager")
    manager.goto(f"/calls?tab=all&call={held}")
    manager.get_by_role("button", name="Release").first.click()
    manager.get_by_label("Reason").fill("Went home ill")
    manager.get_by_role("button", name="Release").last.click()
    eventually(lambda: current(rep) is None)
    expect(rep.get_by_test_id("call-bar")).to_have_count(0)
    expect(rep.get_by_text("Morgan Lind released your call with Diego Santos")).to_be_visible()
    expect(rep.get_by_text("Went home ill")).to_be_visible()
    shown = rep.request.get(f"/api/calls/{held}").json()
    assert shown["missing_outcome"]
    assert shown["released"]["reason"] == "Went home ill"


def test_turning_the_switch_off_frees_a_waiting_rep_without_a_reload(rep: Page, admin: Page) -> None:
    call(rep, "hangs up")
    wait_for_state(rep, "wrap_up", within=30)
    expect(rep.get_by_role("button", name="Call", exact=False).first).to_be_visible()
    require_outcomes(admin, on=False)
    eventually(lambda: not (current(rep) or {"needs_outcome": False})["needs_outcome"])
    call(rep, "busy")
    wait_for_state(rep, "wrap_up")
    rep.get_by_role("button", name="End call").first.click()
    eventually(lambda: current(rep) is None)
