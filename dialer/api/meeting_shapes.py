"""Meetings as the API shows them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.api.schemas.meetings import (
    KindChoices,
    MeetingChoices,
    MeetingDetail,
    MeetingEntryOut,
    MeetingOut,
    MeetingOutcomeChoice,
    ObjectionChoice,
    ReasonChoice,
)
from dialer.api.schemas.session import Named
from dialer.meetings.history import history_of
from dialer.meetings.shape import shape
from dialer.models import Meeting, User
from dialer.people import Principal
from policies import meeting_words
from policies.meetings import OUTCOMES, RULES, Need
from policies.permissions import Action
from policies.vocabulary import MeetingKind, MeetingOutcome


def meeting_out(session: Session, meeting: Meeting, *, now: datetime) -> MeetingOut:
    """One meeting."""
    return meetings_out(session, [meeting], now=now)[0]


def meetings_out(session: Session, rows: list[Meeting], *, now: datetime) -> list[MeetingOut]:
    """Several."""
    return [MeetingOut(**one) for one in shape(session, rows, now=now)]


def meeting_detail(session: Session, meeting: Meeting, by: Principal, *, now: datetime) -> MeetingDetail:
    """One meeting with everything that was done to it."""
    entries = history_of(session, meeting)
    ids = {entry.by_id for entry in entries} - {None}
    names = {user.id: _named(user) for user in session.scalars(select(User).where(User.id.in_(ids)))}
    may = meeting.host_id == by.user_id or by.may(Action.CHANGE_OTHERS_OUTCOME)
    history = [
        MeetingEntryOut(
            act=entry.act,
            by=names.get(entry.by_id) if entry.by_id else None,
            at=entry.at,
            before=entry.before,
            after=entry.after,
        )
        for entry in entries
    ]
    plain = meeting_out(session, meeting, now=now).model_dump()
    location = meeting.event_type.location
    return MeetingDetail(**plain, location=location, can_record=may, history=history)


def choices_out() -> MeetingChoices:
    """What each kind of meeting may come to, what goes with it, and what every word means."""
    kinds = [
        KindChoices(
            kind=kind, label=meeting_words.KINDS[kind], outcomes=[_choice(each) for each in OUTCOMES[kind]]
        )
        for kind in MeetingKind
    ]
    return MeetingChoices(kinds=kinds)


def _choice(outcome: MeetingOutcome) -> MeetingOutcomeChoice:
    label, meaning = meeting_words.OUTCOMES[outcome]
    reasons = []
    for reason, rule in RULES[outcome].items():
        said, means = meeting_words.REASONS[reason] if reason else ("", "")
        reasons.append(
            ReasonChoice(reason=reason, label=said, meaning=means, objection=rule.objection, notes=rule.notes)
        )
    takes = any(rule.objection is not Need.NONE for rule in RULES[outcome].values())
    words = meeting_words.objections(outcome).items() if takes else ()
    objections = [ObjectionChoice(objection=each, label=one, meaning=line) for each, (one, line) in words]
    return MeetingOutcomeChoice(
        outcome=outcome, label=label, meaning=meaning, reasons=reasons, objections=objections
    )


def _named(user: User) -> Named:
    return Named(id=user.id, name=user.name)
