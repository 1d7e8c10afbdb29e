"""The outbox: from marks to tasks over there, each exactly once, whatever breaks in between.

A row is claimed in one transaction, sent outside of any, and settled in another. A crash between the two leaves a
claim that runs out; whoever takes the row next looks for the task before making one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialer import db
from dialer.crm.connection import connection_of, in_use
from dialer.crm.oauth import Refused
from dialer.crm.salesforce import CallTask, Org, Person
from dialer.models import Call, CrmConnection, CrmLink, CrmMark, CrmTask, User
from dialer.models.base import table_of
from policies.crm_errors import Verdict, judge
from policies.vocabulary import (
    CrmState,
    CrmTaskState,
    CrmTrouble,
    Direction,
    FieldKind,
    LineResult,
    LinkState,
)

TASKS = table_of(CrmTask)
BATCH = 200  # marks read at once
LEASE = timedelta(minutes=2)  # longer than the slowest sending


@dataclass(frozen=True, slots=True)
class Claim:
    """A row taken to be sent, and all that sending needs."""

    row_id: int
    revision: int
    task: CallTask
    person: Person
    field: str
    key_field: str | None
    task_id: str | None
    who_id: str | None  # whom this lead was before
    is_unclear: bool  # a create was begun before, and what came of it is not known


@dataclass(frozen=True, slots=True)
class Sent:
    """The task over there, and whom it is with."""

    task_id: str | None
    who_id: str | None


def fold_marks(session: Session, *, now: datetime) -> bool:
    """Turn marks into rows that wait. Returns whether more are left."""
    marks = list(session.scalars(select(CrmMark).order_by(CrmMark.id).limit(BATCH)))
    row = connection_of(session)
    if row is not None and row.state is not CrmState.DISCONNECTED:
        for call_id in sorted({mark.call_id for mark in marks}):
            _wait(session, session.get_one(Call, call_id), now=now)
    session.execute(delete(CrmMark).where(CrmMark.id.in_([mark.id for mark in marks])))
    return len(marks) == BATCH


def may_send(session: Session, row: CrmConnection | None, *, now: datetime) -> bool:
    """Whether the connection works, as far as is known."""
    if row is None or not in_use(session, row) or row.synced_at is None:
        return False
    is_paused = row.paused_until is not None and row.paused_until > now
    return not is_paused and row.trouble is not CrmTrouble.FIELD_GONE


def claim_next(session: Session, *, now: datetime) -> Claim | None:
    """The row that is due longest, ours alone until its lease is over."""
    connection = connection_of(session)
    if connection is None or not may_send(session, connection, now=now):
        return None
    due = select(CrmTask).where(CrmTask.state == CrmTaskState.WAITING, CrmTask.next_at <= now)
    query = due.order_by(CrmTask.next_at, CrmTask.id).limit(1).with_for_update(skip_locked=True)
    row = session.scalar(query)
    if row is None:
        return None
    claim = _claim(session, connection, row)
    row.next_at, row.attempts = now + LEASE, row.attempts + 1
    if row.task_id is None:
        row.create_begun_at = row.create_begun_at or now
    return claim


def send(org: Org, claim: Claim) -> Sent:
    """Make the task, or make it say what the call says. No transaction is open. Raises Refused."""
    if claim.task_id:
        org.update_task(claim.task_id, claim.task, claim.field)
        return Sent(claim.task_id, claim.who_id)
    if claim.is_unclear and (found := org.find_task(claim.task.key)):
        org.update_task(found, claim.task, claim.field)
        return Sent(found, claim.who_id)
    try:
        return _create(org, claim, claim.who_id or _find_person(org, claim.person))
    except Refused as refused:
        if claim.who_id is None or judge(refused.status, refused.code) is not Verdict.GONE:
            raise
    return _create(org, claim, _find_person(org, claim.person))  # the one it was before is not there any more


def _create(org: Org, claim: Claim, who_id: str | None) -> Sent:
    if claim.key_field:
        made = org.upsert_task(claim.task, claim.field, who_id, claim.key_field)
        return Sent(made or org.find_task(claim.task.key), who_id)
    return Sent(org.create_task(claim.task, claim.field, who_id), who_id)


def _find_person(org: Org, person: Person) -> str | None:
    """Nobody, where the org does not let us look: the call is logged all the same."""
    try:
        return org.find_person(person)
    except Refused as refused:
        if judge(refused.status, refused.code) in (Verdict.REFUSED, Verdict.FIELD, Verdict.GONE):
            return None
        raise


def _wait(session: Session, call: Call, *, now: datetime) -> None:
    if call.result is LineResult.NOT_PLACED:
        return
    waiting = {"revision": 0, "attempts": 0, "next_at": now, "waiting_since": now}
    db.direct(session).insert(TASKS, call_id=call.id, state=CrmTaskState.WAITING, **waiting)
    row = session.scalars(
        select(CrmTask)
        .where(CrmTask.call_id == call.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    row.revision += 1
    if row.state in (CrmTaskState.SENT, CrmTaskState.DEAD):
        row.state, row.waiting_since, row.next_at, row.attempts = CrmTaskState.WAITING, now, now, 0


def _claim(session: Session, connection: CrmConnection, row: CrmTask) -> Claim:
    call = session.get_one(Call, row.call_id)
    return Claim(
        row_id=row.id,
        revision=row.revision,
        task=_task_of(session, connection, call),
        person=_person_of(call),
        field=connection.field,
        key_field=connection.key_field,
        task_id=row.task_id,
        who_id=row.who_id or _who_before(session, call),
        is_unclear=row.create_begun_at is not None,
    )


def _task_of(session: Session, connection: CrmConnection, call: Call) -> CallTask:
    what = call.outcome.label if call.outcome else "no outcome"
    direction = "Inbound call" if call.direction is Direction.INBOUND else "Call"
    rep = session.get(User, call.rep_id)
    by = f"\n\nCalled by {rep.name}." if rep else ""
    return CallTask(
        key=f"{connection.key_prefix}-{call.id}",
        subject=f"{direction}: {what}",
        notes=f"{call.notes}{by}".strip(),
        seconds=call.talk_seconds,
        day=call.day,
        direction=call.direction,
        result=_result_of(session, connection, call),
    )


def _result_of(session: Session, connection: CrmConnection, call: Call) -> str | None:
    """The value, or nothing where the list has none: a foreign word would arrive there as an inactive value."""
    if call.outcome is None:
        return ""
    if connection.field_kind is FieldKind.TEXT:
        return call.outcome.label
    link = session.scalar(select(CrmLink).where(CrmLink.outcome_id == call.outcome_id))
    is_there = link is not None and link.state is LinkState.LINKED and link.gone_at is None
    return link.api_name if link is not None and is_there else None


def _person_of(call: Call) -> Person:
    lead = call.lead
    return Person(call.lead_number, lead.email if lead else "", lead.name if lead else "")


def _who_before(session: Session, call: Call) -> str | None:
    if call.lead_id is None:
        return None
    query = (
        select(CrmTask.who_id)
        .join(Call, Call.id == CrmTask.call_id)
        .where(Call.lead_id == call.lead_id, CrmTask.who_id.is_not(None))
    )
    return session.scalar(query.order_by(CrmTask.id.desc()).limit(1))
