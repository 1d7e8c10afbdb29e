"""A company's connection: made, ended, and asked to look again."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.util import find_spec
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from dialer import audit, nudges, people
from dialer.config import settings
from dialer.crm import oauth
from dialer.crm.marks import SYNC
from dialer.crm.oauth import Tokens
from dialer.errors import Conflict, Forbidden, Invalid, NotFound
from dialer.models import CrmConnection, CrmLink, CrmMark, CrmPending, CrmTask, CrmValue
from dialer.people import Principal
from dialer.telephony import seal, unseal
from policies.vocabulary import Crm, CrmLogin, CrmState, CrmTaskState

REVOKE = "workers.crm.revoke_tokens"
LOGIN_LIFETIME = timedelta(minutes=10)
ONLY_SALESFORCE = (
    "This company's CRM is not Salesforce: the required switch works, but outcomes can only be created, edited, "
    "deleted and shared with a CRM through Salesforce."
)


@dataclass(frozen=True, slots=True)
class Key:
    """A server's own way in: a connected app, whose certificate belongs to the private key, and a user."""

    login_url: str
    client_id: str
    username: str
    private_key: str


def connection_of(session: Session, *, lock: bool = False) -> CrmConnection | None:
    """The company's connection, present or past."""
    query = select(CrmConnection)
    return session.scalar(query.with_for_update() if lock else query)


def require_connected(session: Session) -> CrmConnection:
    """The connection, to be changed. Raises Conflict ``crm_not_connected``."""
    found = connection_of(session, lock=True)
    if found is None or found.state is CrmState.DISCONNECTED:
        raise Conflict("Salesforce is not connected. Connect it first.", code="crm_not_connected")
    return found


def require_salesforce(session: Session, by: Principal) -> None:
    """Raises Forbidden ``crm_not_salesforce``."""
    if people.company_of(session, by.company_id).crm is not Crm.SALESFORCE:
        raise Forbidden(ONLY_SALESFORCE, code="crm_not_salesforce")


def in_use(session: Session, row: CrmConnection | None) -> bool:
    """Whether we are let in, and the company still wants us to be."""
    if row is None or row.state is not CrmState.CONNECTED:
        return False
    return people.company_of(session, row.company_id).crm is Crm.SALESFORCE


def require_package() -> None:
    """Raises Conflict ``salesforce_not_set_up`` where the optional package is missing."""
    if find_spec("simple_salesforce") is None:
        detail = (
            "This server lacks a package: install the dialer with its extra, pip install '.[salesforce]'."
        )
        raise Conflict(detail, code="salesforce_not_set_up")


def start_login(session: Session, by: Principal, *, now: datetime) -> str:
    """Remember that this device goes to sign in over there. Returns where to.

    Raises Forbidden for a program or another CRM, Conflict ``salesforce_not_set_up``.
    """
    require_salesforce(session, by)
    require_package()
    if by.sign_in_id is None or by.user_id is None:
        raise Forbidden("Connecting needs a person at a browser; a program cannot allow it.")
    if not settings().salesforce_client_id:
        detail = "SALESFORCE_CLIENT_ID is not set on this server, so only a private key can connect it."
        raise Conflict(detail, code="salesforce_not_set_up")
    session.execute(delete(CrmPending).where(CrmPending.started_at < now - LOGIN_LIFETIME))
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    pending = CrmPending(
        user_id=by.user_id,
        sign_in_id=by.sign_in_id,
        state_digest=people.digest(state),
        verifier_sealed=seal(verifier),
        started_at=now,
    )
    session.add(pending)
    return oauth.authorize_url(settings().salesforce_login_url, state=state, verifier=verifier)


def take_verifier(session: Session, by: Principal, state: str, *, now: datetime) -> str:
    """The secret of a sign-in that this device began, once. Raises Invalid ``crm_state``."""
    pending = session.scalar(select(CrmPending).where(CrmPending.state_digest == people.digest(state)))
    if pending is None or pending.sign_in_id != by.sign_in_id or now - pending.started_at > LOGIN_LIFETIME:
        raise Invalid(
            "This way back from Salesforce is old or was not begun here. Connect again.", code="crm_state"
        )
    verifier = unseal(pending.verifier_sealed)
    session.delete(pending)
    return verifier


