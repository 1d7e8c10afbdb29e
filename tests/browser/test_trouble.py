"""What goes wrong around a call: sockets cut, tabs opened twice, live updates away."""

import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import call, current, packets_flow_both_ways, wait_for_state
from tests.browser.conftest import SignIn
from tests.browser.stack import Stack, eventually


@pytest.fixture
def rep(sign_in: SignIn) -> Page:
    """A rep at the Dial page."""
    return sign_in("rep")


def end(page: Page) -> None:
    """End the call and see it gone."""
    page.get_by_role("button", name="End call").first.click()
    eventually(lambda: current(page) is None)


def test_a_call_survives_its_signalling_being_cut(rep: Page, stack: Stack) -> None:
    call(rep, "answers")
    wait_for_state(rep, "live")
    cut = urllib.request.Request(f"{stack.sandbox_url}/control/cut-signalling", data=b"{}", method="POST")
    urllib.request.urlopen(cut, timeout=5).close()
    packets_flow_both_ways(rep, stack)
    assert wait_for_state(rep, "live")["answered_at"]
    end(rep)
    eventually(lambda: not stack.lead_line()["open"])


def test_a_second_tab_shows_the_call_and_says_where_its_sound_is(rep: Page, stack: Stack) -> None:
    call(rep, "answers")
    wait_for_state(rep, "live")
    second = rep.context.new_page()
    second.goto("/dial")
    expect(second.get_by_test_id("call-bar")).to_contain_text("Hannah Osei")
    expect(second.get_by_test_id("line-elsewhere")).to_be_visible()
    end(second)
    expect(rep.get_by_test_id("call-bar")).to_have_count(0)
    eventually(lambda: not stack.lead_line()["open"])


def test_a_call_whose_callbacks_are_refused_frees_the_rep_within_seconds(rep: Page, stack: Stack) -> None:
    call(rep, "hangs up")
    eventually(lambda: stack.lead_line()["open"])
    rep.request.post(f"{stack.sandbox_url}/control/faults", data={"sign_with": "wrong"})
    try:
        eventually(lambda: not stack.rep_line()["open"], within=30)
        assert wait_for_state(rep, "wrap_up", within=12)["line"]["result"] == "answered"
    finally:
        rep.request.post(f"{stack.sandbox_url}/control/faults", data={})
    end(rep)


def test_without_the_stream_the_page_says_so_and_still_follows(rep: Page) -> None:
    rep.context.route("**/api/live", lambda route: route.abort())
    rep.reload()
    expect(rep.get_by_test_id("live-away")).to_be_visible()
    call(rep, "busy")
    wait_for_state(rep, "wrap_up")
    expect(rep.get_by_test_id("call-outcome")).to_contain_text("Busy", timeout=15_000)
    end(rep)
