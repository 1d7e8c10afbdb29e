"""Which calls are counted, split by what, and as far as whom it may be seen."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from dialer.analytics.meanings import Meaning, Wanted
from dialer.people import Principal
from policies.permissions import Action
from policies.vocabulary import Direction


class GroupBy(StrEnum):
    """What the numbers are split by."""

    OUTCOME = "outcome"
    SENTIMENT = "sentiment"
    REP = "rep"
    TEAM = "team"
    FLOW = "flow"
    STEP = "step"
    DAY = "day"
    HOUR = "hour"
    WEEKDAY_HOUR = "weekday_hour"


class Clock(StrEnum):
    """Whose clock says the hour: the company's, or that of the lead who was called."""

    COMPANY = "company"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which calls are counted. Days are in the company's zone, both included."""

    first_day: date
    last_day: date
    group_by: GroupBy = GroupBy.OUTCOME
    meaning: Meaning = Meaning.NOW
    direction: Direction = Direction.OUTBOUND
    rep_id: int | None = None
    team_id: int | None = None
    flow_id: int | None = None
    outcome: str | None = None
    only_flows: bool = False
    clock: Clock = Clock.COMPANY

    @property
    def wanted(self) -> Wanted:
        """What the calls must have come to."""
        return Wanted(self.meaning, self.outcome)

    def previous(self) -> "Scope":
        """The period of the same length just before."""
        length = self.last_day - self.first_day + timedelta(days=1)
        return replace(self, first_day=self.first_day - length, last_day=self.last_day - length)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the company's calls. The shares of one person do not overlap, so their numbers add up."""

    team_id: int | None = None
    rep_id: int | None = None
    other_team_than: int | None = None


def shares_of(by: Principal) -> list[Share]:
    """What this person may see: the company, the team and one's own calls beside it, or one's own."""
    if by.may(Action.SEE_COMPANY) or (by.may(Action.SEE_TEAM) and by.team_id is None):
        return [Share()]
    mine = by.user_id or 0
    if by.may(Action.SEE_TEAM):
        return [Share(team_id=by.team_id), Share(rep_id=mine, other_team_than=by.team_id)]
    return [Share(rep_id=mine)]
