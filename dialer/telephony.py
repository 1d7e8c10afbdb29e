"""Twilio's accounts, access tokens and REST API, in our words.

Outside calls happen in jobs only, never inside a webhook or while a row is locked.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from dialer.config import settings
from dialer.direct import Direct, Found
from dialer.errors import NotFound, Unavailable
from dialer.models import TwilioAccount
from dialer.models.base import table_of
from policies.vocabulary import LegStatus

TOKEN_LIFETIME = 3600  # seconds; Twilio allows 24 h at most
LONGEST_ID = 18  # digits; a database keeps no larger numbers
TWILIO_API = "https://api.twilio.com"
PLAYABLE = (200, 206, 416)
SOUND_HEADERS = ("Content-Type", "Content-Length", "Content-Range", "Accept-Ranges")
CHUNK = 64 * 1024
REST_TIMEOUT = 10  # seconds; Twilio's client has none of its own
RETIRED_FOR = timedelta(days=30)  # a token forgotten at Twilio is noticed within hours
MOST_RETIRED = 5
MOST_NUMBERS = 1000
# https://www.twilio.com/docs/voice/api/call-resource: what its statuses are in our words
LEG_STATUS = {
    "initiated": LegStatus.INITIATED,
    "ringing": LegStatus.RINGING,
    "in-progress": LegStatus.ANSWERED,
    "completed": LegStatus.COMPLETED,
    "busy": LegStatus.BUSY,
    "no-answer": LegStatus.NO_ANSWER,
    "failed": LegStatus.FAILED,
    "canceled": LegStatus.CANCELED,
}
OTHER_KEY = (
    "SECRET_KEY has changed, and with it the secrets in the database cannot be read. Set it back to what it was, or "
    "run `dialer forget-secrets` and then `dialer init` to keep those of the environment anew."
)
# Every webhook asks this; a statement without objects costs a third of one with.
ACCOUNT_BY_SID = select(table_of(TwilioAccount)).where(TwilioAccount.account_sid == bindparam("sid"))


@dataclass(frozen=True, slots=True)
class Account:
    """A company's Twilio account with its secrets in the clear. The first token signs; all are accepted."""

    company_id: int
    sid: str
    auth_tokens: tuple[str, ...]
    api_key_sid: str
    api_key_secret: str
    twiml_app_sid: str
    caller_id: str


@dataclass(frozen=True, slots=True)
class RetiredToken:
    """An auth token that is no longer accepted, and since when."""

    token: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RemoteLeg:
    """A leg as Twilio's REST API tells it. ``seconds`` is its talk, None unless it was answered and is over."""

    sid: str
    status: LegStatus | None
    at: datetime | None
    seconds: int | None
    to: str


def account_of_company(session: Session) -> Account:
    """The session's company's account. Raises Unavailable when it has none."""
    row = session.scalar(select(TwilioAccount))
    if row is None:
        raise Unavailable(
            "No Twilio account is connected yet. Ask an admin to connect one.", code="no_twilio_account"
        )
    return _open(row)


def account_by_sid(database: Direct, sid: str) -> Account | None:
    """Whose account this is, looking everywhere."""
    row = database.row(ACCOUNT_BY_SID, sid=sid)
    return _open(row) if row else None


def keep_account(session: Session, account: Account, *, now: datetime) -> None:
    """Write a company's account, its secrets sealed. Harmless when repeated.

    Auth tokens that are left out are retired: remembered for a while, so that they can be told from forgeries.
    """
    row = session.scalar(select(TwilioAccount).where(TwilioAccount.company_id == account.company_id))
    if row is None:
        row = TwilioAccount(company_id=account.company_id)
        session.add(row)
    else:
        before = _open(row)
        if before == account:
            return
        gone = [RetiredToken(token, now) for token in before.auth_tokens] + _retired(row)
        _keep_retired(row, gone if before.sid == account.sid else [], account.auth_tokens, now=now)
    row.account_sid = account.sid
    row.auth_tokens_sealed = seal(json.dumps(account.auth_tokens))
    row.api_key_sid = account.api_key_sid
    row.api_key_secret_sealed = seal(account.api_key_secret)
    row.twiml_app_sid = account.twiml_app_sid
    row.caller_id = account.caller_id
    session.flush()


