"""What people do in the page, in their words."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.stack import Stack, eventually

PHONES = {
    "answers": "Hannah Osei",
    "busy": "Luca Ferrante",
    "machine": "Priya Raman",
    "not in service": "Jonas Keller",
    "rings out": "Mei Tanaka",
    "hangs up": "Diego Santos",
}
INBOUND_AUDIO = """async () => {
  let packets = 0;
  for (const peer of window.peers)
    for (const item of (await peer.getStats()).values())
      if (item.type === "inbound-rtp") packets += item.packetsReceived;
  return packets;
}"""


def api(page: Page, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    """Ask the API as this page's person, past the page's own buttons."""
    session = page.request.get("/api/session").json()
    answer = page.request.fetch(
        path,
        method=method,
        data=body,
        headers={"X-CSRF-Token": session["csrf_token"], "Content-Type": "application/json"},
    )
    return answer.status, answer.json() if answer.body() else None


def call(page: Page, phone: str) -> int:
    """Call the demo lead whose phone behaves so, and wait until the call bar is there. Returns the call's id."""
    name = PHONES[phone]
    page.get_by_role("link", name="Dial", exact=True).first.click()
    page.get_by_label("Search leads").fill(name)
    page.get_by_role("button", name=f"Call {name}").first.click()
    expect(page.get_by_test_id("call-bar")).to_contain_text(name)
    return int(eventually(lambda: current(page))["id"])


def dial(page: Page, number: str) -> int:
    """Call a number that is typed in, and wait until the call bar is there. Returns the call's id."""
    page.get_by_role("link", name="Dial", exact=True).first.click()
    page.get_by_label("Number to call").fill(number)
    page.get_by_label("Number to call").press("Enter")
    expect(page.get_by_test_id("call-bar")).to_be_visible()
    expect(page.get_by_label("Number to call")).to_have_value("")
    expect(page.get_by_label("Number to call")).not_to_be_focused()
    return int(eventually(lambda: current(page))["id"])


def end(page: Page) -> None:
    """End the call and see it gone."""
    page.get_by_role("button", name="End call").first.click()
    eventually(lambda: current(page) is None)


def current(page: Page) -> dict[str, Any] | None:
    """The call this person has not ended."""
    answer: dict[str, Any] | None = page.request.get("/api/calls/current").json()["call"]
    return answer


def leave_no_call(page: Page) -> None:
    """End whatever a failed test left open, so that the next one starts afresh."""
    if found := current(page):
        api(page, "POST", f"/api/calls/{found['id']}/end", {"outcome": "hung_up"})


def wait_for_state(page: Page, state: str, *, within: float = 30.0) -> dict[str, Any]:
    """Wait until the server says that the open call is in this state, and the page shows it."""

    def look() -> dict[str, Any] | None:
        found = current(page)
        return found if found and found["state"] == state else None

    found: dict[str, Any] = eventually(look, within=within)
    expect(page.get_by_test_id("call-bar")).to_have_attribute("data-state", state)
    return found


def packets_flow_both_ways(page: Page, stack: Stack) -> None:
    """Assert packets, not the SDK's word: the browser receives audio and the sandbox hears it."""
    heard, sent = page.evaluate(INBOUND_AUDIO), stack.rep_line()["packets_in"]
    eventually(lambda: page.evaluate(INBOUND_AUDIO) > heard + 50)
    eventually(lambda: stack.rep_line()["packets_in"] > sent + 50)


def require_outcomes(page: Page, *, on: bool) -> None:
    """An admin sets the switch, in the page."""
    page.goto("/admin/settings/dialer-setup/call-outcomes")
    switch = page.get_by_role("switch", name="Make call outcome required")
    expect(switch).to_be_enabled()
    if switch.is_checked() is not on:
        switch.click(force=True)
    eventually(lambda: page.request.get("/api/settings").json()["outcome_required"] is on)
