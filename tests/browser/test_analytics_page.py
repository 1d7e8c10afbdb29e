"""What managers read: two readings of history, every number with its calls, and the question in the address."""

import csv
import io
import json
import re
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import SignIn, enter
from tests.browser.stack import Stack, eventually, run_stack

DAYS = 14
TODAY = datetime.now(UTC).date()
# Days that are over: nothing in them moves any more.
PERIOD = f"from={TODAY - timedelta(days=DAYS)}&to={TODAY - timedelta(days=1)}"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A company with two weeks behind it, all of them counted."""
    with run_stack(tmp_path_factory.mktemp("past"), days=DAYS) as running:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        person = json.dumps({"email": "admin@demo.test", "password": "demo"}).encode()
        headers = {"Content-Type": "application/json", "Origin": running.url}
        opener.open(urllib.request.Request(f"{running.url}/api/session", person, headers))

        def counted() -> bool:
            answer = json.load(opener.open(f"{running.url}/api/analytics/team?{PERIOD}&group_by=day"))
            working = sum((TODAY - timedelta(days=back)).isoweekday() < 6 for back in range(1, DAYS + 1))
            return len(answer["groups"]) == working and answer["waiting"] == 0

        eventually(counted, within=60)
        yield running


@pytest.fixture(scope="module")
def admin(stack: Stack, browser: Browser) -> Iterator[Page]:
    """Who sees the whole company."""
    with browser.new_context(base_url=stack.url, viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        enter(page, stack, "admin")
        yield page


def look_at(page: Page, query: str = PERIOD) -> Page:
    """The page of numbers with this question."""
    page.goto(f"/analytics?{query}")
    expect(page.get_by_test_id("freshness")).to_have_text("Up to date ")
    return page


def number(place: Locator) -> int:
    """The whole number that stands there."""
    found = re.search(r"\d[\d,]*", place.inner_text())
    assert found
    return int(found.group().replace(",", ""))


def tile(page: Page, name: str) -> Locator:
    """The value on a tile."""
    return page.get_by_test_id(f"tile-{name}-value")


def listed(page: Page) -> int:
    """How many calls the list says it has."""
    expect(page.get_by_test_id("call-count")).to_have_text(re.compile(r"\d"))
    return number(page.get_by_test_id("call-count"))


def asked(page: Page) -> dict[str, str]:
    """The question in the address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_history_is_read_both_ways_and_flows_only_as_recorded(admin: Page) -> None:
    page = look_at(admin)
    calls, connected = number(tile(page, "calls")), number(tile(page, "connected-calls"))
    page.get_by_text("As recorded", exact=True).click()
    expect(page.get_by_text("what its outcome meant on the day it was recorded")).to_be_visible()
    eventually(lambda: number(tile(page, "connected-calls")) != connected)
    recorded = number(tile(page, "connected-calls"))
    assert number(tile(page, "calls")) == calls
    page.reload()
    expect(tile(page, "connected-calls")).to_have_text(f"{recorded:,}")
    page.go_back()
    expect(tile(page, "connected-calls")).to_have_text(f"{connected:,}")
    page.get_by_role("link", name="Flows").click()
    expect(page.get_by_text("Flows always count each call")).to_be_visible()
    expect(page.get_by_role("radiogroup", name="How outcomes are read")).to_have_count(0)
    page.get_by_role("button", name="New business").click()
    expect(page.get_by_role("region", name="By step").first).to_contain_text("Second call")
    assert asked(page)["view"] == "flows"
    expect(tile(page, "connected-calls").get_by_role("link")).to_have_attribute(
        "href", re.compile("in_flow=true.*meaning=recorded")
    )


def test_a_tile_opens_its_calls_and_the_file_has_the_same(admin: Page) -> None:
    page = look_at(admin, f"{PERIOD}&rep_id=3")
    connected = number(tile(page, "connected-calls"))
    tile(page, "connected-calls").get_by_role("link").click()
    assert listed(page) == connected
    rows = page.get_by_test_id("call-row")
    expect(rows.first).to_be_visible()
    file = page.request.get(str(page.get_by_role("link", name="CSV").get_attribute("href")))
    written = list(csv.DictReader(io.StringIO(file.text())))
    assert len(written) == connected
    shown = rows.evaluate_all("(rows) => rows.map((row) => row.dataset.callId)")
    assert shown == [row["call"] for row in written[: len(shown)]]
    page.go_back()
    expect(tile(page, "connected-calls")).to_have_text(f"{connected:,}")


