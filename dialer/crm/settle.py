"""What came of sending a task, and what a person does about those that failed."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialer import audit, nudges
from dialer.crm.access import note_trouble, note_well
from dialer.crm.connection import connection_of, tell
from dialer.crm.marks import SEND
from dialer.crm.oauth import Refused
from dialer.crm.outbox import Claim, Sent
from dialer.errors import Conflict, NotFound
from dialer.models import CrmTask
from dialer.people import Principal
from policies.crm_errors import CODES, GIVE_UP_AFTER, Verdict, judge, pause_after
from policies.vocabulary import CrmTaskState, CrmTrouble

ALL_WAIT = (Verdict.LOGIN, Verdict.LIMIT, Verdict.AWAY)
OVER_ONCE_ANSWERED = (CrmTrouble.LOGIN, CrmTrouble.LIMIT, CrmTrouble.AWAY)
MISSING_VALUE = "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"
WHAT_TO_DO = {
    Verdict.GONE: "The task, or the person it is with, was deleted in Salesforce. Retry makes a new task; Drop lets it be.",
    Verdict.FIELD: "Salesforce does not know a field that the task uses. Have it made visible to our user there, then retry.",
    Verdict.LOCKED: "Somebody or something in Salesforce kept the record locked all the time. Retry.",
    Verdict.REFUSED: "Salesforce does not accept the task as it is. Settle what it says, then retry.",
}


def settle_sent(session: Session, claim: Claim, sent: Sent, *, now: datetime) -> None:
    """It is there. A mark that came meanwhile keeps the row waiting, to be sent again."""
    connection = connection_of(session, lock=True)  # locks go connection first, then its rows
    row = _row(session, claim.row_id)
    row.task_id, row.who_id, row.create_begun_at = sent.task_id, sent.who_id, None
    row.error_code = row.error = None
    row.attempts, row.next_at = 0, now
    if row.revision == claim.revision:
        row.state, row.sent_at = CrmTaskState.SENT, now
    if connection is not None:
        note_well(session, connection)
    tell(session, row.company_id)


def settle_refused(session: Session, claim: Claim, refused: Refused, *, now: datetime) -> bool:
    """It is not. Returns whether there is no use in trying the others now."""
    connection = connection_of(session, lock=True)
    row, verdict = _row(session, claim.row_id), judge(refused.status, refused.code)
    row.error_code, row.error = refused.code[:80], refused.said
    was_answered = refused.status is not None and refused.status < 500
    if was_answered and not claim.is_unclear:
        row.create_begun_at = None  # a refusal is an answer: nothing was made
    tell(session, row.company_id)
    is_our_field = verdict is Verdict.FIELD and claim.field in refused.said
    if verdict in ALL_WAIT or is_our_field:
        row.attempts, row.next_at = row.attempts - 1, now
        note_trouble(session, refused, now=now, field=claim.field if is_our_field else "")
        return True
    if connection is not None and connection.trouble in OVER_ONCE_ANSWERED:
        note_well(session, connection)
    if verdict is Verdict.LOCKED and row.attempts < GIVE_UP_AFTER:
        row.next_at = now + pause_after(row.attempts)
        return False
    row.state, row.error = CrmTaskState.DEAD, f"{refused.said} — {_what_to_do(verdict, refused)}"
    return False


def _what_to_do(verdict: Verdict, refused: Refused) -> str:
    if refused.code == MISSING_VALUE:
        return "The value is not on the list there. Have an admin add it, sync, then retry."
    return WHAT_TO_DO[verdict]


def count_tasks(session: Session) -> dict[CrmTaskState, int]:
    """How many tasks are how far."""
    found = session.execute(select(CrmTask.state, func.count()).group_by(CrmTask.state))
    return {state: number for state, number in found.all()}


def list_tasks(
    session: Session, state: CrmTaskState | None, *, before_id: int | None, limit: int
) -> list[CrmTask]:
    """The newest rows first, from before an id."""
    query = select(CrmTask).order_by(CrmTask.id.desc()).limit(limit)
    if state is not None:
        query = query.where(CrmTask.state == state)
    return list(session.scalars(query if before_id is None else query.where(CrmTask.id < before_id)))


def find_task(session: Session, row_id: int) -> CrmTask:
    """A row of the outbox. Raises NotFound."""
    if session.get(CrmTask, row_id) is None:
        raise NotFound("There is no such row in the outbox.")
    return _row(session, row_id)


def retry_task(session: Session, row: CrmTask, by: Principal, *, now: datetime) -> None:
    """Try a dead or dropped row again, or a waiting one at once. Raises Conflict for one that was sent."""
    if row.state is CrmTaskState.SENT:
        raise Conflict("This call is in Salesforce already.", code="already_sent")
    if row.state is not CrmTaskState.WAITING:
        audit.write_entry(
            session, by, "crm.task_retried", f"call:{row.call_id}", before=row.error_code, after=None, now=now
        )
    if row.task_id and CODES.get(row.error_code or "") is Verdict.GONE:
        row.task_id, row.who_id, row.create_begun_at = (
            None,
            None,
            now,
        )  # look for it once more, then make another
    if row.state is not CrmTaskState.WAITING or row.next_at > now:
        row.attempts, row.next_at = 0, now
    row.state = CrmTaskState.WAITING
    nudges.ask_for(session, SEND, row.company_id)
    tell(session, row.company_id)


def drop_task(session: Session, row: CrmTask, by: Principal, *, now: datetime) -> None:
    """Let a row be: its call is not sent any more. Raises Conflict for one that was sent."""
    if row.state is CrmTaskState.SENT:
        raise Conflict("This call is in Salesforce already.", code="already_sent")
    if row.state is CrmTaskState.DROPPED:
        return
    row.state = CrmTaskState.DROPPED
    audit.write_entry(
        session, by, "crm.task_dropped", f"call:{row.call_id}", before=row.error_code, after=None, now=now
    )
    tell(session, row.company_id)


def _row(session: Session, row_id: int) -> CrmTask:
    query = select(CrmTask).where(CrmTask.id == row_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()
