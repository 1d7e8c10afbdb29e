"""Meeting outcomes: what is offered, what each needs, when one is owed, and when a strategy call may be booked.

The rows of the tables below are the whole policy (rows I2, I5, I6, I8); the API serves them to the page, which
offers what stands here and nothing else.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from policies.vocabulary import MeetingKind, MeetingOutcome, MeetingReason, Objection


class Need(StrEnum):
    """Whether a part of an outcome is to be given."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Rule:
    """What goes with an outcome and its reason."""

    objection: Need = Need.NONE
    notes: Need = Need.OPTIONAL


OUTCOMES: dict[MeetingKind, tuple[MeetingOutcome, ...]] = {
    MeetingKind.STRATEGY: (MeetingOutcome.SALE, MeetingOutcome.NO_SALE),
    MeetingKind.DISCOVERY: (MeetingOutcome.APPROVED, MeetingOutcome.REJECTED),
}
# An outcome with ``None`` takes no reason, any other must have one of those that stand here.
RULES: dict[MeetingOutcome, dict[MeetingReason | None, Rule]] = {
    MeetingOutcome.SALE: {None: Rule(objection=Need.REQUIRED)},
    MeetingOutcome.NO_SALE: {
        MeetingReason.UNQUALIFIED: Rule(objection=Need.OPTIONAL),
        MeetingReason.FOLLOW_UP_SCHEDULED: Rule(objection=Need.OPTIONAL),
        MeetingReason.NO_SHOW: Rule(),
        MeetingReason.NOT_INTERESTED: Rule(),
        MeetingReason.CONTACT_CANCELLED: Rule(),
        MeetingReason.ADMIN_CANCELLED: Rule(),
    },
    MeetingOutcome.APPROVED: {None: Rule()},
    MeetingOutcome.REJECTED: {
        MeetingReason.NO_SHOW: Rule(),
        MeetingReason.NOT_INTERESTED: Rule(),
        MeetingReason.BAD_FIT: Rule(),
        MeetingReason.OTHERS: Rule(notes=Need.REQUIRED),
    },
}


class Flaw(StrEnum):
    """What does not fit together in an outcome, as the API's stable code."""

    OUTCOME_NOT_OFFERED = "outcome_not_offered"
    REASON_REQUIRED = "reason_required"
    REASON_NOT_OFFERED = "reason_not_offered"
    OBJECTION_REQUIRED = "objection_required"
    OBJECTION_NOT_OFFERED = "objection_not_offered"
    NOTES_REQUIRED = "notes_required"


@dataclass(frozen=True, slots=True)
class Result:
    """What somebody says that a meeting came to."""

    outcome: MeetingOutcome
    reason: MeetingReason | None = None
    objection: Objection | None = None
    notes: str = ""


def check_result(kind: MeetingKind, result: Result) -> Flaw | None:
    """What does not fit; None when a meeting of this kind may have it."""
    if result.outcome not in OUTCOMES[kind]:
        return Flaw.OUTCOME_NOT_OFFERED
    rules = RULES[result.outcome]
    if result.reason not in rules:
        return Flaw.REASON_REQUIRED if result.reason is None else Flaw.REASON_NOT_OFFERED
    rule = rules[result.reason]
    if result.objection is None and rule.objection is Need.REQUIRED:
        return Flaw.OBJECTION_REQUIRED
    if result.objection is not None and rule.objection is Need.NONE:
        return Flaw.OBJECTION_NOT_OFFERED
    if rule.notes is Need.REQUIRED and not result.notes.strip():
        return Flaw.NOTES_REQUIRED
    return None


class OutcomeDenial(StrEnum):
    """Why a meeting cannot take an outcome now, as the API's stable code."""

    NOT_STARTED = "not_started"
    CANCELLED = "meeting_cancelled"


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What the policy needs to know of a meeting."""

    starts_at: datetime
    cancelled: bool
    has_outcome: bool


def decide_outcome(meeting: MeetingFacts, *, now: datetime) -> OutcomeDenial | None:
    """Why not now; None from the start on. What was cancelled keeps what cancelling recorded."""
    if meeting.cancelled:
        return OutcomeDenial.CANCELLED
    return OutcomeDenial.NOT_STARTED if now < meeting.starts_at else None


def owes_outcome(meeting: MeetingFacts, *, now: datetime) -> bool:
    """Whether somebody still has to say what it came to."""
    return not meeting.has_outcome and decide_outcome(meeting, now=now) is None


class LastWord(StrEnum):
    """What screening has last said about a lead: its latest discovery call, or what was set without one."""

    NOTHING = "nothing"
    UNDECIDED = "undecided"
    APPROVED = "approved"
    REJECTED = "rejected"


class ScreeningDenial(StrEnum):
    """Why no strategy call may be booked, as the API's stable code."""

    REQUIRED = "discovery_required"
    UNDECIDED = "discovery_undecided"
    REJECTED = "discovery_rejected"


def decide_strategy(last_word: LastWord, *, needs_discovery: bool) -> ScreeningDenial | None:
    """Why a lead may have no strategy call; None when it may (row I7).

    A discovery call that is undecided or rejected stands in the way of every strategy call, one that never was
    only where the event type asks for it.
    """
    if last_word is LastWord.UNDECIDED:
        return ScreeningDenial.UNDECIDED
    if last_word is LastWord.REJECTED:
        return ScreeningDenial.REJECTED
    return ScreeningDenial.REQUIRED if last_word is LastWord.NOTHING and needs_discovery else None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a discovery call came to, or what was set without one. An undecided call speaks from its start."""

    outcome: MeetingOutcome | None
    at: datetime


def last_word(discovery: Decision | None, setting: Decision | None) -> LastWord:
    """The later of the latest discovery call and what was last set without one."""
    newest = max(filter(None, (discovery, setting)), key=lambda each: each.at, default=None)
    if newest is not None and setting is not None and newest.at == setting.at:
        newest = setting
    if newest is None:
        return LastWord.NOTHING
    return LastWord(newest.outcome.value) if newest.outcome else LastWord.UNDECIDED
