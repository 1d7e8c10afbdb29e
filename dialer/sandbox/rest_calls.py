"""Calls, their notifications and their recordings over REST (documented)."""

from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from dialer.sandbox.config import Account
from dialer.sandbox.legs import Leg
from dialer.sandbox.party import Redirected, Source
from dialer.sandbox.recordings import Recording
from dialer.sandbox.rest import (
    BAD_PARAMETER,
    NOT_BUILT,
    ROOT,
    ApiError,
    authenticated,
    form_of,
    not_found,
    paged,
)
from dialer.sandbox.rest_shapes import (
    call_json,
    call_recording_json,
    notification_json,
    recording_json,
)
from dialer.sandbox.state import SANDBOX, Sandbox

NOT_IN_PROGRESS = 21220
BAD_URL = 21205
LONG_TWIML = 32018
LONGEST_TWIML = 4000

STATUSES = (
    *("queued", "initiated", "ringing", "in-progress"),
    *("completed", "busy", "failed", "no-answer", "canceled"),
)
BEFORE_TALK = frozenset({"initiated", "ringing"})

routes = web.RouteTableDef()


@routes.get(f"{ROOT}/Calls.json")
@authenticated
async def list_calls(request: web.Request, account: Account) -> web.Response:
    """The account's calls, newest first. A Status that no call can have is refused (assumed) like a date that is none."""
    for name in ("StartTime", "StartTime<", "StartTime>", "EndTime", "EndTime<", "EndTime>"):
        _moment(request.query.get(name))
    if (status := request.query.get("Status")) not in (None, *STATUSES):
        raise ApiError(400, BAD_PARAMETER, f"Status {status:.40} is none of {', '.join(STATUSES)}")
    legs = request.app[SANDBOX].ledger.newest_first()
    wanted = [leg for leg in legs if leg.account_sid == account.sid and _matches(leg, request.query)]
    return paged(request, "calls", [call_json(leg) for leg in wanted])


def _matches(leg: Leg, query: Any) -> bool:
    shown = call_json(leg)
    plain = {"ParentCallSid": "parent_call_sid", "Status": "status", "To": "to", "From": "from"}
    if any(name in query and query[name] != shown[field] for name, field in plain.items()):
        return False
    bounds = {"StartTime": leg.created_at, "EndTime": leg.ended_at}
    return all(_within(query, name, moment) for name, moment in bounds.items())


def _within(query: Any, name: str, moment: datetime | None) -> bool:
    """`StartTime>=`, `StartTime<=` and the day alone; a query string leaves the comparison on the name."""
    after, before, day = (_moment(query.get(f"{name}{mark}")) for mark in (">", "<", ""))
    if not (after or before or day):
        return True
    if moment is None:
        return False
    on_day = day is None or moment.date() == day.date()
    return on_day and (after is None or moment >= after) and (before is None or moment <= before)


