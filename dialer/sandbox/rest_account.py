"""An account over REST, and what it owns: applications, numbers, caller IDs, keys (documented)."""

from dataclasses import replace
from typing import Any

from aiohttp import web

from dialer.sandbox.config import Account, Application
from dialer.sandbox.holdings import OurNumber
from dialer.sandbox.rest import (
    BAD_PARAMETER,
    ROOT,
    UNAUTHORIZED,
    ApiError,
    authenticated,
    credentials,
    form_of,
    not_found,
    paged,
)
from dialer.sandbox.rest_shapes import (
    account_json,
    application_json,
    caller_id_json,
    new_key_json,
    number_json,
)
from dialer.sandbox.signature import new_sid, now, rfc2822
from dialer.sandbox.state import SANDBOX

BAD_APPLICATION = 21218
BAD_URL = 21502
LONGEST_NAME = 64

STARTED = rfc2822(now())

routes = web.RouteTableDef()


@routes.get(f"{ROOT}.json")
@authenticated
async def get_account(request: web.Request, account: Account) -> web.Response:
    """The account. An API key may not see it, as with Twilio's standard keys."""
    if credentials(request)[0] != account.sid:
        raise ApiError(401, UNAUTHORIZED, "Authenticate")
    return web.json_response(account_json(account, STARTED))


@routes.get(f"{ROOT}/Applications.json")
@authenticated
async def list_applications(request: web.Request, account: Account) -> web.Response:
    """The account's TwiML applications."""
    wanted = request.query.get("FriendlyName")
    found = request.app[SANDBOX].holdings.applications(account)
    shown = [app for app in found if wanted in (None, app.friendly_name)]
    return paged(request, "applications", [_shown(request, account, app) for app in shown])


@routes.post(f"{ROOT}/Applications.json")
@authenticated
async def create_application(request: web.Request, account: Account) -> web.Response:
    """A new one."""
    empty = Application(new_sid("AP"), "", None, friendly_name="")
    app = request.app[SANDBOX].holdings.keep_application(account, _changed(empty, await form_of(request)))
    return web.json_response(_shown(request, account, app), status=201)


@routes.get(f"{ROOT}/Applications/{{sid}}.json")
@authenticated
async def get_application(request: web.Request, account: Account) -> web.Response:
    """One of them."""
    return web.json_response(_shown(request, account, _application(request, account)))


@routes.post(f"{ROOT}/Applications/{{sid}}.json")
@authenticated
async def update_application(request: web.Request, account: Account) -> web.Response:
    """Change it; browsers' next calls ask the new URL."""
    changed = _changed(_application(request, account), await form_of(request))
    app = request.app[SANDBOX].holdings.keep_application(account, changed)
    return web.json_response(_shown(request, account, app))


def _shown(request: web.Request, account: Account, app: Application) -> dict[str, Any]:
    """With when it was made; the configured ones are as old as the sandbox."""
    made = request.app[SANDBOX].holdings.made_at(app)
    return application_json(account, app, made or STARTED)


def _application(request: web.Request, account: Account) -> Application:
    application = request.app[SANDBOX].holdings.application(account, request.match_info["sid"])
    if application is None:
        raise not_found(request)
    return application


def _changed(app: Application, form: dict[str, str]) -> Application:
    changes = _voice_changes(form)
    if "FriendlyName" in form:
        changes["friendly_name"] = _name(form["FriendlyName"])
    return replace(app, **changes)


def _voice_changes(form: dict[str, str]) -> dict[str, Any]:
    """What an application and a number have in common: whom to ask, and whom when that fails."""
    changes: dict[str, Any] = {}
    if "VoiceUrl" in form:
        changes["voice_url"] = _url("VoiceUrl", form["VoiceUrl"])
    for name, ours in (("StatusCallback", "status_callback"), ("VoiceFallbackUrl", "voice_fallback_url")):
        if name in form:
            changes[ours] = _url(name, form[name]) or None
    for name, ours in (("VoiceMethod", "voice_method"), ("VoiceFallbackMethod", "voice_fallback_method")):
        if name in form:
            changes[ours] = _method(name, form[name])
    return changes


def _name(given: str) -> str:
    if len(given) > LONGEST_NAME:
        raise ApiError(400, BAD_PARAMETER, f"FriendlyName is longer than {LONGEST_NAME} characters")
    return given


def _url(name: str, given: str) -> str:
    if given and not given.startswith(("http://", "https://")):
        raise ApiError(400, BAD_URL, f"{name} is not a valid URL: {given:.60}")
    return given


def _method(name: str, given: str) -> str:
    if given.upper() not in ("GET", "POST"):
        raise ApiError(400, BAD_PARAMETER, f"{name} must be GET or POST")
    return given.upper()


@routes.get(f"{ROOT}/IncomingPhoneNumbers.json")
@authenticated
async def list_numbers(request: web.Request, account: Account) -> web.Response:
    """The account's numbers."""
    wanted = request.query.get("PhoneNumber", "")
    found = request.app[SANDBOX].holdings.numbers(account)
    shown = [number_json(account, each, STARTED) for each in found if wanted in each.phone_number]
    return paged(request, "incoming_phone_numbers", shown)


@routes.get(f"{ROOT}/IncomingPhoneNumbers/{{sid}}.json")
@authenticated
async def get_number(request: web.Request, account: Account) -> web.Response:
    """One of them."""
    return web.json_response(number_json(account, _number(request, account), STARTED))


@routes.post(f"{ROOT}/IncomingPhoneNumbers/{{sid}}.json")
@authenticated
async def update_number(request: web.Request, account: Account) -> web.Response:
    """Say whom calls to it ask."""
    number, form = _number(request, account), await form_of(request)
    changes, holdings = _voice_changes(form), request.app[SANDBOX].holdings
    if "VoiceApplicationSid" in form:
        sid = form["VoiceApplicationSid"] or None
        if sid and holdings.application(account, sid) is None:
            raise ApiError(400, BAD_APPLICATION, "VoiceApplicationSid is not a valid ApplicationSid")
        changes["voice_application_sid"] = sid
    kept = holdings.keep_number(account, replace(number, **changes))
    return web.json_response(number_json(account, kept, STARTED))


def _number(request: web.Request, account: Account) -> OurNumber:
    number = request.app[SANDBOX].holdings.number(account, request.match_info["sid"])
    if number is None:
        raise not_found(request)
    return number


@routes.get(f"{ROOT}/OutgoingCallerIds.json")
@authenticated
async def list_caller_ids(request: web.Request, account: Account) -> web.Response:
    """Numbers of other carriers that may be shown."""
    wanted = request.query.get("PhoneNumber", "")
    shown = [caller_id_json(account, each, STARTED) for each in account.caller_ids if wanted in each]
    return paged(request, "outgoing_caller_ids", shown)


@routes.post(f"{ROOT}/Keys.json")
@authenticated
async def create_key(request: web.Request, account: Account) -> web.Response:
    """A new API key, with its secret for this once. Only the account itself may make one."""
    if credentials(request)[0] != account.sid:
        raise ApiError(401, UNAUTHORIZED, "Authenticate")
    name = _name((await form_of(request)).get("FriendlyName", ""))
    return web.json_response(new_key_json(request.app[SANDBOX].holdings.make_key(account, name)), status=201)
