"""The guard of the whole blueprint: size, readability, account and signature, before any view runs."""

import structlog
from flask import Blueprint, Request, Response, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from dialer import clock, deliveries, telephony
from dialer.config import settings
from dialer.db import EVERYWHERE, lean_reading, transaction
from dialer.errors import BadRequest, Forbidden, Unavailable
from webhooks.payloads import is_sid
from webhooks.signature import is_signed

LARGEST_BODY = 64 * 1024
VERDICT = "X-Delivery-Verdict"
LONGEST_VERDICT = 400  # characters
log = structlog.get_logger()


def guard(blueprint: Blueprint) -> None:
    """Put the guard in front of every view of a blueprint, and let the answer say what was made of it."""
    blueprint.before_request(_check)
    blueprint.after_request(_with_verdict)


def tell(made_of_it: str) -> None:
    """What was made of this delivery. Twilio ignores it; the sandbox, and whoever tries by hand, shows it."""
    g.verdict = made_of_it


def _with_verdict(response: Response) -> Response:
    made_of_it = g.get("verdict") if response.status_code < 400 else None
    if made_of_it:
        plain = " ".join(made_of_it.split()).encode("ascii", "replace").decode()
        response.headers[VERDICT] = plain[:LONGEST_VERDICT]
    return response


def _check() -> None:
    request.max_content_length = LARGEST_BODY
    if (request.content_length or 0) > LARGEST_BODY:
        raise RequestEntityTooLarge
    _require_utf8(request)
    sid = request.form.get("AccountSid", "")
    account = _find_account(sid) if is_sid(sid, "AC") else None
    if account is None:
        log.warning("webhook_unknown_account", path=request.path)
        raise Forbidden("This account is not known here.")
    if not _signed_by(account.auth_tokens):
        refuse(account.company_id)
    g.account = account


def _find_account(sid: str) -> telephony.Account | None:
    with lean_reading(EVERYWHERE) as database:
        try:
            return telephony.account_by_sid(database, sid)
        except Unavailable as error:  # Twilio tries again, and what is amiss can be mended meanwhile
            log.error("webhook_account_unreadable", path=request.path, why=error.detail)
            raise


def signed_url(asked: Request) -> str:
    """The URL as Twilio was given it: our public address and the raw path and query.

    ``request.url`` is decoded for display and would break signatures; a proxy would change its scheme.
    """
    raw = asked.environ.get("RAW_URI") or asked.environ.get("REQUEST_URI")
    if not raw or not raw.startswith("/"):
        query = asked.query_string.decode("ascii", "replace")
        raw = asked.path + (f"?{query}" if query else "")
    return settings().public_url + raw


def refuse(company_id: int) -> None:
    """Keep what is not signed as it should be with its reason, and answer 403.

    A token that was taken out is no forgery: most likely Twilio was not told to use the new one.
    """
    now = clock.now()
    with transaction(company_id) as session:
        retired = telephony.retired_tokens(session, now=now)
        old = next((each for each in retired if _signed_by((each.token,))), None)
        deliveries.keep(
            session,
            path=request.path,
            verdict="retired_token" if old else "refused",
            reason=_retired_reason(old) if old else "The signature is missing or not this account's.",
            payload=request.form.to_dict(),
            call_id=None,
            now=now,
        )
    if old:
        log.warning("webhook_retired_token", path=request.path, retired_at=old.at.isoformat())
        raise Forbidden(_retired_reason(old), code="retired_token")
    raise Forbidden("The signature does not fit.", code="bad_signature")


def _signed_by(tokens: tuple[str, ...]) -> bool:
    signature = request.headers.get("X-Twilio-Signature", "")
    return is_signed(signed_url(request), request.form, signature, tokens)


def _retired_reason(old: telephony.RetiredToken) -> str:
    return (
        f"Signed with the auth token retired on {old.at.day} {old.at:%B %Y}: Twilio still uses it. Promote the "
        "new token in Twilio's console, or accept the old one beside it until that is done. If it is done "
        "already, somebody else has the old token."
    )


def _require_utf8(asked: Request) -> None:
    """A body that is not UTF-8 would be read as an empty form: say so instead."""
    try:
        asked.get_data(cache=True).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("The body is not UTF-8.") from error
