"""Webhooks from the Admin center to a receiver that checks them."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.acts import call, wait_for_state
from tests.browser.axe import findings
from tests.browser.stack import Stack, eventually


def arrived(stack: Stack) -> list[dict[str, Any]]:
    """What the receiver in the sandbox has, newest first."""
    with urllib.request.urlopen(f"{stack.sandbox_url}/webhooks.json", timeout=5) as answer:
        found: list[dict[str, Any]] = json.load(answer)["arrived"]
    return found


def pass_on_the_secret(admin: Page, stack: Stack) -> None:
    """From the dialog that shows it to the receiver's page."""
    secret = admin.get_by_test_id("copy-value").input_value()
    admin.get_by_role("button", name="Done").click()
    there = admin.context.new_page()
    there.goto(f"{stack.sandbox_url}/webhooks")
    there.get_by_label("Secret").fill(secret)
    there.get_by_role("button", name="Set").click()
    expect(there.get_by_text("now: given")).to_be_visible()


def test_an_admin_adds_a_webhook_and_a_busy_call_arrives_signed(
    stack: Stack, sign_in: Callable[..., Page]
) -> None:
    admin = sign_in("admin")
    admin.goto("/admin/webhooks")
    admin.get_by_role("button", name="Add a webhook").click()
    admin.get_by_label("Address").fill("https://10.0.0.1/in")
    admin.get_by_role("button", name="Add it").click()
    expect(admin.get_by_role("alert")).to_contain_text("10.0.0.1 is not a public address")
    admin.get_by_label("Address").fill(f"{stack.sandbox_url}/webhooks/in")
    admin.get_by_role("button", name="Add it").click()
    pass_on_the_secret(admin, stack)

    rep = sign_in("rep")
    call(rep, "busy")
    wait_for_state(rep, "wrap_up")
    told = eventually(lambda: next(one for one in arrived(stack) if "outcome_recorded" in one["body"]))
    assert told["verified"] == "yes"
    assert json.loads(told["body"])["data"]["outcome"]["key"] == "busy"
    row = admin.get_by_role("row", name="call.outcome_recorded")
    expect(row).to_contain_text("Delivered")
    row.get_by_role("button").click()
    expect(admin.get_by_role("dialog")).to_contain_text('"key": "busy"')
    expect(admin.get_by_role("dialog")).to_contain_text("204")
    assert findings(admin) == []
    admin.keyboard.press("Escape")

    admin.get_by_role("button", name=f"What to do with {stack.sandbox_url}/webhooks/in").click()
    admin.get_by_role("menuitem", name="Delete…").click()
    admin.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(admin.get_by_text("Nobody is told yet")).to_be_visible()