def test_a_bar_opens_the_calls_of_an_outcome_that_was_deleted(admin: Page) -> None:
    page = look_at(admin)
    gone = page.get_by_test_id("bar-deleted").get_by_role("link", name="Callback requested")
    calls = number(page.get_by_test_id("bar-deleted").locator("strong"))
    gone.click()
    assert listed(page) == calls
    rows = page.get_by_test_id("call-row")
    expect(rows.first).to_be_visible()
    assert rows.locator('[data-certainty="deleted"]').count() == rows.count() == min(calls, 50)


def test_an_hour_opens_its_calls_and_each_filter_can_be_taken_away(admin: Page) -> None:
    page = look_at(admin)
    cells = page.get_by_test_id("hour-map").get_by_role("link")
    cell = cells.filter(has_text="Tuesday 10:00").first
    of = re.search(r"/([\d,]+)$", cell.inner_text().strip())
    assert of
    calls = int(of[1])
    cell.click()
    assert listed(page) == calls
    filters = page.get_by_role("list", name="Active filters")
    expect(filters).to_contain_text("Tuesdays")
    filters.get_by_role("button", name="Remove the filter 10:00–11:00").click()
    eventually(lambda: listed(page) > calls)
    assert "hour" not in asked(page)
    assert asked(page)["weekday"] == "2"


def test_the_question_lives_in_the_address(admin: Page) -> None:
    page = look_at(admin)
    everybody = tile(page, "calls").inner_text()
    page.get_by_role("combobox", name="Team").click()
    page.get_by_role("option", name="Partners").click()
    expect(tile(page, "calls")).not_to_have_text(everybody)
    page.get_by_role("combobox", name="Flow").click()
    page.get_by_role("option", name="Win-back").click()
    expect(page).to_have_url(re.compile("flow_id="))
    page.reload()
    expect(page.get_by_role("combobox", name="Team")).to_have_value("Partners")
    expect(page.get_by_role("combobox", name="Flow")).to_have_value("Win-back")
    page.go_back()
    expect(page.get_by_role("combobox", name="Flow")).to_have_value("")
    page.get_by_role("button", name="Clear filters").click()
    expect(tile(page, "calls")).to_have_text(everybody)
    page.get_by_role("combobox", name="Period").click()
    page.get_by_role("option", name="30 days").click()
    assert asked(page)["to"] == str(datetime.now(UTC).date())


def test_the_rows_add_up_to_the_tiles_however_they_are_split(admin: Page) -> None:
    page = look_at(admin)
    calls = number(tile(page, "calls"))
    for split in ("Rep", "Team", "Flow"):
        page.get_by_role("radiogroup", name="Rows of the table").get_by_text(split).click()
        table = page.get_by_role("table", name=f"By {split.lower()}")
        expect(table.locator("tfoot")).to_contain_text(f"{calls:,}")
        counted = table.locator("tbody td:nth-child(2)").all_inner_texts()
        assert sum(int(text.replace(",", "")) for text in counted) == calls
    page.get_by_role("button", name="Show How calls went as table").click()
    spoken = page.get_by_role("table", name="How calls went").locator("tbody td:nth-child(2)")
    assert sum(int(text.replace(",", "")) for text in spoken.all_inner_texts()) == calls


def test_a_rep_sees_herself_alone(admin: Page, sign_in: SignIn) -> None:
    rep = look_at(sign_in("rep"))
    mine = rep.request.get("/api/session").json()["user"]["id"]
    own = admin.request.get(f"/api/analytics/team?{PERIOD}&rep_id={mine}").json()["totals"]["calls"]
    assert number(tile(rep, "calls")) == own
    for name in ("Rep", "Team"):
        expect(rep.get_by_role("combobox", name=name)).to_have_count(0)
    expect(rep.get_by_role("radiogroup", name="Rows of the table")).to_have_count(0)
    tile(rep, "calls").get_by_role("link").click()
    assert listed(rep) == own


