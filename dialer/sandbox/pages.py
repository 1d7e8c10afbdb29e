"""The status page: one document, its style sheet and a small script that keeps the moving parts fresh."""

from pathlib import Path

from aiohttp import web

from dialer.sandbox import page_forms, page_tables
from dialer.sandbox.state import SANDBOX, Sandbox

HERE = Path(__file__).parent

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
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<title>Telephone sandbox</title><link rel="icon" href="/page.svg"><link rel="stylesheet" href="/page.css">'
        '<script src="/page.js" defer></script></head><body><header><div><h1>Telephone sandbox</h1>'
        "<p>A stand-in for Twilio on this machine. No real telephone is ever called.</p></div>"
        '<nav><a href="#calls">Calls</a><a href="#phones">Phones</a><a href="#inbound">Call in</a>'
        '<a href="#faults">Faults</a><a href="#told">Deliveries</a><a href="#recordings">Recordings</a>'
        '<a href="/salesforce">Salesforce</a><a href="/webhooks">Webhooks</a><a href="/mailbox">Mailbox</a>'
        '<a href="/payments">Payments</a></nav>'
        f"</header><main>{_live('calls', 'Calls', page_tables.calls(sandbox))}"
        f"{page_forms.inbound(sandbox)}{page_forms.phones(sandbox)}{page_forms.faults(sandbox)}"
        f"{_live('told', 'Deliveries', page_tables.deliveries(sandbox))}"
        f"{_live('notes', 'Complaints', page_tables.notes(sandbox))}"
        f"{_live('recordings', 'Recordings', page_tables.recordings(sandbox))}{LIMITS}</main></body></html>"
    )


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
