"""Runs TwiML on a leg: fetch a document, do its verbs, go where they lead."""

import asyncio
from array import array
from collections.abc import Awaitable, Callable
from io import BytesIO

import av

from dialer.sandbox import mulaw, tones
from dialer.sandbox.courier import LARGEST_REPLY, Letter, Reply
from dialer.sandbox.party import Party, Redirected, Source
from dialer.sandbox.targets import target_of
from dialer.sandbox.twiml import (
    BadTwiml,
    Dial,
    Hangup,
    Pause,
    Play,
    Redirect,
    Reject,
    Say,
    Unsupported,
    Verb,
    Warned,
    parse,
)

XML_TYPES = {"text/xml", "application/xml", "text/html"}
MOST_DOCUMENTS = 50
LETTERS_A_SECOND = 15


class Done(Exception):
    """The program hung up. `rejected` names a reason when the leg was refused instead of answered."""

    def __init__(self, rejected: str | None = None) -> None:
        super().__init__(rejected or "hung up")
        self.rejected = rejected


class ApplicationFailed(Exception):
    """The document could not be had or read (Twilio's error code first)."""

    def __init__(self, code: int, text: str, url: str = "") -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.url = url


async def run_program(party: Party, source: Source | None) -> None:
    """Until the last verb, a hang-up (raises Done), or the leg is gone (raises HungUp)."""
    for _ in range(MOST_DOCUMENTS):
        if source is None:
            return
        try:
            source = await run_document(party, source)
        except Redirected as redirected:
            source = redirected.source
    raise ApplicationFailed(12000, f"more than {MOST_DOCUMENTS} documents, one after the other")


async def run_document(party: Party, source: Source) -> Source | None:
    """One document; the next one, if a verb leads to it."""
    text = source.text if source.text is not None else await _fetch(party, source)
    try:
        verbs = parse(text)
    except BadTwiml as error:
        raise ApplicationFailed(12100, str(error), source.url) from error
    for verb in verbs:
        following = await _DOING[type(verb)](party, verb, source.url)
        if following:
            return following
    return None


async def _fetch(party: Party, source: Source) -> str:
    target = target_of(source.url)
    fields = party.request_fields() | source.fields
    letter = Letter(source.kind, party.account, party.leg.sid, target, source.method, fields)
    # A leg that hangs up meanwhile does not take the request back: the application still sees it.
    asking = party.sandbox.spawn_for(party.sandbox.courier.send(letter))
    reply = await party.unless_interrupted(asyncio.shield(asking))
    return document_of(reply, target.url)


def document_of(reply: Reply, url: str) -> str:
    """The TwiML in a reply, or why there is none."""
    if reply.failure or reply.status is None or reply.status >= 300:
        raise ApplicationFailed(11200, f"{url} answered {reply.status or reply.failure}", url)
    if reply.is_cut:
        raise ApplicationFailed(11750, f"{url} answered more than {LARGEST_REPLY // 1024} KB: too long", url)
    if not reply.body.strip():
        return "<Response/>"
    if reply.content_type not in XML_TYPES:
        raise ApplicationFailed(12300, f"{url} answered {reply.content_type}, not XML", url)
    return reply.body


async def _dial(party: Party, verb: Verb, base: str) -> Source | None:
    assert isinstance(verb, Dial)
    if verb.ignored:
        party.note(0, f"<Dial>: not done here: {', '.join(sorted(verb.ignored))}")
    return await party.dial(verb, base)


async def _say(party: Party, verb: Verb, base: str) -> None:
    assert isinstance(verb, Say)
    await party.answer()
    await party.play(tones.murmur(len(verb.text) / LETTERS_A_SECOND))


async def _play(party: Party, verb: Verb, base: str) -> None:
    assert isinstance(verb, Play)
    await party.answer()
    url = target_of(verb.url, base).url
    sound = await party.unless_interrupted(sound_at(party, url))
    if not sound:
        party.note(11200, f"<Play>: no sound at {url}")
    for _ in range(verb.loop):
        await party.play(sound)


async def _pause(party: Party, verb: Verb, base: str) -> None:
    assert isinstance(verb, Pause)
    await party.answer()
    left = verb.seconds
    while left > 0:  # a minute at a time: hours of silence are no sound to keep in memory
        await party.play(tones.silence(min(left, 60)))
        left -= 60


async def _redirect(party: Party, verb: Verb, base: str) -> Source:
    assert isinstance(verb, Redirect)
    return Source(_resolved(base, verb.url), verb.method)


async def _reject(party: Party, verb: Verb, base: str) -> None:
    assert isinstance(verb, Reject)
    raise Done(verb.reason)


async def _hangup(party: Party, verb: Verb, base: str) -> None:
    raise Done


async def _unsupported(party: Party, verb: Verb, base: str) -> None:
    assert isinstance(verb, Unsupported)
    because = f": {verb.instead}" if verb.instead else ""
    party.note(0, f"the sandbox cannot do {verb.what}{because}; the call is hung up")
    raise Done


async def _warned(party: Party, verb: Verb, base: str) -> None:
    assert isinstance(verb, Warned)
    party.note(verb.code, verb.text)


_DOING: dict[type[Verb], Callable[[Party, Verb, str], Awaitable[Source | None]]] = {
    Dial: _dial,
    Say: _say,
    Play: _play,
    Pause: _pause,
    Redirect: _redirect,
    Reject: _reject,
    Hangup: _hangup,
    Unsupported: _unsupported,
    Warned: _warned,
}


def _resolved(base: str, url: str) -> str:
    """Absolute, with the overrides of its fragment kept for the request."""
    absolute = target_of(url, base).url
    return f"{absolute}#{url.partition('#')[2]}" if "#" in url else absolute


async def sound_at(party: Party, url: str) -> bytes:
    """A sound file of any kind, as the telephone would carry it."""
    data = await party.sandbox.courier.fetch(url)
    return await asyncio.to_thread(decoded, data) if data else b""


def decoded(data: bytes) -> bytes:
    """WAV, MP3 and the like to mu-law; empty when it is no sound."""
    try:
        with av.open(BytesIO(data), mode="r") as container:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=mulaw.RATE)
            frames = [piece for frame in container.decode(audio=0) for piece in resampler.resample(frame)]
            frames += resampler.resample(None)
    except (av.FFmpegError, IndexError, ValueError):
        return b""
    return b"".join(_frame(piece) for piece in frames)


def _frame(piece: av.AudioFrame) -> bytes:
    samples = array("h", bytes(piece.planes[0])[: 2 * piece.samples])
    return mulaw.encode(samples)
