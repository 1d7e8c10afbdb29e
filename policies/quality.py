"""What looks wrong about recorded outcomes, and how long recording takes (row B11). Readings of ours, in one place."""

from dataclasses import dataclass
from enum import StrEnum

from policies.vocabulary import ConnectStatus, OutcomeGroup, Sentiment

BRIEF_TALK = 5  # seconds; below it nobody was won over
LONG_TALK = 300  # seconds; above it somebody was there
HASTY = 1  # seconds after the line's end; below it nobody has thought
LONGEST_WRAP_UP = 1800  # seconds; who comes back later was not busy with the outcome
FEWEST_CHOICES = 20  # of a rep, below which a habit cannot be told
HABIT = 0.8  # of a rep's choices


class Alarm(StrEnum):
    """A way in which an outcome does not fit what the line knows of the call."""

    BRIEF_POSITIVE = "brief_positive"
    LONG_NO_ANSWER = "long_no_answer"
    HASTY = "hasty"
    FIRST_ITEM = "first_item"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an outcome says of a call. None: there is no outcome, or it was deleted."""

    group: OutcomeGroup | None
    connect_status: ConnectStatus | None
    sentiment: Sentiment | None


@dataclass(frozen=True, slots=True)
class Care:
    """Sums over calls that share an outcome and a rep. ``first`` says that it is the picker's first item."""

    meaning: Meaning
    first: bool
    brief_calls: int
    long_calls: int
    hasty_outcomes: int
    chosen_by_person: int


def is_brief_positive(meaning: Meaning) -> bool:
    """Whether a brief talk with this outcome rings: nobody is won over in a few seconds."""
    return (meaning.connect_status, meaning.sentiment) == (ConnectStatus.CONNECTED, Sentiment.POSITIVE)


def is_no_answer(meaning: Meaning) -> bool:
    """Whether a long talk with this outcome rings: somebody must have been there."""
    return meaning.group is OutcomeGroup.NO_ANSWER


def alarms_of(sums: Care) -> dict[Alarm, int]:
    """How many calls ring each alarm. FIRST_ITEM counts what may be a habit; ``is_habit`` decides."""
    return {
        Alarm.BRIEF_POSITIVE: sums.brief_calls if is_brief_positive(sums.meaning) else 0,
        Alarm.LONG_NO_ANSWER: sums.long_calls if is_no_answer(sums.meaning) else 0,
        Alarm.HASTY: sums.hasty_outcomes,
        Alarm.FIRST_ITEM: sums.chosen_by_person if sums.first else 0,
    }


def is_habit(first_items: int, choices: int) -> bool:
    """Whether a rep seems to take the picker's first item whatever was said."""
    return choices >= FEWEST_CHOICES and first_items >= HABIT * choices
