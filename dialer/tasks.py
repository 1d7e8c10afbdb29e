"""Tasks: what a person has to do, made by the outcome of a call or by hand."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from dialer import nudges
from dialer.errors import Conflict, Forbidden, Invalid, NotFound
from dialer.models import Company, Lead, Task, User
from dialer.people import Principal
from policies.effects import LATEST_FOLLOW_UP
from policies.permissions import Action
from policies.vocabulary import TaskKind


class TaskState(StrEnum):
    """Which tasks a list shows."""

    OPEN = "open"
    DUE = "due"  # open, and due by the end of the company's day
    DONE = "done"


def list_tasks(
    session: Session,
    by: Principal,
    company: Company,
    state: TaskState,
    *,
    owner_id: int | None = None,
    team: bool = False,
    after_id: int | None = None,
    limit: int = 50,
    now: datetime,
) -> list[Task]:
    """What is due first comes first; one's own, or with ``team`` everybody's that the person may see."""
    query = visible(select(Task), by).where(_in_state(state, company, now=now))
    if owner_id is not None or not team:
        query = query.where(Task.owner_id == (owner_id or by.user_id))
    if after_id is not None:
        last = find_task(session, after_id, by)
        query = query.where(
            or_(Task.due_at > last.due_at, and_(Task.due_at == last.due_at, Task.id > last.id))
        )
    query = query.options(joinedload(Task.lead), joinedload(Task.owner), joinedload(Task.call))
    return list(session.scalars(query.order_by(Task.due_at, Task.id).limit(limit)))


def due_count(session: Session, by: Principal, company: Company, *, now: datetime) -> int:
    """How many of one's own tasks are due by the end of the day."""
    query = select(func.count(Task.id)).where(Task.owner_id == by.user_id)
    return session.scalar(query.where(_in_state(TaskState.DUE, company, now=now))) or 0


def follow_ups_due(by: Principal, *, now: datetime) -> Select[int | None, datetime]:
    """Each lead with an open follow-up of this person's whose time has come, and when that was."""
    query = select(Task.lead_id, func.max(Task.due_at).label("at")).group_by(Task.lead_id)
    query = query.where(Task.owner_id == by.user_id, Task.kind == TaskKind.FOLLOW_UP, Task.due_at <= now)
    return query.where(Task.lead_id.is_not(None), Task.done_at.is_(None), Task.cancelled_at.is_(None))


def find_task(session: Session, task_id: int, by: Principal) -> Task:
    """A task that this person may see. Raises NotFound."""
    task = session.scalar(visible(select(Task).where(Task.id == task_id), by))
    if task is None:
        raise NotFound("There is no such task, or it is not yours.")
    return task


def require_owner(task: Task, by: Principal) -> None:
    """Raises Forbidden unless the task is one's own or the person looks after others' tasks."""
    if task.owner_id != by.user_id and not by.may(Action.MANAGE_TASKS):
        raise Forbidden("This is somebody else's task.")


def lock_task(session: Session, task_id: int) -> Task:
    """The task's row, locked until the transaction ends."""
    query = select(Task).where(Task.id == task_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def add_task(
    session: Session,
    by: Principal,
    *,
    lead: Lead | None,
    owner: User,
    note: str,
    due_at: datetime,
    now: datetime,
) -> Task:
    """Write down a task by hand. Raises Invalid for a time out of reach."""
    _check_due(due_at, now=now)
    task = Task(
        kind=TaskKind.TO_DO,
        owner=owner,
        owner_id=owner.id,
        lead=lead,
        lead_id=lead.id if lead else None,
        note=note,
        due_at=due_at,
        created_at=now,
        created_by_id=by.user_id,
    )
    session.add(task)
    session.flush()
    tell(session, task)
    return task


def change_task(
    session: Session,
    task: Task,
    *,
    done: bool | None = None,
    due_at: datetime | None = None,
    note: str | None = None,
    now: datetime,
) -> None:
    """Tick a task off, open it again, move it or reword it. Raises Conflict ``task_cancelled``; Invalid."""
    if task.cancelled_at is not None:
        detail = "The outcome that asked for this task was changed, so it is cancelled."
        raise Conflict(detail, code="task_cancelled")
    if due_at is not None:
        _check_due(due_at, now=now)
        task.due_at = due_at
    if note is not None:
        task.note = note
    if done is not None:
        task.done_at = (task.done_at or now) if done else None
    tell(session, task)


def finish_bookings(
    session: Session, by: Principal | None, lead_id: int, call_id: int | None, *, now: datetime
) -> None:
    """A meeting with the lead was booked: tick off what asked this person, or came of this call, to book it.

    ``by`` None: the invitee did, which ticks nothing off that one of us has to do.
    """
    if by is None:
        return
    query = select(Task).where(Task.kind == TaskKind.BOOK_MEETING, Task.lead_id == lead_id)
    query = query.where(Task.done_at.is_(None), Task.cancelled_at.is_(None))
    own = Task.owner_id == by.user_id
    query = query.where(own if call_id is None else or_(own, Task.call_id == call_id))
    for task in session.scalars(query.order_by(Task.id).with_for_update()):
        task.done_at = now
        tell(session, task)


def tell(session: Session, task: Task) -> None:
    """Let the pages of whom it concerns look again."""
    nudges.refetch(session, "tasks", company_id=task.company_id, rep_id=task.owner_id)


def find_owner(session: Session, user_id: int) -> User:
    """The active person whom a task is for. Raises Invalid."""
    user = session.get(User, user_id)
    if user is None or user.deactivated_at is not None:
        raise Invalid("owner_id names nobody who works here.")
    return user


def _check_due(due_at: datetime, *, now: datetime) -> None:
    if abs(due_at - now) > LATEST_FOLLOW_UP:
        raise Invalid("due_at lies more than two years away. Give a time nearer to now.")


def _in_state(state: TaskState, company: Company, *, now: datetime) -> ColumnElement[bool]:
    if state is TaskState.DONE:
        return Task.done_at.is_not(None)
    is_open = and_(Task.done_at.is_(None), Task.cancelled_at.is_(None))
    if state is TaskState.OPEN:
        return is_open
    return and_(is_open, Task.due_at < end_of_day(now, company.time_zone))


def end_of_day(now: datetime, zone: str) -> datetime:
    """The midnight that ends today, there."""
    tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), ZoneInfo(zone)).astimezone(UTC)


def visible(query: Select[Task], by: Principal) -> Select[Task]:
    """Narrow to what this person may see: one's own tasks, the team's, or the company's."""
    if by.may(Action.SEE_COMPANY) or (by.may(Action.SEE_TEAM) and by.team_id is None):
        return query
    own = Task.owner_id == by.user_id
    if by.may(Action.SEE_TEAM):
        members = select(User.id).where(User.team_id == by.team_id)
        return query.where(or_(own, Task.owner_id.in_(members)))
    return query.where(own)
