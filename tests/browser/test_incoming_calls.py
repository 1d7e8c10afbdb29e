"""Somebody rings our number, and a rep's page rings."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import INBOUND_AUDIO, api, call, current, wait_for_state
from tests.browser.axe import findings
from tests.browser.conftest import SignIn
from tests.browser.far_side import SAID_REACHABLE, FarSide, newest
from tests.browser.stack import Stack, eventually

HANNAH = "+12025550101"  # answers, talks, listens and echoes
DIEGO = "+15125550106"  # talks, then hangs up first

TIMES_SAID = """() => performance.getEntriesByType("resource")
  .filter(one => one.name.endsWith("/api/reachable")).length"""


@pytest.fixture
def rep(sign_in: SignIn, stack: Stack) -> Page:
    """A rep whose page can be rung."""
    page = sign_in("rep")
    page.wait_for_function(SAID_REACHABLE)
    return page


def callers_line(stack: Stack) -> dict[str, Any]:
    """The newest leg that came to us: in a call from outside it is the caller's."""
    return next(line for line in stack.lines() if line["parent_sid"] is None)


def test_a_lead_rings_the_rep_picks_up_they_hear_each_other_and_the_outcome_ends_it(
    rep: Page, stack: Stack, far: FarSide
) -> None:
    far.rings_us(DIEGO)
    card = rep.get_by_test_id("incoming-call")
    expect(card).to_contain_text("Diego Santos")
    expect(rep).to_have_title("Incoming: Diego Santos · Dial · Dialer")
    rep.keyboard.press("u")
    wait_for_state(rep, "live")
    expect(card).to_have_count(0)
    heard = rep.evaluate(INBOUND_AUDIO)
    eventually(lambda: rep.evaluate(INBOUND_AUDIO) > heard + 50)
    eventually(lambda: callers_line(stack)["level_heard"])
    over = wait_for_state(rep, "wrap_up", within=30)
    assert (over["direction"], over["line"]["result"], over["outcome"]) == ("inbound", "answered", None)
    rep.get_by_role("button", name="Gave referral").first.click()
    eventually(lambda: current(rep) is None)


def test_it_rings_on_any_page_while_another_call_is_in_wrap_up_and_each_has_its_own_outcome(
    rep: Page, far: FarSide
) -> None:
    call(rep, "busy")
    wait_for_state(rep, "wrap_up")
    rep.get_by_role("link", name="Calls").first.click()
    far.rings_us(HANNAH)
    rep.get_by_role("button", name="Pick up").click()
    wait_for_state(rep, "live")
    expect(rep.get_by_test_id("call-bar")).to_contain_text("Hannah Osei")
    rep.get_by_test_id("other-call").click()
    expect(rep.get_by_test_id("call-bar")).to_have_attribute("data-state", "wrap_up")
    rep.get_by_role("button", name="End call").first.click()
    expect(rep.get_by_test_id("call-bar")).to_have_attribute("data-state", "live")
    assert [one["state"] for one in rep.request.get("/api/calls/current").json()["calls"]] == ["live"]
    rep.get_by_role("button", name="End call").first.click()
    eventually(lambda: current(rep) is None)


def test_the_card_shuts_nobody_out_and_a_declined_call_is_missed_and_holds_nobody(
    rep: Page, far: FarSide
) -> None:
    far.rings_us(HANNAH)
    expect(rep.get_by_test_id("incoming-call")).to_contain_text("Hannah Osei")
    assert findings(rep) == []
    rep.keyboard.press("x")
    expect(rep.get_by_test_id("incoming-call")).to_have_count(0)
    eventually(lambda: newest(rep)["missed"])
    assert newest(rep)["rep"] is None
    assert current(rep) is None
    rep.goto("/calls?tab=all&missed=true")
    expect(rep.get_by_test_id("call-row").first).to_contain_text("Missed")


def test_a_caller_who_gives_up_takes_the_card_away_and_the_page_says_so(rep: Page, far: FarSide) -> None:
    far.rings_us(HANNAH, gives_up_after=2)
    expect(rep.get_by_test_id("incoming-call")).to_contain_text("Hannah Osei")
    expect(rep.get_by_test_id("incoming-call")).to_have_count(0)
    expect(rep.get_by_text("The call from Hannah Osei is over. Nobody took it.")).to_be_visible()


def test_closing_one_of_two_pages_leaves_the_rep_reachable(rep: Page, far: FarSide) -> None:
    second = rep.context.new_page()
    second.goto("/dial")
    second.wait_for_function(SAID_REACHABLE)
    said = rep.evaluate(TIMES_SAID)
    second.close(run_before_unload=True)
    eventually(lambda: rep.evaluate(TIMES_SAID) > said)
    far.rings_us(HANNAH, gives_up_after=3)
    expect(rep.get_by_test_id("incoming-call")).to_contain_text("Hannah Osei")
    expect(rep.get_by_test_id("incoming-call")).to_have_count(0, timeout=10_000)


def test_a_recorded_call_can_be_heard_on_its_page(rep: Page, sign_in: SignIn, far: FarSide) -> None:
    admin = sign_in("admin")
    admin.goto("/admin/settings/dialer-setup/recording")
    admin.get_by_role("switch", name="Record calls").click(force=True)
    eventually(lambda: admin.request.get("/api/settings").json()["record_calls"])
    try:
        far.rings_us(DIEGO)
        rep.get_by_role("button", name="Pick up").click()
        wait_for_state(rep, "wrap_up", within=30)
        done = eventually(lambda: (recorded(rep) or {}).get("status") == "completed" and current(rep))
        rep.goto(f"/calls?tab=all&call={done['id']}")
        sound = rep.get_by_label("Recording of this call")
        sound.evaluate("audio => audio.play()")
        eventually(lambda: sound.evaluate("audio => audio.duration > 1 && audio.currentTime > 0"))
    finally:
        assert api(admin, "PATCH", "/api/settings", {"record_calls": False})[0] == 200


def recorded(page: Page) -> dict[str, object] | None:
    """The recording of the open call."""
    return (current(page) or {}).get("recording")
