"""For tests and for the status page: what goes on, and switches for what goes wrong."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from dialer.sandbox.courier import delivery_json
from dialer.sandbox.faults import Faults
from dialer.sandbox.lead_call import LeadCall
from dialer.sandbox.rep_call import RepCall
from dialer.sandbox.state import SANDBOX, Sandbox

RECENT = 50
LOOPBACK = {"127.0.0.1", "localhost", "::1"}

routes = web.RouteTableDef()

Doing = Callable[[Sandbox, dict[str, Any]], dict[str, Any]]


@routes.get("/healthz")
async def healthz(request: web.Request) -> web.Response:
    """The process is up."""
    return web.json_response({"status": "ok"})


@routes.get("/phones.json")
async def phones(request: web.Request) -> web.Response:
    """Which numbers do what: any area code, these last four digits. A dialer's page may show them."""
    book = request.app[SANDBOX].phones.by_suffix.values()
    listed = [{"suffix": phone.suffix, "title": phone.title, "does": phone.does} for phone in book]
    return web.json_response({"phones": listed}, headers={"Access-Control-Allow-Origin": "*"})


@routes.get("/calls.json")
async def calls(request: web.Request) -> web.Response:
    """Open and recent legs, newest first, with what was heard."""
    return web.json_response({"calls": calls_seen(request.app[SANDBOX])})


@routes.get("/deliveries.json")
async def deliveries(request: web.Request) -> web.Response:
    """The last requests to the application, newest first; `?call_sid=` for one leg's."""
    wanted = request.query.get("call_sid")
    found = [each for each in request.app[SANDBOX].courier.deliveries if wanted in (None, each.call_sid)]
    return web.json_response({"deliveries": [delivery_json(each) for each in reversed(found)]})


@routes.get("/notes.json")
async def notes(request: web.Request) -> web.Response:
    """What Twilio's debugger would complain about, newest first."""
    listed = [asdict(note) | {"at": note.at.isoformat()} for note in reversed(request.app[SANDBOX].notes)]
    return web.json_response({"notes": listed})


@routes.get("/control/faults")
async def faults(request: web.Request) -> web.Response:
    """The switches as they stand."""
    return web.json_response(request.app[SANDBOX].faults.to_json())


def calls_seen(sandbox: Sandbox) -> list[dict[str, Any]]:
    """The legs as `/calls.json` and the status page show them."""
    seen = []
    for leg in list(sandbox.ledger.newest_first())[:RECENT]:
        party = sandbox.open_calls.get(leg.sid)
        heard = party.report() if party else sandbox.last_reports.get(leg.sid, {})
        seen.append(leg.to_json() | {"open": party is not None, "seconds": leg.seconds} | heard)
    return seen


def control(handler: Doing) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A request that changes something: a JSON object, and never from a page of another site."""

    async def checked(request: web.Request) -> web.Response:
        origin = request.headers.get("Origin")
        if (origin and urlsplit(origin).hostname not in LOOPBACK) or request.url.host not in LOOPBACK:
            return _problem(403, "only pages of this machine may do that")
        try:
            body = await request.json() if request.can_read_body else {}
            if not isinstance(body, dict):
                raise ValueError("a JSON object was expected")
            return web.json_response(handler(request.app[SANDBOX], body))
        except LookupError as error:
            return _problem(404, str(error.args[0]))
        except (ValueError, TypeError) as error:
            return _problem(422, str(error))

    return checked


def _problem(status: int, detail: str) -> web.Response:
    return web.json_response({"error": detail}, status=status)


@routes.post("/control/hangup")
@control
def hang_up(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """`{call_sid}` of either leg: the far side hangs up."""
    party = sandbox.open_calls.get(str(body.get("call_sid")))
    lead = party.lead if isinstance(party, RepCall) else party
    if not isinstance(lead, LeadCall) or lead.leg.over:
        raise LookupError("no far side on the line")
    lead.hang_up()
    return {"hung_up": lead.leg.sid}


@routes.post("/control/cut-signalling")
@control
def cut_signalling(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """Drop the browsers' sockets, of one `identity` or of all."""
    identity = body.get("identity")
    cut = [each for each in sandbox.sessions if not identity or each.identity == identity]
    for session in cut:
        session.cut()
    return {"cut": len(cut)}


@routes.post("/control/faults")
@control
def set_faults(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """Replace all switches; `{}` makes the network faultless again."""
    sandbox.faults = Faults.from_json(body)
    return sandbox.faults.to_json()
