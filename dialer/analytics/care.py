"""What wrap-up costs, and outcomes that look wrong (row B11)."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.analytics.calendars import Zone
from dialer.analytics.meanings import NO_KEY, Catalogue, Meaning, counted_as, first_item, says_now
from dialer.analytics.reading import Sums, read_sums
from dialer.analytics.scope import Scope, Share
from dialer.models import User
from policies.quality import Alarm, Care, alarms_of, is_habit


@dataclass(slots=True)
class WrapUp:
    """How long a group's calls were wrapped up. Of ``calls``, ``wrap_ups`` were, and within the longest that counts."""

    key: str
    label: str
    deleted: bool = False
    calls: int = 0
    wrap_ups: int = 0
    seconds: int = 0

    @property
    def average_seconds(self) -> float | None:
        """Mean seconds from the line's end to a person's first choice, or to the end."""
        return self.seconds / self.wrap_ups if self.wrap_ups else None


@dataclass(slots=True)
class Rings:
    """An alarm: how many calls ring it, and whose. ``choices`` is what a rep's number is out of."""

    alarm: Alarm
    calls: int = 0
    by_rep: dict[int, int] = field(default_factory=dict)
    choices: dict[int, int] = field(default_factory=dict)


def wrap_ups_by_rep(
    session: Session, zone: Zone, scope: Scope, shares: list[Share], catalogue: Catalogue
) -> list[WrapUp]:
    """Each rep's wrap-up, the longest first."""
    found: dict[int, WrapUp] = {}
    for (rep_id, *_), values in _care(session, zone, scope, shares, catalogue).items():
        _add(found.setdefault(rep_id, WrapUp(str(rep_id), "")), values)
    names = names_of(session, set(found))
    for rep_id, one in found.items():
        one.label = names[rep_id]
    return sorted(found.values(), key=lambda one: (-(one.average_seconds or 0), one.label))


def wrap_ups_by_outcome(
    session: Session, zone: Zone, scope: Scope, shares: list[Share], catalogue: Catalogue
) -> list[WrapUp]:
    """Each outcome's wrap-up, as in the catalogue."""
    found: dict[str, WrapUp] = {}
    places = {entry.key: entry.position for entry in catalogue.values()}
    for (_, outcome_id, *_), values in _care(session, zone, scope, shares, catalogue).items():
        entry = counted_as(catalogue, outcome_id, scope.meaning)
        key, label = (entry.key, entry.label) if entry else (NO_KEY, "No outcome")
        one = found.setdefault(key, WrapUp(key, label, entry is not None and entry.deleted))
        _add(one, values)
    return sorted(found.values(), key=lambda one: (one.key == NO_KEY, one.deleted, places.get(one.key, 0)))


def alarms(
    session: Session, zone: Zone, scope: Scope, shares: list[Share], catalogue: Catalogue
) -> list[Rings]:
    """Every alarm and which reps' calls ring it, by what the outcomes mean today."""
    found = {alarm: Rings(alarm) for alarm in Alarm}
    choices: dict[int, int] = defaultdict(int)
    first = first_item(catalogue)
    for (rep_id, outcome_id, *_), values in _care(session, zone, scope, shares, catalogue).items():
        entry = counted_as(catalogue, outcome_id, Meaning.NOW)
        _, _, chosen, _, brief, long, hasty, _, _ = values
        choices[rep_id] += chosen
        sums = Care(says_now(entry), entry is not None and entry == first, brief, long, hasty, chosen)
        for alarm, calls in alarms_of(sums).items():
            if calls:
                by_rep = found[alarm].by_rep
                by_rep[rep_id] = by_rep.get(rep_id, 0) + calls
    habits = found[Alarm.FIRST_ITEM].by_rep
    found[Alarm.FIRST_ITEM].by_rep = {rep: n for rep, n in habits.items() if is_habit(n, choices[rep])}
    for rings in found.values():
        rings.calls = sum(rings.by_rep.values())
        rings.choices = {rep_id: choices[rep_id] for rep_id in rings.by_rep}
    return list(found.values())


def names_of(session: Session, rep_ids: set[int]) -> dict[int, str]:
    """The names of people."""
    query = select(User.id, User.name).where(User.id.in_(rep_ids))
    return {row_id: name for row_id, name in session.execute(query)}


def _care(session: Session, zone: Zone, scope: Scope, shares: list[Share], catalogue: Catalogue) -> Sums:
    return read_sums(session, zone, scope, shares, catalogue, split=("rep_id",), care=True)


def _add(one: WrapUp, values: list[int]) -> None:
    calls, *_, wrap_ups, seconds = values
    one.calls += calls
    one.wrap_ups += wrap_ups
    one.seconds += seconds
