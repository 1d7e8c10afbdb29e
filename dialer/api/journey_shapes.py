"""Entries of a journey as the API shows them, each kind looked up once."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import journey
from dialer.api import shapes
from dialer.api.meeting_shapes import meetings_out
from dialer.api.schemas.journey import Barred, JourneyCall, JourneyEntry, OwedThing, SetWithoutCall
from dialer.api.schemas.session import Named
from dialer.api.setting_shapes import named
from dialer.api.tasks import tasks_out
from dialer.journey import Entry, Kind, Owed
from dialer.models import Call, DoNotCall, Qualification, User
from dialer.people import Principal

Names = dict[int | None, Named]


def entries_out(
    session: Session, by: Principal, entries: list[Entry], *, now: datetime
) -> list[JourneyEntry]:
    """A page of a journey."""
    rows = {kind: [entry.row for entry in entries if entry.kind is kind] for kind in Kind}
    names = _names(session, rows)
    made: dict[Kind, list[Any]] = {
        Kind.CALL: _calls(session, by, rows[Kind.CALL]),
        Kind.MEETING: meetings_out(session, rows[Kind.MEETING], now=now),
        Kind.QUALIFICATION: [_set(row, names) for row in rows[Kind.QUALIFICATION]],
        Kind.TASK: tasks_out(session, rows[Kind.TASK]),
        Kind.DO_NOT_CALL: [_bar(row, names) for row in rows[Kind.DO_NOT_CALL]],
    }
    waiting = {kind: iter(shown) for kind, shown in made.items()}
    return [
        JourneyEntry(kind=entry.kind, at=entry.place.at, **{entry.kind.value: next(waiting[entry.kind])})
        for entry in entries
    ]


def owed_out(owed: list[Owed]) -> list[OwedThing]:
    """What still waits for somebody."""
    return [
        OwedThing(
            kind=one.kind, id=one.id, at=one.at, who=named(one.who) if one.who else None, words=one.words
        )
        for one in owed
    ]


def _names(session: Session, rows: dict[Kind, list[Any]]) -> Names:
    bars = rows[Kind.DO_NOT_CALL]
    ids = {row.by_id for row in rows[Kind.QUALIFICATION]}
    ids |= {row.set_by_id for row in bars} | {row.lifted_by_id for row in bars}
    found = session.scalars(select(User).where(User.id.in_(ids - {None})))
    return {user.id: named(user) for user in found}


def _calls(session: Session, by: Principal, rows: list[Call]) -> list[JourneyCall]:
    opens = journey.openable(session, by, [call.id for call in rows])
    shown = shapes.calls_out(session, by.company_id, rows)
    return [JourneyCall(call=call, may_open=call.id in opens) for call in shown]


def _set(row: Qualification, names: Names) -> SetWithoutCall:
    return SetWithoutCall(
        id=row.id, outcome=row.outcome, reason=row.reason, notes=row.notes, by=names.get(row.by_id), at=row.at
    )


def _bar(row: DoNotCall, names: Names) -> Barred:
    plain = ("id", "phone", "reason", "set_at", "lifted_at", "lift_reason")
    return Barred(
        **{name: getattr(row, name) for name in plain},
        by=names.get(row.set_by_id),
        lifted_by=names.get(row.lifted_by_id),
    )
