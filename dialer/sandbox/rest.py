"""The door of the REST API: who may enter, what an error looks like, and how a list is paged (documented)."""

import asyncio
import base64
import binascii
import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from dialer.sandbox.config import Account
from dialer.sandbox.rest_shapes import VERSION, page_json
from dialer.sandbox.state import SANDBOX

DEFAULT_PAGE = 50
LARGEST_PAGE = 1_000
ROOT = f"/{VERSION}/Accounts/{{account}}"

BAD_PARAMETER = 20001
NOT_FOUND = 20404
UNAUTHORIZED = 20003
TOO_MANY = 20429
BROKEN = 20500
NOT_BUILT = 20501

ABSENT = {
    ("POST", "Calls"): "The sandbox places no calls by REST: a browser calls by its Device, "
    "a lead's phone from the sandbox's page or POST /control/inbound",
    ("GET", "Conferences"): "The sandbox has no conferences: <Dial> joins two sides",
    ("GET", "Queues"): "The sandbox has no queues",
}

log = logging.getLogger(__name__)

routes = web.RouteTableDef()

Handler = Callable[[web.Request, Account], Awaitable[web.StreamResponse]]
Plain = Callable[[web.Request], Awaitable[web.StreamResponse]]


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


@web.middleware
async def api_errors(request: web.Request, handler: Plain) -> web.StreamResponse:
    """Every refusal under the API's path has Twilio's shape, those switched on by a test too."""
    if not request.path.startswith(f"/{VERSION}/"):
        return await handler(request)
    try:
        return await _faulty(request) or await handler(request)
    except ApiError as error:
        return web.json_response(error.body, status=error.status)
    except (ValueError, TypeError, RecursionError) as error:
        log.warning("%s %s: %s", request.method, request.path, error)
        refused = ApiError(400, BAD_PARAMETER, "The request cannot be read")
        return web.json_response(refused.body, status=refused.status)


async def _faulty(request: web.Request) -> web.StreamResponse | None:
    faults = request.app[SANDBOX].faults
    if faults.rest == "429":
        raise ApiError(429, TOO_MANY, "Too Many Requests")
    if faults.rest == "500":
        raise ApiError(500, BROKEN, "An internal server error has occurred")
    if faults.rest == "malformed":
        return web.Response(text='{"sid": "CA', content_type="application/json")
    if faults.rest == "slow":
        await asyncio.sleep(faults.rest_delay)
    return None


def authenticated(handler: Handler) -> Plain:
    """Only for who knows the account's auth token or API key."""

    async def checked(request: web.Request) -> web.StreamResponse:
        return await handler(request, _account(request))

    return checked


def _account(request: web.Request) -> Account:
    name, secret = credentials(request)
    account = request.app[SANDBOX].config.account(request.match_info["account"])
    if account is None or not _opens(request, account, name, secret):
        raise ApiError(401, UNAUTHORIZED, "Authenticate")
    return account


def _opens(request: web.Request, account: Account, name: str, secret: str) -> bool:
    key = request.app[SANDBOX].holdings.key(name)
    good = {account.sid: account.auth_tokens}
    if key and key.account.sid == account.sid:
        good[key.sid] = (key.secret,)
    return any(hmac.compare_digest(secret.encode(), each.encode()) for each in good.get(name, ()))


def credentials(request: web.Request) -> tuple[str, str]:
    """The name and secret of basic authentication; empty when there are none."""
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    try:
        name, _, secret = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return (name, secret) if kind.lower() == "basic" else ("", "")


async def form_of(request: web.Request) -> dict[str, str]:
    """The fields of a form."""
    return {name: str(value) for name, value in (await request.post()).items()}


def not_found(request: web.Request) -> ApiError:
    """Twilio's words for it."""
    return ApiError(404, NOT_FOUND, f"The requested resource {request.path} was not found")


def paged(request: web.Request, name: str, items: list[dict[str, Any]]) -> web.Response:
    """One page of a list."""
    size = _whole(request.query.get("PageSize"), DEFAULT_PAGE, 1, LARGEST_PAGE)
    page = _whole(request.query.get("Page"), 0, 0, 1_000_000)
    kept = {
        key: value for key, value in request.query.items() if key not in ("Page", "PageSize", "PageToken")
    }
    return web.json_response(page_json(name, request.path, kept, items, page, size))


def _whole(given: str | None, default: int, low: int, high: int) -> int:
    if not given or not given.isascii() or not given.isdigit() or len(given) > 9:
        return default
    return min(high, max(low, int(given)))


@routes.route("*", f"/{VERSION}/{{rest:.*}}")
async def not_built(request: web.Request) -> web.Response:
    """Anything else of the API: unknown to read, not built to change."""
    _, _, asked = request.match_info["rest"].removeprefix("Accounts/").partition("/")
    why = ABSENT.get((request.method, asked.partition("/")[0].removesuffix(".json")))
    if request.method == "GET" and why is None:
        raise not_found(request)
    raise ApiError(501, NOT_BUILT, why or f"The sandbox does not do {request.method} {request.path}")
