"""Scheduled events, as a setter meets them in the page: from an owed outcome to a booked strategy call and back."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import delete, select

from dialer import config, db
from dialer.models import Availability, EventTypeHost, Lead, User
from policies.vocabulary import MeetingKind
from tests.browser.axe import findings
from tests.browser.conftest import SignIn
from tests.browser.stack import Stack
from tests.diary import Diary

LINK = "https://firm.example/recording"


def book_an_hour_ago(stack: Stack) -> int:
    """A discovery call of the setter's, and a closer who is free around the clock for a strategy call."""
    config.use(config.read_settings(DIALER_DATA_DIR=stack.data_dir))
    now = datetime.now(UTC)
    diary = Diary(1, now=now - timedelta(days=1))
    every_day = [{"weekday": day, "from": "00:00", "to": "24:00"} for day in range(7)]
    with db.transaction(1) as session:
        closer = session.scalars(select(User.id).where(User.email == "closer@demo.test")).one()
        lead = Lead(name="Nora Quist", phone="+12025550133", created_at=now)
        session.add_all(
            [
                lead,
                EventTypeHost(event_type_id=diary.event_types[MeetingKind.STRATEGY], user_id=closer),
            ]
        )
        session.execute(delete(Availability).where(Availability.user_id == closer))
        session.add(Availability(user_id=closer, time_zone="UTC", weekly=every_day))
        session.flush()
        lead_id = lead.id
    hour = now.replace(minute=0, second=0, microsecond=0)
    meeting_id = diary.book("discovery", "setter@demo.test", hour - timedelta(hours=1), lead_id=lead_id)
    db.dispose()
    return meeting_id


def test_an_owed_meeting_is_approved_by_keyboard_leads_on_to_a_strategy_call_and_is_rejected_later(
    stack: Stack, sign_in: SignIn
) -> None:
    meeting_id = book_an_hour_ago(stack)
    setter = sign_in("setter")
    expect(setter.get_by_test_id("meeting-reminder")).to_contain_text("Nora Quist")
    expect(setter.get_by_test_id("owed-badge")).to_have_text("1")
    for key in ("g", "m"):
        setter.keyboard.press(key)
    setter.get_by_role("tab", name=re.compile("Past calls")).click()
    expect(setter.get_by_test_id("meeting-row").filter(has_text="Needs outcome").first).to_be_visible()
    assert findings(setter) == []
    approve(setter)
    setter.get_by_role("button", name="Book it").click()
    expect(setter.get_by_role("dialog")).to_have_count(0)
    expect(setter.get_by_test_id("owed-badge")).to_have_count(0)

    setter.goto(f"/meetings/{meeting_id}")
    expect(setter.get_by_role("link", name=LINK).first).to_have_attribute("rel", re.compile("noopener"))
    setter.keyboard.press("o")
    setter.get_by_role("button", name=re.compile("^Rejected")).click()
    setter.get_by_role("button", name=re.compile("^Bad fit")).click()
    setter.get_by_role("button", name="Save").click()
    expect(setter.get_by_text("What becomes of the strategy call?")).to_be_visible()
    setter.get_by_role("button", name="Cancel it").click()
    expect(setter.get_by_text("Rejected: Bad fit")).to_be_visible()
    assert setter.request.get(f"/api/meetings/{meeting_id}").json()["strategy_id"] is None


def approve(setter: Page) -> None:
    """By keyboard as far as the strategy call's time."""
    setter.get_by_role("button", name="Add outcome of the meeting with Nora Quist").focus()
    for key in ("Enter", "1"):
        setter.keyboard.press(key)
    setter.get_by_role("textbox", name=re.compile("Notes")).fill(f"Fits. {LINK}")
    setter.keyboard.press("Control+Enter")
    expect(setter.get_by_text("Approved. Book the strategy call with Nora Quist")).to_be_visible()
    setter.get_by_role("dialog").get_by_role("group", name=re.compile("^Time")).get_by_role(
        "radio"
    ).first.focus()
    setter.keyboard.press("Space")
