"""The part of Twilio's REST API that a dialer needs, for the real client library (documented, see `rest_shapes`)."""

import base64
import binascii
import hmac
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from dialer.sandbox.config import Account
from dialer.sandbox.legs import Leg
from dialer.sandbox.party import Redirected, Source
from dialer.sandbox.rest_shapes import (
    VERSION,
    account_json,
    application_json,
    call_json,
    number_json,
    page_json,
)
from dialer.sandbox.signature import now, rfc2822
from dialer.sandbox.state import SANDBOX, Sandbox

DEFAULT_PAGE = 50
LARGEST_PAGE = 1_000

BEFORE_TALK = frozenset({"initiated", "ringing"})

routes = web.RouteTableDef()
STARTED = rfc2822(now())

Handler = Callable[[web.Request, Account], Awaitable[web.Response]]


class ApiError(Exception):
    """A Twilio error: HTTP status, Twilio's code, a sentence."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {
            "code": code,
            "message": message,
            "more_info": f"https://www.twilio.com/docs/errors/{code}",
            "status": status,
        }


NOT_FOUND = 20404
UNAUTHORIZED = 20003
NOT_IN_PROGRESS = 21220
NOT_BUILT = 20501


@web.middleware
async def api_errors(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Every refusal under the API's path has Twilio's shape."""
    try:
        return await handler(request)
    except ApiError as error:
        return web.json_response(error.body, status=error.status)


def authenticated(handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Only for who knows the account's auth token or API key."""

    async def checked(request: web.Request) -> web.Response:
        return await handler(request, _account(request))

    return checked


def _account(request: web.Request) -> Account:
    name, secret = _credentials(request)
    account = request.app[SANDBOX].config.account(request.match_info["account"])
    if account is None or not _opens(account, name, secret):
        raise ApiError(401, UNAUTHORIZED, "Authenticate")
    return account


def _opens(account: Account, name: str, secret: str) -> bool:
    good = {account.sid: account.auth_tokens, account.api_key_sid: (account.api_key_secret,)}
    return any(hmac.compare_digest(secret.encode(), each.encode()) for each in good.get(name, ()))


def _credentials(request: web.Request) -> tuple[str, str]:
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    try:
        name, _, secret = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return (name, secret) if kind.lower() == "basic" else ("", "")


@routes.get(f"/{VERSION}/Accounts/{{account}}.json")
@authenticated
async def get_account(request: web.Request, account: Account) -> web.Response:
    """The account. An API key may not see it, as with Twilio's standard keys."""
    if _credentials(request)[0] != account.sid:
        raise ApiError(401, UNAUTHORIZED, "Authenticate")
    return web.json_response(account_json(account, STARTED))


@routes.get(f"/{VERSION}/Accounts/{{account}}/Calls.json")
@authenticated
async def list_calls(request: web.Request, account: Account) -> web.Response:
    """The account's calls, newest first."""
    legs = request.app[SANDBOX].ledger.newest_first()
    wanted = [leg for leg in legs if leg.account_sid == account.sid and _matches(leg, request.query)]
    return _page(request, "calls", [call_json(leg) for leg in wanted])


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
        raise ApiError(400, 20001, f"Invalid date: {given}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@routes.get(f"/{VERSION}/Accounts/{{account}}/Calls/{{sid}}.json")
@authenticated
async def get_call(request: web.Request, account: Account) -> web.Response:
    """One call."""
    return web.json_response(call_json(_leg(request, account)))


@routes.post(f"/{VERSION}/Accounts/{{account}}/Calls/{{sid}}.json")
@authenticated
async def update_call(request: web.Request, account: Account) -> web.Response:
    """End a leg, or give it another document. Ending one that has ended changes nothing."""
    leg, form = _leg(request, account), await request.post()
    sandbox = request.app[SANDBOX]
    if "Url" in form or "Twiml" in form:
        _redirect(sandbox, leg, {name: str(form[name]) for name in form})
    elif form.get("Status") in ("completed", "canceled"):
        _hang_up(sandbox, leg, str(form["Status"]))
    else:
        raise ApiError(400, 20001, "Status must be completed or canceled, or Url or Twiml be given")
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
    party.interrupt(Redirected(Source(form.get("Url", ""), form.get("Method", "POST").upper(), text=text)))


def _leg(request: web.Request, account: Account) -> Leg:
    leg = request.app[SANDBOX].ledger.get(request.match_info["sid"])
    if leg is None or leg.account_sid != account.sid:
        raise _not_found(request)
    return leg


@routes.get(f"/{VERSION}/Accounts/{{account}}/IncomingPhoneNumbers.json")
@authenticated
async def list_numbers(request: web.Request, account: Account) -> web.Response:
    """The account's numbers."""
    wanted = request.query.get("PhoneNumber", "")
    numbers = [number for number in account.numbers if wanted in number]
    return _page(
        request, "incoming_phone_numbers", [number_json(account, number, STARTED) for number in numbers]
    )


@routes.get(f"/{VERSION}/Accounts/{{account}}/Applications.json")
@authenticated
async def list_applications(request: web.Request, account: Account) -> web.Response:
    """The account's TwiML applications."""
    return _page(
        request, "applications", [application_json(account, app, STARTED) for app in account.applications]
    )


@routes.get(f"/{VERSION}/Accounts/{{account}}/Applications/{{sid}}.json")
@authenticated
async def get_application(request: web.Request, account: Account) -> web.Response:
    """One of them."""
    application = account.application(request.match_info["sid"])
    if application is None:
        raise _not_found(request)
    return web.json_response(application_json(account, application, STARTED))


@routes.route("*", f"/{VERSION}/{{rest:.*}}")
async def not_built(request: web.Request) -> web.Response:
    """Anything else of the API: unknown to read, not built to change."""
    if request.method == "GET":
        raise _not_found(request)
    raise ApiError(501, NOT_BUILT, f"The sandbox does not do {request.method} {request.path}")


def _not_found(request: web.Request) -> ApiError:
    return ApiError(404, NOT_FOUND, f"The requested resource {request.path} was not found")


def _page(request: web.Request, name: str, items: list[dict[str, Any]]) -> web.Response:
    size = _whole(request.query.get("PageSize"), DEFAULT_PAGE, 1, LARGEST_PAGE)
    page = _whole(request.query.get("Page"), 0, 0, 1_000_000)
    kept = {
        key: value for key, value in request.query.items() if key not in ("Page", "PageSize", "PageToken")
    }
    return web.json_response(page_json(name, request.path, kept, items, page, size))


def _whole(given: str | None, default: int, low: int, high: int) -> int:
    return min(high, max(low, int(given))) if given and given.isdigit() else default
