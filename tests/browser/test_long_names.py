"""Outcomes with names that no line can hold: the page keeps its width, and the names their frames."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import api, call, wait_for_state
from tests.browser.conftest import SignIn

NAMES = ("W" * 80, '<img src=x onerror="document.title=1">', "א" * 70, "🔥" * 30)
WIDTHS = (390, 1280, 1440)
TOO_WIDE = """() => {
  const said = (one) => `${one.tagName} ${one.textContent.slice(0, 40)}`;
  const wide = [...document.querySelectorAll("button, bdi, fieldset")].filter(
    (one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1
      && getComputedStyle(one).textOverflow !== "ellipsis"
  );
  const page = document.documentElement.scrollWidth - window.innerWidth;
  return [...(page > 0 ? [`the page by ${page}`] : []), ...wide.map(said)];
}"""


@pytest.fixture
def admin(sign_in: SignIn) -> Iterator[Page]:
    """An admin of a company with such outcomes, in either group, for one test."""
    page = sign_in("admin")
    made = [_make(page, name, group) for name in NAMES for group in ("answered", "no_answer")]
    yield page
    for key in made:
        api(page, "DELETE", f"/api/outcomes/{key}")


def _make(page: Page, name: str, group: str) -> str:
    label = f"{name[:78]}{'a' if group == 'answered' else 'n'}"
    status, made = api(
        page,
        "POST",
        "/api/outcomes",
        {
            "label": label,
            "group": group,
            "description": "d" * 200,
            "connect_status": "connected" if group == "answered" else "not_connected",
            "sentiment": "negative",
        },
    )
    assert status == 201, made
    return str(made["key"])


def assert_it_fits(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(TOO_WIDE) == [], f"{page.url} at {width}"


def test_no_name_widens_the_page_or_leaves_its_button(admin: Page, sign_in: SignIn) -> None:
    admin.goto("/admin/settings/dialer-setup/call-outcomes")
    expect(admin.get_by_role("button", name=f"Edit {'W' * 78}a")).to_be_visible()
    assert_it_fits(admin)
    admin.goto("/admin/crm")
    expect(admin.get_by_role("row", name="W" * 78).first).to_be_visible()
    assert_it_fits(admin)
    rep = sign_in("rep")
    number = call(rep, "answers")
    wait_for_state(rep, "live")
    long = rep.get_by_role("button", name=f"{'W' * 78}a")
    expect(long).to_be_visible()
    assert_it_fits(rep)
    long.click()
    rep.goto(f"/calls?tab=all&call={number}")
    expect(rep.get_by_role("dialog").get_by_text("W" * 78).first).to_be_visible()
    assert_it_fits(rep)
