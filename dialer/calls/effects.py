"""Making, moving and taking back what a call's outcome brings about (row B6).

What the line fills in has no effects until a person confirms it. Each thing done or taken back is kept beside the
entry of the outcome history that caused it.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import leads, nudges, tasks
from dialer.errors import Invalid
from dialer.models import HIDDEN_NUMBER, Call, CallEffect, Outcome, OutcomeRecord, Task
from dialer.people import Principal
from policies.effects import Bar, Flags, Standing, Step, check_follow_up, decide_effects
from policies.vocabulary import EffectAct, EffectKind, OutcomeSource, TaskKind


def flags_of(outcome: Outcome, follow_up_at: datetime | None, *, now: datetime) -> Flags:
    """What this outcome asks for. Raises Invalid for a follow-up that cannot be."""
    flags = Flags(
        outcome_id=outcome.id,
        follow_up_days=outcome.follow_up_days,
        follow_up_at=follow_up_at,
        opens_booking=outcome.opens_booking,
        marks_do_not_call=outcome.marks_do_not_call,
    )
    if follow_up_at is not None and (why_not := check_follow_up(follow_up_at, flags, now=now)):
        raise Invalid(why_not, code="bad_follow_up")
    return flags


def follow_outcome(
    session: Session, call: Call, by: Principal, record: OutcomeRecord, flags: Flags | None, *, now: datetime
) -> None:
    """Let tasks and the do-not-call list follow what was just recorded. Repeating it changes nothing."""
    for step in decide_effects(flags, _standing(session, call), _bar(session, call), now=now):
        if step.kind is EffectKind.DO_NOT_CALL:
            task_id = None
            if step.act is EffectAct.MADE and not _bar_number(session, call, by, now=now):
                continue
        else:
            task_id = _do(session, call, by, step, flags, now=now).id
        session.add(
            CallEffect(
                call_id=call.id,
                record_id=record.id,
                kind=step.kind,
                act=step.act,
                task_id=task_id,
                due_at=step.due_at,
                at=now,
            )
        )


def effects_of(session: Session, call: Call) -> dict[int, list[CallEffect]]:
    """What each entry of the call's outcome history brought about, by the entry's id."""
    found: dict[int, list[CallEffect]] = {}
    query = select(CallEffect).where(CallEffect.call_id == call.id).order_by(CallEffect.id)
    for effect in session.scalars(query):
        found.setdefault(effect.record_id, []).append(effect)
    return found


def newest_record(session: Session, call: Call) -> OutcomeRecord | None:
    """The last entry of the call's outcome history."""
    query = select(OutcomeRecord).where(OutcomeRecord.call_id == call.id)
    return session.scalar(query.order_by(OutcomeRecord.id.desc()).limit(1))


def flags_standing(call: Call, *, now: datetime) -> Flags | None:
    """What the outcome that stands on the call asks for; a pre-fill asks for nothing."""
    if call.outcome is None or call.outcome_source is not OutcomeSource.REP:
        return None
    return flags_of(call.outcome, None, now=now)


def _do(
    session: Session, call: Call, by: Principal, step: Step, flags: Flags | None, *, now: datetime
) -> Task:
    if step.act is EffectAct.MADE:
        assert flags is not None  # only an outcome makes anything
        assert step.due_at is not None  # every task is due some time
        task = _new_task(call, by, TaskKind(step.kind), flags.outcome_id, step.due_at, now=now)
        session.add(task)
        session.flush()
    else:
        task = session.get_one(Task, step.task_id)
        task.cancelled_at = now if step.act is EffectAct.CANCELLED else None
        task.due_at = step.due_at or task.due_at
    tasks.tell(session, task)
    return task


def _new_task(
    call: Call, by: Principal, kind: TaskKind, outcome_id: int, due_at: datetime, *, now: datetime
) -> Task:
    assert call.rep_id is not None  # a call that nobody took has no outcome
    return Task(
        kind=kind,
        company_id=call.company_id,
        owner_id=call.rep_id,
        lead_id=call.lead_id,
        call_id=call.id,
        outcome_id=outcome_id,
        note="",
        due_at=due_at,
        created_at=now,
        created_by_id=by.user_id,
    )


def _standing(session: Session, call: Call) -> list[Standing]:
    query = select(Task).where(Task.call_id == call.id, Task.outcome_id.is_not(None)).with_for_update()
    return [
        Standing(
            task_id=task.id,
            kind=EffectKind(task.kind),
            outcome_id=task.outcome_id or 0,
            due_at=task.due_at,
            done=task.done_at is not None,
            cancelled=task.cancelled_at is not None,
        )
        for task in session.scalars(query.order_by(Task.id).execution_options(populate_existing=True))
    ]


def _bar(session: Session, call: Call) -> Bar:
    bar = leads.bars_in_force(session, [call.lead_number]).get(call.lead_number)
    return Bar(in_force=bar is not None, by_this_call=bar is not None and bar.call_id == call.id)


def _bar_number(session: Session, call: Call, by: Principal, *, now: datetime) -> bool:
    """Put the number on the list, if it is one. Somebody else may do so at the same moment."""
    if call.lead_number == HIDDEN_NUMBER:
        return False
    reason = f"Outcome: {call.outcome.label if call.outcome else ''}"
    leads.bar_number(session, by, call.lead_number, reason, call_id=call.id, now=now)
    nudges.refetch(session, "leads", company_id=call.company_id)
    return True
