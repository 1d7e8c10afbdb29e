"""Changing the catalogue. Past calls keep what they recorded; what they mean today follows (rows G4, G6-G8, B5).

Every operation locks the company's row first, so that changes come one after another: two labels never meet,
and merging never makes a circle, since an heir is in use and what is in use has no heir.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import audit, nudges, people
from dialer.crm.marks import SYNC
from dialer.crm.values import require_value
from dialer.errors import Conflict, Invalid
from dialer.models import Outcome
from dialer.outcomes.catalogue import heir_of, require_in_use, require_managed
from dialer.outcomes.fields import (
    GROUP_NAMES,
    Fields,
    NewOutcome,
    columns,
    entries_beside,
    require_agreement,
    require_room,
    require_valid,
)
from dialer.people import Principal
from policies import catalogue as policy
from policies.vocabulary import Trigger


def create_outcome(session: Session, by: Principal, new: NewOutcome, *, now: datetime) -> Outcome:
    """Add an outcome after all others; past numbers stay as they are (row G6).

    It takes its pre-fills from whoever holds them. Raises Forbidden ``crm_not_salesforce``, Conflict
    ``label_taken``, ``shortcut_taken`` or ``catalogue_full``, Invalid.
    """
    known = _open(session, by)
    fields = columns({name: getattr(new, name) for name in NewOutcome.__slots__})
    others = entries_beside(known, None)
    require_room(others)
    require_agreement(fields, others)
    require_valid(fields, new.sentiment)
    _take_triggers(session, by, known, None, fields["trigger_words"], now=now)
    outcome = Outcome(
        company_id=by.company_id,
        key=policy.make_key(fields["label"], {one.key for one in known}),
        position=max((one.position for one in known), default=0) + 1,
        created_at=now,
        **fields,
    )
    session.add(outcome)
    session.flush()
    audit.write_entry(
        session, by, "outcome.created", _subject(outcome), before=None, after=_plain(outcome, fields), now=now
    )
    _tell(session, by)
    return outcome


def edit_outcome(
    session: Session, outcome: Outcome, by: Principal, changes: dict[str, Any], *, now: datetime
) -> None:
    """Change some of the fields of NewOutcome. Another connect status or sentiment moves team history (row G7).

    Pre-fills are taken from whoever holds them. Raises Forbidden ``crm_not_salesforce``, Conflict
    ``outcome_deleted``, ``last_of_group``, ``label_taken`` or ``shortcut_taken``, Invalid.
    """
    known = _open(session, by)
    require_in_use(outcome)
    fields = columns(changes)
    others = entries_beside(known, outcome)
    if fields.get("group", outcome.group) is not outcome.group:
        _require_leave(outcome, others)
    require_agreement(fields, others)
    sentiment = fields.get("sentiment", outcome.sentiment)
    require_valid({"shade": outcome.shade, **fields}, sentiment)
    _take_triggers(session, by, known, outcome, fields.get("trigger_words", []), now=now)
    if _change(session, by, outcome, fields, "outcome.edited", now=now):
        _tell(session, by)


def require_deletable(session: Session, outcome: Outcome, by: Principal) -> None:
    """Raises Forbidden ``crm_not_salesforce`` or Conflict ``last_of_group``."""
    _require_leave(outcome, entries_beside(_open(session, by), outcome))


def delete_outcome(
    session: Session, outcome: Outcome, by: Principal, *, merge_into: Outcome | None = None, now: datetime
) -> None:
    """Take an outcome out of use. Its calls stay; team numbers count them as Not connected, or as the heir's.

    An heir takes over the pre-fills, else nothing is filled in for them until another outcome takes them.
    Deleting again is harmless, and may still name an heir. Raises Forbidden ``crm_not_salesforce``, Conflict
    ``last_of_group``, Invalid.
    """
    known = _open(session, by)
    if outcome.deleted_at is None:
        _require_leave(outcome, entries_beside(known, outcome))
    elif merge_into is None or merge_into.id == outcome.merged_into_id:
        return
    if merge_into is not None:
        _require_heir(outcome, merge_into)
        held = _held(entries_beside(known, outcome))
        words = [word for word in outcome.trigger_words if Trigger(word) not in held]
        inherited = columns({"prefills": [*merge_into.prefills, *map(Trigger, words)]})
        _change(session, by, merge_into, inherited, "outcome.edited", now=now)
    fields = {
        "deleted_at": outcome.deleted_at or now,
        "merged_into_id": merge_into.id if merge_into else None,
    }
    _change(session, by, outcome, fields, "outcome.deleted", now=now)
    _tell(session, by)


def restore_outcome(session: Session, outcome: Outcome, by: Principal, *, now: datetime) -> None:
    """Bring a deleted outcome back with all its calls, out of the one it was merged into.

    It gets back the pre-fills that nobody else has taken meanwhile, from its heir too; likewise its
    shortcut. Restoring what is in use is harmless. Raises Forbidden ``crm_not_salesforce``, Conflict
    ``label_taken``, ``catalogue_full`` or ``value_inactive``.
    """
    known = _open(session, by)
    if outcome.deleted_at is None:
        return
    others = entries_beside(known, outcome)
    if not by.is_salesforce:  # whose sync brings it back because the value is there again
        require_value(session, outcome)
    require_room(others)
    require_agreement({"label": outcome.label}, others)
    heir = heir_of({one.id: one for one in known}, outcome)
    taken = _held(entry for entry in others if entry.key != heir.key)
    words = [word for word in outcome.trigger_words if Trigger(word) not in taken]
    _take_triggers(session, by, known, outcome, words, now=now)
    free = outcome.shortcut and not policy.decide_shortcut(outcome.shortcut, others)
    fields: Fields = {"deleted_at": None, "merged_into_id": None, "trigger_words": words}
    fields["shortcut"] = outcome.shortcut if free else None
    _change(session, by, outcome, fields, "outcome.restored", now=now)
    _tell(session, by)


def order_outcomes(session: Session, by: Principal, keys: list[str], *, now: datetime) -> None:
    """Put the outcomes in this order; those not named follow in the order they had.

    Raises Forbidden ``crm_not_salesforce``, Invalid for an unknown or repeated key.
    """
    known = _open(session, by)
    by_key = {one.key: one for one in known}
    if unknown := [key for key in keys if key not in by_key]:
        raise Invalid(f"There is no outcome {unknown[0]!r}.", code="unknown_outcome")
    if len(set(keys)) < len(keys):
        raise Invalid("An outcome is named twice in this order.")
    before = [one.key for one in known]
    after = [*keys, *(key for key in before if key not in keys)]
    for position, key in enumerate(after, start=1):
        by_key[key].position = position
    if after != before:
        audit.write_entry(session, by, "outcomes.ordered", "outcomes", before=before, after=after, now=now)
        _tell(session, by)


def _open(session: Session, by: Principal) -> list[Outcome]:
    """Wait for one's turn, and read the catalogue as it is then."""
    people.lock_company(session, by.company_id)
    require_managed(session, by)
    query = select(Outcome).order_by(Outcome.position, Outcome.id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def _tell(session: Session, by: Principal) -> None:
    """Every change of the catalogue passes here: what shows it looks again after the commit, Salesforce too."""
    nudges.refetch(session, "outcomes", "analytics", "calls", company_id=by.company_id)
    if not by.is_salesforce:  # a sync that asked for a sync would never end
        nudges.ask_for(session, SYNC, by.company_id)


def _require_leave(outcome: Outcome, others: list[policy.Entry]) -> None:
    if denial := policy.decide_leave(outcome.group, others):
        group = GROUP_NAMES[outcome.group]
        detail = f"“{outcome.label}” is the last outcome under {group}. Add another there first."
        raise Conflict(detail, code=denial.value)


def _require_heir(outcome: Outcome, heir: Outcome) -> None:
    if heir is outcome:
        raise Invalid("An outcome cannot be merged into itself.", code="merged_into_itself")
    if heir.deleted_at is not None:
        raise Invalid(f"“{heir.label}” was deleted; merge into an outcome in use.", code="outcome_deleted")


def _held(entries: Any) -> set[Trigger]:
    return {trigger for entry in entries for trigger in entry.triggers}


def _take_triggers(
    session: Session,
    by: Principal,
    known: list[Outcome],
    taker: Outcome | None,
    words: list[str],
    *,
    now: datetime,
) -> None:
    """One outcome in use at a time holds a pre-fill: whoever had these gives them away."""
    by_key = {one.key: one for one in known}
    lost = policy.losers([Trigger(word) for word in words], entries_beside(known, taker))
    for key, triggers in lost.items():
        left = [word for word in by_key[key].trigger_words if Trigger(word) not in triggers]
        _change(session, by, by_key[key], {"trigger_words": left}, "outcome.edited", now=now)


def _change(
    session: Session, by: Principal, outcome: Outcome, fields: Fields, action: str, *, now: datetime
) -> bool:
    """Set what differs, with its entry in the audit log. Returns whether anything did."""
    changed = {name: value for name, value in fields.items() if getattr(outcome, name) != value}
    if not changed:
        return False
    before = _plain(outcome, changed)
    for name, value in changed.items():
        setattr(outcome, name, value)
    session.flush()
    after = _plain(outcome, changed)
    audit.write_entry(session, by, action, _subject(outcome), before=before, after=after, now=now)
    return True


def _subject(outcome: Outcome) -> str:
    return f"outcome:{outcome.key}"


def _plain(outcome: Outcome, fields: Fields) -> dict[str, Any]:
    """These columns as JSON values, by the names that the API has for them."""
    names = {"trigger_words": "prefills", "deleted_at": "deleted"}
    values = {names.get(name, name): getattr(outcome, name) for name in fields}
    if "deleted" in values:
        values["deleted"] = values["deleted"] is not None
    return {name: getattr(value, "value", value) for name, value in values.items()}