def keep_login(
    session: Session, by: Principal, tokens: Tokens, *, key: Key | None = None, now: datetime
) -> CrmConnection:
    """Somebody signed in over there: connect, or connect again, and look at the list at once.

    What was linked and what waits is kept, unless it is another org.
    """
    row = connection_of(session, lock=True)
    if row is None or row.state is CrmState.DISCONNECTED:
        session.execute(delete(CrmMark))  # calls from before are not logged
    if row is None:
        row = CrmConnection(
            key_prefix=f"dialer-{secrets.token_hex(4)}", connected_at=now, changes=[], fields=[], failures=0
        )
        session.add(row)
    elif row.org_id and tokens.org_id and row.org_id != tokens.org_id:
        _forget_org(session, row)
    row.state, row.login = CrmState.CONNECTED, CrmLogin.JWT if key else CrmLogin.OAUTH
    row.login_url = key.login_url if key else settings().salesforce_login_url
    row.client_id, row.username = (key.client_id, key.username) if key else ("", "")
    row.private_key_sealed = seal(key.private_key) if key else None
    row.refresh_token_sealed = seal(tokens.refresh) if tokens.refresh else None
    row.access_token_sealed = seal(tokens.access) if tokens.access else None
    row.instance_url = tokens.instance_url
    row.org_id, row.connected_at, row.connected_by_id = tokens.org_id, now, by.user_id
    row.trouble = row.trouble_said = row.trouble_at = row.paused_until = None
    row.failures = 0
    session.flush()
    after = {"org": row.org_id, "login": row.login.value, "at": row.instance_url}
    audit.write_entry(session, by, "crm.connected", "salesforce", before=None, after=after, now=now)
    ask_sync(session, row, now=now)
    return row


def disconnect(session: Session, by: Principal, *, now: datetime) -> None:
    """Forget our way in, and have it revoked. Links, the outbox and outcomes stay. Raises Conflict."""
    row = require_connected(session)
    row.to_revoke_sealed = row.refresh_token_sealed or row.access_token_sealed
    row.private_key_sealed = row.refresh_token_sealed = row.access_token_sealed = None
    row.state = CrmState.DISCONNECTED
    row.trouble = row.trouble_said = row.trouble_at = row.paused_until = None
    session.execute(delete(CrmMark))
    before = {"org": row.org_id, "at": row.instance_url}
    audit.write_entry(session, by, "crm.disconnected", "salesforce", before=before, after=None, now=now)
    nudges.ask_for(session, REVOKE, by.company_id)
    tell(session, by.company_id)


def choose_field(session: Session, by: Principal, name: str, *, now: datetime) -> None:
    """Another field takes the results. Its list is another one, so linking begins anew. Raises Conflict."""
    row = require_connected(session)
    if row.field == name:
        return
    before, row.field = row.field, name
    _unlink_all(session, row)
    audit.write_entry(session, by, "crm.field_chosen", "salesforce", before=before, after=name, now=now)
    ask_sync(session, row, now=now)


def ask_sync(session: Session, row: CrmConnection, *, now: datetime) -> None:
    """Have the list read again, now."""
    row.asked_at, row.paused_until = now, None
    nudges.ask_for(session, SYNC, row.company_id)
    tell(session, row.company_id)


def tell(session: Session, company_id: int) -> None:
    """Pages that show the connection look again."""
    nudges.refetch(session, "crm", company_id=company_id)


def find_outcome_link(session: Session, outcome_id: int) -> CrmLink:
    """An outcome's link. Raises NotFound."""
    found = session.scalar(select(CrmLink).where(CrmLink.outcome_id == outcome_id))
    if found is None:
        raise NotFound("This outcome is not linked to Salesforce.")
    return found


def _unlink_all(session: Session, row: CrmConnection) -> None:
    session.execute(delete(CrmLink))
    session.execute(delete(CrmValue))
    row.field_kind = row.started_at = row.synced_at = None
    row.changes = []


def _forget_org(session: Session, row: CrmConnection) -> None:
    """Another org knows none of this one's tasks: what waits is made anew there, what was sent is let be."""
    _unlink_all(session, row)
    row.key_field, row.calls_used, row.calls_limit = None, None, None
    session.execute(delete(CrmTask).where(CrmTask.state == CrmTaskState.SENT))
    anew: dict[str, Any] = {"task_id": None, "who_id": None, "create_begun_at": None}
    session.execute(update(CrmTask).values(anew))
