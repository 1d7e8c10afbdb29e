"""When the demo's hosts were booked: by the policies that any booking goes by, without a database."""

from bisect import insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from policies.booking import Candidate, Diary, Rules, Span, free_slots, in_turn
from policies.hours import Schedule, instant_of, local_day
from policies.vocabulary import MeetingKind

DAY = timedelta(days=1)
TRIES = 12  # days on which a free time is looked for


@dataclass(slots=True)
class Desk:
    """An event type, who hosts it at which priority, and whose turn was when."""

    id: int
    kind: MeetingKind
    rules: Rules
    hosts: Sequence[tuple[int, int]]
    turns: dict[int, int] = field(default_factory=dict)
    booked: dict[int, Counter[date]] = field(default_factory=dict)


class Diaries:
    """What everybody is busy with."""

    def __init__(self, schedules: dict[int, Schedule], busy: dict[int, list[Span]], chance: Random) -> None:
        self.schedules, self.busy, self.chance = schedules, busy, chance
        self.turn = 0

    def take(self, desk: Desk, first: datetime, *, now: datetime) -> tuple[int, datetime] | None:
        """Take a free time on the first day that has one; who has it, and when it begins."""
        for days in range(TRIES):
            since = first + days * DAY
            for host_id in filter(self.schedules.__contains__, self._in_turn(desk)):
                diary = Diary(self.schedules[host_id], self.busy[host_id], desk.booked.get(host_id, {}))
                if found := free_slots(diary, desk.rules, since, since + DAY, now=now):
                    at = self.chance.choice(found)
                    self._hold(desk, host_id, at)
                    return host_id, instant_of(at)
        return None

    def _in_turn(self, desk: Desk) -> list[int]:
        order = in_turn(Candidate(host_id, rank, desk.turns.get(host_id)) for host_id, rank in desk.hosts)
        return [each.user_id for each in order]

    def _hold(self, desk: Desk, host_id: int, at: int) -> None:
        rules = desk.rules
        insort(self.busy[host_id], (at - rules.before, at + rules.length + rules.after))
        day = local_day(self.schedules[host_id].zone, at)
        desk.booked.setdefault(host_id, Counter())[day] += 1
        self.turn += 1
        desk.turns[host_id] = self.turn