def forget_unreadable_accounts(session: Session) -> list[int]:
    """Erase the accounts that were sealed with another SECRET_KEY; the companies that had them."""
    rows = [row for row in session.scalars(select(TwilioAccount)) if not _can_open(row)]
    for row in rows:
        session.delete(row)
    return [row.company_id for row in rows]


def _can_open(row: TwilioAccount) -> bool:
    try:
        _open(row)
        _retired(row)
    except Unavailable:
        return False
    return True


def retired_tokens(session: Session, *, now: datetime) -> list[RetiredToken]:
    """The auth tokens that the session's company lately took out, the last one first."""
    row = session.scalar(select(TwilioAccount))
    return [each for each in _retired(row) if now - each.at < RETIRED_FOR] if row else []


def forget_retired_tokens(session: Session, *, now: datetime) -> None:
    """Erase those whose time is over, of the companies that the session sees."""
    for row in session.scalars(select(TwilioAccount).where(TwilioAccount.retired_tokens_sealed.is_not(None))):
        _keep_retired(row, _retired(row), (), now=now)


def identity_of(user_id: int) -> str:
    """The name under which a person's browser is known to Twilio: letters, digits and underscore only."""
    return f"user_{user_id}"


def user_of_identity(identity: str) -> int | None:
    """The person behind an identity; None when it is not one of ours."""
    number = identity.removeprefix("user_")
    is_ours = identity.startswith("user_") and number.isascii() and number.isdigit()
    return int(number) if is_ours and len(number) <= LONGEST_ID else None


def access_token(account: Account, user_id: int) -> str:
    """A signed token with which a person's browser may dial for an hour."""
    from twilio.jwt.access_token import AccessToken
    from twilio.jwt.access_token.grants import VoiceGrant

    identity = identity_of(user_id)
    token = AccessToken(
        account.sid, account.api_key_sid, account.api_key_secret, identity=identity, ttl=TOKEN_LIFETIME
    )
    token.add_grant(VoiceGrant(outgoing_application_sid=account.twiml_app_sid, incoming_allow=True))
    return str(token.to_jwt())


def hang_up(account: Account, leg_sid: str) -> None:
    """End a leg. One that is gone already is what we wanted. Raises Unavailable."""
    _ask(account, lambda client: client.calls(leg_sid).update(status="completed"))


def fetch_leg(account: Account, leg_sid: str) -> RemoteLeg | None:
    """A leg by its SID; None when Twilio does not know it. Raises Unavailable."""
    found = _ask(account, lambda client: client.calls(leg_sid).fetch())
    return _remote(found) if found else None


def list_child_legs(account: Account, parent_sid: str) -> list[RemoteLeg]:
    """The legs dialed from a leg. Raises Unavailable."""
    found = _ask(account, lambda client: client.calls.list(parent_call_sid=parent_sid, limit=20))
    return [_remote(leg) for leg in found or []]


def list_numbers(account: Account) -> dict[str, str]:
    """The numbers that calls may show, with their names: the account's own and those verified for it.

    Raises Unavailable.
    """
    ours = _ask(account, lambda client: client.incoming_phone_numbers.list(limit=MOST_NUMBERS))
    verified = _ask(account, lambda client: client.outgoing_caller_ids.list(limit=MOST_NUMBERS))
    return {
        str(each.phone_number): str(each.friendly_name or "") for each in [*(verified or []), *(ours or [])]
    }


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording's bytes on their way here. ``headers`` are those a browser needs to play and to skip."""

    status: int
    headers: dict[str, str]
    chunks: Iterator[bytes]
    close: Callable[[], None]


