"""What the company's catalogue of call outcomes allows (rows G3, G4, P3)."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from policies.vocabulary import Crm, OutcomeGroup, Trigger

LONGEST_LABEL = 80  # characters that can be seen
LONGEST_STORED = 320  # code points, what they are made of
LONGEST_DESCRIPTION = 300
LONGEST_FOLLOW_UP = 365  # days
MOST_IN_USE = 100  # a list that nobody can pick from helps nobody
FULL = f"There are {MOST_IN_USE} outcomes already, as many as a catalogue takes. Delete one first."
COMFORTABLE = 20  # outcomes in use; more are hard to choose from, and the field advises 10 to 15

LONGEST_SLUG = 48
RESERVED_SLUGS = frozenset({"none", "order", "shades", "usage"})  # words of the API's own
# These work elsewhere on the page during a call: mute, keypad, end, notes, confirm, list, go to.
RESERVED_KEYS = frozenset("mkencudjgb")

_JOINS = frozenset("\u200c\u200d\u200e\u200f\u061c")  # Persian and emoji need them, and marks of direction
_TAGS = range(0xE0020, 0xE0080)  # in the flags of some countries
_VARIANTS = range(0xFE00, 0xFE10)  # "as an emoji", "as text"


class Denial(StrEnum):
    """Why not, as the API's stable code."""

    CRM_NOT_SALESFORCE = "crm_not_salesforce"
    LAST_OF_GROUP = "last_of_group"
    LABEL_TAKEN = "label_taken"
    SHORTCUT_TAKEN = "shortcut_taken"
    CATALOGUE_FULL = "catalogue_full"


class LabelFault(StrEnum):
    """What is wrong with a label or a description, as the end of a sentence."""

    EMPTY = "has no character that can be seen"
    TOO_LONG = "is too long"
    UNSEEN = "has characters that cannot be seen or that turn the text around"


@dataclass(frozen=True, slots=True)
class Entry:
    """An outcome in use, as far as others must agree with it."""

    key: str
    label: str
    group: OutcomeGroup
    triggers: frozenset[Trigger] = frozenset()
    shortcut: str | None = None


def decide_manage(crm: Crm) -> Denial | None:
    """May this company's admins change the catalogue? Only with Salesforce (row G4)."""
    return None if crm is Crm.SALESFORCE else Denial.CRM_NOT_SALESFORCE


def decide_room(in_use: int) -> Denial | None:
    """May one more outcome be in use beside so many?"""
    return Denial.CATALOGUE_FULL if in_use >= MOST_IN_USE else None


def decide_leave(group: OutcomeGroup, others: Iterable[Entry]) -> Denial | None:
    """May an outcome leave its group? Not when no other would be left in it."""
    return None if any(other.group is group for other in others) else Denial.LAST_OF_GROUP


def decide_label(label: str, others: Iterable[Entry]) -> Denial | None:
    """May an outcome in use be called this beside these others?"""
    taken = any(alike(label) == alike(other.label) for other in others)
    return Denial.LABEL_TAKEN if taken else None


def decide_shortcut(key: str, others: Iterable[Entry]) -> Denial | None:
    """May an outcome in use answer to this key beside these others?"""
    return Denial.SHORTCUT_TAKEN if any(other.shortcut == key for other in others) else None


def losers(triggers: Collection[Trigger], others: Iterable[Entry]) -> dict[str, list[Trigger]]:
    """Whom a pre-fill is taken from when it is given away, since one outcome at a time holds it: key -> triggers."""
    lost = {other.key: [one for one in triggers if one in other.triggers] for other in others}
    return {key: taken for key, taken in lost.items() if taken}


def clean(text: str) -> str:
    """Text as it is kept: composed, trimmed, and with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def find_label_fault(label: str) -> LabelFault | None:
    """What is wrong with a cleaned label. Any script, emoji and markup are welcome: it is only ever shown as text."""
    if any(_is_unwelcome(char) for char in label):
        return LabelFault.UNSEEN
    seen = sum(_is_seen(char) for char in label)
    if seen == 0:
        return LabelFault.EMPTY
    return LabelFault.TOO_LONG if seen > LONGEST_LABEL or len(label) > LONGEST_STORED else None


def find_description_fault(description: str) -> LabelFault | None:
    """The same for a cleaned description, which may be empty."""
    if any(_is_unwelcome(char) for char in description):
        return LabelFault.UNSEEN
    return LabelFault.TOO_LONG if len(description) > LONGEST_DESCRIPTION else None


def alike(label: str) -> str:
    """What two labels share that nobody could tell apart: no case, no width, nothing unseen."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", label).casefold())
    return clean("".join(char for char in folded if not _is_format(char)))


def is_shortcut(key: str) -> bool:
    """Whether an outcome may answer to this key: one letter or digit that does nothing else during a call."""
    return len(key) == 1 and key == key.lower() and key.isalnum() and key not in RESERVED_KEYS


def make_key(label: str, known: Collection[str]) -> str:
    """A slug for a label that no outcome of the company has or ever had."""
    slug = _slug(label)
    taken = {*known, *RESERVED_SLUGS}
    numbered: Final = (f"{slug}_{number}" for number in range(2, len(taken) + 3))
    return slug if slug not in taken else next(one for one in numbered if one not in taken)


def _slug(label: str) -> str:
    """Its Latin letters and digits; without any, the name of its first symbol ("fire"); without that, a plain word."""
    found = _words(label)
    if not found:
        symbols = (unicodedata.name(char, "") for char in label if unicodedata.category(char) == "So")
        found = _words(next(symbols, "")) or "outcome"
    return found[:LONGEST_SLUG].strip("_")


def _words(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in parts if not unicodedata.combining(char))
    return "_".join(re.findall(r"[a-z0-9]+", plain))


def _is_unwelcome(char: str) -> bool:
    """Control characters, line ends, overrides of direction, lone halves and what no font knows."""
    category = unicodedata.category(char)
    if category == "Cf":
        return char not in _JOINS and ord(char) not in _TAGS
    return category in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")


def _is_seen(char: str) -> bool:
    """Whether a character takes a place of its own."""
    return not _is_format(char) and unicodedata.category(char) not in ("Mn", "Me", "Zs")


def _is_format(char: str) -> bool:
    return unicodedata.category(char) == "Cf" or ord(char) in _VARIANTS
