"""The Admin center's pages about people: somebody joins by a link, changes what they are, and leaves."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import SignIn
from tests.browser.stack import Stack

EMAIL = "ann@firm.example"


@pytest.fixture
def admin(sign_in: SignIn) -> Page:
    return sign_in("admin")


@pytest.fixture
def newcomer(stack: Stack, browser: Browser) -> Iterator[Page]:
    """A browser in which nobody is signed in."""
    with browser.new_context(base_url=stack.url, viewport={"width": 1440, "height": 900}) as context:
        yield context.new_page()


def go_to(page: Page, label: str) -> None:
    """By the Admin center's own navigation."""
    page.get_by_role("link", name="Admin center").click()
    page.get_by_role("navigation", name="Admin center").get_by_role("link", name=label).click()
    expect(page.get_by_role("heading", name=label, level=1)).to_be_visible()


def invite(admin: Page) -> str:
    """Fill in the dialog; the link that it gives."""
    go_to(admin, "People and teams")
    admin.get_by_role("button", name="Invite somebody").click()
    dialog = admin.get_by_role("dialog")
    dialog.get_by_label("E-mail").fill(EMAIL)
    dialog.get_by_label("Name").fill("Ann Field")
    dialog.get_by_role("button", name="Make the link").click()
    link = admin.get_by_test_id("copy-value").input_value()
    admin.get_by_role("button", name="Send by e-mail").click()
    expect(admin.get_by_text(f"On its way to {EMAIL}")).to_be_visible()
    admin.get_by_role("button", name="Done").click()
    return link


def open_person(admin: Page) -> None:
    admin.get_by_role("button", name="Change Ann Field").click()
    expect(admin.get_by_role("dialog")).to_contain_text(EMAIL)


def test_somebody_joins_becomes_an_admin_and_leaves(admin: Page, newcomer: Page) -> None:
    link = invite(admin)
    newcomer.goto(link)
    expect(newcomer.get_by_label("Your name")).to_have_value("Ann Field")
    assert findings(newcomer) == []
    newcomer.get_by_label("Choose a password").fill("correct horse battery")
    newcomer.get_by_role("button", name="Join").click()
    expect(newcomer.get_by_role("navigation", name="Main")).to_be_visible()
    expect(newcomer.get_by_role("link", name="Admin center")).to_have_count(0)

    open_person(admin)
    admin.get_by_role("checkbox", name="Business admin").check()
    admin.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(newcomer.get_by_role("link", name="Admin center")).to_be_visible()  # without a reload

    open_person(admin)
    admin.get_by_role("button", name="Deactivate").click()
    admin.get_by_role("dialog", name="Deactivate Ann Field?").get_by_role("button", name="Deactivate").click()
    expect(newcomer.get_by_role("heading", name="Sign in to the dialer")).to_be_visible()
    expect(admin.locator(f'[data-person="{EMAIL}"]')).to_have_count(0)
    newcomer.goto(link)
    expect(newcomer.get_by_role("alert")).to_contain_text("has been used")


def test_the_log_is_narrowed_in_the_address(admin: Page) -> None:
    go_to(admin, "API tokens")
    admin.get_by_role("button", name="Make a token").click()
    admin.get_by_label("Name").fill("Nightly export")
    admin.get_by_role("button", name="Make it").click()
    assert admin.get_by_test_id("copy-value").input_value().startswith("dlr_")
    admin.get_by_role("button", name="Done").click()
    go_to(admin, "Audit log")
    expect(admin.locator('[data-action="token.made"]').first).to_contain_text("Nightly export")
    admin.get_by_role("combobox", name="What was done").click()
    admin.get_by_role("option", name="Token made").click()
    expect(admin).to_have_url("/admin/audit?action=token.made")
    admin.reload()
    expect(admin.locator('[data-action="token.made"]').first).to_be_visible()
    expect(admin.locator("tbody tr:not([data-action='token.made'])")).to_have_count(0)
    href = admin.get_by_role("link", name="Download as CSV").get_attribute("href")
    assert "Nightly export" in admin.request.get(str(href)).text()


def test_the_pages_shut_nobody_out(admin: Page) -> None:
    for label in ("General", "People and teams", "API tokens", "Audit log"):
        go_to(admin, label)
        expect(admin.get_by_role("main").get_by_role("region").first).to_be_visible()
        assert findings(admin) == [], label


def test_who_is_no_admin_is_told_who_is(sign_in: SignIn) -> None:
    rep = sign_in("rep")
    rep.goto("/admin/people")
    expect(rep.get_by_role("heading", name="The Admin center is for admins")).to_be_visible()
