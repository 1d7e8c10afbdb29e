"""Tasks: what outcomes asked for, and what people wrote down themselves."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import clock, leads, people, tasks
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.calls import CallLead
from dialer.api.schemas.session import Named
from dialer.api.schemas.tasks import DueTasks, TaskChange, TaskIn, TaskOut, TaskQuery
from dialer.db import reading, transaction
from dialer.errors import Forbidden
from dialer.models import Outcome, Task
from policies.permissions import Action

bp = Blueprint("tasks", __name__, url_prefix="/api/tasks")


@bp.get("")
@describe(Page[TaskOut], query=TaskQuery, tag="tasks")
@allowed(Action.LOOK)
def list_tasks() -> ResponseReturnValue:
    """Your tasks, due first; ``team=true`` everybody's that you may see. ``state=due``: by the end of today."""
    asked = wire.query(TaskQuery)
    with reading(me().company_id) as session:
        company = people.company_of(session, me().company_id)
        rows = tasks.list_tasks(
            session,
            me(),
            company,
            asked.state,
            owner_id=asked.owner_id,
            team=asked.team,
            after_id=wire.before_cursor(asked),
            limit=asked.limit + 1,
            now=clock.now(),
        )
        shown, following = wire.page(rows, asked.limit, lambda task: task.id)
        return wire.answer(Page[TaskOut](items=tasks_out(session, shown), next=following))


@bp.get("/due")
@describe(DueTasks, tag="tasks")
@allowed(Action.LOOK)
def due_tasks() -> ResponseReturnValue:
    """How many of your tasks are due by the end of today, in the company's zone."""
    with reading(me().company_id) as session:
        company = people.company_of(session, me().company_id)
        return wire.answer(DueTasks(count=tasks.due_count(session, me(), company, now=clock.now())))


@bp.post("")
@describe(TaskOut, status=201, body=TaskIn, tag="tasks")
@allowed(Action.LOOK)
def add_task() -> ResponseReturnValue:
    """Write down a task, for yourself or, if you look after others' tasks, for somebody else."""
    given = wire.body(TaskIn)
    with transaction(me().company_id) as session:
        owner_id = given.owner_id or me().user_id or 0
        if owner_id != me().user_id and not me().may(Action.MANAGE_TASKS):
            raise Forbidden("You can write down tasks for yourself only.")
        lead = leads.find_lead(session, given.lead_id) if given.lead_id else None
        owner = tasks.find_owner(session, owner_id)
        task = tasks.add_task(
            session, me(), lead=lead, owner=owner, note=given.note, due_at=given.due_at, now=clock.now()
        )
        return wire.answer(_task(session, task), 201)


@bp.patch("/<int:task_id>")
@describe(TaskOut, body=TaskChange, tag="tasks")
@allowed(Action.LOOK)
def change_task(task_id: int) -> ResponseReturnValue:
    """Tick a task off or open it again, move it, reword it; 409 ``task_cancelled`` when its outcome is gone."""
    with transaction(me().company_id) as session:
        found = tasks.find_task(session, task_id, me())
        permit(Action.LOOK)
        tasks.require_owner(found, me())
        task = tasks.lock_task(session, found.id)
        given = wire.body(TaskChange)
        tasks.change_task(
            session, task, done=given.done, due_at=given.due_at, note=given.note, now=clock.now()
        )
        session.flush()
        return wire.answer(_task(session, task))


def tasks_out(session: Session, rows: list[Task]) -> list[TaskOut]:
    """Tasks as the API shows them."""
    barred = set(leads.bars_in_force(session, [number for row in rows if (number := _number(row))]))
    return [_shape(session, row, barred) for row in rows]


def _task(session: Session, row: Task) -> TaskOut:
    return tasks_out(session, [row])[0]


def _number(row: Task) -> str | None:
    if row.lead:
        return row.lead.phone
    return row.call.lead_number if row.call else None


def _shape(session: Session, row: Task, barred: set[str]) -> TaskOut:
    outcome = session.get(Outcome, row.outcome_id) if row.outcome_id else None
    number = _number(row)
    return TaskOut(
        id=row.id,
        kind=row.kind,
        owner=Named(id=row.owner.id, name=row.owner.name),
        lead=CallLead.model_validate(row.lead, from_attributes=True) if row.lead else None,
        number=number,
        call_id=row.call_id,
        outcome=outcome.label if outcome else None,
        note=row.note,
        do_not_call=number in barred,
        due_at=row.due_at,
        created_at=row.created_at,
        done_at=row.done_at,
        cancelled_at=row.cancelled_at,
    )
