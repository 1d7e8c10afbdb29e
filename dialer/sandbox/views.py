"""What goes on, as JSON, for tests and for a dialer's page."""

from dataclasses import asdict
from typing import Any

from aiohttp import web

from dialer.sandbox.courier import delivery_json
from dialer.sandbox.phones import Phone
from dialer.sandbox.state import SANDBOX, Sandbox

RECENT = 50

routes = web.RouteTableDef()


@routes.get("/healthz")
async def healthz(request: web.Request) -> web.Response:
    """The process is up."""
    return web.json_response({"status": "ok"})


@routes.get("/phones.json")
async def phones(request: web.Request) -> web.Response:
    """Which numbers do what: any area code, these last four digits. A dialer's page may show them."""
    listed = [phone_json(phone) for phone in request.app[SANDBOX].phones.by_suffix.values()]
    return web.json_response({"phones": listed}, headers={"Access-Control-Allow-Origin": "*"})


def phone_json(phone: Phone) -> dict[str, Any]:
    """One phone, with its settings as they stand."""
    return {
        "suffix": phone.suffix,
        "title": phone.title,
        "does": phone.does,
        "settings": phone.settings.to_json(),
    }


@routes.get("/calls.json")
async def calls(request: web.Request) -> web.Response:
    """Open and recent legs, newest first, with what was heard."""
    return web.json_response({"calls": calls_seen(request.app[SANDBOX])})


def calls_seen(sandbox: Sandbox) -> list[dict[str, Any]]:
    """The legs as `/calls.json` and the status page show them."""
    seen = []
    for leg in list(sandbox.ledger.newest_first())[:RECENT]:
        party = sandbox.open_calls.get(leg.sid)
        heard = party.report() if party else sandbox.last_reports.get(leg.sid, {})
        seen.append(leg.to_json() | {"open": party is not None, "seconds": leg.seconds} | heard)
    return seen


@routes.get("/deliveries.json")
async def deliveries(request: web.Request) -> web.Response:
    """The last requests to the application, newest first, with its answers; `?call_sid=` for one leg's."""
    wanted = request.query.get("call_sid")
    found = [each for each in request.app[SANDBOX].courier.deliveries if wanted in (None, each.call_sid)]
    return web.json_response({"deliveries": [delivery_json(each) for each in reversed(found)]})


@routes.get("/notes.json")
async def notes(request: web.Request) -> web.Response:
    """What Twilio's debugger would complain about, newest first."""
    listed = [asdict(note) | {"at": note.at.isoformat()} for note in reversed(request.app[SANDBOX].notes)]
    return web.json_response({"notes": listed})


@routes.get("/recordings.json")
async def recordings(request: web.Request) -> web.Response:
    """Recorded calls and what answering machines kept, newest first."""
    listed = [each.to_json() for each in request.app[SANDBOX].shelf.newest_first()]
    return web.json_response({"recordings": listed})


@routes.get("/recordings/{sid}.wav")
async def recording(request: web.Request) -> web.StreamResponse:
    """The sound of one, for the status page."""
    shelf, sid = request.app[SANDBOX].shelf, request.match_info["sid"]
    kept = shelf.get(sid)
    if kept is None or kept.status != "completed":
        raise web.HTTPNotFound
    return web.FileResponse(shelf.path(sid), headers={"Content-Type": "audio/wav"})


@routes.get("/control/faults")
async def faults(request: web.Request) -> web.Response:
    """The switches as they stand."""
    return web.json_response(request.app[SANDBOX].faults.to_json())
