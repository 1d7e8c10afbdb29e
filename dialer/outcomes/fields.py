"""What an outcome is made of, and whether it may be so beside the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dialer.errors import Conflict, Invalid
from dialer.models import Outcome
from policies import catalogue as policy
from policies import shades
from policies.catalogue import Entry
from policies.vocabulary import ConnectStatus, OutcomeGroup, Sentiment, Trigger

GROUP_NAMES = {OutcomeGroup.NO_ANSWER: "No answer", OutcomeGroup.ANSWERED: "Answered"}
Fields = dict[str, Any]  # an outcome's columns and what they become


@dataclass(frozen=True, slots=True)
class NewOutcome:
    """An outcome to be created. Its key is made of the label; no shade or shortcut means an automatic one."""

    label: str
    group: OutcomeGroup
    connect_status: ConnectStatus
    sentiment: Sentiment
    description: str = ""
    prefills: tuple[Trigger, ...] = ()
    marks_do_not_call: bool = False
    follow_up_days: int | None = None
    opens_booking: bool = False
    shade: int | None = None
    shortcut: str | None = None


EDITABLE = tuple(NewOutcome.__slots__)


def entries_beside(outcomes: Iterable[Outcome], outcome: Outcome | None) -> list[Entry]:
    """Everything in use but this one."""
    return [entry_of(one) for one in outcomes if one.deleted_at is None and one is not outcome]


def entry_of(outcome: Outcome) -> Entry:
    """An outcome as the policy sees it."""
    triggers = frozenset(outcome.prefills)
    return Entry(outcome.key, outcome.label, outcome.group, triggers, outcome.shortcut)


def columns(changes: Fields) -> Fields:
    """Changes by the names of EDITABLE as columns, texts cleaned. Raises Invalid for a name that is not there."""
    if unknown := sorted(set(changes) - set(EDITABLE)):
        raise Invalid(f"{unknown[0]!r} of an outcome cannot be changed; these can: {', '.join(EDITABLE)}.")
    made = dict(changes)
    for name in {"label", "description"} & set(made):
        made[name] = policy.clean(made[name])
    if made.get("shortcut"):
        made["shortcut"] = made["shortcut"].lower()
    if "prefills" in made:
        wanted = set(made.pop("prefills"))
        made["trigger_words"] = [trigger.value for trigger in Trigger if trigger in wanted]
    return made


def require_room(others: list[Entry]) -> None:
    """Raises Conflict where these are as many as may be in use."""
    if denial := policy.decide_room(len(others)):
        raise Conflict(policy.FULL, code=denial.value)


def require_agreement(fields: Fields, others: list[Entry]) -> None:
    """Raises Conflict where an outcome with these columns cannot be in use beside the others."""
    label, shortcut = fields.get("label"), fields.get("shortcut")
    if label is not None and (denial := policy.decide_label(label, others)):
        detail = (
            f"An outcome in use is called “{_alike(label, others)}” already."
            " Rename that one first, or choose another label."
        )
        raise Conflict(detail, code=denial.value)
    if shortcut and (denial := policy.decide_shortcut(shortcut, others)):
        holder = next(other.label for other in others if other.shortcut == shortcut)
        detail = f"“{holder}” answers to the key {shortcut} already. Choose another, or none."
        raise Conflict(detail, code=denial.value)


def _alike(label: str, others: list[Entry]) -> str:
    return next(other.label for other in others if policy.alike(other.label) == policy.alike(label))


def require_valid(fields: Fields, sentiment: Sentiment) -> None:
    """Raises Invalid for columns that no outcome of this sentiment can have."""
    if "label" in fields and (fault := policy.find_label_fault(fields["label"])):
        detail = f"The label {fault.value}. It takes 1 to {policy.LONGEST_LABEL} characters on one line."
        raise Invalid(detail, code="bad_label")
    if "description" in fields and (fault := policy.find_description_fault(fields["description"])):
        detail = f"The description {fault.value}. It takes up to {policy.LONGEST_DESCRIPTION} characters."
        raise Invalid(detail, code="bad_description")
    shortcut = fields.get("shortcut")
    if shortcut and not policy.is_shortcut(shortcut):
        reserved = " ".join(sorted(policy.RESERVED_KEYS))
        detail = f"A shortcut is one letter or digit, and not one that is used during a call: {reserved}."
        raise Invalid(detail, code="bad_shortcut")
    days = fields.get("follow_up_days")
    if days is not None and not 1 <= days <= policy.LONGEST_FOLLOW_UP:
        raise Invalid(f"A follow-up is proposed after 1 to {policy.LONGEST_FOLLOW_UP} days.")
    _require_shade(fields.get("shade"), sentiment)


def _require_shade(shade: int | None, sentiment: Sentiment) -> None:
    if shade is None:
        return
    passing = shades.passing(sentiment)
    if shade in passing:
        return
    span = f"Choose one from {min(passing)} to {max(passing)}, or none for an automatic one."
    if shades.PALEST <= shade <= shades.STRONGEST and (fault := shades.find_fault(sentiment, shade)):
        found = (
            f"{fault.contrast:.1f}:1 of contrast in the {fault.theme} theme where {fault.needed}:1 is needed"
        )
        raise Invalid(f"Shade {shade} is too faint: {found}. {span}", code="faint_shade")
    raise Invalid(f"There is no shade {shade}. {span}", code="faint_shade")
