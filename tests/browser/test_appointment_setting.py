"""A manager screens leads and shares them out; the lead's page tells what happened."""

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import SignIn


def test_from_potential_to_the_leads_page(sign_in: SignIn) -> None:
    manager = sign_in("manager")
    manager.get_by_role("link", name="Appointment Setting").click()
    first = manager.get_by_test_id("setting-row").first
    name = first.get_by_role("link").inner_text()
    assert findings(manager) == []
    before = int(manager.get_by_test_id("count-potential").inner_text())
    _reject(manager)
    expect(manager.get_by_test_id("count-potential")).to_have_text(str(before - 1))
    manager.get_by_role("tab", name="Disqualified").click()
    expect(manager.get_by_test_id("setting-row").filter(has_text=name)).to_contain_text("Rejected: Others")
    # The list as it was before stands until then; what is done in it meanwhile, it would not show.
    with manager.expect_response(re.compile(r"/appointment-setting\?.*\bq=")):
        manager.get_by_role("textbox", name="Search leads").fill(name)
    manager.get_by_role("heading", level=1).click()  # out of the field, so that keys are shortcuts again
    expect(first).to_contain_text("Rejected: Others")
    _assign(manager)
    expect(first).to_contain_text("Sasha Ortiz")
    manager.get_by_role("button", name="Undo").click()
    expect(first).to_contain_text("Nobody")
    _save_view(manager, "Rejected ones")
    manager.keyboard.press("o")
    expect(manager.get_by_role("heading", level=1, name=name)).to_be_visible()
    expect(manager.get_by_test_id("journey-entry").filter(has_text="Moves away")).to_be_visible()
    assert findings(manager) == []
    manager.get_by_role("button", name="Edit").click()
    manager.get_by_label("Title").fill("Head of Sales")
    manager.get_by_role("button", name="Save").click()
    expect(manager.get_by_text("Head of Sales")).to_be_visible()
    manager.go_back()
    expect(manager.get_by_role("button", name="Rejected ones")).to_be_visible()


def _reject(manager: Page) -> None:
    manager.keyboard.press("e")
    dialog = manager.get_by_role("dialog")
    dialog.get_by_role("radio", name="Rejected").check()
    dialog.get_by_role("radio", name="Others").check()
    expect(dialog.get_by_role("button", name="Save")).to_be_disabled()
    dialog.get_by_label("Notes").fill("Moves away")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)


def _assign(manager: Page) -> None:
    manager.keyboard.press("x")
    manager.keyboard.press("w")
    dialog = manager.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Person").click()
    manager.get_by_role("option", name="Sasha Ortiz").click()
    dialog.get_by_role("button", name="Assign").click()
    expect(dialog).to_have_count(0)


def _save_view(manager: Page, name: str) -> None:
    manager.get_by_role("button", name="Views").click()
    manager.get_by_role("menuitem", name="Save this view").click()
    dialog = manager.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
