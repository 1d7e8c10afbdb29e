"""A manager keeps a view of deals under a name, and goes from a deal to its meeting and back."""

import re

from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.conftest import SignIn


def test_a_view_of_deals_and_the_meeting_behind_one(sign_in: SignIn) -> None:
    manager = sign_in("manager")
    manager.goto("/deals?payment_type=won&from=2020-01-01")
    rows = manager.get_by_role("table", name="Deals").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("Won")
    manager.get_by_role("button", name="Views").click()
    manager.get_by_role("menuitem", name="Save this view").click()
    dialog = manager.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Won ones")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    manager.get_by_role("button", name="Clear filters").click()
    manager.get_by_role("button", name="Won ones (changed)").click()
    manager.get_by_role("menuitem", name="Won ones", exact=True).click()
    expect(manager.get_by_role("combobox", name="Payment type")).to_have_value("Won")
    assert findings(manager) == []
    found = manager.request.get("/api/deals?payment_type=won&limit=100").json()["items"]
    deal = next(one for one in found if one["meeting"])
    manager.goto(f"/deals/{deal['id']}")
    manager.get_by_role("main").get_by_text("Meeting", exact=True).locator("..").get_by_role("link").click()
    expect(manager.get_by_role("heading", level=1, name=deal["lead"]["name"])).to_be_visible()
    manager.get_by_role("region", name="Outcome").get_by_role("link", name=deal["product"]["name"]).click()
    expect(manager).to_have_url(re.compile(rf"/deals/{deal['id']}$"))
