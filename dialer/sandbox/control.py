"""The switches: for tests as JSON, for people as the forms of the status page."""

from collections.abc import Awaitable, Callable
from dataclasses import fields
from functools import partial
from html import escape
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from multidict import MultiDictProxy

from dialer.sandbox.caller_call import CallerCall
from dialer.sandbox.faults import Faults
from dialer.sandbox.lead_call import LeadCall
from dialer.sandbox.parent import Parent
from dialer.sandbox.party import BrowserEnd
from dialer.sandbox.phone_settings import checked_number, settings_from
from dialer.sandbox.phones import is_number
from dialer.sandbox.state import SANDBOX, Sandbox
from dialer.sandbox.views import phone_json

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
CALLERS_AREA = "+1202555"
PATIENCE = 30.0
LONGEST_PATIENCE = 600.0
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

routes = web.RouteTableDef()

Form = MultiDictProxy[Any]
Doing = Callable[[Any, dict[str, Any]], dict[str, Any]]
Reading = Callable[[Form], dict[str, Any]]
Handler = Callable[[web.Request], Awaitable[web.Response]]


class Full(Exception):
    """There is no room for another call."""


def _fields(form: Form) -> dict[str, Any]:
    return {name: str(value) for name, value in form.items()}


def control(
    reading: Reading = _fields, *, back: str = "/", of: web.AppKey[Any] = SANDBOX
) -> Callable[[Doing], Handler]:
    """A request that changes something: a JSON object or a form, and never from a page of another site.

    ``back`` is the page that has the form, ``of`` whose switch it is.
    """

    def decorate(handler: Doing) -> Handler:
        async def checked(request: web.Request) -> web.Response:
            from_form = request.content_type in FORMS
            status, said = await _do(partial(handler, request.app[of]), reading, request, from_form=from_form)
            if not from_form:
                return web.json_response(said, status=status)
            if status != 200:
                return web.Response(text=_refusal(said["error"]), status=status, content_type="text/html")
            return web.Response(status=303, headers={"Location": back})

        return checked

    return decorate


async def _do(
    handler: Callable[[dict[str, Any]], dict[str, Any]],
    reading: Reading,
    request: web.Request,
    *,
    from_form: bool,
) -> tuple[int, dict[str, Any]]:
    origin = request.headers.get("Origin")
    if (origin and urlsplit(origin).hostname not in LOOPBACK) or request.url.host not in LOOPBACK:
        return 403, {"error": "only pages of this machine may do that"}
    try:
        body = reading(await request.post()) if from_form else await _json(request)
        return 200, handler(body)
    except LookupError as error:
        return 404, {"error": str(error.args[0])}
    except Full as error:
        return 429, {"error": str(error)}
    except RecursionError:
        return 422, {"error": "the body is nested too deeply"}
    except (ValueError, TypeError, OverflowError) as error:
        return 422, {"error": str(error)}


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json() if request.can_read_body else {}
    except ValueError as error:
        raise ValueError("the body is neither JSON nor a form") from error
    if not isinstance(body, dict):
        raise ValueError("a JSON object was expected")
    return body


def _refusal(sentence: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Not done</title>'
        '<link rel="stylesheet" href="/page.css"><main><h1>That was not done</h1>'
        f'<p class="bad">{escape(_sentence(sentence))}</p><p>Nothing was changed. Your browser&#8217;s Back '
        'brings back what you entered. <a href="/">Back to the sandbox</a></p></main></html>'
    )


def _sentence(said: str) -> str:
    """For a person: a field's name at its beginning is read as words."""
    first, space, rest = said.partition(" ")
    return f"{first[:1].upper()}{first[1:].replace('_', ' ')}{space}{rest}."


