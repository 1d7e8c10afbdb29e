"""The status page: one document, its style sheet and a small script that keeps the moving parts fresh."""

from pathlib import Path

from aiohttp import web

from dialer.sandbox import frame, page_forms, page_tables
from dialer.sandbox.state import SANDBOX, Sandbox

HERE = Path(__file__).parent
PARTS = {
    "calls": "Calls",
    "inbound": "Call in",
    "phones": "Phones",
    "faults": "Faults",
    "told": "Deliveries",
    "recordings": "Recordings",
}

routes = web.RouteTableDef()


@routes.get("/")
async def status(request: web.Request) -> web.Response:
    """The whole page. Without its script it works the same, only by reloading."""
    return web.Response(text=_document(request.app[SANDBOX]), content_type="text/html")


@routes.get("/page.css")
async def style(request: web.Request) -> web.FileResponse:
    """Its style."""
    return web.FileResponse(HERE / "page.css", headers={"Cache-Control": "no-cache"})


@routes.get("/page.svg")
async def icon(request: web.Request) -> web.FileResponse:
    """Its mark in the browser's tabs, unlike the dialer's own."""
    return web.FileResponse(HERE / "page.svg")


@routes.get("/page.js")
async def script(request: web.Request) -> web.FileResponse:
    """Its script."""
    return web.FileResponse(HERE / "page.js", headers={"Cache-Control": "no-cache"})


def _document(sandbox: Sandbox) -> str:
    inside = (
        _live("calls", "Calls", page_tables.calls(sandbox))
        + page_forms.inbound(sandbox)
        + page_forms.phones(sandbox)
        + page_forms.faults(sandbox)
        + _live("told", "Deliveries", page_tables.deliveries(sandbox))
        + _live("notes", "Complaints", page_tables.notes(sandbox))
        + _live("recordings", "Recordings", page_tables.recordings(sandbox))
        + LIMITS
    )
    about = "A stand-in for Twilio on this machine. No real telephone is ever called."
    return frame.document("/", "Telephone sandbox", about, inside, parts=PARTS)


def _live(name: str, heading: str, inside: str) -> str:
    """A part that the script keeps fresh; a long one scrolls by itself."""
    region = f'role="region" aria-label="{heading}"'
    rows = f'<div id="{name}-rows" class="scroll" data-live tabindex="0" {region}>{inside}</div>'
    return f'<section id="{name}"><h2>{heading}</h2>{rows}</section>'


LIMITS = (
    '<section id="limits"><h2>What it does not do</h2><p>No &lt;Gather&gt;, &lt;Record&gt;, &lt;Conference&gt;, '
    "&lt;Enqueue&gt;: a document that asks for one is noted under Complaints with what there is instead, and "
    "the call is hung up. No calls placed by REST, no conferences and no queues: the API answers 501 and says so. "
    "Digits are heard by the phones, never collected by TwiML. &lt;Say&gt; is a murmur as long as its text. "
    "What it merely assumes about Twilio is listed in the docstring of <code>dialer.sandbox</code>.</p></section>"
)
