"""Nobody is shut out: every page as axe sees it, and a rep's work without a mouse."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.acts import api, call, current, wait_for_state
from tests.browser.axe import findings
from tests.browser.conftest import SignIn, enter
from tests.browser.stack import Stack, eventually

FOCUSED = "() => document.activeElement.innerText"


@pytest.fixture
def rep(sign_in: SignIn) -> Page:
    """A rep at the Dial page."""
    return sign_in("rep")


@pytest.fixture
def required(stack: Stack, browser: Browser) -> Iterator[None]:
    """The company requires outcomes."""
    with browser.new_context(base_url=stack.url) as context:
        admin = context.new_page()
        enter(admin, stack, "admin")
        api(admin, "PATCH", "/api/settings", {"outcome_required": True})
        yield
        api(admin, "PATCH", "/api/settings", {"outcome_required": False})


def test_the_pages_before_and_beside_signing_in(stack: Stack, browser: Browser) -> None:
    with browser.new_context(base_url=stack.url) as context:
        page = context.new_page()
        page.goto("/")
        expect(page.get_by_role("button", name="Sign in as rep", exact=True)).to_be_visible()
        assert findings(page) == []
        page.goto("/api/docs")
        assert findings(page) == []
        for path in ("/", "/salesforce", "/webhooks"):
            page.goto(f"{stack.sandbox_url}{path}")
            assert findings(page) == []


def test_the_pages_of_an_admin_at_rest(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    for place, sign in {
        "Calls": admin.get_by_role("tab", name="Needs outcome"),
        "Analytics": admin.get_by_test_id("freshness"),
        "Admin center": admin.get_by_role("switch", name="Make call outcome required"),
    }.items():
        _go(admin, place)
        expect(sign).to_be_visible()
        assert findings(admin) == []
    admin.get_by_role("link", name="CRM").click()
    expect(admin.get_by_test_id("crm-outbox")).to_be_visible()
    assert findings(admin) == []
    admin.get_by_role("link", name="Webhooks", exact=True).click()
    admin.get_by_role("button", name="Add a webhook").click()
    admin.get_by_text("Only these").click()
    expect(admin.get_by_label("call.ended")).to_be_visible()
    assert findings(admin) == []
    admin.keyboard.press("Escape")
    expect(admin.get_by_role("dialog")).to_have_count(0)
    admin.keyboard.press("?")
    expect(admin.get_by_role("dialog")).to_be_visible()
    assert findings(admin) == []
    admin.keyboard.press("Escape")
    admin.get_by_role("button", name="Your menu").click()
    expect(admin.get_by_role("menu")).to_be_visible()
    assert findings(admin) == []
    admin.goto("/nowhere")
    expect(admin.get_by_role("heading", name="There is no such page")).to_be_visible()
    assert findings(admin) == []


@pytest.mark.usefixtures("required")
def test_a_call_from_the_queue_to_its_last_line(rep: Page, stack: Stack) -> None:
    expect(rep.get_by_test_id("next-lead")).to_be_visible()
    assert findings(rep) == []
    number = call(rep, "answers")
    wait_for_state(rep, "live")
    rep.get_by_role("button", name="Keypad").click()
    expect(rep.get_by_role("dialog", name="Keypad")).to_be_visible()
    assert findings(rep) == []
    rep.keyboard.press("Escape")
    expect(rep.get_by_role("dialog", name="Keypad")).to_have_count(0)
    expect(rep.get_by_role("button", name="Keypad")).to_be_focused()
    expect(rep.get_by_test_id("call-bar")).to_have_attribute("data-state", "live")
    rep.get_by_role("button", name="End call").click()
    expect(rep.get_by_test_id("outcome-picker")).to_have_attribute("data-urgent", "true")
    assert findings(rep) == []
    _far_side_hangs_up(rep, stack)
    expect(rep.get_by_test_id("call-state")).to_contain_text("Needs an outcome")
    _go(rep, "Calls")
    expect(rep.locator(f'[data-call-id="{number}"]')).to_be_visible()
    assert findings(rep) == []
    rep.get_by_test_id("call-bar").get_by_role("button", name="Hung up").click()
    expect(rep.get_by_test_id("ended-bar")).to_be_visible()
    rep.get_by_role("tab", name="All").click()
    expect(rep.locator(f'[data-call-id="{number}"]')).to_contain_text("Hung up")
    assert findings(rep) == []
    rep.locator(f'[data-call-id="{number}"]').get_by_role("button").click()
    expect(rep.get_by_role("dialog")).to_contain_text("History of the outcome")
    assert findings(rep) == []


def test_a_rep_signs_in_searches_calls_records_ends_and_goes_on_without_a_mouse(
    stack: Stack, browser: Browser
) -> None:
    with browser.new_context(base_url=stack.url, permissions=["microphone"]) as context:
        page = context.new_page()
        page.goto("/")
        expect(page.get_by_role("button", name="Sign in as rep", exact=True)).to_be_visible()
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == "Sign in as rep"
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("next-lead")).to_be_visible()
        _call_by_key(page, "Hannah Osei")
        wait_for_state(page, "live")
        _record_by_key(page, "Gave referral")
        page.keyboard.press("e")
        expect(page.get_by_test_id("ended-bar")).to_contain_text("Gave referral")
        following = page.get_by_test_id("next-lead").get_by_role("heading").inner_text()
        page.keyboard.press("d")
        expect(page.get_by_test_id("call-bar")).to_contain_text(following)
        page.keyboard.press("e")
        eventually(lambda: current(page) is None)


def _far_side_hangs_up(rep: Page, stack: Stack) -> None:
    sid = stack.rep_line()["sid"]
    assert rep.request.post(f"{stack.sandbox_url}/control/hangup", data={"call_sid": sid}).ok


def _go(page: Page, place: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=place).click()


def _call_by_key(page: Page, name: str) -> None:
    """Slash, the name, Enter to the first one found, Enter to call."""
    page.keyboard.press("/")
    page.keyboard.type(name)
    expect(page.get_by_test_id("lead-row")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=f"Call {name}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("call-bar")).to_contain_text(name)


def _record_by_key(page: Page, outcome: str) -> None:
    """The key is the one that the picker shows. Escape neither records nor hangs up."""
    shown = page.get_by_role("button", name=outcome).get_attribute("aria-keyshortcuts")
    page.keyboard.press("Escape")
    page.keyboard.press(str(shown).lower())
    expect(page.get_by_test_id("call-outcome")).to_contain_text(outcome)
    expect(page.get_by_test_id("call-bar")).to_have_attribute("data-state", "live")
