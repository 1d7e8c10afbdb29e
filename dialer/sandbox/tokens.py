"""The browser's access token: a JWT signed with the account's API key (documented; error codes read in the SDK)."""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from dialer.sandbox.config import Account
from dialer.sandbox.holdings import Holdings

INVALID = 31204
EXPIRED = 31205
TOO_LONG = 31207

LONGEST_LIFE = 24 * 3600
CLOCK_SKEW = 5


@dataclass(frozen=True)
class Grant:
    """What a good token allows."""

    identity: str
    account: Account
    application_sid: str | None
    expires_at: int
    may_be_called: bool


class TokenRefused(Exception):
    """With the code that the SDK turns into its error class."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def check_token(token: str, holdings: Holdings, *, now: float, lifetime: float | None = None) -> Grant:
    """The grant in a token that one of our accounts signed and that is still good.

    `lifetime` is the most seconds it may be good for, whatever it says itself.
    """
    header, claims, signed, mark = _parts(token)
    key = holdings.key(str(claims.get("iss")))
    if key is None or claims.get("sub") != key.account.sid or header.get("alg") != "HS256":
        raise TokenRefused(INVALID, "No such account and API key")
    expected = hmac.new(key.secret.encode(), signed, hashlib.sha256).digest()
    if not hmac.compare_digest(expected, mark):
        raise TokenRefused(INVALID, "Wrong signature")
    begins, expires = _times(claims)
    if lifetime is not None:
        expires = min(expires, int(begins + lifetime))
    _check_times(begins, expires, now)
    return _grant(claims, key.account, expires)


def _grant(claims: dict[str, Any], account: Account, expires: int) -> Grant:
    grants = claims.get("grants")
    grants = grants if isinstance(grants, dict) else {}
    identity, voice = grants.get("identity"), grants.get("voice")
    if not isinstance(identity, str) or not identity or not isinstance(voice, dict):
        raise TokenRefused(INVALID, "No identity or no voice grant")
    outgoing, incoming = voice.get("outgoing"), voice.get("incoming")
    application = outgoing.get("application_sid") if isinstance(outgoing, dict) else None
    may_be_called = isinstance(incoming, dict) and bool(incoming.get("allow"))
    return Grant(identity, account, application, expires, may_be_called)


def _times(claims: dict[str, Any]) -> tuple[int, int]:
    expires, begins = claims.get("exp"), claims.get("nbf", claims.get("iat", 0))
    if not isinstance(expires, int) or not isinstance(begins, int):
        raise TokenRefused(INVALID, "No expiry")
    return begins, expires


def _check_times(begins: int, expires: int, now: float) -> None:
    if expires <= now:
        raise TokenRefused(EXPIRED, "Access token expired")
    if begins > now + CLOCK_SKEW:
        raise TokenRefused(INVALID, "Not valid yet")
    if expires - (begins or now) > LONGEST_LIFE:
        raise TokenRefused(TOO_LONG, "Lives longer than 24 hours")


def _parts(token: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    try:
        signed, mark = token.rsplit(".", 1)
        header, claims = (json.loads(_decoded(part)) for part in signed.split("."))
        return dict(header), dict(claims), signed.encode(), _decoded(mark)
    except (ValueError, TypeError, AttributeError, binascii.Error) as error:
        raise TokenRefused(INVALID, "Not a token") from error


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
