"""The mailbox to look into: what arrived, one message with its links and its calendar file, and the switch."""

import re
from html import escape

from aiohttp import web

from dialer.sandbox import frame
from dialer.sandbox.mailbox.box import MAILBOX, Faults, Mailbox, Message
from dialer.sandbox.page_forms import number, option
from dialer.sandbox.page_tables import Html, table

SHOWN = 100
PARTS = {"messages": "Messages", "mail-faults": "Faults"}
LINK = re.compile(r"https?://[^\s<>\"]+")
FAULT_WORDS = {
    "": "is well",
    "later": "says 451, try again later",
    "refuse": "says 550, nobody of that name here",
    "slow": "is slow",
    "cut": "breaks the line, and keeps nothing",
    "lost": "keeps the message, and breaks the line before it says so",
}

routes = web.RouteTableDef()


@routes.get("/mailbox")
async def list_page(request: web.Request) -> web.Response:
    """Everything that arrived. Without its script it works the same, only by reloading."""
    box = request.app[MAILBOX]
    rows = [_row(each) for each in box.messages[: -SHOWN - 1 : -1]]
    inside = (
        '<section id="messages"><h2>Messages</h2><div id="message-rows" class="scroll" data-live tabindex="0" '
        f'role="region" aria-label="Messages">{table(("At", "To", "Subject", "File"), rows)}</div></section>'
        f"{_faults(box)}"
    )
    return web.Response(text=_document(inside), content_type="text/html")


@routes.get(r"/mailbox/{number:\d{1,9}}")
async def message_page(request: web.Request) -> web.Response:
    """One message."""
    try:
        message = request.app[MAILBOX].find(int(request.match_info["number"]))
    except LookupError as error:
        raise web.HTTPNotFound from error
    return web.Response(text=_document(_message(message)), content_type="text/html")


@routes.get(r"/mailbox/{number:\d{1,9}}/meeting.ics")
async def calendar(request: web.Request) -> web.Response:
    """Its calendar file."""
    try:
        message = request.app[MAILBOX].find(int(request.match_info["number"]))
    except LookupError as error:
        raise web.HTTPNotFound from error
    if message.calendar is None:
        raise web.HTTPNotFound
    return web.Response(text=message.calendar, content_type="text/calendar", charset="utf-8")


def _row(message: Message) -> tuple[str, ...]:
    link = Html(f'<a href="/mailbox/{message.id}">{escape(message.subject) or "No subject"}</a>')
    return (message.at[11:19], ", ".join(message.recipients), link, "calendar" if message.calendar else "")


def _message(message: Message) -> str:
    file = ""
    if message.calendar:
        address = f"/mailbox/{message.id}/meeting.ics"
        file = (
            f'<h3>Calendar file</h3><p><a href="{address}" download="meeting.ics">meeting.ics</a></p>'
            f'<pre class="letter" tabindex="0">{escape(message.calendar)}</pre>'
        )
    return (
        f'<section><p><a href="/mailbox">All messages</a></p><h2>{escape(message.subject)}</h2><article class="card">'
        f"<p>From {escape(message.sender)}<br>To {escape(', '.join(message.recipients))}<br>{escape(message.at)}</p>"
        f'<div class="letter">{_with_links(message.text)}</div>{file}</article></section>'
    )


def _with_links(text: str) -> str:
    """The text as markup, its addresses to click."""
    made, end = "", 0
    for found in LINK.finditer(text):
        address = escape(found[0])
        made += f'{escape(text[end : found.start()])}<a href="{address}">{address}</a>'
        end = found.end()
    return made + escape(text[end:])


def _faults(box: Mailbox) -> str:
    now = box.faults
    chosen = "".join(option(each, words, picked=each == now.smtp) for each, words in FAULT_WORDS.items())
    mark = ' <span class="badge bad">on</span>' if now != Faults() else ""
    return (
        f'<section id="mail-faults" data-part><h2>Faults{mark}</h2>'
        '<form method="post" action="/control/mailbox/faults" class="card"><div class="row">'
        f'<label>The mail server<select name="smtp">{chosen}</select></label>'
        f"{number('seconds', 'How slow, seconds', now.seconds, 0, 60)}</div>"
        '<button class="main">Set</button></form><div class="row buttons">'
        '<form method="post" action="/control/mailbox/faults"><button class="quiet">All well again</button></form>'
        '<form method="post" action="/control/mailbox/empty"><button class="quiet">Throw all messages away</button>'
        "</form></div></section>"
    )


def _document(inside: str) -> str:
    about = "Every message ends here. Nothing leaves this machine."
    return frame.document("/mailbox", "Mailbox", about, inside, parts=PARTS)