@pytest.mark.parametrize("view", ["prefills", "wrap-up", "quality"])
def test_a_report_opens_its_calls(admin: Page, view: str) -> None:
    page = look_at(admin, f"{PERIOD}&view={view}")
    link = page.get_by_role("table").first.get_by_role("link").first
    calls = number(link)
    link.click()
    assert listed(page) == calls


def test_nobody_is_shut_out(admin: Page) -> None:
    page = look_at(admin)
    expect(page.get_by_test_id("hour-map")).to_be_visible()
    expect(page.get_by_role("table", name="Day by day")).to_be_attached()
    assert findings(page) == []
    page.get_by_test_id("hour-map").get_by_role("link").first.click()
    expect(page.get_by_test_id("call-row").first).to_be_visible()
    assert findings(page) == []


def test_sales_numbers_open_their_meetings_and_deals(admin: Page) -> None:
    page = look_at(admin, f"{PERIOD}&view=sales")
    expect(page.get_by_test_id("tile-closing-rate")).to_contain_text(re.compile(r"\d+ of \d+"))
    won = number(page.get_by_test_id("tile-closing-rate").get_by_text(re.compile(r"\d+ of \d+")))
    table = page.get_by_role("region", name="By closer").first
    table.get_by_text("Event type", exact=True).click()
    expect(page.get_by_role("region", name="By event type").first).to_contain_text("Strategy session")
    assert asked(page)["split"] == "event_type"
    assert findings(page) == []
    tile(page, "closing-rate").get_by_role("link").click()
    expect(page.get_by_test_id("meeting-count")).to_have_text(f"{won} meeting{'' if won == 1 else 's'}")
    expect(page.get_by_role("button", name="Only what the sales number counts")).to_be_visible()
    page.go_back()
    deals = number(page.get_by_test_id("tile-cash").get_by_text(re.compile(r"\d+ deals?")))
    tile(page, "cash").get_by_role("link").click()
    expect(page.get_by_test_id("deal-totals")).to_contain_text(f"{deals} deal")
    page.get_by_role("button", name="Only what the sales number counts").click()
    expect(page).not_to_have_url(re.compile("counted"))


def test_the_map_of_hours_goes_by_the_leads_clock_too(admin: Page) -> None:
    page = look_at(admin)
    page.get_by_role("radiogroup", name="Whose clock").get_by_text("The lead’s clock").click()
    panel = page.get_by_role("region", name="When to call")
    expect(panel).to_contain_text("where the lead was")
    assert asked(page)["clock"] == "lead"
    unknown = number(panel.get_by_role("link", name=re.compile("of .* calls$")))
    cell = page.get_by_test_id("hour-map").get_by_role("link").nth(8)
    counts = re.search(r"/\s*([\d,]+)", cell.inner_text())
    assert counts
    cell.click()
    assert listed(page) == int(counts[1].replace(",", ""))
    expect(page.get_by_text("On the lead’s clock")).to_be_visible()
    page.go_back()
    panel.get_by_role("link", name=re.compile("of .* calls$")).click()
    assert listed(page) == unknown


def test_a_view_of_deals_and_the_meeting_behind_one(admin: Page) -> None:
    admin.goto("/deals?payment_type=won&from=2020-01-01")
    rows = admin.get_by_role("table", name="Deals").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("Won")
    admin.get_by_role("button", name="Views").click()
    admin.get_by_role("menuitem", name="Save this view").click()
    dialog = admin.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Won ones")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    admin.get_by_role("button", name="Clear filters").click()
    admin.get_by_role("button", name="Won ones (changed)").click()
    admin.get_by_role("menuitem", name="Won ones", exact=True).click()
    expect(admin.get_by_role("combobox", name="Payment type")).to_have_value("Won")
    assert findings(admin) == []
    found = admin.request.get("/api/deals?payment_type=won&limit=100").json()["items"]
    deal = next(one for one in found if one["meeting"])
    admin.goto(f"/deals/{deal['id']}")
    admin.get_by_role("main").get_by_text("Meeting", exact=True).locator("..").get_by_role("link").click()
    expect(admin.get_by_role("heading", level=1, name=deal["lead"]["name"])).to_be_visible()
    admin.get_by_role("region", name="Outcome").get_by_role("link", name=deal["product"]["name"]).click()
    expect(admin).to_have_url(re.compile(rf"/deals/{deal['id']}$"))
