"""The org's sign-in: a page with one button, and what a program trades for tokens."""

import base64
import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta
from html import escape
from urllib.parse import urlencode, urlsplit

import jwt
from aiohttp import web

from dialer.sandbox.salesforce.org import ORG, ORG_ID, USER_ID, USERNAME, Code, Org

CODE_LIFETIME = timedelta(minutes=15)
ASSERTION_LIFETIME = timedelta(minutes=3)
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
EXPIRED = ("invalid_grant", "expired access/refresh token")

routes = web.RouteTableDef()


class TokenError(Exception):
    """The token endpoint says no."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(error)
        self.body = {"error": error, "error_description": description}


@routes.get("/services/oauth2/authorize")
async def authorize(request: web.Request) -> web.Response:
    """Ask the person. Errors that concern the application itself are shown here, never sent on."""
    asked, org = request.query, request.app[ORG]
    if asked.get("client_id") != org.app.get("client_id"):
        return _page("<p class='bad'>error=invalid_client_id: client identifier invalid</p>", 400)
    if asked.get("redirect_uri") != org.app.get("callback"):
        return _page(
            "<p class='bad'>error=redirect_uri_mismatch: redirect_uri must match configuration</p>", 400
        )
    names = ("redirect_uri", "state", "code_challenge")
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(asked.get(name, ""))}">' for name in names
    )
    return _page(
        f"<p><b>The dialer</b> asks to:</p><ul><li>read and change your data (api)</li>"
        f"<li>do so at any time (refresh_token)</li></ul><p>You are {USERNAME}.</p>"
        f'<form method="post" class="row">{hidden}<button class="main" name="answer" value="allow">Allow</button>'
        '<button class="quiet" name="answer" value="deny">Deny</button></form>'
    )


@routes.post("/services/oauth2/authorize")
async def answer(request: web.Request) -> web.Response:
    """The person has pressed a button."""
    form, org = {name: str(value) for name, value in (await request.post()).items()}, request.app[ORG]
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).hostname not in LOOPBACK:
        raise web.HTTPForbidden
    if form.get("redirect_uri") != org.app.get("callback"):
        raise web.HTTPBadRequest
    said = {"error": "access_denied", "error_description": "end-user denied authorization"}
    if form.get("answer") == "allow":
        code = "aPrx" + secrets.token_urlsafe(40)
        org.codes[code] = Code(form.get("code_challenge", ""), form["redirect_uri"], datetime.now(UTC))
        said = {"code": code}
    back = urlencode(said | {"state": form.get("state", "")})
    return web.Response(status=302, headers={"Location": f"{form['redirect_uri']}?{back}"})


@routes.post("/services/oauth2/token")
async def token(request: web.Request) -> web.Response:
    """Trade a code, a refresh token or an assertion."""
    form, org = {name: str(value) for name, value in (await request.post()).items()}, request.app[ORG]
    if org.faults.rest == "down":
        return web.json_response(
            {"error": "server_error", "error_description": "Service Unavailable"}, status=503
        )
    try:
        grant = GRANTS.get(form.get("grant_type", ""))
        if grant is None:
            raise TokenError("unsupported_grant_type", "grant type not supported")
        refresh_token, is_new = grant(org, form)
    except TokenError as error:
        return web.json_response(error.body, status=400)
    address = str(request.url.origin())
    said = {
        "access_token": org.new_access_token(refresh_token),
        "instance_url": address,
        "id": f"{address}/id/{ORG_ID}/{USER_ID}",
        "token_type": "Bearer",
        "scope": "api refresh_token",
        "issued_at": str(int(datetime.now(UTC).timestamp() * 1000)),
    }
    return web.json_response(said | ({"refresh_token": refresh_token} if is_new else {}))


@routes.post("/services/oauth2/revoke")
async def revoke(request: web.Request) -> web.Response:
    """Forget a token and all that came from it."""
    given, org = str((await request.post()).get("token", "")), request.app[ORG]
    source = org.kept.access_tokens.get(given, given)
    if not org.knows_refresh_token(source):
        body = {"error": "unsupported_token_type", "error_description": "this token type is not supported"}
        return web.json_response(body, status=400)
    org.kept.refresh_tokens = [each for each in org.kept.refresh_tokens if each != source]
    org.kept.revoked = org.kept.revoked or source == org.app.get("refresh_token")
    org.kept.access_tokens = {each: of for each, of in org.kept.access_tokens.items() if of != source}
    org.keep()
    return web.Response()


def _by_code(org: Org, form: dict[str, str]) -> tuple[str, bool]:
    _require_client(org, form)
    code = org.codes.pop(form.get("code", ""), None)
    if code is None or datetime.now(UTC) - code.at > CODE_LIFETIME:
        raise TokenError("invalid_grant", "expired authorization code")
    if code.redirect_uri != form.get("redirect_uri"):
        raise TokenError("redirect_uri_mismatch", "redirect_uri must match configuration")
    if code.challenge and code.challenge != challenge_of(form.get("code_verifier", "")):
        raise TokenError("invalid_grant", "invalid code verifier")
    made = "5Aep861" + secrets.token_urlsafe(50)
    org.kept.refresh_tokens.append(made)
    return made, True


def _by_refresh_token(org: Org, form: dict[str, str]) -> tuple[str, bool]:
    _require_client(org, form)
    if not org.knows_refresh_token(form.get("refresh_token", "")):
        raise TokenError(*EXPIRED)
    return form["refresh_token"], False


def _by_assertion(org: Org, form: dict[str, str]) -> tuple[str, bool]:
    try:
        claims = jwt.decode(form.get("assertion", ""), options={"verify_signature": False})
        left = datetime.fromtimestamp(int(claims["exp"]), UTC) - datetime.now(UTC)
    except (jwt.PyJWTError, KeyError, ValueError, TypeError) as error:
        raise TokenError("invalid_grant", "invalid assertion") from error
    if claims.get("iss") != org.app.get("client_id"):
        raise TokenError("invalid_client_id", "client identifier invalid")
    if not timedelta(0) < left <= ASSERTION_LIFETIME:
        raise TokenError("invalid_grant", "expired authorization code")
    if claims.get("sub") != USERNAME or org.kept.revoked:
        raise TokenError("invalid_grant", "user hasn't approved this consumer")
    return f"assertion {claims['sub']}", False


def _require_client(org: Org, form: dict[str, str]) -> None:
    if form.get("client_id") != org.app.get("client_id"):
        raise TokenError("invalid_client_id", "client identifier invalid")
    if not hmac.compare_digest(form.get("client_secret", "").encode(), org.app["client_secret"].encode()):
        raise TokenError("invalid_client", "invalid client credentials")


def challenge_of(verifier: str) -> str:
    """RFC 7636, S256."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


GRANTS = {
    "authorization_code": _by_code,
    "refresh_token": _by_refresh_token,
    "urn:ietf:params:oauth:grant-type:jwt-bearer": _by_assertion,
}


def _page(inside: str, status: int = 200) -> web.Response:
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Allow access?</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="/page.svg"><link rel="stylesheet" href="/page.css"></head><body><header><div>'
        "<h1>Allow access?</h1><p>A stand-in for Salesforce on this machine.</p></div></header>"
        f"<main><section>{inside}</section></main></body></html>"
    )
    return web.Response(text=text, status=status, content_type="text/html")
