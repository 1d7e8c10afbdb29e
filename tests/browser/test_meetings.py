"""A meeting from the call that it was promised on to what it came to."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import delete

from dialer import config, db
from dialer.models import Meeting, MeetingHold
from tests.browser.acts import call, current, wait_for_state
from tests.browser.axe import findings
from tests.browser.conftest import SignIn
from tests.browser.far_side import FarSide
from tests.browser.stack import Stack, eventually

LEAD = "Hannah Osei"


def test_from_a_promised_meeting_through_discovery_and_approval_to_a_sale(
    sign_in: SignIn, stack: Stack, far: FarSide
) -> None:
    far.phone("0101", ring_seconds=0.2)
    rep = sign_in("rep")
    eventually(lambda: rep.request.get("/api/event-types").json()["items"])
    call_id = call(rep, "answers")
    wait_for_state(rep, "live")
    rep.get_by_role("button", name="Meeting booked").first.click()
    rep.keyboard.press("e")
    eventually(lambda: current(rep) is None)
    rep.keyboard.press("b")
    dialog = rep.get_by_role("dialog")
    expect(dialog.get_by_role("radio", name="Strategy session")).to_be_disabled()
    expect(dialog.get_by_role("radio", name="Get-to-know call")).to_be_checked()
    _choose(rep, host="Sasha Ortiz")
    assert findings(rep) == []
    rep.keyboard.press("Enter")
    expect(rep.get_by_test_id("ended-bar")).to_contain_text("with Sasha Ortiz")
    expect(dialog).to_have_count(0)
    (discovery,) = rep.request.get(f"/api/meetings?call_id={call_id}").json()["items"]
    assert rep.request.get("/api/tasks?state=open").json()["items"] == []

    _it_was_an_hour_ago(stack, discovery["id"])
    setter = sign_in("setter")
    setter.goto(f"/meetings/{discovery['id']}")
    setter.get_by_role("button", name="Add outcome").wait_for()
    setter.keyboard.press("o")
    dialog = setter.get_by_role("dialog")
    setter.keyboard.press("1")
    dialog.get_by_role("button", name="Save and book the strategy call").click()
    expect(dialog.get_by_role("radio", name="Strategy session")).to_be_enabled()
    dialog.get_by_text("Strategy session", exact=True).click()
    _choose(setter, host="Cleo Marsh")
    dialog.get_by_role("button", name="Book it").click()
    expect(dialog).to_have_count(0)
    strategy_id = setter.request.get(f"/api/meetings/{discovery['id']}").json()["strategy_id"]

    _it_was_an_hour_ago(stack, strategy_id)
    closer = sign_in("closer")
    closer.goto(f"/meetings/{strategy_id}")
    closer.get_by_role("button", name="Add outcome").wait_for()
    for key in ("o", "1", "1"):  # a sale, and what was held against it
        closer.keyboard.press(key)
        closer.get_by_role("dialog").wait_for()
    closer.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(closer.get_by_label("Outcome").get_by_text("Sale").first).to_be_visible()
    lead_id = discovery["lead"]["id"]
    assert closer.request.get(f"/api/leads/{lead_id}/journey").json()["is_customer"] is True


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
