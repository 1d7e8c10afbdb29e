"""An ordinary call, from the rep's side: sound, digits, mute, and what moving about the page does to it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import call, current, packets_flow_both_ways, wait_for_state
from tests.browser.conftest import SignIn
from tests.browser.far_side import FarSide
from tests.browser.stack import Stack, eventually


@pytest.fixture
def rep(sign_in: SignIn, far: FarSide) -> Page:
    """A rep at the Dial page; whoever answers does so quickly."""
    far.phone("0101", ring_seconds=0.2)
    far.phone("0105", ring_seconds=0.2, greeting="menu_sales")
    return sign_in("rep")


def test_a_person_answers_audio_flows_digits_arrive_and_the_rep_hangs_up(rep: Page, stack: Stack) -> None:
    call(rep, "answers")
    wait_for_state(rep, "live")
    packets_flow_both_ways(rep, stack)
    rep.get_by_role("button", name="Keypad").first.click()
    for digit in "12#":
        rep.keyboard.press(digit)
    eventually(lambda: stack.lead_line()["digits_heard"] == "12#")
    rep.keyboard.press("Escape")
    expect(rep.get_by_test_id("call-state")).to_contain_text("On call")
    rep.get_by_role("button", name="End call").first.click()
    eventually(lambda: current(rep) is None)
    eventually(lambda: not stack.lead_line()["open"])


def test_mute_silences_the_rep_and_unmute_brings_the_voice_back(rep: Page, stack: Stack) -> None:
    call(rep, "answers")
    wait_for_state(rep, "live")
    eventually(lambda: (stack.lead_line()["level_heard"] or -99) > -40)
    rep.get_by_role("button", name="Mute", exact=True).first.click()
    eventually(lambda: (stack.lead_line()["level_heard"] or -99) < -40)
    rep.get_by_role("button", name="Unmute").first.click()
    eventually(lambda: (stack.lead_line()["level_heard"] or -99) > -40)
    rep.get_by_role("button", name="End call").first.click()
    eventually(lambda: current(rep) is None)


def test_a_machine_is_suggested_while_it_talks_and_filled_in_when_it_is_over(rep: Page) -> None:
    call(rep, "machine")
    live = wait_for_state(rep, "live")
    assert live["outcome"] is None
    eventually(lambda: (current(rep) or {}).get("suggested"))
    expect(rep.get_by_test_id("suggestion").first).to_contain_text("answering machine")
    rep.get_by_role("button", name="End call").first.click()
    eventually(lambda: current(rep) is None)
    last = rep.request.get("/api/calls?limit=1").json()["items"][0]
    assert (last["outcome"]["key"], last["outcome_source"]) == ("no_voicemail", "webhook")


def test_a_second_call_works_after_the_first(rep: Page, stack: Stack) -> None:
    for _ in range(2):
        call(rep, "answers")
        wait_for_state(rep, "live")
        packets_flow_both_ways(rep, stack)
        rep.get_by_role("button", name="End call").first.click()
        eventually(lambda: current(rep) is None)


def test_the_call_bar_stays_while_moving_about(rep: Page, stack: Stack) -> None:
    call(rep, "answers")
    wait_for_state(rep, "live")
    for place in ("Calls", "Analytics", "Dial"):
        rep.get_by_role("link", name=place).first.click()
        expect(rep.get_by_test_id("call-bar")).to_be_visible()
    packets_flow_both_ways(rep, stack)
    rep.get_by_role("button", name="End call").first.click()
    eventually(lambda: current(rep) is None)