def fetch_sound(account: Account, recording_sid: str, *, part: str | None) -> Sound:
    """A recording as WAV; ``part`` is a Range header. Raises NotFound when it is gone, Unavailable."""
    import requests

    base = settings().twilio_api_url or TWILIO_API
    url = f"{base}/2010-04-01/Accounts/{account.sid}/Recordings/{recording_sid}.wav"
    try:
        answer = requests.get(
            url,
            auth=(account.sid, account.auth_tokens[0]),
            headers={"Range": part} if part else {},
            timeout=REST_TIMEOUT,
            stream=True,
        )
    except requests.RequestException as error:
        raise Unavailable(f"Twilio could not be reached: {error}", code="recording_unavailable") from error
    if answer.status_code not in PLAYABLE:
        answer.close()
        if answer.status_code == 404:
            raise NotFound("Twilio does not have this recording any more.", code="no_recording")
        raise Unavailable(
            f"Twilio refused the recording ({answer.status_code}).", code="recording_unavailable"
        )
    headers = {name: answer.headers[name] for name in SOUND_HEADERS if name in answer.headers}
    return Sound(answer.status_code, headers, answer.iter_content(CHUNK), answer.close)


def _remote(leg: Any) -> RemoteLeg:
    seconds = int(leg.duration) if leg.duration else None
    return RemoteLeg(
        sid=leg.sid,
        status=LEG_STATUS.get(str(leg.status)),
        at=_instant(leg.end_time),
        seconds=seconds,
        to=str(leg.to or ""),
    )


def _instant(value: Any) -> datetime | None:
    return parsedate_to_datetime(value) if isinstance(value, str) else value


def _ask(account: Account, question: Any) -> Any:
    from requests import RequestException
    from twilio.base.exceptions import TwilioException, TwilioRestException

    try:
        return question(_client(account, settings().twilio_api_url))
    except TwilioRestException as error:
        if error.status == 404:
            return None
        raise Unavailable(f"Twilio refused: {error.msg}", code="line_unavailable") from error
    except (TwilioException, RequestException) as error:
        raise Unavailable(f"Twilio could not be reached: {error}", code="line_unavailable") from error


@lru_cache(maxsize=64)
def _client(account: Account, api_url: str) -> Any:
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    client = Client(
        account.sid,
        account.auth_tokens[0],
        http_client=TwilioHttpClient(timeout=REST_TIMEOUT),
        region=None,
        edge=None,
    )
    if api_url:
        client.api.base_url = api_url
    return client


def _open(row: TwilioAccount | Found) -> Account:
    return Account(
        company_id=row.company_id,
        sid=row.account_sid,
        auth_tokens=tuple(json.loads(unseal(row.auth_tokens_sealed))),
        api_key_sid=row.api_key_sid,
        api_key_secret=unseal(row.api_key_secret_sealed),
        twiml_app_sid=row.twiml_app_sid,
        caller_id=row.caller_id,
    )


def _retired(row: TwilioAccount) -> list[RetiredToken]:
    kept = json.loads(unseal(row.retired_tokens_sealed)) if row.retired_tokens_sealed else []
    return [RetiredToken(token, datetime.fromisoformat(at)) for token, at in kept]


def _keep_retired(
    row: TwilioAccount, tokens: list[RetiredToken], accepted: tuple[str, ...], *, now: datetime
) -> None:
    """Keep these, each as it was last retired, without the ones accepted again and those whose time is over."""
    lasting: dict[str, datetime] = {}
    for each in tokens:
        if each.token not in accepted and now - each.at < RETIRED_FOR:
            lasting.setdefault(each.token, each.at)
    if lasting == {each.token: each.at for each in _retired(row)}:
        return
    plain = [[token, at.isoformat()] for token, at in lasting.items()][:MOST_RETIRED]
    row.retired_tokens_sealed = seal(json.dumps(plain)) if plain else None


def seal(text: str) -> str:
    """Encrypt for keeping at rest, with a key derived from SECRET_KEY."""
    return _fernet(settings().secret).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Decrypt what ``seal`` made. Raises Unavailable when SECRET_KEY has changed since."""
    return _unseal(settings().secret, sealed)


def can_open(sealed: str) -> bool:
    """Whether it was sealed with the SECRET_KEY of now."""
    try:
        unseal(sealed)
    except Unavailable:
        return False
    return True


@lru_cache(maxsize=256)
def _unseal(secret: str, sealed: str) -> str:
    try:
        return _fernet(secret).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unavailable(OTHER_KEY, code="sealed_with_another_key") from error


@lru_cache(maxsize=4)
def _fernet(secret: str) -> Fernet:
    from base64 import urlsafe_b64encode
    from hashlib import sha256

    return Fernet(urlsafe_b64encode(sha256(b"seal:" + secret.encode()).digest()))
