"""The customer database: reading its list, sending it calls. Each question is asked with no transaction open."""

import time

import structlog
from sqlalchemy import select

from dialer import clock, nudges
from dialer.crm import outbox, settle, sync
from dialer.crm.access import ask_org, note_trouble
from dialer.crm.connection import REVOKE, connection_of, in_use
from dialer.crm.marks import SEND, SYNC
from dialer.crm.oauth import Refused, revoke
from dialer.db import EVERYWHERE, reading, transaction
from dialer.models import CrmConnection, CrmMark, CrmTask
from dialer.telephony import unseal
from policies.crm_errors import Verdict, judge
from policies.vocabulary import CrmTaskState

TURN = 3.0  # seconds after which sending lets other jobs have the worker

log = structlog.get_logger()


def keep_up() -> None:
    """Find what waits in the database, so that a lost nudge costs seconds and never a call."""
    now = clock.now()
    with transaction(EVERYWHERE) as session:
        waiting = select(CrmTask.company_id).where(
            CrmTask.state == CrmTaskState.WAITING, CrmTask.next_at <= now
        )
        sending = set(session.scalars(waiting)) | set(session.scalars(select(CrmMark.company_id)))
        for row in session.scalars(select(CrmConnection)):
            is_paused = row.paused_until is not None and row.paused_until > now
            if row.to_revoke_sealed:
                nudges.ask_for(session, REVOKE, row.company_id)
            if in_use(session, row) and sync.is_due(row) and not is_paused:
                nudges.ask_for(session, SYNC, row.company_id)
            if outbox.may_send(session, row, now=now) and row.company_id in sending:
                nudges.ask_for(session, SEND, row.company_id)


def sync_all() -> None:
    """Ask every quarter of an hour for every list."""
    with transaction(EVERYWHERE) as session:
        for row in session.scalars(select(CrmConnection)):
            if in_use(session, row):
                nudges.ask_for(session, SYNC, row.company_id)


def sync_values(company_id: int) -> None:
    """Read the list, let the catalogue follow, and put on the list what it lacks."""
    nudges.begin_job(SYNC, company_id)
    now = clock.now()
    with transaction(company_id) as session:
        row = connection_of(session, lock=True)
        if row is None or not in_use(session, row):
            return
        row.tried_at, name = now, row.field
    try:
        if _read_values(company_id, name):
            _read_values(company_id, name)
    except Refused as refused:
        log.warning("crm_sync_waits", company_id=company_id, code=refused.code, said=refused.said)
        with transaction(company_id) as session:
            note_trouble(session, refused, now=clock.now())


def _read_values(company_id: int, name: str) -> bool:
    """Returns whether the list was added to, so that it should be read once more."""
    found = ask_org(company_id, lambda org: org.describe(name), now=clock.now())
    with transaction(company_id) as session:
        wanted = sync.apply_values(session, found, now=clock.now())
    return any([_add_values(company_id, name, labels) for labels in wanted])


def _add_values(company_id: int, name: str, labels: list[str]) -> bool:
    try:
        ask_org(company_id, lambda org: org.add_values(name, labels), now=clock.now())
    except Refused as refused:
        if judge(refused.status, refused.code) not in (Verdict.REFUSED, Verdict.GONE, Verdict.FIELD):
            raise
        with transaction(company_id) as session:
            sync.note_refused_values(session, labels, f"{refused.code}: {refused.said}", now=clock.now())
        return False
    return True


def send_tasks(company_id: int) -> None:
    """Send what waits, one after another, until none is due or it is somebody else's turn."""
    nudges.begin_job(SEND, company_id)
    until = time.monotonic() + TURN
    more = True
    while more:
        with transaction(company_id) as session:
            more = outbox.fold_marks(session, now=clock.now())
    while _send_one(company_id):
        if time.monotonic() > until:
            with transaction(company_id) as session:
                nudges.ask_for(session, SEND, company_id)
            return


def _send_one(company_id: int) -> bool:
    """Returns whether to look for another."""
    with transaction(company_id) as session:
        claim = outbox.claim_next(session, now=clock.now())
    if claim is None:
        return False
    try:
        sent = ask_org(company_id, lambda org: outbox.send(org, claim), now=clock.now())
    except Refused as refused:
        log.warning("crm_task_waits", company_id=company_id, code=refused.code, said=refused.said)
        with transaction(company_id) as session:
            return not settle.settle_refused(session, claim, refused, now=clock.now())
    with transaction(company_id) as session:
        settle.settle_sent(session, claim, sent, now=clock.now())
    return True


def revoke_tokens(company_id: int) -> None:
    """Have the tokens of an ended connection forgotten. While nobody answers, they are kept to be revoked later."""
    nudges.begin_job(REVOKE, company_id)
    with reading(company_id) as session:
        row = connection_of(session)
        sealed = row.to_revoke_sealed if row else None
        login_url = row.login_url if row else ""
    if sealed is None:
        return
    try:
        revoke(login_url, unseal(sealed))
    except Refused as refused:
        log.warning("crm_revoke_waits", company_id=company_id, code=refused.code)
        return
    with transaction(company_id) as session:
        row = connection_of(session, lock=True)
        if row is not None and row.to_revoke_sealed == sealed:
            row.to_revoke_sealed = None
