"""One handler turns every refusal into problem+json (RFC 9457). Anything else is a bug: 500 and a traceback."""

from typing import Any

import structlog
from flask import Flask, Response, json
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from dialer.errors import DialerError

log = structlog.get_logger()
TITLES = {
    400: "Bad request",
    404: "Not found",
    405: "Method not allowed",
    413: "Too large",
    429: "Too many requests",
}
DETAILS = {
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    413: "The body is larger than this address takes.",
    429: "Too many tries. Wait a minute, then try again.",
}


def handle_problems(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(DialerError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(PoolTimeout, _database_away)


def problem(status: int, code: str, title: str, detail: str, **extra: Any) -> Response:
    """A problem document."""
    document = {
        "type": f"urn:dialer:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
    }
    return Response(json.dumps({**document, **extra}), status=status, content_type="application/problem+json")


def _refused(error: DialerError) -> Response:
    return problem(error.status, error.code, error.title, error.detail, **error.extra)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status >= 500:
        return problem(status, "internal", "Something broke", "This is our mistake. It has been logged.")
    title = TITLES.get(status, error.name)
    code = title.lower().replace(" ", "_")
    made = problem(status, code, title, DETAILS.get(status, error.description or title))
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            made.headers[name] = value
    return made


def _database_away(error: DBAPIError | PoolTimeout) -> Response:
    log.error("database_away", error=str(error))
    made = problem(
        503, "database_away", "Unavailable", "The database is away or busy. Nothing was changed; try again."
    )
    made.headers["Retry-After"] = "2"
    return made
