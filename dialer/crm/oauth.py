"""Salesforce's sign-in: where to send a person, and what to trade for tokens.

Endpoints and parameters as documented under "OAuth Authorization Flows": the web-server flow with a code challenge
(RFC 7636), the refresh-token flow, the JWT bearer flow for servers, and revocation.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from dialer.config import settings

TIMEOUT = 10  # seconds
SCOPES = "api refresh_token"
CALLBACK = "/api/crm/callback"
ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer"
ASSERTION_LIFETIME = timedelta(minutes=3)  # the most that is accepted


class Refused(Exception):
    """The other side said no, or nothing at all (no status). ``code`` and ``said`` are its own words."""

    def __init__(self, status: int | None, code: str, said: str) -> None:
        super().__init__(f"{code}: {said}")
        self.status, self.code, self.said = status, code, said


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in came to. A refresh or a server's sign-in brings no refresh token."""

    access: str
    refresh: str | None
    instance_url: str
    org_id: str


def callback_url() -> str:
    """Where Salesforce sends the person back to; the connected app must list it."""
    return settings().public_url + CALLBACK


def authorize_url(login_url: str, *, state: str, verifier: str) -> str:
    """Where to send a person to allow us in."""
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    asked = {
        "response_type": "code",
        "client_id": settings().salesforce_client_id,
        "redirect_uri": callback_url(),
        "scope": SCOPES,
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "prompt": "consent",
    }
    return f"{login_url}/services/oauth2/authorize?{urlencode(asked)}"


def exchange_code(login_url: str, code: str, verifier: str) -> Tokens:
    """Trade the code that a person brought back. Raises Refused."""
    given = {"code": code, "code_verifier": verifier, "redirect_uri": callback_url()}
    return _token(login_url, grant_type="authorization_code", **_client(), **given)


def refresh(login_url: str, refresh_token: str) -> Tokens:
    """A new access token. Raises Refused, with ``invalid_grant`` when the org withdrew our token."""
    return _token(login_url, grant_type="refresh_token", **_client(), refresh_token=refresh_token)


def sign_in_with_key(login_url: str, client_id: str, username: str, key: str, *, now: datetime) -> Tokens:
    """A server's own sign-in. Raises Refused, with ``invalid_key`` when the key is none."""
    import jwt

    expires = int((now + ASSERTION_LIFETIME).timestamp())
    claims = {"iss": client_id, "sub": username, "aud": login_url, "exp": expires}
    try:
        assertion = jwt.encode(claims, key, algorithm="RS256")
    except (ValueError, TypeError, jwt.PyJWTError) as error:
        raise Refused(400, "invalid_key", "The private key is not an RSA key in PEM form.") from error
    return _token(login_url, grant_type=ASSERTION, assertion=assertion)


def revoke(login_url: str, token: str) -> None:
    """Have a token forgotten, and all that came from it. One that is unknown is what we wanted. Raises Refused."""
    answer = _post(f"{login_url}/services/oauth2/revoke", {"token": token})
    if answer.status_code >= 500:
        raise Refused(answer.status_code, "server_error", "Salesforce is in trouble.")


def _client() -> dict[str, str]:
    chosen = settings()
    return {"client_id": chosen.salesforce_client_id, "client_secret": chosen.salesforce_client_secret}


def _token(login_url: str, **fields: str) -> Tokens:
    answer = _post(f"{login_url}/services/oauth2/token", fields)
    said = _json(answer)
    if answer.status_code != 200 or "access_token" not in said:
        code = str(said.get("error") or f"http_{answer.status_code}")
        raise Refused(answer.status_code, code, str(said.get("error_description") or "No reason was given."))
    identity = str(said.get("id", "")).split("/")  # …/id/<org>/<user>
    return Tokens(
        access=str(said["access_token"]),
        refresh=said.get("refresh_token"),
        instance_url=str(said.get("instance_url", "")).rstrip("/"),
        org_id=identity[-2][:18] if len(identity) > 2 else "",
    )


def _post(url: str, fields: dict[str, str]) -> Any:
    import requests

    try:
        return requests.post(url, data=fields, timeout=TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        raise Refused(None, "unreachable", "Salesforce could not be reached.") from error


def _json(answer: Any) -> dict[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
