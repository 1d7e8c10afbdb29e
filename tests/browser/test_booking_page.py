"""Somebody without an account books, moves and cancels, by the page and by the links in their mail."""

import json
import re
import urllib.request
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser.acts import api
from tests.browser.axe import findings
from tests.browser.conftest import SignIn
from tests.browser.stack import Stack, eventually

ANN = "ann@strangers.example"
EVERY_DAY = [{"weekday": day, "from": "00:00", "to": "24:00"} for day in range(7)]
LINK = re.compile(r"http\S+/book/manage/\S+do=reschedule")


def offer(sign_in: SignIn) -> str:
    """Something to book, with somebody who always has time; its slug."""
    setter = sign_in("setter")
    api(setter, "PUT", "/api/availability", {"time_zone": "UTC", "weekly": EVERY_DAY, "exceptions": []})
    host = setter.request.get("/api/session").json()["user"]["id"]
    fields = {"kind": "discovery", "name": "First call", "minutes": 20, "hosts": [{"user_id": host}]}
    status, made = api(sign_in("admin"), "POST", "/api/event-types", fields)
    assert status == 201, made
    return str(made["slug"])


def letters(stack: Stack, address: str) -> list[dict[str, Any]]:
    """What arrived for somebody, oldest first."""
    with urllib.request.urlopen(f"{stack.sandbox_url}/mailbox.json", timeout=5) as answer:
        found = json.load(answer)["messages"]
    return [each for each in found if address in each["recipients"]]


def choose(page: Page, *, by_keyboard: bool = False) -> None:
    """A free time of the second free day: the last by keyboard, else the first."""
    days = page.get_by_role("table").get_by_role("button")
    if by_keyboard:
        days.first.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
    else:
        days.nth(1).click()
    expect(days.nth(1)).to_have_attribute("aria-pressed", "true")
    times = page.get_by_role("region", name="Free times on").get_by_role("button")
    (times.last if by_keyboard else times.first).click()


def book(page: Page, slug: str) -> None:
    """By keyboard, and with a number that is none at first."""
    page.goto(f"/book/{slug}")
    expect(page.get_by_role("heading", name="First call")).to_be_visible()
    expect(page.get_by_role("region", name="Free times on")).to_be_visible()
    assert findings(page) == []
    choose(page, by_keyboard=True)
    page.get_by_label("Your name").fill("Ann Example")
    page.get_by_label("E-mail").fill(ANN)
    page.get_by_label("Phone").fill("12345")
    page.get_by_role("button", name="Book this time").click()
    expect(page.get_by_label("Phone")).to_have_attribute("aria-invalid", "true")
    assert findings(page) == []
    page.get_by_label("Phone").fill("+41 44 668 18 00")
    page.get_by_role("button", name="Book this time").click()
    expect(page.get_by_text("You are booked")).to_be_visible()
    assert findings(page) == []


def move(page: Page, link: str) -> None:
    """By the link of the invitation, which opens nothing afterwards."""
    page.goto(link)
    choose(page)
    expect(page.get_by_role("region", name="Another time")).not_to_be_visible()
    old = page.context.new_page()
    old.goto(link)
    expect(old.get_by_role("heading", name="This link no longer works")).to_be_visible()
    assert findings(old) == []
    old.close()


def cancel(page: Page) -> None:
    """After saying that one will come."""
    page.get_by_role("button", name="I will come").click()
    expect(page.get_by_text("You said that you will come")).to_be_visible()
    page.get_by_role("button", name="Cancel the meeting").click()
    page.get_by_role("button", name="Yes, cancel it").click()
    expect(page.get_by_text("This meeting is cancelled")).to_be_visible()
    assert findings(page) == []


def test_a_stranger_books_moves_and_cancels(stack: Stack, browser: Browser, sign_in: SignIn) -> None:
    slug = offer(sign_in)
    with browser.new_context(base_url=stack.url, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        book(page, slug)
        (invitation,) = eventually(lambda: letters(stack, ANN))
        link = LINK.search(invitation["text"])
        assert link
        move(page, link[0])
        cancel(page)
        eventually(lambda: len(letters(stack, ANN)) == 3)
        page.goto(f"{stack.sandbox_url}/mailbox")
        page.get_by_role("link", name="Cancelled: First call").first.click()
        expect(page.get_by_role("link", name="meeting.ics")).to_be_visible()
        assert findings(page) == []
    admin = sign_in("admin")
    admin.goto("/admin/mail")
    expect(admin.get_by_test_id("mails")).to_contain_text("Cancellation")
    admin.get_by_role("button", name="Send me a test message").click()
    expect(admin.get_by_role("row", name="admin@demo.test Test message")).to_contain_text("sent")
    assert findings(admin) == []
