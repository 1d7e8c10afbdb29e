"""An outcome that asks when to follow up, picked in a call: ending records it, whichever way the rep ends."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import call, current, require_outcomes, wait_for_state
from tests.browser.conftest import SignIn
from tests.browser.far_side import FarSide
from tests.browser.stack import Stack, eventually


@pytest.fixture
def rep(sign_in: SignIn, far: FarSide) -> Page:
    """A rep at the Dial page; whoever answers does so quickly."""
    far.phone("0101", ring_seconds=0.2)
    return sign_in("rep")


def test_end_records_what_is_unfolded_with_its_days(rep: Page, stack: Stack) -> None:
    number = call(rep, "answers")
    wait_for_state(rep, "live")
    _unfold(rep)
    expect(rep.get_by_test_id("outcome-picker")).to_contain_text("“End call” records it and ends the call.")
    rep.keyboard.press("7")
    rep.keyboard.press("e")
    expect(rep.get_by_test_id("ended-bar")).to_contain_text("Follow up")
    eventually(lambda: not stack.lead_line()["open"])
    _is_due_in(rep, number, days=7)


def test_end_records_what_is_unfolded_where_outcomes_are_required(rep: Page, sign_in: SignIn) -> None:
    admin = sign_in("admin")
    require_outcomes(admin, on=True)
    try:
        number = call(rep, "answers")
        wait_for_state(rep, "live")
        _unfold(rep)
        rep.get_by_role("button", name="End call").click()
        expect(rep.get_by_test_id("ended-bar")).to_contain_text("Follow up")
        _is_due_in(rep, number, days=_own_days(rep))
    finally:
        require_outcomes(admin, on=False)


def test_folded_again_it_is_not_picked_and_the_next_call_is_free_of_it(
    rep: Page, stack: Stack, far: FarSide
) -> None:
    number = call(rep, "answers")
    wait_for_state(rep, "live")
    _unfold(rep)
    rep.keyboard.press("Escape")
    expect(rep.get_by_test_id("follow-up")).to_have_count(0)
    rep.keyboard.press("e")
    eventually(lambda: current(rep) is None)
    assert _seen(rep, number)["outcome"] is None


def test_dialing_on_from_the_wrap_up_keeps_what_is_unfolded(rep: Page, stack: Stack, far: FarSide) -> None:
    number = call(rep, "answers")
    wait_for_state(rep, "live")
    far.hangs_up(stack.lead_line()["sid"])
    wait_for_state(rep, "wrap_up")
    expect(rep.get_by_test_id("outcome-picker")).to_contain_text("then Enter")
    _unfold(rep)
    rep.keyboard.press("d")
    eventually(lambda: (open_call := current(rep)) and open_call["id"] != number)
    assert _seen(rep, number)["outcome"]["key"] == "follow_up"


def _unfold(page: Page) -> None:
    page.get_by_role("button", name="Follow up", exact=False).first.click()
    expect(page.get_by_test_id("follow-up")).to_be_visible()
    page.mouse.move(1, 1)


def _seen(page: Page, number: int) -> dict[str, Any]:
    return dict(page.request.get(f"/api/calls/{number}").json())


def _own_days(page: Page) -> int:
    outcomes = page.request.get("/api/outcomes").json()["items"]
    return int(next(one for one in outcomes if one["key"] == "follow_up")["effects"]["follow_up_days"])


def _is_due_in(page: Page, number: int, *, days: int) -> None:
    shown = _seen(page, number)
    assert shown["outcome"]["key"] == "follow_up"
    tasks = {task["call_id"]: task for task in page.request.get("/api/tasks").json()["items"]}
    due = datetime.fromisoformat(tasks[number]["due_at"])
    ahead = due - datetime.fromisoformat(shown["ended_at"])
    assert timedelta(days=days - 0.1) < ahead < timedelta(days=days + 0.1)
