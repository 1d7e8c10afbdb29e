"""The lines of a report of sales: what they add up, and what they are called."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.models import EventType, Product, User
from dialer.sales.scope import BY_TIME, SalesBy
from policies import meeting_words
from policies.sales import Counts
from policies.vocabulary import MeetingReason, Objection, PaymentType

NO_KEY = "none"
NAMED: dict[SalesBy, Any] = {
    SalesBy.CLOSER: User,
    SalesBy.SETTER: User,
    SalesBy.EVENT_TYPE: EventType,
    SalesBy.PRODUCT: Product,
}
NO_LABELS = {
    SalesBy.SETTER: "Nobody of ours",
    SalesBy.EVENT_TYPE: "Without a meeting",
    SalesBy.PRODUCT: "No deal",
    SalesBy.OBJECTION: "No objection recorded",
    SalesBy.REASON: "No reason",
}


@dataclass(slots=True)
class Cash:
    """What deals come to, in the currency's smallest unit."""

    deals: int = 0
    value: int = 0
    returned: int = 0

    def add(self, other: "Cash") -> None:
        """Add another's."""
        self.deals += other.deals
        self.value += other.value
        self.returned += other.returned


CashBy = dict[tuple[str, PaymentType], Cash]


@dataclass(slots=True)
class SalesGroup:
    """One line of a report."""

    key: str
    label: str = ""
    counts: Counts = field(default_factory=Counts)
    cash: CashBy = field(default_factory=lambda: defaultdict(Cash))


class Groups(dict[str, SalesGroup]):
    """Lines by their keys, made as they are met."""

    def __missing__(self, key: str) -> SalesGroup:
        return self.setdefault(key, SalesGroup(key))


def named(session: Session, groups: Groups, group_by: SalesBy) -> list[SalesGroup]:
    """The lines with what they are called today, in the order they are shown in."""
    labels: dict[str, str] = {}
    if table := NAMED.get(group_by):
        ids = [int(key) for key in groups if key != NO_KEY]
        names = session.execute(select(table.id, table.name).where(table.id.in_(ids)))
        labels = {str(row_id): name for row_id, name in names}
    for group in groups.values():
        if group.key == NO_KEY:
            group.label = NO_LABELS.get(group_by, "None")
        elif group_by is SalesBy.OBJECTION:
            group.label = meeting_words.OVERCOME[Objection(group.key)][0]
        elif group_by is SalesBy.REASON:
            group.label = meeting_words.REASONS[MeetingReason(group.key)][0]
        else:
            group.label = labels.get(group.key, group.key)
    return sorted(groups.values(), key=_place(group_by))


def total_of(groups: list[SalesGroup]) -> SalesGroup:
    """What they add up to."""
    whole = SalesGroup("all", "All")
    for group in groups:
        whole.counts.add(group.counts)
        for key, cash in group.cash.items():
            whole.cash[key].add(cash)
    return whole


def _place(group_by: SalesBy) -> Any:
    """Time forward, words as they are offered, everybody and everything else by cash, "none" last."""
    if group_by in BY_TIME:
        return lambda group: group.key
    words: list[str] = [*Objection] if group_by is SalesBy.OBJECTION else [*MeetingReason]
    if group_by in (SalesBy.OBJECTION, SalesBy.REASON):
        return lambda group: words.index(group.key) if group.key in words else len(words)
    return lambda group: (group.key == NO_KEY, -sum(one.value for one in group.cash.values()), group.label)
