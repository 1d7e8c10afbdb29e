"""What follows from an outcome: which tasks are made, moved, cancelled or revived, and the do-not-call list (row B6).

Only what a person chose has effects. A pre-fill by the line makes none until somebody confirms it: nobody has
looked at it yet, and a busy line asks for no task. Do-not-call never undoes itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from policies.vocabulary import EffectAct, EffectKind

LATEST_FOLLOW_UP = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Flags:
    """What an outcome that a person chose brings about, and when its follow-up was asked for, if it was."""

    outcome_id: int
    follow_up_days: int | None = None
    follow_up_at: datetime | None = None
    opens_booking: bool = False
    marks_do_not_call: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A task that an outcome of this call has made before."""

    task_id: int
    kind: EffectKind
    outcome_id: int
    due_at: datetime
    done: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """What the do-not-call list says of the call's number."""

    in_force: bool = False
    by_this_call: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. ``task_id`` names the task it is about; none where one is to be made."""

    kind: EffectKind
    act: EffectAct
    task_id: int | None = None
    due_at: datetime | None = None


def check_follow_up(at: datetime, flags: Flags, *, now: datetime) -> str | None:
    """Why a follow-up cannot be asked for at this time; None when it can."""
    if flags.marks_do_not_call:
        return "This outcome bars the number, so nobody can follow up. Leave follow_up_at out."
    if at <= now:
        return "follow_up_at lies in the past. Give a time to come."
    if at - now > LATEST_FOLLOW_UP:
        return "follow_up_at lies more than two years ahead. Give an earlier time."
    return None


def decide_effects(
    chosen: Flags | None, standing: Iterable[Standing], bar: Bar, *, now: datetime
) -> tuple[Step, ...]:
    """What to do so that the effects follow the outcome; no outcome of a person's has none.

    A task is known by its kind and the outcome that made it: changing the outcome cancels the old one's, changing
    back revives it, and one that is done stays done.
    """
    known = tuple(standing)
    wanted = dict(_wanted(chosen, now=now)) if chosen else {}
    outcome_id = chosen.outcome_id if chosen else None
    steps = [step for task in known if (step := _follow(task, outcome_id, wanted, chosen))]
    made = {task.kind for task in known if task.outcome_id == outcome_id}
    steps += [Step(kind, EffectAct.MADE, due_at=due) for kind, due in wanted.items() if kind not in made]
    return (*steps, *_bar_steps(chosen, bar))


def _wanted(chosen: Flags, *, now: datetime) -> Iterator[tuple[EffectKind, datetime]]:
    """Each task that the outcome asks for, and when it is due."""
    if chosen.follow_up_at is not None:
        yield EffectKind.FOLLOW_UP, chosen.follow_up_at
    elif chosen.follow_up_days is not None:
        yield EffectKind.FOLLOW_UP, now + timedelta(days=chosen.follow_up_days)
    if chosen.opens_booking:
        yield EffectKind.BOOK_MEETING, now


def _follow(
    task: Standing, outcome_id: int | None, wanted: dict[EffectKind, datetime], chosen: Flags | None
) -> Step | None:
    if task.done:
        return None
    if task.outcome_id != outcome_id or task.kind not in wanted:
        return None if task.cancelled else Step(task.kind, EffectAct.CANCELLED, task.task_id, task.due_at)
    asked = chosen.follow_up_at if chosen and task.kind is EffectKind.FOLLOW_UP else None
    due = asked or task.due_at
    if task.cancelled:
        return Step(task.kind, EffectAct.REVIVED, task.task_id, due)
    return Step(task.kind, EffectAct.MOVED, task.task_id, due) if due != task.due_at else None


def _bar_steps(chosen: Flags | None, bar: Bar) -> Iterator[Step]:
    marks = chosen is not None and chosen.marks_do_not_call
    if marks and not bar.in_force:
        yield Step(EffectKind.DO_NOT_CALL, EffectAct.MADE)
    if bar.in_force and bar.by_this_call and not marks:
        yield Step(EffectKind.DO_NOT_CALL, EffectAct.KEPT)
