"""What a browser loads from the sandbox besides signalling: the redirecting script, prompt sounds, insights."""

import io
import wave
from functools import cache
from pathlib import Path

from aiohttp import web

from dialer.sandbox import mulaw, tones

SCRIPT = Path(__file__).parent / "voice-edge.js"

ANY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Allow-Methods": "*",
    "Access-Control-Max-Age": "600",
}

_DIGIT_NAMES = {"star": "*", "hash": "#"}

routes = web.RouteTableDef()


@routes.get("/voice-edge.js")
async def voice_edge(request: web.Request) -> web.FileResponse:
    """Loaded by the page before its bundle, so that an unmodified SDK finds the sandbox."""
    headers = {"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache"}
    return web.FileResponse(SCRIPT, headers=headers)


@routes.post("/insights/{rest:.*}")
async def insights(request: web.Request) -> web.Response:
    """The SDK's reports on call quality: thanked for, not kept."""
    await request.read()
    return web.Response(headers=ANY_ORIGIN)


@routes.options("/{where:insights|sdk}/{rest:.*}")
async def preflight(request: web.Request) -> web.Response:
    """Pages of any origin may ask."""
    return web.Response(status=204, headers=ANY_ORIGIN)


@routes.get("/sdk/{path:.*}")
async def prompt(request: web.Request) -> web.Response:
    """A prompt sound by the file name Twilio's has. It is a WAV whatever the extension: browsers look inside."""
    name = request.match_info["path"].rpartition("/")[2].partition(".")[0]
    return web.Response(body=prompt_sound(name), content_type="audio/wav", headers=ANY_ORIGIN)


@cache
def prompt_sound(name: str) -> bytes:
    """Digits sound as on a telephone; an incoming call rings; the rest is a soft beep."""
    if name.startswith("dtmf-"):
        key = name.removeprefix("dtmf-")
        return _wav([(tones.DIGIT_TONES.get(_DIGIT_NAMES.get(key, key), (697, 1209)), 0.15)])
    if name == "incoming":
        return _wav([((440, 480), 1.0), ((), 2.0)])
    return _wav([((480, 620) if name == "disconnect" else (520,), 0.12)])


def _wav(parts: list[tuple[tuple[int, ...], float]]) -> bytes:
    sound = b"".join(tones.samples(frequencies, seconds, 0.15).tobytes() for frequencies, seconds in parts)
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(mulaw.RATE)
        file.writeframes(sound)
    return out.getvalue()
