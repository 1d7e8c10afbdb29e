"""Callbacks that come in a mess, late or never, and a REST API that is ill: what a call comes to stays the same."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import current, dial, end, wait_for_state
from tests.browser.far_side import FarSide, newest
from tests.browser.shown import NOTHING, Shown, wait_for_wrap_up
from tests.browser.stack import Stack, eventually
from tests.browser.stories import AREA, all_stories_end_as_ever

pytestmark = pytest.mark.fault

FAULTS: dict[str, dict[str, Any]] = {
    "shuffled": {"shuffle": True},
    "repeated, and each doubled": {"repeat": 2, "twice": True},
    "delayed": {"delay": 1.0},
    "all but the machine's verdict dropped": {
        "drop": ["initiated", "ringing", "answered", "completed", "parent"]
    },
}


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_happens_to_the_callbacks_the_outcome_is_the_same(
    team: list[Page], far: FarSide, fault: str
) -> None:
    all_stories_end_as_ever(team, far, FAULTS[fault])


def test_a_machine_that_nobody_told_us_of_is_somebody_who_answered(team: list[Page], far: FarSide) -> None:
    far.faults(drop=["amd"])
    far.phone("0105", ring_seconds=0.2, greeting="menu_sales", hang_up_after=2.5)
    dial(team[0], f"{AREA}0105")
    wait_for_wrap_up(team[0], Shown("Answered", NOTHING, r"0:0\d on the line"))
    end(team[0])


def test_who_hears_them_is_on_a_call_even_if_the_server_was_not_told(
    team: list[Page], far: FarSide, stack: Stack
) -> None:
    rep = team[0]
    far.faults(drop=["answered", "amd"])
    far.phone("0101", ring_seconds=0.2)
    dial(rep, f"{AREA}0101")
    expect(rep.get_by_test_id("call-state")).to_contain_text("On call")
    expect(rep.get_by_test_id("call-bar")).to_have_attribute("data-state", "ringing")
    far.hangs_up(stack.lead_line()["sid"])
    wait_for_wrap_up(rep, Shown("Answered", NOTHING, r"0:0\d on the line"))
    end(rep)


def test_forged_callbacks_change_nothing_and_the_page_does_not_pretend(
    team: list[Page], far: FarSide
) -> None:
    rep = team[0]
    far.faults(sign_with="wrong")
    dial(rep, f"{AREA}0101")
    expect(rep.get_by_test_id("call-state")).to_contain_text("Line over")
    found = current(rep)
    assert found
    assert (found["state"], found["line"]["result"]) == ("dialing", None)
    why = rep.get_by_role("alert").filter(has_text="did not reach us")
    expect(why).to_contain_text("This is nothing you did.")
    expect(why).to_contain_text("deliveries")
    end(rep)
    expect(rep.get_by_test_id("ended-bar")).to_contain_text("Not placed")


@pytest.mark.parametrize("fault", ["slow", "429", "500", "malformed"])
def test_an_ill_rest_api_keeps_nobody_on_the_line(
    team: list[Page], far: FarSide, stack: Stack, fault: str
) -> None:
    rep = team[0]
    far.faults(rest=fault)
    far.phone("0101", ring_seconds=0.2)
    dial(rep, f"{AREA}0101")
    wait_for_state(rep, "live")
    end(rep)
    eventually(lambda: not stack.lead_line()["open"])
    ended = eventually(lambda: (found := newest(rep))["line"]["result"] and found)
    assert (ended["line"]["result"], ended["outcome"]) == ("answered", None)
