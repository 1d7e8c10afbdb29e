"""Hanging up from either side, at every stage of a call."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import api, call, current, end, wait_for_state
from tests.browser.conftest import SignIn
from tests.browser.far_side import FarSide, newest
from tests.browser.shown import NOTHING, Shown, wait_for_wrap_up
from tests.browser.stack import Stack, eventually

pytestmark = pytest.mark.fault


@pytest.fixture
def rep(sign_in: SignIn) -> Page:
    """A rep at the Dial page."""
    return sign_in("rep")


def came_to(page: Page) -> tuple[str, str | None]:
    """The newest call's line result and outcome, once its line is over."""
    found = eventually(lambda: (call := newest(page))["line"]["result"] and call)
    return found["line"]["result"], found["outcome"] and found["outcome"]["key"]


def test_the_rep_hangs_up_before_the_phone_service_was_reached(rep: Page, far: FarSide, stack: Stack) -> None:
    far.faults(signalling_down=True)
    lines = len(stack.lines())
    call(rep, "answers")
    expect(rep.get_by_test_id("call-state")).to_contain_text("Calling…")
    end(rep)
    assert came_to(rep) == ("not_placed", None)
    expect(rep.get_by_test_id("ended-bar")).to_contain_text("before the lead's number was dialed")
    assert len(stack.lines()) == lines
    far.faults()
    call(rep, "answers")
    wait_for_state(rep, "live")
    end(rep)


def test_the_rep_hangs_up_while_it_is_dialed(rep: Page, far: FarSide, stack: Stack) -> None:
    far.phone("0102", ring_seconds=30)
    call(rep, "busy")
    eventually(lambda: stack.lead_line()["open"] and stack.lead_line()["to"].endswith("0102"))
    expect(rep.get_by_test_id("call-state")).to_contain_text("Calling…")
    end(rep)
    assert came_to(rep) == ("canceled", "no_voicemail")
    eventually(lambda: stack.lead_line()["status"] == "canceled")


def test_the_rep_hangs_up_while_it_rings(rep: Page, far: FarSide, stack: Stack) -> None:
    far.phone("0103", ring_seconds=30)
    call(rep, "rings out")
    wait_for_state(rep, "ringing")
    end(rep)
    assert came_to(rep) == ("canceled", "no_voicemail")
    eventually(lambda: stack.lead_line()["status"] == "canceled")


def test_the_lead_declines_while_it_rings(rep: Page, far: FarSide, stack: Stack) -> None:
    far.phone("0103", ring_seconds=30)
    call(rep, "rings out")
    wait_for_state(rep, "ringing")
    far.hangs_up(stack.lead_line()["sid"])
    wait_for_wrap_up(rep, Shown("Blocked", NOTHING, "blocked or declined"))
    end(rep)
    assert came_to(rep) == ("blocked", None)


def test_the_lead_hangs_up_while_they_talk_and_the_call_waits_in_wrap_up(
    rep: Page, far: FarSide, stack: Stack
) -> None:
    far.phone("0101", ring_seconds=0.2)
    call(rep, "answers")
    wait_for_state(rep, "live")
    far.hangs_up(stack.lead_line()["sid"])
    wait_for_wrap_up(rep, Shown("Answered", NOTHING, r"0:0\d on the line"))
    rep.get_by_role("button", name="Hung up").first.click()
    eventually(lambda: current(rep) is None)
    assert came_to(rep) == ("answered", "hung_up")


def test_a_call_that_was_ended_elsewhere_has_no_line_here_any_more(
    rep: Page, sign_in: SignIn, far: FarSide, stack: Stack
) -> None:
    far.faults(rest="500")
    far.phone("0101", ring_seconds=0.2)
    number = call(rep, "answers")
    wait_for_state(rep, "live")
    manager = sign_in("manager")
    status, _ = api(manager, "POST", f"/api/calls/{number}/release", {"reason": "Fire drill"})
    assert status == 200
    expect(rep.get_by_test_id("call-bar")).to_have_count(0)
    eventually(lambda: not stack.lead_line()["open"])
