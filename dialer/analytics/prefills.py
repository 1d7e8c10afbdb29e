"""What became of pre-fills: how often each rule filled in, and how often a person knew better (row B3).

As recorded: an outcome that was merged or deleted since is the one that was chosen then.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from dialer.analytics.calendars import Zone
from dialer.analytics.meanings import Catalogue, Entry, Meaning, Wanted, conditions
from dialer.analytics.scope import Scope, Share
from dialer.models import PrefillTally
from policies.vocabulary import LineResult


@dataclass(slots=True)
class Rule:
    """What the line said and what was filled in for it. ``untouched`` nobody confirmed; ``overruled_by`` what instead."""

    result: LineResult
    prefilled: Entry
    calls: int = 0
    kept: int = 0
    untouched: int = 0
    overruled_by: dict[Entry | None, int] = field(default_factory=dict)

    @property
    def overruled(self) -> int:
        """How often the call has another outcome now, or none."""
        return self.calls - self.kept

    @property
    def overrule_rate(self) -> float | None:
        """Overruled / filled in, 0 to 1."""
        return self.overruled / self.calls if self.calls else None


def prefill_rules(
    session: Session, zone: Zone, scope: Scope, shares: list[Share], catalogue: Catalogue
) -> list[Rule]:
    """Each rule that filled anything in, the most frequent first."""
    rules: dict[tuple[LineResult, int], Rule] = {}
    table = PrefillTally
    key: list[Any] = [table.result, table.prefilled_id, table.outcome_id]
    columns = [*key, func.sum(table.calls), func.sum(table.untouched)]
    for share in shares:
        query = select(*columns).where(*_conditions(zone, scope, share, catalogue)).group_by(*key)
        for result, prefilled_id, outcome_id, calls, untouched in session.execute(query):
            rule = rules.setdefault((result, prefilled_id), Rule(result, catalogue[prefilled_id]))
            rule.calls += int(calls)
            rule.untouched += int(untouched)
            if outcome_id == prefilled_id:
                rule.kept += int(calls)
            else:
                other = catalogue[outcome_id] if outcome_id is not None else None
                rule.overruled_by[other] = rule.overruled_by.get(other, 0) + int(calls)
    return sorted(rules.values(), key=lambda rule: (-rule.calls, rule.result, rule.prefilled.position))


def _conditions(zone: Zone, scope: Scope, share: Share, catalogue: Catalogue) -> list[ColumnElement[bool]]:
    table: Any = PrefillTally
    found = [
        table.generation == zone.generation,
        table.day >= scope.first_day,
        table.day <= scope.last_day,
        table.direction == scope.direction,
        *conditions(table, catalogue, Wanted(Meaning.RECORDED, scope.outcome)),
    ]
    narrowed = (
        (table.rep_id, scope.rep_id),
        (table.team_id, scope.team_id),
        (table.flow_id, scope.flow_id),
        (table.rep_id, share.rep_id),
        (table.team_id, share.team_id),
    )
    found += [column == value for column, value in narrowed if value is not None]
    if share.other_team_than is not None:
        found.append(or_(table.team_id != share.other_team_than, table.team_id.is_(None)))
    return found
