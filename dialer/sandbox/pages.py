"""The status page: the phones one can call, the calls going on, and what the application was told."""

from collections.abc import Sequence
from html import escape
from typing import Any

from aiohttp import web

from dialer.sandbox.control import calls_seen
from dialer.sandbox.courier import Delivery
from dialer.sandbox.state import SANDBOX, Sandbox

SHOWN = 40
CALLS_SHOWN = 12
TOLD = ("CallStatus", "DialCallStatus", "AnsweredBy", "SipResponseCode", "SequenceNumber")

STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1d2733;background:#fbfcfd}
h1{font-size:1.5rem;margin-bottom:0}h2{font-size:1.1rem;margin-top:2rem}p{color:#52606d}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .8rem .3rem 0;vertical-align:top;
border-bottom:1px solid #e3e8ee}th{font-weight:600;color:#52606d}code{font-size:.85rem}.bad{color:#b3261e}
"""

routes = web.RouteTableDef()


@routes.get("/")
async def status(request: web.Request) -> web.Response:
    """A page that reloads itself every three seconds."""
    sandbox = request.app[SANDBOX]
    body = _phones(sandbox) + _calls(sandbox) + _notes(sandbox) + _deliveries(sandbox)
    return web.Response(text=_document(body), content_type="text/html")


def _document(body: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="3">'
        f"<title>Telephone sandbox</title><style>{STYLE}</style><h1>Telephone sandbox</h1>"
        "<p>A stand-in for Twilio on this machine. No real telephone is ever called.</p>"
        f"{body}</html>"
    )


def _phones(sandbox: Sandbox) -> str:
    rows = [
        (f"+1 202 555 {phone.suffix}", phone.title, phone.does) for phone in sandbox.phones.by_suffix.values()
    ]
    hint = "<p>Any area code; the last four digits choose. Any other number behaves like the first.</p>"
    return f"<h2>Phones</h2>{hint}{_table(('Number', 'Phone', 'What it does'), rows)}"


def _calls(sandbox: Sandbox) -> str:
    rows = [_call_row(call) for call in calls_seen(sandbox)[:CALLS_SHOWN]]
    return "<h2>Calls</h2>" + _table(("Since", "Leg", "From", "To", "Status", "Heard"), rows)


def _call_row(call: dict[str, Any]) -> tuple[str, ...]:
    leg = f"{'lead' if call['parent_sid'] else 'rep'} {call['sid'][:10]}…"
    state = f"{call['status']}{' (open)' if call['open'] else ''}"
    return (call["created_at"][11:19], leg, call["from_"], call["to"], state, _heard(call))


def _heard(call: dict[str, Any]) -> str:
    if "packets_in" in call:
        return f"{call['packets_in']} packets in, {call['packets_out']} out"
    if "level_heard" not in call:
        return "no longer known"
    level = "silence" if call["level_heard"] is None else f"{call['level_heard']} dB"
    return f"{level}, digits {call['digits_heard']}" if call["digits_heard"] else level


def _deliveries(sandbox: Sandbox) -> str:
    rows = [_delivery_row(each) for each in list(sandbox.courier.deliveries)[: -SHOWN - 1 : -1]]
    heads = ("At", "What", "Request", "Told", "Attempt", "Answer")
    return "<h2>Told to the application</h2>" + _table(heads, rows)


def _delivery_row(each: Delivery) -> tuple[str, ...]:
    told = " ".join(f"{name}={each.fields[name]}" for name in TOLD if name in each.fields)
    answer = f"{each.outcome} in {each.milliseconds} ms"
    request = f"{each.method} {each.path}"
    return (each.at.strftime("%H:%M:%S"), each.kind, request, told, str(each.attempt), answer)


def _notes(sandbox: Sandbox) -> str:
    rows = [
        (note.at.strftime("%H:%M:%S"), f"{note.call_sid[:10]}…", str(note.code or ""), note.text)
        for note in reversed(sandbox.notes)
    ]
    return "<h2>Complaints</h2>" + _table(("At", "Call", "Code", "What"), rows)


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return "<p>None yet.</p>"
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
