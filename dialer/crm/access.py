"""Asking a company's org something: signed in, once more if the session is over, and what came of it noted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from dialer.crm import oauth
from dialer.crm.connection import connection_of, tell
from dialer.crm.oauth import Refused, Tokens
from dialer.crm.salesforce import Org
from dialer.db import reading, transaction
from dialer.models import CrmConnection
from dialer.telephony import seal, unseal
from policies.crm_errors import LIMIT_PAUSE, Verdict, judge, pause_after
from policies.vocabulary import CrmLogin, CrmState, CrmTrouble

Answer = TypeVar("Answer")
NOBODY = Refused(401, "INVALID_SESSION_ID", "No one is signed in.")


@dataclass(frozen=True, slots=True)
class Access:
    """A connection's secrets in the clear, and what is needed for new ones."""

    company_id: int
    login: CrmLogin
    login_url: str
    instance_url: str
    token: str
    refresh_token: str
    client_id: str
    username: str
    private_key: str


def ask_org(company_id: int, question: Callable[[Org], Answer], *, now: datetime) -> Answer:
    """What the org answers. Raises Refused, after a second try with a fresh session where the first was over.

    No transaction may be open: it waits for the other side.
    """
    access = _access_of(company_id)
    org = Org(access.instance_url, access.token) if access.token else _sign_in(access, now=now)
    try:
        answer = _ask(question, org)
    except Refused as refused:
        if judge(refused.status, refused.code) is not Verdict.LOGIN:
            raise
        org = _sign_in(access, now=now)
        answer = _ask(question, org)
    _note_usage(company_id, org)
    return answer


def _ask(question: Callable[[Org], Answer], org: Org) -> Answer:
    try:
        return question(org)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise Refused(None, "unreadable", f"The answer cannot be read: {error!r:.200}") from error


def note_trouble(session: Session, refused: Refused, *, now: datetime, field: str = "") -> None:
    """Keep what is wrong with the whole connection, and leave it alone for a while."""
    row = connection_of(session, lock=True)
    if row is None or row.state is CrmState.DISCONNECTED:
        return
    verdict = judge(refused.status, refused.code)
    row.failures += 1
    row.trouble, row.trouble_said, row.trouble_at = TROUBLES[verdict], f"{refused.code}: {refused.said}", now
    row.paused_until = now + (LIMIT_PAUSE if verdict is Verdict.LIMIT else pause_after(row.failures))
    if verdict is Verdict.LOGIN:
        row.state, row.access_token_sealed, row.paused_until = CrmState.NEEDS_LOGIN, None, None
    if field:
        row.trouble, row.paused_until = CrmTrouble.FIELD_GONE, None
    tell(session, row.company_id)


def note_well(session: Session, row: CrmConnection) -> None:
    """It works (again)."""
    if row.trouble is not None:
        tell(session, row.company_id)
    row.trouble = row.trouble_said = row.trouble_at = row.paused_until = None
    row.failures = 0


TROUBLES = {
    Verdict.LOGIN: CrmTrouble.LOGIN,
    Verdict.LIMIT: CrmTrouble.LIMIT,
    Verdict.AWAY: CrmTrouble.AWAY,
    Verdict.LOCKED: CrmTrouble.AWAY,
    Verdict.FIELD: CrmTrouble.FIELD_GONE,
    Verdict.GONE: CrmTrouble.REFUSED,
    Verdict.REFUSED: CrmTrouble.REFUSED,
}


def _access_of(company_id: int) -> Access:
    with reading(company_id) as session:
        row = connection_of(session)
        if row is None or row.state is not CrmState.CONNECTED:
            raise NOBODY
        return Access(
            company_id=company_id,
            login=row.login,
            login_url=row.login_url,
            instance_url=row.instance_url,
            token=_open(row.access_token_sealed),
            refresh_token=_open(row.refresh_token_sealed),
            client_id=row.client_id,
            username=row.username,
            private_key=_open(row.private_key_sealed),
        )


def _open(sealed: str | None) -> str:
    return unseal(sealed) if sealed else ""


def _sign_in(access: Access, *, now: datetime) -> Org:
    tokens = _fresh_tokens(access, now=now)
    with transaction(access.company_id) as session:
        row = connection_of(session, lock=True)
        if row is None or row.state is not CrmState.CONNECTED:
            raise NOBODY  # somebody disconnected meanwhile
        row.access_token_sealed = seal(tokens.access)
        row.instance_url = tokens.instance_url or row.instance_url
        row.org_id = row.org_id or tokens.org_id
        if tokens.refresh:  # an org may hand out a new one each time
            row.refresh_token_sealed = seal(tokens.refresh)
        return Org(row.instance_url, tokens.access)


def _fresh_tokens(access: Access, *, now: datetime) -> Tokens:
    if access.login is CrmLogin.JWT:
        return oauth.sign_in_with_key(
            access.login_url, access.client_id, access.username, access.private_key, now=now
        )
    return oauth.refresh(access.login_url, access.refresh_token)


def _note_usage(company_id: int, org: Org) -> None:
    with reading(company_id) as session:
        row = connection_of(session)
        known = row is None or org.used is None or (row.calls_used, row.calls_limit) == (org.used, org.limit)
    if known:
        return
    with transaction(company_id) as session:
        if row := connection_of(session, lock=True):
            row.calls_used, row.calls_limit = org.used, org.limit
