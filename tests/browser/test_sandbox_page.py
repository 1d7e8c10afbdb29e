"""The sandbox's own page as a person uses it, and what the product makes of a signature by each kind of token."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.acts import PHONES, api
from tests.browser.conftest import SignIn
from tests.browser.stack import Stack, eventually

pytestmark = pytest.mark.fault


@pytest.fixture
def sandbox(stack: Stack, browser: Browser) -> Iterator[Page]:
    """The page; every phone and switch is as usual afterwards."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(stack.sandbox_url)
    yield page
    page.request.post(f"{stack.sandbox_url}/control/faults", data={})
    page.request.post(f"{stack.sandbox_url}/control/phones", data={"suffix": "0101"})
    context.close()


def test_a_setting_that_makes_no_sense_is_refused_beside_it_and_nothing_typed_is_lost(sandbox: Page) -> None:
    phone, other = sandbox.locator("#phone-0101"), sandbox.locator("#phone-0102")
    for card in (phone, other):
        card.locator("summary").click()
    other.get_by_label("Seconds until").fill("9")
    phone.get_by_label("Seconds until").fill("4")
    phone.get_by_label("Hangs up after").fill("-5")
    phone.locator("form").first.evaluate("form => { form.noValidate = true }")
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_role("alert")).to_have_text(
        "Hang up after must be a number from 0.1 to 3600, not '-5'."
    )
    phone.get_by_label("Hangs up after").fill("5")
    phone.get_by_role("button", name="Save").click()
    expect(phone).to_contain_text("changed")
    expect(phone.get_by_label("Seconds until")).to_have_value("4")
    expect(other.get_by_label("Seconds until")).to_have_value("9")


def test_a_phone_takes_over_a_behaviour_and_gives_it_back(sandbox: Page) -> None:
    phone = sandbox.locator("#phone-0101")
    phone.locator("summary").click()
    phone.get_by_label("Behaves like").select_option("0105")
    phone.get_by_role("button", name="Take over").click()
    expect(phone).to_contain_text("changed, like 0105")
    expect(phone).to_contain_text("Answering machine")
    phone.get_by_role("button", name="As it was").click()
    expect(phone).to_contain_text("Answers and talks")


SIGNED = {
    "with the older of two tokens": (None, ": busy, SIP 486"),
    "with a token taken out": ("retired_token", "somebody else has the old token."),
    "with a wrong token": ("refused", "bad_signature: "),
}


def told(sandbox: Page, stack: Stack) -> list[dict[str, Any]]:
    """The newest deliveries, and what the product made of each."""
    return list(sandbox.request.get(f"{stack.sandbox_url}/deliveries.json").json()["deliveries"])


@pytest.mark.parametrize("token", SIGNED)
def test_what_the_product_makes_of_a_signature_is_shown_on_both_sides(
    token: str, sandbox: Page, stack: Stack, sign_in: SignIn
) -> None:
    kept, shown = SIGNED[token]
    rep, admin = sign_in("rep"), sign_in("admin")
    before = {each["id"] for each in api(admin, "GET", "/api/deliveries")[1]["items"]}
    told_before = told(sandbox, stack)
    faults = sandbox.locator("#faults")
    faults.get_by_label("Requests are signed").select_option(label=token)
    faults.get_by_role("button", name="Set", exact=True).click()
    expect(faults.get_by_role("heading")).to_contain_text("on")
    rep.get_by_role("link", name="Dial", exact=True).first.click()
    rep.get_by_label("Search leads").fill(PHONES["busy"])
    rep.get_by_role("button", name=f"Call {PHONES['busy']}").first.click()
    eventually(
        lambda: any(shown in each["verdict"] for each in told(sandbox, stack) if each not in told_before)
    )
    expect(sandbox.locator("#told")).to_contain_text(shown)
    if kept:
        verdicts = eventually(
            lambda: [
                each["verdict"]
                for each in api(admin, "GET", "/api/deliveries")[1]["items"]
                if each["id"] not in before
            ]
        )
        assert set(verdicts) == {kept}
