"""What Twilio's debugger warns of in a document that is run all the same (documented; the codes are its own)."""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from dialer.sandbox.phones import is_number

LONGEST_LIFE = 14_400.0
"""Seconds. No call lives longer, whatever a document asks for."""

INVALID_NUMBER = 13223
INVALID_LENGTH = 13910

Complaint = tuple[int, str]
Check = tuple[int, Callable[[str], bool], str]


def _seconds(given: str) -> bool:
    return given.isascii() and given.isdigit() and len(given) <= 9 and int(given) > 0


def _one_of(*words: str) -> tuple[Callable[[str], bool], str]:
    return lambda given: given.lower() in words, " or ".join(words)


WHOLE = (_seconds, "a whole number of seconds above 0")
METHODS = _one_of("get", "post")
SWITCH = _one_of("true", "false")
RECORDS = _one_of(
    *("true", "false", "do-not-record", "record-from-answer", "record-from-answer-dual"),
    *("record-from-ringing", "record-from-ringing-dual"),
)
CHECKS: dict[tuple[str, str], Check] = {
    ("Dial", "method"): (13210, *METHODS),
    ("Dial", "timeout"): (13212, *WHOLE),
    ("Dial", "timeLimit"): (13216, *WHOLE),
    ("Dial", "record"): (13217, *RECORDS),
    ("Dial", "answerOnBridge"): (13219, *SWITCH),
    ("Number", "method"): (13221, *METHODS),
    ("Redirect", "method"): (13710, *METHODS),
    ("Reject", "reason"): (13810, *_one_of("rejected", "busy")),
    ("Pause", "length"): (INVALID_LENGTH, *WHOLE),
}


def complaints(verb: Element) -> Iterator[Complaint]:
    """What makes no sense in a verb and its nouns, Twilio's code first."""
    for element in (verb, *verb):
        for (tag, name), (code, is_good, wanted) in CHECKS.items():
            given = element.get(name)
            if tag == element.tag and given is not None and not is_good(given.strip()):
                yield code, f'<{tag} {name}="{given[:40]}">: give {wanted}'
        if _dials(element) and not is_number(number := (element.text or "").strip()):
            yield INVALID_NUMBER, f"<{element.tag}>: {number[:40]!r} is no telephone number"
    if verb.tag == "Pause" and _seconds(length := verb.get("length", "")) and int(length) > LONGEST_LIFE:
        yield 0, f"<Pause>: {length} seconds are cut to {LONGEST_LIFE:g}, the longest life of a call"


def _dials(element: Element) -> bool:
    return element.tag == "Number" or (element.tag == "Dial" and len(element) == 0)
