"""Asks axe about the page as it stands: light and dark, on a desk and on a phone."""

from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "dialer/web/node_modules/axe-core/axe.min.js"
WIDTHS = {1440: 900, 390: 844}
# Between light and dark only colours differ, so that the other rules need no second asking.
RULES: dict[Literal["light", "dark"], dict[str, Any]] = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}
GRAVE = {"serious", "critical"}
ASK = """(rules) => axe
  .run(document, { resultTypes: ["violations"], preload: false, ...rules })
  .then((found) => found.violations)"""


def findings(page: Page) -> list[str]:
    """What is serious or critical in any of the four looks, each once; none if nobody is shut out."""
    found: dict[str, None] = {}
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found |= dict.fromkeys(f"{scheme}, {width} px: {line}" for line in _look(page, rules))
    page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})
    return list(found)


def _look(page: Page, rules: dict[str, Any]) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text())
    violations: list[dict[str, Any]] = page.evaluate(ASK, rules)
    return [
        f"{each['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for each in violations
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]
