"""A microphone that is refused, and one that is pulled out while they talk."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import call, current, end, wait_for_state
from tests.browser.conftest import SignIn
from tests.browser.far_side import FarSide, newest
from tests.browser.stack import Stack, eventually

pytestmark = pytest.mark.fault

# The person at this browser says no until told otherwise.
REFUSED = """
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
window.refuses = true;
navigator.mediaDevices.getUserMedia = async (wanted) => {
  if (window.refuses) throw new DOMException("Permission denied", "NotAllowedError");
  return ask(wanted);
};
"""
# The one microphone of this machine can be pulled out, as the browser tells it: its track ends, the list is
# shorter, and nothing can be opened.
PLUGGED = """
const devices = navigator.mediaDevices;
const ask = devices.getUserMedia.bind(devices), list = devices.enumerateDevices.bind(devices);
const opened = [];
let plugged = true;
devices.getUserMedia = async (wanted) => {
  if (!plugged) throw new DOMException("Requested device not found", "NotFoundError");
  const stream = await ask(wanted);
  opened.push(...stream.getTracks());
  return stream;
};
devices.enumerateDevices = async () =>
  (await list()).filter((each) => plugged || each.kind !== "audioinput");
window.microphone = (there) => {
  plugged = there;
  const sent = window.peers.flatMap((peer) => peer.getSenders()).map((sender) => sender.track);
  if (!there) for (const track of [...opened, ...sent]) track?.stop();
  devices.dispatchEvent(new Event("devicechange"));
};
"""
QUIET = -40  # decibels; what the phone hears of a silent microphone is below


def rep_with(sign_in: SignIn, script: str) -> Page:
    """A rep in a browser whose microphone is told by this script."""
    page = sign_in("rep")
    page.add_init_script(script)
    page.reload()
    return page


def test_without_a_microphone_no_call_is_placed_nobody_is_held_and_the_cure_is_said(
    sign_in: SignIn, far: FarSide, stack: Stack
) -> None:
    rep = rep_with(sign_in, REFUSED)
    lines = len(stack.lines())
    rep.get_by_label("Search leads").fill("Hannah Osei")
    rep.get_by_role("button", name="Call Hannah Osei").first.click()
    expect(rep.get_by_text("No call without the microphone")).to_be_visible()
    eventually(lambda: current(rep) is None)
    missed = newest(rep)
    assert (missed["line"]["result"], missed["missing_outcome"]) == ("not_placed", False)
    assert len(stack.lines()) == lines
    rep.evaluate("window.refuses = false")
    far.phone("0101", ring_seconds=0.2)
    call(rep, "answers")
    wait_for_state(rep, "live")
    end(rep)


def test_a_microphone_pulled_out_is_said_so_and_another_one_is_heard_or_stays_as_mute(
    sign_in: SignIn, far: FarSide, stack: Stack
) -> None:
    rep = rep_with(sign_in, PLUGGED)
    far.phone("0101", ring_seconds=0.2)
    call(rep, "answers")
    wait_for_state(rep, "live")
    eventually(lambda: (stack.lead_line()["level_heard"] or -99) > QUIET)
    rep.evaluate("window.microphone(false)")
    expect(rep.get_by_test_id("line-fault")).to_have_text("Microphone lost")
    expect(rep.get_by_text("They cannot hear you")).to_be_visible()
    assert (current(rep) or {})["state"] == "live"
    sent = stack.rep_line()["packets_in"]
    rep.evaluate("window.microphone(true)")
    expect(rep.get_by_test_id("line-fault")).to_have_count(0)
    eventually(lambda: stack.rep_line()["packets_in"] > sent + 100)
    eventually(lambda: (stack.lead_line()["level_heard"] or -99) > QUIET)
    rep.get_by_role("button", name="Mute", exact=True).first.click()
    for there in (False, True):
        rep.evaluate("there => window.microphone(there)", there)
        expect(rep.get_by_test_id("line-fault")).to_have_count(0 if there else 1)
    expect(rep.get_by_role("button", name="Unmute").first).to_be_visible()
    eventually(lambda: (stack.lead_line()["level_heard"] or -99) < QUIET)
    end(rep)
