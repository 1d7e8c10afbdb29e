"""Somebody is made bookable: a manager adds an event type, its host writes down when they are free."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete, select

from dialer import config, db
from dialer.models import Availability, User
from tests.browser.axe import findings
from tests.browser.conftest import SignIn
from tests.browser.stack import Stack


def add_event_type(manager: Page) -> None:
    manager.get_by_role("link", name="Admin center").click()
    expect(manager.get_by_role("heading", name="Event types", level=1)).to_be_visible()
    expect(manager.get_by_role("navigation", name="Admin center").get_by_role("link")).to_have_count(1)
    manager.get_by_role("button", name="Add an event type").click()
    drawer = manager.get_by_role("dialog")
    drawer.get_by_label("Name").fill("Pricing talk")
    drawer.get_by_label("Add a host").click()
    manager.get_by_role("option", name="Cleo Marsh").click()
    assert findings(manager) == []
    drawer.get_by_role("button", name="Add event type").click()


@pytest.fixture
def cleo_without_hours(stack: Stack) -> None:
    """The demo's closers have some."""
    config.use(config.read_settings(DIALER_DATA_DIR=stack.data_dir))
    with db.transaction(1) as session:
        cleo = select(User.id).where(User.email == "closer@demo.test")
        session.execute(delete(Availability).where(Availability.user_id.in_(cleo)))
    db.dispose()


@pytest.mark.usefixtures("cleo_without_hours")
def test_an_event_type_and_its_hosts_hours(sign_in: SignIn) -> None:
    manager, closer = sign_in("manager"), sign_in("closer")
    add_event_type(manager)
    row = manager.get_by_role("row", name="Pricing talk")
    expect(row).to_contain_text("/book/pricing-talk")
    expect(row).to_contain_text("No host has hours yet")
    closer.get_by_role("button", name="Your menu").click()
    closer.get_by_role("menuitem", name="Availability").click()
    expect(closer.get_by_text("You have no hours yet")).to_be_visible()
    closer.get_by_label("Monday, to").select_option("08:00")
    expect(closer.get_by_role("alert")).to_have_text("It ends before it begins.")
    closer.get_by_label("Monday, to").select_option("12:00")
    expect(closer.get_by_role("region", name="The next two weeks")).to_contain_text("09:00–12:00")
    closer.get_by_role("button", name="Add a day").click()
    assert findings(closer) == []
    closer.get_by_role("button", name="Save hours").click()
    expect(closer.get_by_text("Saved. Free times follow from now on.")).to_be_visible()
    expect(row).not_to_contain_text("No host has hours yet")
    manager.get_by_role("button", name="Edit Pricing talk").click()
    manager.get_by_role("dialog").get_by_role("button", name="Archive").click()
    expect(manager.get_by_role("region", name="Archived event types")).to_contain_text("Pricing talk")
