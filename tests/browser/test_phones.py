"""Every scripted phone: what the page says of the line, and what is filled in.

Three reps dial at once. Waits are shortened on the sandbox's side where only the result counts; tests/faults has
the one that takes its time.
"""

import json
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import dial, end, wait_for_state
from tests.browser.far_side import FarSide
from tests.browser.shown import NOTHING, Shown, wait_for_wrap_up
from tests.browser.stack import Stack, eventually
from tests.browser.stories import AREA

pytestmark = pytest.mark.fault

MENU = "0111"
SHORT = "menu_sales"  # the shortest sentence there is


ANSWERED = r"0:0\d on the line"
REFUSED = r"blocked or declined; that says nothing about the number"
NO_MESSAGE = r"Twilio: answering machine, no message left, on the line \d s"
PHONES = {
    "0101": Shown("Answered", NOTHING, ANSWERED, {"hang_up_after": 2.5}),
    "0102": Shown("Busy", "Busy", r"Twilio: busy, SIP 486, rang \d s"),
    "0103": Shown(
        "No answer", "No voicemail", r"Twilio: rang out, SIP 487, rang \d s", {"ring_seconds": 1.0}
    ),
    "0104": Shown("Not in service", "Not in service", r"Twilio: number not in service, SIP 404"),
    "0105": Shown("Machine", "No voicemail", NO_MESSAGE, {"greeting": SHORT, "hang_up_after": 3.0}),
    "0106": Shown("Answered", NOTHING, ANSWERED, {"hang_up_after": 1.0}),
    "0107": Shown("Blocked", NOTHING, REFUSED),
    "0108": Shown("Machine", "No voicemail", NO_MESSAGE, {"greeting": SHORT, "hang_up_after": 3.0}),
    "0109": Shown("Machine", "No voicemail", NO_MESSAGE, {"greeting": SHORT, "hang_up_after": 5.0}),
    "0110": Shown("Machine", "No voicemail", NO_MESSAGE, {"greeting": SHORT, "hang_up_after": 3.0}),
    "0112": Shown(
        "Fax", NOTHING, r"Twilio: a fax machine answered, on the line \d s", {"hang_up_after": 3.6}
    ),
    "0113": Shown(
        "Machine", NOTHING, r"a recorded announcement\?", {"greeting": SHORT, "hang_up_after": 4.2}
    ),
    "0114": Shown("Not placed", NOTHING, r"The network could not place the call \(SIP 503\)\. Try again\."),
    "0115": Shown("Blocked", NOTHING, REFUSED),
    "0116": Shown(
        "Not placed", NOTHING, r"Our account may not place this call \(error 13227\)\. Ask an admin"
    ),
    "0117": Shown("Answered", NOTHING, ANSWERED, {"hang_up_after": 1.0}),
    "0118": Shown("Answered", NOTHING, ANSWERED, {"hang_up_after": 1.0}),
}


# Those that take their time together.
TRIOS = (
    ("0105", "0108", "0109"),
    ("0110", "0112", "0113"),
    ("0101", "0106", "0118"),
    ("0102", "0103", "0117"),
    ("0104", "0107", "0114"),
    ("0115", "0116"),
)


def test_every_phone_has_its_turn(stack: Stack) -> None:
    with urllib.request.urlopen(f"{stack.sandbox_url}/phones.json", timeout=5) as answer:
        there = {phone["suffix"] for phone in json.load(answer)["phones"]}
    assert there == {suffix for trio in TRIOS for suffix in trio} | {MENU} == PHONES.keys() | {MENU}


@pytest.mark.parametrize("trio", TRIOS, ids="-".join)
def test_a_line_that_is_over_says_what_it_came_to(
    team: list[Page], far: FarSide, trio: tuple[str, ...]
) -> None:
    for rep, suffix in zip(team, trio, strict=False):
        far.phone(suffix, **{"ring_seconds": 0.2, **PHONES[suffix].settings})
        dial(rep, AREA + suffix)
    for rep, suffix in zip(team, trio, strict=False):
        wait_for_wrap_up(rep, PHONES[suffix])
        end(rep)


def test_a_menu_hears_the_digits_and_puts_through(team: list[Page], far: FarSide, stack: Stack) -> None:
    rep = team[0]
    far.phone(MENU, ring_seconds=0.2)
    dial(rep, AREA + MENU)
    wait_for_state(rep, "live")
    rep.get_by_role("button", name="Keypad").first.click()
    rep.keyboard.press("1")
    eventually(lambda: stack.lead_line()["digits_heard"] == "1")
    expect(rep.get_by_test_id("suggestion")).to_contain_text("an answering machine picked up")
    far.hangs_up(stack.lead_line()["sid"])
    wait_for_wrap_up(rep, Shown("Machine", "No voicemail", NO_MESSAGE))
    end(rep)
