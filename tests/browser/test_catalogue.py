"""An admin keeps the catalogue of call outcomes, in the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.acts import api
from tests.browser.axe import findings
from tests.browser.conftest import SignIn, enter
from tests.browser.stack import Stack, eventually

PAGE = "/admin/settings/dialer-setup/call-outcomes"


@pytest.fixture
def admin(sign_in: SignIn) -> Iterator[Page]:
    """An admin at the catalogue, which is left as it was but for what cannot be taken away: deleted outcomes."""
    page = sign_in("admin")
    before = [one for one in page.request.get("/api/outcomes").json()["items"] if not one["deleted"]]
    page.goto(PAGE)
    expect(page.get_by_role("button", name="Edit Busy")).to_be_visible()
    yield page
    keys = [one["key"] for one in before]
    for one in page.request.get("/api/outcomes").json()["items"]:
        if one["key"] in keys and one["deleted"]:
            api(page, "POST", f"/api/outcomes/{one['key']}/restore", {})
        elif one["key"] not in keys and not one["deleted"]:
            api(page, "DELETE", f"/api/outcomes/{one['key']}")
    for one in before:
        names = ("label", "connect_status", "sentiment", "prefills", "shade")
        api(page, "PATCH", f"/api/outcomes/{one['key']}", {name: one[name] for name in names})
    api(page, "PUT", "/api/outcomes/order", {"keys": keys})


def keys_in_use(page: Page) -> list[str]:
    return [one["key"] for one in page.request.get("/api/outcomes").json()["items"] if not one["deleted"]]


def outcome(page: Page, key: str) -> dict[str, object]:
    items = page.request.get("/api/outcomes").json()["items"]
    found: dict[str, object] = next(one for one in items if one["key"] == key)
    return found


def preview(page: Page) -> Locator:
    return page.get_by_role("dialog").get_by_test_id("picker-preview")


def test_an_outcome_is_made_with_its_preview_and_ordered_by_keyboard(admin: Page, sign_in: SignIn) -> None:
    admin.get_by_role("button", name="Add outcome").click()
    admin.get_by_label("Label").fill("Call me 🔥")
    expect(preview(admin)).to_contain_text("Call me 🔥")
    admin.get_by_role("radiogroup", name="Sentiment").get_by_text("Positive").click()
    admin.get_by_label("Shade 3 of 8").check(force=True)
    assert findings(admin) == []
    admin.get_by_role("dialog").get_by_role("button", name="Add outcome").click()
    expect(admin.get_by_role("dialog")).to_have_count(0)
    assert outcome(admin, "call_me")["sentiment"] == "positive"
    up = admin.get_by_role("button", name="Move Call me 🔥 up")
    up.focus()
    admin.keyboard.press("Enter")
    expect(admin.get_by_test_id("order-said")).to_have_text("Call me 🔥: 12 of 13 in Answered")
    expect(up).to_be_focused()
    admin.keyboard.press("Alt+ArrowUp")
    expect(admin.get_by_test_id("order-said")).to_have_text("Call me 🔥: 11 of 13 in Answered")
    expect(up).to_be_focused()
    eventually(lambda: keys_in_use(admin)[-3] == "call_me")
    admin.locator('[data-outcome="busy"]').first.drag_to(admin.locator('[data-outcome="no_voicemail"]').first)
    eventually(lambda: keys_in_use(admin)[:2] == ["busy", "no_voicemail"])


def test_what_an_edit_does_to_history_is_seen_before_it_is_saved(admin: Page) -> None:
    admin.get_by_role("button", name="Edit Follow up").click()
    expect(admin.get_by_test_id("impact")).to_have_count(0)
    admin.get_by_role("radiogroup", name="Connect status").get_by_text("Not connected").click()
    admin.get_by_label("Line busy").check()
    impact = admin.get_by_test_id("impact")
    expect(impact).to_contain_text("Connect rate")
    expect(impact).to_contain_text("“Line busy” fills in Follow up instead of Busy")
    assert findings(admin) == []
    admin.get_by_label("Label").fill("Busy")
    admin.get_by_role("button", name="Save and move history").click()
    expect(admin.get_by_role("alert")).to_contain_text("An outcome in use is called “Busy” already")
    admin.get_by_label("Label").fill("Think it over")
    admin.get_by_role("button", name="Save and move history").click()
    expect(admin.get_by_role("dialog")).to_have_count(0)
    assert outcome(admin, "follow_up")["connect_status"] == "not_connected"
    expect(admin.locator('[data-outcome="follow_up"]').first).to_contain_text("Think it over")


def test_an_outcome_is_merged_folded_away_and_restored(admin: Page) -> None:
    admin.get_by_role("button", name="Delete Busy").click()
    dialog = admin.get_by_role("dialog")
    expect(dialog.get_by_test_id("impact")).to_contain_text("“Line busy” no longer fills in Busy")
    dialog.get_by_role("combobox", name="Count its calls as").click()
    admin.get_by_role("option", name="Not in service").click()
    expect(dialog.get_by_test_id("impact")).to_contain_text(
        "“Line busy” fills in Not in service instead of Busy"
    )
    assert findings(admin) == []
    dialog.get_by_role("button", name="Merge and delete").click()
    expect(admin.get_by_role("button", name="Delete Busy")).to_have_count(0)
    assert outcome(admin, "busy")["merged_into"] == "not_in_service"
    admin.get_by_text("Deleted outcomes").click()
    gone = admin.locator('[data-outcome="busy"][data-gone]')
    expect(gone).to_contain_text("counts as Not in service")
    assert findings(admin) == []
    gone.get_by_role("button", name="Restore Busy").click()
    expect(admin.get_by_role("button", name="Edit Busy")).to_be_visible()
    assert outcome(admin, "busy")["deleted"] is False


def test_without_salesforce_the_catalogue_is_only_looked_at(stack: Stack, browser: Browser) -> None:
    rival = browser.new_context(base_url=stack.url)
    page = rival.new_page()
    enter(page, stack, "rival", "other")
    page.goto(PAGE)
    expect(page.get_by_text("only while the company is connected to Salesforce")).to_be_visible()
    expect(page.get_by_role("switch", name="Make call outcome required")).to_be_enabled()
    expect(page.get_by_role("button", name="Add outcome")).to_have_count(0)
    expect(page.locator('[data-outcome="busy"]').first).to_be_visible()
    assert findings(page) == []
    rival.close()
