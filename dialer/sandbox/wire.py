"""Joins the two ends of a call: what one says the other hears, and a recorder may listen to both."""

import asyncio
from collections import deque
from collections.abc import Callable

from dialer.sandbox import mulaw
from dialer.sandbox.far_phone import FarPhone
from dialer.sandbox.media import Media

BUFFERED_FRAMES = 10
"""A browser's packets come in bursts; older ones than these are dropped rather than heard late."""

End = Media | FarPhone
Tap = Callable[[bytes, bytes], None]
"""Takes 20 ms of the parent's and of the child's voice."""


class Buffered:
    """A browser as somebody to talk with: its frames wait here until the other end's clock asks for one."""

    def __init__(self, media: Media) -> None:
        self._said: deque[bytes] = deque(maxlen=BUFFERED_FRAMES)
        media.on_frame = self._said.append

    def frame(self) -> bytes:
        """Its next 20 ms, or silence."""
        return self._said.popleft() if self._said else mulaw.SILENCE


class Wire:
    """The connection while it stands. A browser's outlet keeps the time; between two phones a task does."""

    def __init__(self, parent: End, child: End, tap: Tap | None) -> None:
        self._ends = (parent, child)
        self._ticking: asyncio.Task[None] | None = None
        if isinstance(child, Media) and isinstance(parent, FarPhone):
            _talk(child, parent, tap and (lambda browser, phone: tap(phone, browser)))
        elif isinstance(parent, Media) and isinstance(child, FarPhone):
            _talk(parent, child, tap)
        elif isinstance(parent, Media) and isinstance(child, Media):
            _introduce(parent, child, tap)
        elif isinstance(parent, FarPhone) and isinstance(child, FarPhone):
            self._ticking = asyncio.ensure_future(_tick(parent, child, tap))

    def cut(self) -> None:
        """Neither hears the other any more."""
        if self._ticking:
            self._ticking.cancel()
        for end in self._ends:
            if isinstance(end, Media):
                end.source, end.on_frame, end.on_digit = _silence, _ignore, _ignore


def _talk(browser: Media, phone: FarPhone, tap: Tap | None) -> None:
    """A browser with a phone. `tap` takes the browser's voice first."""
    browser.on_digit = phone.press
    if tap is None:
        browser.source, browser.on_frame = phone.frame, phone.hear
        return
    said = Buffered(browser)
    keep = browser.on_frame

    def hear(frame: bytes) -> None:
        keep(frame)
        phone.hear(frame)

    def frame() -> bytes | None:
        answer = phone.frame()
        tap(said.frame(), answer or mulaw.SILENCE)
        return answer

    browser.on_frame, browser.source = hear, frame


def _introduce(parent: Media, child: Media, tap: Tap | None) -> None:
    """Two browsers. The parent's outlet keeps the time of the recording."""
    of_parent, of_child = Buffered(parent), Buffered(child)
    heard_by_child: deque[bytes] = deque(maxlen=BUFFERED_FRAMES)

    def for_parent() -> bytes:
        mine, theirs = of_parent.frame(), of_child.frame()
        heard_by_child.append(mine)
        if tap:
            tap(mine, theirs)
        return theirs

    def for_child() -> bytes:
        return heard_by_child.popleft() if heard_by_child else mulaw.SILENCE

    parent.source, child.source = for_parent, for_child


async def _tick(parent: FarPhone, child: FarPhone, tap: Tap | None) -> None:
    clock, began, count = asyncio.get_running_loop().time, asyncio.get_running_loop().time(), 0
    while True:
        mine, theirs = parent.frame(), child.frame()
        child.hear(mine or mulaw.SILENCE)
        parent.hear(theirs or mulaw.SILENCE)
        if tap:
            tap(mine or mulaw.SILENCE, theirs or mulaw.SILENCE)
        count += 1
        await asyncio.sleep(max(0.0, began + count * mulaw.FRAME_SECONDS - clock()))


def _silence() -> bytes:
    return mulaw.SILENCE


def _ignore(_: object) -> None:
    return None
