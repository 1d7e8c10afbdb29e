"""Who may come through which route. Every route under /api carries one of these guards; a test looks."""

import functools
import hmac
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import g, request

from dialer import clock, people
from dialer.api.limits import count_request
from dialer.api.once import answer_once
from dialer.config import LOOPBACK, settings
from dialer.db import EVERYWHERE, reading, transaction
from dialer.errors import Forbidden, SignedOut
from dialer.people import Principal
from policies.permissions import Action
from policies.scopes import FREE, scope_of

View = TypeVar("View", bound=Callable[..., Any])
COOKIE = "dialer_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def public(view: View) -> View:
    """Anyone may come."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def allowed(action: Action) -> Callable[[View], View]:
    """Only who may do this. A route about one thing says 404 before 403, so its view calls ``permit`` itself,
    after finding the thing; forgetting to is caught here."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            g.principal, g.permitted = authenticate(), False
            if not kwargs:
                permit(action)
            answer = answer_once(me(), lambda: view(*args, **kwargs))
            if not g.permitted:
                raise RuntimeError(f"{view.__name__} never asked whether {action} is permitted")
            return answer

        guarded.guard = action  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def me() -> Principal:
    """Who is asking."""
    principal: Principal = g.principal
    return principal


def permit(action: Action) -> None:
    """Raises Forbidden unless the person asking may do this."""
    g.permitted = True
    if not me().may(action):
        raise Forbidden("Your role does not allow this. Ask an admin of your company.")
    _require_scope()


def _require_scope() -> None:
    """Raises Forbidden ``scope_missing`` for a token that was not made for this."""
    scopes = me().scopes
    if scopes is None:
        return
    scope = scope_of(request.method, request.path)
    if scope != FREE and scope not in scopes:
        detail = f"This token lacks the scope {scope}. Make one that has it, in the Admin center."
        raise Forbidden(detail, code="scope_missing", scope=scope)


def authenticate() -> Principal:
    """The principal behind the cookie or the bearer token. Raises SignedOut, or Forbidden without a CSRF token."""
    header = request.headers.get("Authorization", "")
    if header:
        return _by_token(header)
    secret = request.cookies.get(COOKIE, "")
    with reading(EVERYWHERE) as session:
        principal = people.principal_of_sign_in(
            session, secret, ip=request.remote_addr or "", now=clock.now()
        )
    if principal is None:
        raise SignedOut("Sign in first.")
    _require_csrf_token(principal)
    return principal


def require_same_origin() -> None:
    """Raises Forbidden unless the browser says that the request comes from our own page."""
    origin = _host_of(request.headers.get("Origin", ""))
    if not origin or origin not in (_host_of(settings().public_url), request.host):
        raise Forbidden("Sign in from this product's own page.", code="foreign_origin")


def demo_allowed() -> bool:
    """Demo people may sign in only while everything is on this machine."""
    return settings().is_loopback and urlsplit(f"//{request.host}").hostname in LOOPBACK


def _host_of(url: str) -> str:
    """Host and port of an address; nothing when it is none."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def _by_token(header: str) -> Principal:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer":
        raise SignedOut("The Authorization header takes a bearer token.")
    with reading(EVERYWHERE) as session:
        found = people.principal_of_token(session, secret.strip(), ip=request.remote_addr or "")
    if found is None:
        raise SignedOut("This API token is not known or was revoked.", code="bad_token")
    principal, token = found
    now = clock.now()
    count_request(token.id, now=now)
    if token.last_used_at is None or now - token.last_used_at > people.USED_RESOLUTION:
        with transaction(principal.company_id) as session:
            people.touch_token(session, token.id, now=now)
    return principal


def _require_csrf_token(principal: Principal) -> None:
    if request.method in SAFE:
        return
    given = request.headers.get("X-CSRF-Token", "").encode()
    if not hmac.compare_digest(given, (principal.csrf_token or "").encode()):
        raise Forbidden("The X-CSRF-Token header is missing or old. Reload the page.", code="csrf")
