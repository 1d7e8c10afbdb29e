"""Salesforce, from the Admin center to a rep's picker."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.acts import call, wait_for_state
from tests.browser.stack import Stack, eventually


def org(stack: Stack) -> dict[str, Any]:
    """What the org in the sandbox has."""
    with urllib.request.urlopen(f"{stack.sandbox_url}/salesforce.json", timeout=5) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def test_an_admin_connects_and_a_value_added_there_is_in_every_picker(
    stack: Stack, sign_in: Callable[..., Page]
) -> None:
    admin = sign_in("admin")
    admin.goto("/admin/crm")
    admin.get_by_role("button", name="Disconnect").click()
    admin.get_by_role("dialog").get_by_role("button", name="Disconnect").click()
    admin.get_by_role("button", name="Connect Salesforce").click()
    admin.get_by_role("button", name="Allow").click()
    expect(admin.get_by_text("Salesforce is connected")).to_be_visible()
    # Not by the row's name: calls that were busy are listed here as well.
    expect(admin.locator('tr[data-outcome="busy"]')).to_contain_text("Linked")

    there = admin.context.new_page()
    there.goto(f"{stack.sandbox_url}/salesforce")
    there.get_by_label("New value").first.fill("Wants a quote")
    there.get_by_role("button", name="Add").first.click()
    expect(there.get_by_label("Label of Wants a quote")).to_be_visible()
    admin.get_by_role("button", name="Sync now").click()
    expect(admin.get_by_role("row", name="Wants a quote")).to_contain_text("new")

    rep = sign_in("rep")
    call(rep, "busy")
    wait_for_state(rep, "wrap_up")
    rep.get_by_role("button", name="Wants a quote").first.click()
    task = eventually(
        lambda: next(each for each in org(stack)["tasks"] if each["CallDisposition"] == "Wants a quote")
    )
    assert task["Subject"] == "Call: Wants a quote"
    expect(admin.get_by_test_id("crm-outbox")).to_contain_text("in Salesforce")

    row = there.get_by_role("row").filter(has=there.get_by_label("Label of Wants a quote"))
    row.get_by_role("button", name="Remove").click()
    admin.get_by_role("button", name="Sync now").click()
    expect(admin.get_by_role("row", name="Wants a quote (deleted)")).to_be_visible()
