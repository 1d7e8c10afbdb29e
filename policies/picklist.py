"""How the list of call results of a customer database meets our catalogue.

Values are known by their API name, which never changes; labels may. Nothing is ever taken out of the catalogue that
was not once linked to a value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from policies.catalogue import FULL, LONGEST_LABEL, MOST_IN_USE

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Value:
    """One entry of the list over there."""

    api_name: str
    label: str
    active: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """An outcome that is, or once was, a value."""

    outcome_id: int
    api_name: str
    label_seen: str
    label_here: str
    deleted: bool
    gone: bool


@dataclass(slots=True)
class Plan:
    """What to do, in this order. ``skip`` says why a value is no outcome."""

    drop: list[tuple[int, str]] = field(default_factory=list)
    revive: list[tuple[int, Value]] = field(default_factory=list)
    rename: list[tuple[int, str, Value]] = field(default_factory=list)
    seen: list[tuple[int, Value]] = field(default_factory=list)
    link: list[tuple[int, Value]] = field(default_factory=list)
    make: list[tuple[str, Value]] = field(default_factory=list)
    skip: dict[str, str] = field(default_factory=dict)


def shorten(text: str) -> str:
    """A value's label as one of ours: no longer than it may be, and visibly so."""
    plain = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return plain if len(plain) <= LONGEST_LABEL else plain[: LONGEST_LABEL - 1].rstrip() + ELLIPSIS


def plan_sync(
    values: Iterable[Value], linked: Iterable[Linked], unlinked: Mapping[int, str], *, may_make: bool
) -> Plan:
    """What a sync has to do. ``unlinked``: usable outcomes without a value, by id, with their labels."""
    plan, by_name, known = Plan(), {value.api_name: value for value in values}, list(linked)
    room = MOST_IN_USE - len(unlinked) - sum(not one.deleted for one in known)
    words = _Words({label.casefold(): outcome_id for outcome_id, label in unlinked.items()})
    for one in known:
        _follow(plan, one, by_name.get(one.api_name), words)
    names = {one.api_name for one in known}
    for value in by_name.values():
        if value.active and value.api_name not in names:
            _meet(plan, value, words, has_room=len(plan.make) < room, may_make=may_make)
    return plan


@dataclass(slots=True)
class _Words:
    """Whose each label is, in lower case: an outcome's without a value, a value's, or any outcome's here."""

    waiting: dict[str, int]
    values: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.used |= self.waiting.keys()

    def take(self, value: Value) -> None:
        self.values[value.api_name.casefold()] = self.values[value.label.casefold()] = value.api_name

    def owner_of(self, value: Value) -> str | None:
        return self.values.get(value.api_name.casefold()) or self.values.get(value.label.casefold())

    def free_label(self, label: str) -> str:
        """The label, told apart from another that was shortened to the same."""
        found, number = label, 1
        while found.casefold() in self.used:
            number += 1
            mark = f" ({number})"
            room = LONGEST_LABEL - len(mark)
            found = (label if len(label) <= room else label[: room - 1] + ELLIPSIS) + mark
        self.used.add(found.casefold())
        return found


def _follow(plan: Plan, one: Linked, value: Value | None, words: _Words) -> None:
    """A value that an outcome is, or was, linked to."""
    if not one.deleted:
        words.used.add(one.label_here.casefold())
    if value is None or not value.active:
        if not one.gone:
            plan.drop.append((one.outcome_id, "removed" if value is None else "made inactive"))
        return
    words.take(value)
    if one.gone:
        plan.revive.append((one.outcome_id, value))
    if value.label != one.label_seen:
        label = shorten(value.label) or shorten(value.api_name)
        if one.label_here == shorten(one.label_seen) and label != one.label_here:
            plan.rename.append((one.outcome_id, label, value))
        else:
            plan.seen.append((one.outcome_id, value))


def _meet(plan: Plan, value: Value, words: _Words, *, has_room: bool, may_make: bool) -> None:
    """A value that no outcome was ever linked to."""
    label = shorten(value.label) or shorten(value.api_name)
    if owner := words.owner_of(value):
        plan.skip[value.api_name] = f"“{shorten(owner)}” is the same but for case; that one is used."
        return
    words.take(value)
    same = next((each for each in (label, value.api_name) if each.casefold() in words.waiting), None)
    if same is not None:
        plan.link.append((words.waiting.pop(same.casefold()), value))
    elif not may_make:
        plan.skip[value.api_name] = ""  # an admin has yet to decide
    elif not label:
        plan.skip[value.api_name] = "It has no text that could be shown."
    elif not has_room:
        plan.skip[value.api_name] = FULL
    else:
        plan.make.append((words.free_label(label), value))
