"""The parts of the status page that a person changes: phones, faults, a call to one of our numbers."""

from html import escape

from dialer.sandbox.control import CALLERS_AREA, PATIENCE
from dialer.sandbox.faults import REST_FAULTS, Faults
from dialer.sandbox.phone_settings import greetings
from dialer.sandbox.phones import Phone
from dialer.sandbox.state import Sandbox

SWITCHES = (
    ("shuffle", "Shuffle the callbacks of a leg"),
    ("twice", "Deliver each callback twice at once"),
    ("signalling_down", "Take the browsers' signalling down"),
)
NUMBERS = (
    ("repeat", "Repeat each callback, times", 20),
    ("delay", "Delay each callback, seconds", 60),
    ("rest_delay", "How slow a slow REST API is, seconds", 60),
    ("token_seconds", "A browser's token lasts only, seconds", 86_400),
)
SIGNATURE_WORDS = {
    "": "with the right token",
    "older": "with the older of two tokens",
    "retired": "with a token taken out",
    "wrong": "with a wrong token",
}
DROPS = {
    "initiated": "initiated",
    "ringing": "ringing",
    "answered": "answered",
    "completed": "completed",
    "amd": "machine or person (amd)",
    "recording": "recording",
    "parent": "end of the calling leg (parent)",
}
REST_WORDS = {
    "": "is well",
    "slow": "is slow",
    "429": "says 429, too many requests",
    "500": "says 500",
    "malformed": "answers broken JSON",
}


def inbound(sandbox: Sandbox) -> str:
    """A lead calls."""
    callers = "".join(
        option(phone.suffix, f"{CALLERS_AREA}{phone.suffix} {phone.title}")
        for phone in sandbox.phones.by_suffix.values()
    )
    numbers = [number for account in sandbox.config.accounts for number in sandbox.holdings.numbers(account)]
    called = "".join(option(each.phone_number, each.phone_number) for each in numbers)
    return (
        '<section id="inbound" data-part><h2>Call one of our numbers</h2><form method="post" action="/control/inbound" '
        f'class="row"><label>From<select name="from">{callers}</select></label>'
        f'<label>To<select name="to">{called}</select></label>'
        f"{number('gives_up_after', 'Gives up after, seconds', PATIENCE, 0.1, 600)}"
        '<button class="main">Call</button></form><p>The number&#8217;s voice URL is asked what to do. '
        "A browser rings when the answer dials its &lt;Client&gt; and the browser is registered.</p></section>"
    )


def phones(sandbox: Sandbox) -> str:
    """What each does, and its settings."""
    cards = "".join(_phone(sandbox, phone) for phone in sandbox.phones.by_suffix.values())
    hint = "<p>Any area code; the last four digits choose. Any other number behaves like 0101.</p>"
    return f'<section id="phones"><h2>Phones</h2>{hint}<div class="cards">{cards}</div></section>'


def _phone(sandbox: Sandbox, phone: Phone) -> str:
    changed = sandbox.phones.originals[phone.suffix] != phone
    like = f", like {phone.behaves_like}" if phone.behaves_like else ""
    mark = f' <span class="badge wait">changed{like}</span>' if changed else ""
    settings = phone.settings
    inside = number("ring_seconds", "Seconds until it answers or is refused", settings.ring_seconds, 0, 600)
    if phone.refusal is None:
        inside += number("hang_up_after", "Hangs up after, seconds", settings.hang_up_after, 0.1, 3600)
    if phone.greeting:
        chosen = "".join(option(name, name, picked=name == phone.greeting) for name in greetings())
        inside += f'<label>Greeting<select name="greeting">{chosen}</select></label>'
    if settings.sip_code is not None:
        inside += number("sip_code", "SIP code", settings.sip_code, 400, 699)
    kept = _hidden("behaves_like", phone.behaves_like or "")
    return (
        f'<article class="card" id="phone-{escape(phone.suffix)}" data-part><h3><b>{escape(phone.suffix)}</b> '
        f"{escape(phone.title)}{mark}</h3><p>{escape(phone.does)}</p><details><summary>Settings</summary>"
        f"{_phone_form(phone, kept + inside, 'Save')}"
        f"{_phone_form(phone, _behaviour(sandbox, phone), 'Take over')}"
        f"{_phone_form(phone, '', 'As it was', 'quiet') if changed else ''}</details></article>"
    )


def _phone_form(phone: Phone, inside: str, words: str, shade: str = "") -> str:
    mark = f' class="{shade}"' if shade else ""
    return (
        f'<form method="post" action="/control/phones">{_hidden("suffix", phone.suffix)}{inside}'
        f"<button{mark}>{words}</button></form>"
    )


def _behaviour(sandbox: Sandbox, phone: Phone) -> str:
    now = phone.behaves_like or phone.suffix
    others = sandbox.phones.originals.values()
    chosen = "".join(
        option(each.suffix, f"{each.suffix} {each.title}", picked=each.suffix == now) for each in others
    )
    return f'<label>Behaves like<select name="behaves_like">{chosen}</select></label>'


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def faults(sandbox: Sandbox) -> str:
    """The switches."""
    now = sandbox.faults
    boxes = "".join(box(name, words, ticked=bool(getattr(now, name))) for name, words in SWITCHES)
    counts = "".join(number(name, words, getattr(now, name), 0, most) for name, words, most in NUMBERS)
    drops = "".join(box("drop", DROPS[kind], kind, ticked=kind in now.drop) for kind in DROPS)
    signs = "".join(
        option(each, SIGNATURE_WORDS[each], picked=each == now.sign_with) for each in SIGNATURE_WORDS
    )
    rest = "".join(option(each, REST_WORDS[each], picked=each == now.rest) for each in REST_FAULTS)
    mark = ' <span class="badge bad">on</span>' if now != Faults() else ""
    return (
        f'<section id="faults" data-part><h2>Faults{mark}</h2><form method="post" action="/control/faults">'
        f'<div class="row">{boxes}</div><div class="row">{counts}'
        f'<label>Requests are signed<select name="sign_with">{signs}</select></label>'
        f'<label>The REST API<select name="rest">{rest}</select></label></div>'
        f'<fieldset><legend>Never deliver</legend><div class="row">{drops}</div></fieldset>'
        '<button class="main">Set</button></form><div class="row buttons">'
        f"{_button('/control/faults', 'All well again')}{_button('/control/cut-signalling', 'Cut the signalling')}"
        f"{_button('/control/cut-media', 'Cut the media')}</div></section>"
    )


def _button(action: str, words: str) -> str:
    return f'<form method="post" action="{action}"><button class="quiet">{words}</button></form>'


def box(name: str, words: str, value: str = "on", *, ticked: bool) -> str:
    """A box to tick."""
    mark = " checked" if ticked else ""
    return (
        f'<label class="box"><input type="checkbox" name="{name}" value="{escape(value)}"{mark}>'
        f"{escape(words)}</label>"
    )


def number(name: str, words: str, value: float | None, low: float, high: float) -> str:
    """A number between two others."""
    shown = "" if value is None else f"{value:g}"
    return (
        f'<label>{escape(words)}<input type="number" name="{name}" value="{shown}" min="{low:g}" '
        f'max="{high:g}" step="any"></label>'
    )


def option(value: str, words: str, *, picked: bool = False) -> str:
    """One of a list to choose from."""
    return f'<option value="{escape(value)}"{" selected" if picked else ""}>{escape(words)}</option>'
