"""Filling in what the line knows. What a person chose is never overwritten by the line (row P4)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dialer.calls import statements
from dialer.direct import Direct, Found
from policies.prefill import Prefill
from policies.progress import Progress
from policies.vocabulary import OutcomeSource, Trigger

Changes = dict[str, Any]  # a call's columns and what they become


def prefill_changes(
    database: Direct, call: Found, progress: Progress, prefill: Prefill, *, now: datetime
) -> Changes:
    """While the line is up there is only a suggestion; once it is over the suggestion is the outcome (row P4)."""
    outcomes = database.rows(statements.TAKERS) if prefill.trigger or prefill.offer else []
    taken = {trigger: _taker(outcomes, trigger) for trigger in (prefill.trigger, *prefill.offer)}
    outcome = taken[prefill.trigger]
    changes: Changes = {
        "suggested_id": outcome.id if outcome else None,
        "suggested_reason": prefill.reason if outcome else None,
        "offered": [found.key for found in (taken[trigger] for trigger in prefill.offer) if found],
        "result_reason": progress.reason or (None if outcome else prefill.reason),
    }
    if progress.is_over and not call.is_decided and not _stands(outcomes, call, prefill):
        changes |= _filled_in(call, outcome, now)
    return changes


def keep_record(
    database: Direct, call: Found, changes: Changes, reason: str | None, *, now: datetime
) -> None:
    """Write the pre-fill into the call's outcome history, its meaning frozen as it is now (row G8)."""
    database.add(
        statements.RECORDS,
        call_id=call.id,
        outcome_id=changes["outcome_id"],
        source=OutcomeSource.WEBHOOK,
        connect_status=changes["recorded_connect_status"],
        sentiment=changes["recorded_sentiment"],
        reason=reason,
        at=now,
    )


def _taker(outcomes: Sequence[Found], trigger: Trigger | None) -> Found | None:
    """The outcome that takes this pre-fill; None when nobody does."""
    return next((o for o in outcomes if o.deleted_at is None and trigger in o.prefills), None)


def _stands(outcomes: Sequence[Found], call: Found, prefill: Prefill) -> bool:
    """Whether the pre-fill that is there says the same already, even if its outcome was deleted since."""
    return any(o.id == call.outcome_id and prefill.trigger in o.prefills for o in outcomes)


def _filled_in(call: Found, outcome: Found | None, now: datetime) -> Changes:
    if call.outcome_id == (outcome.id if outcome else None):
        return {}
    return {
        "prefilled_id": outcome.id if outcome else None,
        "outcome_id": outcome.id if outcome else None,
        "outcome_source": OutcomeSource.WEBHOOK if outcome else None,
        "outcome_by_id": None,
        "outcome_at": now if outcome else None,
        "recorded_connect_status": outcome.connect_status if outcome else None,
        "recorded_sentiment": outcome.sentiment if outcome else None,
    }
