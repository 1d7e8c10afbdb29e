"""What a browser meets only after a while: late answers, lost sound, lost sockets, words that never come."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import dial, end, packets_flow_both_ways, wait_for_state
from tests.browser.conftest import SignIn
from tests.browser.far_side import FarSide
from tests.browser.shown import NOTHING, Shown, wait_for_wrap_up
from tests.browser.stack import Stack, eventually
from tests.browser.stories import AREA, all_stories_end_as_ever

pytestmark = pytest.mark.timeout(300)
ON_THE_LINE = r"\d:\d\d on the line"
ASKED_WITHIN = 180  # seconds in which the phone service is asked about a call gone quiet


@pytest.fixture
def rep(sign_in: SignIn) -> Page:
    """A rep at the Dial page."""
    return sign_in("rep")


def test_an_answer_after_29_seconds_is_waited_for(rep: Page, stack: Stack) -> None:
    dial(rep, f"{AREA}0117")
    wait_for_state(rep, "ringing")
    live = wait_for_state(rep, "live", within=60)
    packets_flow_both_ways(rep, stack)
    assert live["line"]["ring_seconds"] in range(28, 33)
    end(rep)


def test_a_cut_of_the_sound_is_said_and_it_comes_back(rep: Page, far: FarSide, stack: Stack) -> None:
    far.phone("0101", ring_seconds=0.2)
    dial(rep, f"{AREA}0101")
    wait_for_state(rep, "live")
    packets_flow_both_ways(rep, stack)
    far.cut_media()
    expect(rep.get_by_test_id("call-state")).to_contain_text("Reconnecting…", timeout=30_000)
    expect(rep.get_by_test_id("call-state")).to_contain_text("On call", timeout=30_000)
    packets_flow_both_ways(rep, stack)
    end(rep)
    eventually(lambda: not stack.lead_line()["open"])


def test_an_answer_without_any_sound_is_a_poor_connection(rep: Page, far: FarSide) -> None:
    far.phone("0118", ring_seconds=0.2)
    dial(rep, f"{AREA}0118")
    wait_for_state(rep, "live")
    expect(rep.get_by_test_id("line-fault")).to_have_text("Poor connection", timeout=30_000)
    end(rep)


def test_signalling_away_for_too_long_ends_the_line_and_the_next_call_works(
    rep: Page, far: FarSide, stack: Stack
) -> None:
    far.phone("0101", ring_seconds=0.2)
    dial(rep, f"{AREA}0101")
    wait_for_state(rep, "live")
    far.faults(signalling_down=True)
    expect(rep.get_by_test_id("call-state")).to_contain_text("Reconnecting…")
    wait_for_wrap_up(rep, Shown("Answered", NOTHING, ON_THE_LINE), within=60)
    far.faults()
    end(rep)
    dial(rep, f"{AREA}0101")
    wait_for_state(rep, "live", within=60)
    packets_flow_both_ways(rep, stack)
    end(rep)


def test_a_browser_that_is_gone_leaves_no_line_even_without_the_rest_api(
    sign_in: SignIn, far: FarSide, stack: Stack
) -> None:
    far.faults(rest="500")
    far.phone("0101", ring_seconds=0.2)
    gone = sign_in("rep")
    dial(gone, f"{AREA}0101")
    wait_for_state(gone, "live")
    gone.goto("about:blank")
    back = sign_in("rep")
    wait_for_wrap_up(back, Shown("Answered", NOTHING, ON_THE_LINE), within=60)
    assert not stack.lead_line()["open"]
    end(back)


@pytest.mark.parametrize("kind", ["initiated", "ringing", "answered", "completed", "amd", "parent"])
def test_any_one_callback_may_never_come(rep: Page, far: FarSide, kind: str) -> None:
    far.faults(drop=[kind])
    far.phone("0102", ring_seconds=0.2)
    far.phone("0105", ring_seconds=0.2, greeting="menu_sales", hang_up_after=3)
    dial(rep, f"{AREA}0102")
    wait_for_wrap_up(rep, Shown("Busy", "Busy", "Twilio: busy"))
    dial(rep, f"{AREA}0105")
    machine = Shown("Machine", "No voicemail", "answering machine, no message left")
    wait_for_wrap_up(rep, Shown("Answered", NOTHING, ON_THE_LINE) if kind == "amd" else machine)
    end(rep)


@pytest.mark.parametrize(
    "fault",
    [
        {"repeat": 3},
        {"twice": True},
        {"sign_with": "older"},
        {"shuffle": True, "repeat": 2, "twice": True},
        {"shuffle": True, "delay": 2.0},
    ],
    ids=str,
)
def test_callbacks_in_any_mess_come_to_the_same(
    team: list[Page], far: FarSide, fault: dict[str, Any]
) -> None:
    all_stories_end_as_ever(team, far, fault)


def test_what_no_callback_says_is_asked_for(sign_in: SignIn, far: FarSide, stack: Stack) -> None:
    talking, refused = sign_in("rep"), sign_in("setter")
    far.phone("0101", ring_seconds=0.2)
    dial(talking, f"{AREA}0101")
    wait_for_state(talking, "live")
    lead = stack.lead_line()["sid"]
    far.faults(sign_with="wrong")
    far.hangs_up(lead)
    dial(refused, f"{AREA}0101")
    for page, state in ((talking, "live"), (refused, "dialing")):
        expect(page.get_by_test_id("call-state")).to_contain_text("Line over")
        expect(page.get_by_test_id("call-bar")).to_have_attribute("data-state", state)
    never_reached = Shown("Not placed", NOTHING, "The browser never reached the telephone network")
    wait_for_wrap_up(refused, never_reached, within=ASKED_WITHIN)
    wait_for_wrap_up(talking, Shown("Answered", NOTHING, ON_THE_LINE), within=ASKED_WITHIN)
    for page in (talking, refused):
        end(page)
