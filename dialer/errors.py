"""The few ways an operation says no. Each has a stable code, an HTTP status and a sentence for a person."""

from typing import Any


class DialerError(Exception):
    """An expected refusal. ``extra`` goes into the problem document beside code and detail."""

    status = 400
    code = "bad_request"
    title = "Bad request"

    def __init__(self, detail: str, *, code: str | None = None, **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or self.code
        self.extra = extra


class BadRequest(DialerError):
    """400: the request itself cannot be read."""


class SignedOut(DialerError):
    """401: nobody is signed in, or the token is not known."""

    status, code, title = 401, "signed_out", "Signed out"


class Forbidden(DialerError):
    """403: this person may not do this."""

    status, code, title = 403, "forbidden", "Not allowed"


class NotFound(DialerError):
    """404: unknown, or not visible to this person."""

    status, code, title = 404, "not_found", "Not found"


class Conflict(DialerError):
    """409: not now; the detail says what to do first."""

    status, code, title = 409, "conflict", "Not now"


class Invalid(DialerError):
    """422: understood, and wrong."""

    status, code, title = 422, "invalid", "Not valid"


class TooMany(DialerError):
    """429: slow down."""

    status, code, title = 429, "too_many_requests", "Too many requests"


class Unavailable(DialerError):
    """503: something we need is away; trying again may help."""

    status, code, title = 503, "unavailable", "Unavailable"
