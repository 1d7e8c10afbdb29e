"""What outcomes mean, in two readings, and finding the calls and tallies that mean something (rows G7, G8, B4)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, false, or_
from sqlalchemy.orm import Session

from dialer import outcomes
from dialer.models import Outcome
from policies.quality import Alarm, is_brief_positive, is_no_answer
from policies.quality import Meaning as Says
from policies.vocabulary import ConnectStatus, OutcomeGroup, Sentiment

NO_KEY = "none"


class Meaning(StrEnum):
    """Whether an outcome means what the catalogue says today, or what it said when it was recorded."""

    NOW = "now"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class Entry:
    """An outcome as the reports read it. One that is made up shows what a change of the catalogue would do."""

    id: int
    key: str
    label: str
    position: int
    connect_status: ConnectStatus
    sentiment: Sentiment
    deleted: bool
    merged_into_id: int | None
    group: OutcomeGroup
    opens_booking: bool


Catalogue = dict[int, Entry]


def read_catalogue(session: Session) -> Catalogue:
    """Today's catalogue, deleted outcomes included."""
    return {outcome.id: _entry(outcome) for outcome in outcomes.catalogue(session)}


def _entry(outcome: Outcome) -> Entry:
    names = (
        *("id", "key", "label", "position", "connect_status", "sentiment", "merged_into_id"),
        *("group", "opens_booking"),
    )
    return Entry(**{name: getattr(outcome, name) for name in names}, deleted=outcome.deleted_at is not None)


def counted_as(catalogue: Catalogue, outcome_id: int | None, meaning: Meaning) -> Entry | None:
    """The outcome that was recorded; as defined now, the one it was merged into, step by step."""
    outcome = catalogue.get(outcome_id) if outcome_id is not None else None
    while meaning is Meaning.NOW and outcome is not None and outcome.merged_into_id is not None:
        outcome = catalogue[outcome.merged_into_id]
    return outcome


def alike(catalogue: Catalogue, meaning: Meaning) -> dict[int, int]:
    """Of each outcome the first that counts the same in this reading. Only a split by outcome tells them apart."""
    first: dict[tuple[Any, ...], int] = {}
    found = {}
    for outcome_id in sorted(catalogue):
        entry = counted_as(catalogue, outcome_id, meaning)
        says = says_now(entry) if meaning is Meaning.NOW else None
        what = (says and says.connect_status, says and says.sentiment, entry and entry.opens_booking)
        found[outcome_id] = first.setdefault(what, outcome_id)
    return found


def says_now(outcome: Entry | None) -> Says:
    """What an outcome says as defined now; a deleted one says nothing (row G7)."""
    if outcome is None or outcome.deleted:
        return Says(None, None, None)
    return Says(outcome.group, outcome.connect_status, outcome.sentiment)


def first_item(catalogue: Catalogue) -> Entry | None:
    """The first outcome of the picker."""
    usable = [entry for entry in catalogue.values() if not entry.deleted]
    return min(usable, key=lambda entry: (entry.position, entry.id), default=None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which calls are looked for, by what they came to. None: any. ``outcome`` may be ``none``, so may ``sentiment``."""

    meaning: Meaning = Meaning.NOW
    outcome: str | None = None
    sentiment: str | None = None
    connect_status: ConnectStatus | None = None
    books: bool = False  # the outcome opens the booking of a meeting


def conditions(table: Any, catalogue: Catalogue, wanted: Wanted) -> list[ColumnElement[bool]]:
    """What finds them among calls or tallies, which name these columns alike."""
    found = []
    if wanted.outcome == NO_KEY:
        found.append(table.outcome_id.is_(None))
    elif wanted.outcome is not None:
        found.append(_is_or_became(table, catalogue, wanted.meaning, wanted.outcome))
    if wanted.books:
        found.append(_has(table, catalogue, wanted.meaning, lambda entry: entry.opens_booking))
    if wanted.meaning is Meaning.RECORDED:
        return found + _as_recorded(table, wanted)
    return found + _as_defined_now(table, catalogue, wanted)


def alarm_condition(table: Any, catalogue: Catalogue, alarm: Alarm) -> ColumnElement[bool]:
    """The outcomes, as defined now, with which a call can ring this alarm."""
    if alarm is Alarm.BRIEF_POSITIVE:
        return _has(table, catalogue, Meaning.NOW, lambda entry: is_brief_positive(says_now(entry)))
    if alarm is Alarm.LONG_NO_ANSWER:
        return _has(table, catalogue, Meaning.NOW, lambda entry: is_no_answer(says_now(entry)))
    if alarm is Alarm.FIRST_ITEM:
        first = first_item(catalogue)
        return _has(table, catalogue, Meaning.NOW, lambda entry: entry == first)
    condition: ColumnElement[bool] = table.outcome_id.is_not(None)
    return condition


def _as_recorded(table: Any, wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.sentiment == NO_KEY:
        found.append(table.recorded_sentiment.is_(None))
    elif wanted.sentiment is not None:
        found.append(table.recorded_sentiment == Sentiment(wanted.sentiment))
    if wanted.connect_status is ConnectStatus.CONNECTED:
        found.append(table.recorded_connect_status == ConnectStatus.CONNECTED)
    elif wanted.connect_status is not None:
        not_connected = table.recorded_connect_status == ConnectStatus.NOT_CONNECTED
        found.append(or_(not_connected, table.recorded_connect_status.is_(None)))
    return found


def _as_defined_now(table: Any, catalogue: Catalogue, wanted: Wanted) -> list[ColumnElement[bool]]:
    found = []
    if wanted.sentiment == NO_KEY:
        nothing = _has(table, catalogue, Meaning.NOW, lambda entry: says_now(entry).sentiment is None)
        found.append(or_(nothing, table.outcome_id.is_(None)))
    elif wanted.sentiment is not None:
        found.append(_has(table, catalogue, Meaning.NOW, lambda e: says_now(e).sentiment == wanted.sentiment))
    connected = _has(
        table, catalogue, Meaning.NOW, lambda e: says_now(e).connect_status is ConnectStatus.CONNECTED
    )
    if wanted.connect_status is ConnectStatus.CONNECTED:
        found.append(connected)
    elif wanted.connect_status is not None:
        found.append(or_(~connected, table.outcome_id.is_(None)))
    return found


def _is_or_became(table: Any, catalogue: Catalogue, meaning: Meaning, key: str) -> ColumnElement[bool]:
    """Recorded as this outcome; as defined now, as any that was merged into it, step by step, too."""
    ids = [entry.id for entry in catalogue.values() if entry.key == key]
    for known in ids if meaning is Meaning.NOW else ():  # it grows while it is walked
        ids += [entry.id for entry in catalogue.values() if entry.merged_into_id == known]
    return _one_of(table, ids)


def _has(
    table: Any, catalogue: Catalogue, meaning: Meaning, fits: Callable[[Entry], bool]
) -> ColumnElement[bool]:
    ids = [
        outcome_id
        for outcome_id in catalogue
        if (entry := counted_as(catalogue, outcome_id, meaning)) is not None and fits(entry)
    ]
    return _one_of(table, ids)


def _one_of(table: Any, ids: list[int]) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = table.outcome_id == ids[0] if ids else false()
    if len(ids) > 1:
        # Computed, so that no index is used: all calls of all these would be sorted before the first could be shown.
        condition = (table.outcome_id + 0).in_(ids)
    return condition
