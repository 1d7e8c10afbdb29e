"""A meeting from the call that it was promised on to what it came to, and the number that it moved."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import delete

from dialer import config, db
from dialer.models import Meeting, MeetingHold
from tests.browser.acts import call, end, wait_for_state
from tests.browser.axe import findings
from tests.browser.conftest import SignIn
from tests.browser.far_side import FarSide
from tests.browser.stack import Stack, eventually


def test_from_a_busy_call_through_discovery_and_approval_to_a_deal_and_another_closing_rate(
    sign_in: SignIn, stack: Stack, far: FarSide
) -> None:
    rep, closer, manager = sign_in("rep"), sign_in("closer"), sign_in("manager")
    far.phone("0101", behaves_like="0102", ring_seconds=0.2)
    _find_the_line_busy(rep)
    far.phone("0101", ring_seconds=0.2)
    discovery = _book_from_a_call(rep)
    _it_was_an_hour_ago(stack, discovery["id"])
    strategy_id = _approve_and_book(sign_in("setter"), discovery["id"])
    _it_was_an_hour_ago(stack, strategy_id)
    manager.goto("/analytics?view=sales")
    won = _won(manager)
    _sell(closer, strategy_id)
    assert closer.request.get(f"/api/leads/{discovery['lead']['id']}/journey").json()["is_customer"] is True
    closer.get_by_role("button", name="Add its deal").click()
    _add_deal(closer)
    eventually(lambda: _won(manager) == won + 1)


def _find_the_line_busy(rep: Page) -> None:
    call(rep, "answers")
    wait_for_state(rep, "wrap_up")
    expect(rep.get_by_test_id("call-bar")).to_contain_text("Busy")
    end(rep)


def _won(manager: Page) -> int:
    """How many the closing rate says were won."""
    tile = manager.get_by_test_id("tile-closing-rate")
    expect(tile).to_be_visible()
    found = re.search(r"(\d+) of \d+", tile.inner_text())
    return int(found[1]) if found else 0


def _book_from_a_call(rep: Page) -> dict[str, Any]:
    eventually(lambda: rep.request.get("/api/event-types").json()["items"])
    call_id = call(rep, "answers")
    wait_for_state(rep, "live")
    rep.get_by_role("button", name="Meeting booked").first.click()
    rep.keyboard.press("e")
    expect(rep.get_by_test_id("ended-bar").get_by_role("button", name="Book the meeting")).to_be_visible()
    rep.keyboard.press("b")
    dialog = rep.get_by_role("dialog")
    expect(dialog.get_by_role("radio", name="Strategy session")).to_be_disabled()
    dialog.get_by_role("radio", name="Get-to-know call").check(force=True)
    _choose(rep, host="Sasha Ortiz")
    assert findings(rep) == []
    rep.keyboard.press("Enter")
    expect(rep.get_by_test_id("ended-bar")).to_contain_text("with Sasha Ortiz")
    expect(dialog).to_have_count(0)
    tasks = rep.request.get("/api/tasks?state=open").json()["items"]
    assert call_id not in [task["call_id"] for task in tasks], "it was ticked off"
    (discovery,) = rep.request.get(f"/api/meetings?call_id={call_id}").json()["items"]
    return dict(discovery)


def _approve_and_book(setter: Page, discovery_id: int) -> int:
    setter.goto(f"/meetings/{discovery_id}")
    setter.get_by_role("button", name="Add outcome").wait_for()
    setter.keyboard.press("o")
    dialog = setter.get_by_role("dialog")
    dialog.get_by_role("button", name="Approved").wait_for()
    setter.keyboard.press("1")
    dialog.get_by_role("button", name="Save and book the strategy call").click()
    expect(dialog.get_by_role("radio", name="Strategy session")).to_be_enabled()
    dialog.get_by_role("radio", name="Strategy session").check(force=True)
    _choose(setter, host="Cleo Marsh")
    dialog.get_by_role("button", name="Book it").click()
    expect(dialog).to_have_count(0)
    return int(setter.request.get(f"/api/meetings/{discovery_id}").json()["strategy_id"])


def _sell(closer: Page, strategy_id: int) -> None:
    closer.goto(f"/meetings/{strategy_id}")
    closer.get_by_role("button", name="Add outcome").wait_for()
    closer.keyboard.press("o")
    dialog = closer.get_by_role("dialog")
    dialog.get_by_role("button", name="Sale", exact=False).first.click()
    dialog.get_by_role("button", name="Money").click()
    dialog.get_by_role("button", name="Save", exact=False).click()
    dialog.get_by_role("button", name="Later").click()
    expect(dialog).to_have_count(0)
    expect(closer.get_by_role("region", name="Outcome")).to_contain_text("Sale")


def _add_deal(closer: Page) -> None:
    dialog = closer.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Deal value in USD").fill("1,500")
    expect(dialog.get_by_role("button", name="Add the deal")).to_be_disabled()
    dialog.get_by_role("textbox", name="Deal value in USD").fill("1500")
    dialog.get_by_role("combobox", name="Product").fill("Year of coaching")
    closer.get_by_role("option", name="Add “Year of coaching”").click()
    expect(dialog.get_by_role("combobox", name="Product")).to_have_value("Year of coaching")
    expect(dialog.get_by_role("radio", name="Won (proposed)")).to_be_checked()
    dialog.get_by_role("button", name="Add the deal").click()
    expect(closer.get_by_role("heading", level=1, name="Year of coaching for Hannah Osei")).to_be_visible()


def _choose(page: Page, *, host: str) -> None:
    """The host by hand, and the first free time."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Host").click()
    page.get_by_role("option", name=host).click()
    times = dialog.get_by_role("group", name="Time")
    more = dialog.get_by_role("button", name="Look at the next week")
    times.or_(more).first.wait_for()
    if more.is_visible():
        more.click()
    times.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    expect(dialog.get_by_test_id("chosen-time")).to_contain_text(host)


def _it_was_an_hour_ago(stack: Stack, meeting_id: int) -> None:
    config.use(config.read_settings(DIALER_DATA_DIR=stack.data_dir))
    with db.transaction(1) as session:
        meeting = session.get_one(Meeting, meeting_id)
        length = meeting.ends_at - meeting.starts_at
        meeting.starts_at = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=1)
        meeting.ends_at = meeting.starts_at + length
        session.execute(delete(MeetingHold).where(MeetingHold.meeting_id == meeting_id))
    db.dispose()
