"""What goes wrong around a call: sockets cut, tabs opened twice or left, live updates away."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import call, current, end, packets_flow_both_ways, wait_for_state
from tests.browser.conftest import SignIn
from tests.browser.far_side import SAID_REACHABLE, FarSide
from tests.browser.stack import Stack, eventually

pytestmark = pytest.mark.fault


@pytest.fixture
def rep(sign_in: SignIn, far: FarSide) -> Page:
    """A rep at the Dial page; whoever answers does so quickly."""
    far.phone("0101", ring_seconds=0.2)
    return sign_in("rep")


def test_a_call_survives_its_signalling_being_cut_and_the_page_says_so_meanwhile(
    rep: Page, far: FarSide, stack: Stack
) -> None:
    call(rep, "answers")
    wait_for_state(rep, "live")
    far.faults(signalling_down=True)
    expect(rep.get_by_test_id("call-state")).to_contain_text("Reconnecting…")
    packets_flow_both_ways(rep, stack)
    far.faults()
    expect(rep.get_by_test_id("call-state")).to_contain_text("On call")
    rep.get_by_role("button", name="Mute", exact=True).first.click()
    expect(rep.get_by_role("button", name="Unmute").first).to_be_visible()
    end(rep)
    eventually(lambda: not stack.lead_line()["open"])


def test_a_second_tab_shows_the_call_says_where_its_sound_is_and_places_no_other(
    rep: Page, stack: Stack
) -> None:
    call(rep, "answers")
    wait_for_state(rep, "live")
    second = rep.context.new_page()
    second.goto("/dial")
    expect(second.get_by_test_id("call-bar")).to_contain_text("Hannah Osei")
    expect(second.get_by_test_id("line-elsewhere")).to_have_text("The sound is in another tab")
    second.get_by_label("Number to call").fill("+12125550102")
    second.get_by_role("button", name="Call this number").click()
    expect(second.get_by_text("You are on another call. End it, then dial.")).to_be_visible()
    packets_flow_both_ways(rep, stack)
    end(second)
    expect(rep.get_by_test_id("call-bar")).to_have_count(0)
    eventually(lambda: not stack.lead_line()["open"])


def test_a_call_from_outside_rings_in_both_tabs_and_the_first_one_has_it(
    rep: Page, far: FarSide, stack: Stack
) -> None:
    second = rep.context.new_page()
    second.goto("/calls")
    for tab in (rep, second):
        tab.wait_for_function(SAID_REACHABLE)
    far.rings_us("+12025550101")
    for tab in (rep, second):
        expect(tab.get_by_test_id("incoming-call")).to_contain_text("Hannah Osei")
    second.get_by_role("button", name="Pick up").click()
    wait_for_state(second, "live")
    expect(rep.get_by_test_id("incoming-call")).to_have_count(0)
    expect(rep.get_by_test_id("line-elsewhere")).to_have_text("The sound is in another tab")
    end(second)


def test_a_page_left_in_a_call_comes_back_to_it_in_wrap_up(rep: Page) -> None:
    call(rep, "answers")
    wait_for_state(rep, "live")
    asked = []
    rep.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    rep.reload()
    assert asked == ["beforeunload"]
    wait_for_state(rep, "wrap_up")
    expect(rep.get_by_test_id("call-bar")).to_contain_text("Hannah Osei")
    rep.get_by_role("button", name="Hung up").first.click()
    eventually(lambda: current(rep) is None)


def test_a_browser_that_died_in_a_call_leaves_a_line_that_another_one_can_end(
    rep: Page, sign_in: SignIn, stack: Stack
) -> None:
    call(rep, "answers")
    wait_for_state(rep, "live")
    rep.context.set_offline(True)
    elsewhere = sign_in("rep")
    expect(elsewhere.get_by_test_id("line-elsewhere")).to_contain_text("in another browser, if anywhere")
    assert stack.lead_line()["open"]
    end(elsewhere)
    eventually(lambda: not stack.lead_line()["open"])


def test_a_call_whose_callbacks_are_refused_frees_the_rep_within_seconds(
    rep: Page, far: FarSide, stack: Stack
) -> None:
    call(rep, "hangs up")
    eventually(lambda: stack.lead_line()["open"])
    far.faults(sign_with="wrong")
    eventually(lambda: not stack.rep_line()["open"], within=30)
    assert wait_for_state(rep, "wrap_up", within=12)["line"]["result"] == "answered"
    far.faults()
    end(rep)


def test_without_the_stream_the_page_says_so_and_still_follows(rep: Page) -> None:
    rep.context.route("**/api/live", lambda route: route.abort())
    rep.reload()
    expect(rep.get_by_test_id("live-away")).to_be_visible()
    call(rep, "busy")
    wait_for_state(rep, "wrap_up")
    expect(rep.get_by_test_id("call-outcome")).to_contain_text("Busy")
    end(rep)
