"""What a call comes to, as the page shows it once the line is over."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.browser.acts import current, wait_for_state

NOTHING = "No outcome yet"


@dataclass(frozen=True)
class Shown:
    """The line's result, the outcome filled in, and the reason for either; with a phone's settings beside them."""

    result: str
    outcome: str
    reason: str
    settings: dict[str, float | str] = field(default_factory=dict)


def wait_for_wrap_up(page: Page, shown: Shown, *, within: float = 30.0) -> None:
    """Wait until the line is over and the page says this of it; what the server recorded is the same."""
    wait_for_state(page, "wrap_up", within=within)
    expect(page.get_by_test_id("call-outcome")).to_contain_text(shown.outcome)
    where, what = ("line-result", shown.result) if shown.outcome == NOTHING else ("suggestion", shown.outcome)
    expect(page.get_by_test_id(where)).to_contain_text(what)
    expect(page.get_by_test_id(where)).to_contain_text(re.compile(shown.reason))
    found = current(page)
    assert found
    assert found["line"]["result"] == shown.result.lower().replace(" ", "_")
    assert (found["outcome"] or {"label": NOTHING})["label"] == shown.outcome
