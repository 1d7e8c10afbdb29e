"""The parts of the status page that move: calls, deliveries, complaints, recordings."""

from collections.abc import Sequence
from html import escape
from typing import Any

from dialer.sandbox.courier import Delivery
from dialer.sandbox.recordings import Recording
from dialer.sandbox.state import Sandbox
from dialer.sandbox.views import calls_seen

SHOWN = 40
CALLS_SHOWN = 12
RECORDINGS_SHOWN = 20
TOLD = (
    "CallStatus",
    "DialCallStatus",
    "AnsweredBy",
    "RecordingStatus",
    "SipResponseCode",
    "ErrorCode",
    "SequenceNumber",
)
GOOD = {"in-progress", "completed"}
BUSY = {"initiated", "ringing", "queued"}


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def badge(word: str, tone: str = "") -> Html:
    """A word in a coloured pill."""
    return Html(f'<span class="badge {tone}">{escape(word)}</span>')


def calls(sandbox: Sandbox) -> str:
    """Legs going on and lately over."""
    rows = [_call_row(call) for call in calls_seen(sandbox)[:CALLS_SHOWN]]
    going_on = sum(1 for party in sandbox.open_calls.values() if party.leg.parent_sid is None)
    heads = ("Since", "Leg", "From", "To", "Status", "Heard", "")
    return (f"<p>{going_on or 'None'} going on.</p>" if rows else "") + table(heads, rows)


def _call_row(call: dict[str, Any]) -> tuple[str, ...]:
    status = call["status"]
    shade = "good" if status in GOOD else "wait" if status in BUSY else "bad"
    state = badge(status, shade if call["open"] or shade == "bad" else "")
    code = f" SIP {call['sip_code']}" if call["sip_code"] and call["sip_code"] != 200 else ""
    verdict = f" {call['answered_by']}" if call["answered_by"] else ""
    leg = Html(f"{'dialled' if call['parent_sid'] else 'came in'} <code>{escape(call['sid'][:10])}…</code>")
    hang_up = _hang_up_button(call["sid"]) if call["open"] else Html("")
    told = Html(f"{state}{escape(code + verdict)}")
    to = call["to"] or "our application"  # a browser calls no number
    return (call["created_at"][11:19], leg, call["from_"], to, told, _heard(call), hang_up)


def _hang_up_button(sid: str) -> Html:
    return Html(
        f'<form method="post" action="/control/hangup"><button name="call_sid" value="{escape(sid)}">'
        "Far side hangs up</button></form>"
    )


def _heard(call: dict[str, Any]) -> str:
    if "packets_in" in call:
        return f"{call['packets_in']} packets in, {call['packets_out']} out"
    if "level_heard" not in call:
        return "no longer known"
    level = "silence" if call["level_heard"] is None else f"{call['level_heard']} dB"
    return f"{level}, digits {call['digits_heard']}" if call["digits_heard"] else level


def deliveries(sandbox: Sandbox) -> str:
    """What the application was told, and what it made of it."""
    rows = [_delivery_row(each) for each in list(sandbox.courier.deliveries)[: -SHOWN - 1 : -1]]
    heads = ("At", "What", "To", "Told", "Answer", "What was made of it")
    return table(heads, rows)


def _delivery_row(each: Delivery) -> tuple[str, ...]:
    told = " ".join(f"{name}={each.fields[name]}" for name in TOLD if name in each.fields)
    good = each.status is not None and each.status < 400
    again = f", attempt {each.attempt}" if each.attempt > 1 else ""
    answer = Html(f"{badge(each.outcome, 'good' if good else 'bad')} {each.milliseconds} ms{again}")
    made = each.verdict or (Html(f"<code>{escape(each.answered)}</code>") if each.answered else "")
    return (each.at.strftime("%H:%M:%S"), each.kind, _place(each), told, answer, made)


def _place(each: Delivery) -> Html:
    """The end of the path says which of the application's URLs it is; the whole of it is a hover away."""
    path = each.path.partition("?")[0]
    short = f"/{path.rstrip('/').rpartition('/')[2]}"
    return Html(
        f'<code class="place" title="{escape(each.method)} {escape(each.path)}">{escape(short)}</code>'
    )


def notes(sandbox: Sandbox) -> str:
    """What Twilio's debugger would say."""
    rows = [
        (note.at.strftime("%H:%M:%S"), f"{note.call_sid[:10]}…", str(note.code or ""), note.text)
        for note in reversed(sandbox.notes)
    ]
    return table(("At", "Call", "Code", "What"), rows)


def recordings(sandbox: Sandbox) -> str:
    """To listen to: recorded calls, and what answering machines kept."""
    rows = [_recording_row(sandbox, each) for each in sandbox.shelf.newest_first()[:RECORDINGS_SHOWN]]
    return table(("At", "What", "Call", "Seconds", "Listen"), rows)


def _recording_row(sandbox: Sandbox, each: Recording) -> tuple[str, ...]:
    what = "left on a machine" if each.kind == "machine" else f"call, {each.channels} channel(s)"
    listen = (
        Html(f'<audio controls preload="none" src="/recordings/{escape(each.sid)}.wav"></audio>')
        if each.status == "completed"
        else badge(each.status, "wait")
    )
    leg = sandbox.ledger.get(each.call_sid)
    call = f"{leg.from_} → {leg.to}" if leg else f"{each.call_sid[:10]}…"
    return (each.started_at.strftime("%H:%M:%S"), what, call, str(each.seconds), listen)


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Rows of text; only Html cells are taken as markup. On a narrow page each cell names its column."""
    if not rows:
        return "<p>None yet.</p>"
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join(f"<tr>{''.join(map(_cell, heads, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(head: str, cell: str) -> str:
    inside = cell if isinstance(cell, Html) else escape(cell)
    return f'<td data-head="{escape(head)}">{inside}</td>'
