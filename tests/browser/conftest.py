"""People with browsers: the production bundle, the real Voice SDK, a fake microphone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.acts import leave_no_call
from tests.browser.stack import Stack, run_stack
from tests.chromium import find_chromium

# Keeps the page's peer connections where a test can ask them for their counters.
KEEP_PEERS = """
window.peers = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...args) { super(...args); window.peers.push(this); }
};
"""
SignIn = Callable[..., Page]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One stack for all browser tests; each test leaves no call open and the switch off."""
    with run_stack(tmp_path_factory.mktemp("stack")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all."""
    path, flags = find_chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=flags)
        yield launched
        launched.close()


@pytest.fixture
def sign_in(stack: Stack, browser: Browser, request: pytest.FixtureRequest) -> Iterator[SignIn]:
    """Sign in as one of the demo people, each in a browser of their own."""
    contexts = []

    def open_page(role: str, **options: object) -> Page:
        defaults = {
            "viewport": {"width": 1440, "height": 900},
            "permissions": ["microphone"],
            "base_url": stack.url,
        }
        context = browser.new_context(**{**defaults, **options})
        context.add_init_script(KEEP_PEERS)
        contexts.append(context)
        page = context.new_page()
        page.goto(stack.url)
        page.get_by_role("button", name=f"Sign in as {role}", exact=True).click()
        page.get_by_role("navigation", name="Main").first.wait_for()
        return page

    yield open_page
    for index, context in enumerate(contexts):
        if getattr(request.node, "failed", False):
            folder = Path("test-results")
            folder.mkdir(exist_ok=True)
            context.pages[0].screenshot(path=folder / f"{request.node.name}-{index}.png")
        leave_no_call(context.pages[0])
        context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember failures, so that a screenshot can be kept."""
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True  # type: ignore[attr-defined]
    return report
