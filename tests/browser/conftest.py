"""People with browsers: the production bundle, the real Voice SDK, a fake microphone."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.acts import leave_no_call
from tests.browser.far_side import FarSide, played
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
# A busy machine is slow, not wrong: only a failure takes this long.
expect.set_options(timeout=20_000)


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
def far(stack: Stack) -> Iterator[FarSide]:
    """Phones and faults for one test."""
    with played(stack) as far_side:
        yield far_side


def enter(page: Page, stack: Stack, role: str, company: str = "demo") -> None:
    """Sign this browser in past the page, whose own buttons test_accessibility presses."""
    who = {"email": f"{role}@{company}.test", "password": "demo"}
    assert page.request.post(f"{stack.url}/api/session", data=who, headers={"Origin": stack.url}).ok


@contextmanager
def signed_in(browser: Browser, stack: Stack, role: str, **options: object) -> Iterator[Page]:
    """The page of one of the demo people, in a browser of their own; it leaves no call open."""
    defaults = {
        "viewport": {"width": 1440, "height": 900},
        "permissions": ["microphone"],
        "base_url": stack.url,
    }
    context = browser.new_context(**{**defaults, **options})
    context.add_init_script(KEEP_PEERS)
    page = context.new_page()
    try:
        enter(page, stack, role)
        page.goto("/")
        page.get_by_role("navigation", name="Main").first.wait_for()
        yield page
    finally:
        leave_no_call(page)
        context.close()


@pytest.fixture
def sign_in(stack: Stack, browser: Browser, request: pytest.FixtureRequest) -> Iterator[SignIn]:
    """Sign in as one of the demo people, each in a browser of their own."""
    with ExitStack() as open_browsers:
        pages: list[Page] = []

        def open_page(role: str, **options: object) -> Page:
            pages.append(open_browsers.enter_context(signed_in(browser, stack, role, **options)))
            return pages[-1]

        yield open_page
        if getattr(request.node, "failed", False):
            keep_pictures(request.node.name, pages)


@pytest.fixture(scope="module")
def three_reps(stack: Stack, browser: Browser) -> Iterator[list[Page]]:
    """Three people who call at the same time, for all tests of a file."""
    with ExitStack() as open_browsers:
        yield [
            open_browsers.enter_context(signed_in(browser, stack, role))
            for role in ("rep", "setter", "closer")
        ]


@pytest.fixture
def team(three_reps: list[Page], request: pytest.FixtureRequest) -> Iterator[list[Page]]:
    """The three, none of them in a call afterwards."""
    yield three_reps
    if getattr(request.node, "failed", False):
        keep_pictures(request.node.name, three_reps)
    for page in three_reps:
        leave_no_call(page)


def keep_pictures(name: str, pages: list[Page]) -> None:
    """What people saw when a test failed."""
    folder = Path("test-results")
    folder.mkdir(exist_ok=True)
    for index, page in enumerate(pages):
        page.screenshot(path=folder / f"{name}-{index}.png".replace("/", "_"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember failures, so that a screenshot can be kept."""
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True  # type: ignore[attr-defined]
    return report
