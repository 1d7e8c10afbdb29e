"""The pictures of the README, from a stack of its own with the demo company.

python -m tests.screenshots docs/screenshots
"""

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.filter import Graph
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dialer import clock
from tests.browser.acts import call, current, require_outcomes, wait_for_state
from tests.browser.stack import Stack, eventually, run_stack
from tests.chromium import find_chromium
from tests.past_calls import remember_two_weeks

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


class Album:
    """The folder that the pictures go to, and the stack they show."""

    def __init__(self, folder: Path, stack: Stack, browser: Browser) -> None:
        self.folder, self.stack, self.browser = folder, stack, browser

    @contextmanager
    def person(self, role: str, size: dict[str, int] = DESK, *, dark: bool = False) -> Iterator[Page]:
        """A demo person at a browser of their own."""
        with self.browser.new_context(
            base_url=self.stack.url,
            viewport={"width": size["width"], "height": size["height"]},
            color_scheme="dark" if dark else "light",
            permissions=["microphone"],
            reduced_motion="reduce",
            locale="en-GB",
        ) as context:
            page = context.new_page()
            page.goto("/")
            page.get_by_role("button", name=f"Sign in as {role}", exact=True).click()
            page.get_by_role("navigation", name="Main").wait_for()
            yield page

    def keep(self, page: Page, name: str) -> None:
        """Take the picture, without the mouse in it."""
        page.mouse.move(1, 1)
        page.wait_for_timeout(600)  # tooltips and the last round of numbers come and go
        path = self.folder / f"{name}.png"
        path.write_bytes(shrink(page.screenshot()))
        print(f"{path}  {path.stat().st_size // 1024} kB")


def take_all(album: Album) -> None:
    """Every picture, in the order of a working day."""
    with album.person("admin") as admin:
        require_outcomes(admin, on=True)
        expect(admin.get_by_text("Follow up").first).to_be_visible()
        album.keep(admin, "call-outcomes")
    with album.person("rep") as rep:
        _a_live_call(album, rep, "live-call", "wrap-up")
        rep.goto(album.stack.sandbox_url)
        album.keep(rep, "sandbox")
    with album.person("manager") as manager:
        manager.goto("/analytics")
        manager.get_by_role("combobox", name="Period").click()
        manager.get_by_role("option", name="7 days").click()
        expect(manager.get_by_role("heading", name="Day by day")).to_be_visible()
        expect(manager.get_by_test_id("freshness")).to_have_text("Up to date", timeout=60_000)
        album.keep(manager, "analytics")
    with album.person("rep", PHONE) as rep:
        _a_live_call(album, rep, "phone")
    with album.person("rep", dark=True) as rep:
        _a_live_call(album, rep, "dark")


def _a_live_call(album: Album, rep: Page, live: str, refused: str = "") -> None:
    """One picture while they talk, one when End was refused; then it ends with an outcome."""
    call(rep, "answers")
    wait_for_state(rep, "live")
    expect(rep.get_by_role("button", name="Mute", exact=True)).to_be_enabled()
    album.keep(rep, live)
    rep.get_by_role("button", name="End call").click()
    expect(rep.get_by_test_id("outcome-picker")).to_have_attribute("data-urgent", "true")
    if refused:
        album.keep(rep, refused)
    rep.get_by_role("button", name="Meeting booked").click()
    eventually(lambda: current(rep) is None)


def shrink(png: bytes) -> bytes:
    """The same picture with the 256 colours that suit it best: a third of the size, and nobody sees it."""
    with av.open(io.BytesIO(png), "r") as opened:
        frame = next(opened.decode(video=0))
    tick = Fraction(1, 1)
    graph = Graph()
    source = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=tick)
    twice, palette = graph.add("split"), graph.add("palettegen", "reserve_transparent=0")
    painted, sink = graph.add("paletteuse", "dither=none"), graph.add("buffersink")
    source.link_to(twice)
    twice.link_to(painted, 0, 0)
    twice.link_to(palette, 1, 0)
    palette.link_to(painted, 0, 1)
    painted.link_to(sink)
    graph.configure()
    frame.pts = 0
    source.push(frame)
    source.push(None)
    return _encode(sink.pull(), tick)


def _encode(frame: Any, tick: Fraction) -> bytes:
    codec = av.CodecContext.create("png", "w")
    codec.width, codec.height, codec.pix_fmt, codec.time_base = frame.width, frame.height, "pal8", tick
    codec.options = {"compression_level": "9", "pred": "none"}
    return b"".join(bytes(packet) for packet in [*codec.encode(frame), *codec.encode(None)])


def main(folder: Path) -> None:
    """Start, take, stop."""
    folder.mkdir(parents=True, exist_ok=True)
    path, flags = find_chromium()
    with (
        tempfile.TemporaryDirectory() as data_dir,
        run_stack(Path(data_dir)) as stack,
        sync_playwright() as playwright,
    ):
        remember_two_weeks(Path(data_dir), now=clock.now())
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        take_all(Album(folder, stack, browser))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots"))
