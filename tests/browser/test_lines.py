"""What each scripted phone does to a rep's screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import call, current, packets_flow_both_ways, wait_for_state
from tests.browser.conftest import SignIn
from tests.browser.stack import Stack, eventually

PREFILLED = [
    ("busy", "Busy", "busy, SIP 486"),
    ("not in service", "Not in service", "number not in service, SIP 404"),
    ("rings out", "No voicemail", "rang out"),
]


@pytest.fixture
def rep(sign_in: SignIn) -> Page:
    """A rep at the Dial page."""
    return sign_in("rep")


@pytest.mark.parametrize(("phone", "outcome", "reason"), PREFILLED)
def test_what_the_line_knows_is_filled_in_with_its_reason(
    rep: Page, phone: str, outcome: str, reason: str
) -> None:
    call(rep, phone)
    wait_for_state(rep, "wrap_up")
    expect(rep.get_by_test_id("call-outcome")).to_contain_text(outcome)
    expect(rep.get_by_test_id("suggestion").first).to_contain_text(reason)
    rep.get_by_role("button", name="End call").first.click()
    eventually(lambda: current(rep) is None)


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
    eventually(lambda: (current(rep) or {}).get("suggested"), within=20)
    expect(rep.get_by_test_id("suggestion").first).to_contain_text("answering machine")
    rep.get_by_role("button", name="End call").first.click()
    eventually(lambda: current(rep) is None)
    last = rep.request.get("/api/calls?limit=1").json()["items"][0]
    assert (last["outcome"]["key"], last["outcome_source"]) == ("no_voicemail", "webhook")


def test_the_far_side_hangs_up_and_the_call_waits_in_wrap_up(rep: Page) -> None:
    call(rep, "hangs up")
    over = wait_for_state(rep, "wrap_up", within=30)
    assert over["outcome"] is None
    assert over["line"]["result"] == "answered"
    rep.get_by_role("button", name="Hung up").first.click()
    eventually(lambda: current(rep) is None)


def test_giving_up_while_it_rings_records_no_voicemail(rep: Page) -> None:
    call(rep, "rings out")
    wait_for_state(rep, "ringing")
    rep.get_by_role("button", name="End call").first.click()
    eventually(lambda: current(rep) is None)
    last = rep.request.get("/api/calls?limit=1").json()["items"][0]
    assert (last["line"]["result"], last["outcome"]["key"]) == ("canceled", "no_voicemail")


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


def test_a_page_left_in_a_call_comes_back_to_it_in_wrap_up(rep: Page) -> None:
    call(rep, "answers")
    wait_for_state(rep, "live")
    rep.on("dialog", lambda dialog: dialog.accept())
    rep.reload()
    wait_for_state(rep, "wrap_up")
    expect(rep.get_by_test_id("call-bar")).to_contain_text("Hannah Osei")
    rep.get_by_role("button", name="Hung up").first.click()
    eventually(lambda: current(rep) is None)


def test_without_a_microphone_the_call_is_never_placed_and_holds_nobody(sign_in: SignIn) -> None:
    rep = sign_in("rep", permissions=[])
    rep.add_init_script(
        "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError'); };"
    )
    rep.reload()
    rep.get_by_role("button", name="Call Hannah Osei").first.click()
    expect(rep.get_by_text("microphone", exact=False).first).to_be_visible()
    eventually(lambda: (current(rep) or {"line": {"result": "not_placed"}})["line"]["result"] == "not_placed")