def _moment(given: str | None) -> datetime | None:
    if not given:
        return None
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as error:
        raise ApiError(400, BAD_PARAMETER, f"Invalid date: {given:.60}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@routes.get(f"{ROOT}/Calls/{{sid}}.json")
@authenticated
async def get_call(request: web.Request, account: Account) -> web.Response:
    """One call."""
    return web.json_response(call_json(_leg(request, account)))


@routes.post(f"{ROOT}/Calls/{{sid}}.json")
@authenticated
async def update_call(request: web.Request, account: Account) -> web.Response:
    """End a leg, or give it another document. Ending one that has ended changes nothing."""
    leg, form = _leg(request, account), await form_of(request)
    sandbox = request.app[SANDBOX]
    if "Url" in form or "Twiml" in form:
        _redirect(sandbox, leg, form)
    elif form.get("Status") in ("completed", "canceled"):
        _hang_up(sandbox, leg, form["Status"])
    else:
        raise ApiError(
            400, BAD_PARAMETER, "Status must be completed or canceled, or Url or Twiml must be given"
        )
    return web.json_response(call_json(leg))


def _hang_up(sandbox: Sandbox, leg: Leg, status: str) -> None:
    """`canceled` touches only what is not yet answered."""
    party = sandbox.open_calls.get(leg.sid)
    if party and (status == "completed" or leg.status in BEFORE_TALK):
        party.hang_up()


def _redirect(sandbox: Sandbox, leg: Leg, form: dict[str, str]) -> None:
    party = sandbox.open_calls.get(leg.sid)
    if party is None or leg.status != "in-progress":
        raise ApiError(400, NOT_IN_PROGRESS, "Call is not in-progress. Cannot redirect.")
    text = None if "Url" in form else form["Twiml"]
    if text is not None and len(text) > LONGEST_TWIML:
        raise ApiError(400, LONG_TWIML, f"Twiml is longer than {LONGEST_TWIML} characters")
    if text is None and not form["Url"].startswith(("http://", "https://")):
        raise ApiError(400, BAD_URL, "Url is not a valid URL")
    method = "GET" if form.get("Method", "").upper() == "GET" else "POST"
    party.interrupt(Redirected(Source(form.get("Url", ""), method, text=text)))


def _leg(request: web.Request, account: Account) -> Leg:
    leg = request.app[SANDBOX].ledger.get(request.match_info["sid"])
    if leg is None or leg.account_sid != account.sid:
        raise not_found(request)
    return leg


@routes.get(f"{ROOT}/Calls/{{sid}}/Notifications.json")
@authenticated
async def list_notifications(request: web.Request, account: Account) -> web.Response:
    """What the debugger says of a call: the notes that carry a code of Twilio's."""
    leg = _leg(request, account)
    notes = [each for each in request.app[SANDBOX].notes if each.call_sid == leg.sid and each.code]
    return paged(request, "notifications", [notification_json(account.sid, each) for each in reversed(notes)])


@routes.get(f"{ROOT}/Calls/{{sid}}/Recordings.json")
@authenticated
async def list_call_recordings(request: web.Request, account: Account) -> web.Response:
    """The recordings of a call: of the parent, also for what its lead said."""
    leg = _leg(request, account)
    wanted = [each for each in _recordings(request, account) if each.call_sid == leg.sid]
    return paged(request, "recordings", [call_recording_json(each) for each in wanted])


@routes.get(f"{ROOT}/Calls/{{call}}/Recordings/{{sid}}.json")
@authenticated
async def get_call_recording(request: web.Request, account: Account) -> web.Response:
    """One of them."""
    recording = _recording(request, account)
    if recording.call_sid != request.match_info["call"]:
        raise not_found(request)
    return web.json_response(call_recording_json(recording))


@routes.get(f"{ROOT}/Recordings.json")
@authenticated
async def list_recordings(request: web.Request, account: Account) -> web.Response:
    """All of the account, newest first."""
    return paged(request, "recordings", [_shown(request, each) for each in _recordings(request, account)])


@routes.get(f"{ROOT}/Recordings/{{sid}}.json")
@authenticated
async def get_recording(request: web.Request, account: Account) -> web.Response:
    """One of them."""
    return web.json_response(_shown(request, _recording(request, account)))


@routes.get(f"{ROOT}/Recordings/{{sid:RE[0-9a-f]{{32}}}}{{extension:(\\.wav)?}}")
@authenticated
async def get_media(request: web.Request, account: Account) -> web.StreamResponse:
    """Its sound. Asks for credentials, as Twilio does once an account has switched that on (assumed here)."""
    recording = _recording(request, account)
    if recording.status != "completed":
        raise not_found(request)
    path = request.app[SANDBOX].shelf.path(recording.sid)
    return web.FileResponse(path, headers={"Content-Type": "audio/x-wav"})


@routes.get(f"{ROOT}/Recordings/{{sid:RE[0-9a-f]{{32}}}}.mp3")
@authenticated
async def get_mp3(request: web.Request, account: Account) -> web.StreamResponse:
    """Twilio has it, too."""
    _recording(request, account)
    raise ApiError(501, NOT_BUILT, "The sandbox keeps recordings as WAV only: ask for .wav")


def _shown(request: web.Request, recording: Recording) -> dict[str, Any]:
    return recording_json(recording, request.app[SANDBOX].address)


def _recordings(request: web.Request, account: Account) -> list[Recording]:
    return [
        each
        for each in request.app[SANDBOX].shelf.newest_first()
        if each.account_sid == account.sid and each.kind == "call"
    ]


def _recording(request: web.Request, account: Account) -> Recording:
    sid = request.match_info["sid"]
    found = next((each for each in _recordings(request, account) if each.sid == sid), None)
    if found is None:
        raise not_found(request)
    return found
