"""Three calls at once that come to the same whatever happens to their callbacks."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.acts import dial, end
from tests.browser.far_side import FarSide
from tests.browser.shown import NOTHING, Shown, wait_for_wrap_up

AREA = "+1646555"
STORIES = {
    "0102": Shown("Busy", "Busy", r"Twilio: busy"),
    "0106": Shown("Answered", NOTHING, r"0:0\d on the line", {"hang_up_after": 1.0}),
    "0105": Shown(
        "Machine",
        "No voicemail",
        r"Twilio: answering machine, no message left",
        {"greeting": "menu_sales", "hang_up_after": 3.0},
    ),
}


def all_stories_end_as_ever(team: list[Page], far: FarSide, fault: dict[str, Any]) -> None:
    """One is busy, one hangs up first and one is a machine, all at once."""
    far.faults(**fault)
    for rep, (suffix, story) in zip(team, STORIES.items(), strict=True):
        far.phone(suffix, ring_seconds=0.2, **story.settings)
        dial(rep, AREA + suffix)
    for rep, story in zip(team, STORIES.values(), strict=True):
        wait_for_wrap_up(rep, story)
        end(rep)