@routes.post("/control/hangup")
@control()
def hang_up(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """`{call_sid}` of either leg: the far side hangs up, or declines while it rings."""
    party = sandbox.open_calls.get(str(body.get("call_sid")))
    if isinstance(party, Parent) and not isinstance(party, CallerCall):
        party = party.lead
    if party is None or party.leg.over:
        raise LookupError("no far side on the line")
    if isinstance(party, LeadCall):
        party.has_had_enough()
    else:
        party.hang_up()
    return {"hung_up": party.leg.sid}


def _identity(body: dict[str, Any]) -> str | None:
    identity = body.get("identity")
    if identity is not None and not isinstance(identity, str):
        raise ValueError(f"identity must be a text, as in 'user_1', not {identity!r:.60}")
    return identity


@routes.post("/control/cut-signalling")
@control()
def cut_signalling(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """Drop the browsers' sockets, of one `identity` or of all."""
    identity = _identity(body)
    cut = [each for each in sandbox.sessions if not identity or each.identity == identity]
    for session in cut:
        session.cut()
    return {"cut": len(cut)}


@routes.post("/control/cut-media")
@control()
def cut_media(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """Let the audio of open calls die, of one `identity` or of all; the browser offers a new path by itself."""
    identity = _identity(body)
    browsers = [party for party in sandbox.open_calls.values() if isinstance(party, BrowserEnd)]
    wanted = [
        each for each in browsers if not identity or f"client:{identity}" in (each.leg.from_, each.leg.to)
    ]
    for party in wanted:
        sandbox.spawn(party.line.media.cut())
    return {"cut": len(wanted)}


def _switches(form: Form) -> dict[str, Any]:
    """Boxes that are not ticked are not sent."""
    given: dict[str, Any] = {}
    for field in fields(Faults):
        if isinstance(field.default, bool):
            given[field.name] = field.name in form
        elif field.name == "drop":
            given["drop"] = form.getall("drop", [])
        elif form.get(field.name) not in (None, "") or field.name in ("sign_with", "rest"):
            given[field.name] = form.get(field.name, "")
    return given


@routes.post("/control/faults")
@control(_switches)
def set_faults(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """Replace all switches; `{}` makes the network faultless again."""
    faults = Faults.from_json(body)
    _require_token(sandbox, faults.sign_with)
    sandbox.faults = faults
    if faults.signalling_down:
        for session in sandbox.sessions:
            session.cut()
    return faults.to_json()


def _require_token(sandbox: Sandbox, sign_with: str) -> None:
    accounts = sandbox.config.accounts
    if sign_with == "older" and all(len(each.auth_tokens) < 2 for each in accounts):
        raise ValueError("no account has an older token; give auth_tokens a second one in the configuration")
    if sign_with == "retired" and not any(each.retired_tokens for each in accounts):
        raise ValueError("no account has a retired token; give it retired_tokens in the configuration")


@routes.post("/control/phones")
@control()
def set_phone(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """`{suffix, behaves_like, ring_seconds, hang_up_after, greeting, sip_code}`.

    What is left out is as the phone has it, or as the one it behaves like.
    """
    given = dict(body)
    suffix, like = str(given.pop("suffix", "")), str(given.pop("behaves_like", None) or "")
    for each in (suffix, like or suffix):
        if each not in sandbox.phones.originals:
            raise LookupError(f"there is no phone {each[:20]!r}; a phone is named by its last four digits")
    usual = sandbox.phones.model(suffix, like).settings
    return phone_json(sandbox.adjust_phone(suffix, settings_from(given, usual).beyond(usual)))


@routes.post("/control/inbound")
@control()
def place_inbound(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """`{from, to, gives_up_after}`: a lead's phone calls one of our numbers."""
    caller, called = _caller(sandbox, str(body.get("from", ""))), str(body.get("to", ""))
    found = sandbox.holdings.find_number(called)
    if found is None:
        raise LookupError(f"{called[:40]!r} is not a number of any account here")
    account, number = found
    if not number.voice_url:
        raise ValueError(f"{called} has no voice_url, so nobody can be asked what to do")
    patience = checked_number("gives_up_after", body.get("gives_up_after") or PATIENCE, 0.1, LONGEST_PATIENCE)
    if not sandbox.room():
        raise Full(sandbox.no_room())
    call = CallerCall(sandbox, account, number, caller, patience)
    sandbox.begin(call)
    return {"call_sid": call.leg.sid, "from": caller, "to": called, "voice_url": number.voice_url}


def _caller(sandbox: Sandbox, given: str) -> str:
    """A phone by its last four digits, or any whole number."""
    if given in sandbox.phones.by_suffix:
        return CALLERS_AREA + given
    if not given.startswith("+") or not is_number(given):
        raise ValueError(
            f"from must be a phone's last four digits or a whole number with its +, not {given[:40]!r}"
        )
    return given
