"""What the line knows -> what may be pre-filled, and why (rows P3, P4, B3).

The thresholds are the product's readings of P3; the confusions they guard against are in Twilio's page on
answering-machine detection (recorded announcements and long business greetings read as machines).
"""

from dataclasses import dataclass
from datetime import timedelta

from policies.progress import Progress
from policies.vocabulary import AnsweredBy, LineResult, Trigger

LONGEST_MACHINE_TALK = 60  # seconds; a longer call with a "machine" was probably a person
LONGEST_STAY_AFTER_BEEP = 8  # seconds; a rep who stays longer may well have left a message
SHORTEST_GREETING = 12  # seconds; a shorter "machine" may be a recorded announcement


@dataclass(frozen=True, slots=True)
class Prefill:
    """What may be pre-filled. ``trigger`` picks the outcome that lists it; None pre-fills nothing.

    ``reason`` is the evidence in a sentence, shown either way; ``offer`` are the triggers whose outcomes
    belong on top of the picker.
    """

    trigger: Trigger | None = None
    reason: str | None = None
    offer: tuple[Trigger, ...] = ()


NOTHING = Prefill()
BY_RESULT = {
    LineResult.BUSY: (Trigger.BUSY, "busy"),
    LineResult.NOT_IN_SERVICE: (Trigger.NOT_IN_SERVICE, "number not in service"),
    LineResult.NO_ANSWER: (Trigger.NO_ANSWER, "rang out"),
    LineResult.CANCELED: (Trigger.CANCELED, "you hung up before an answer"),
}


def suggest(progress: Progress) -> Prefill:
    """The pre-fill that the line's evidence supports so far, or none."""
    if progress.result in BY_RESULT:
        trigger, words = BY_RESULT[progress.result]
        return Prefill(trigger, evidence(words, progress))
    if progress.answered_by in MACHINES:
        return _machine(progress)
    if progress.answered_by is AnsweredBy.FAX:
        return Prefill(reason=evidence("a fax machine answered", progress))
    return NOTHING


MACHINES = frozenset(word for word in AnsweredBy if word.value.startswith("machine"))
MAYBE_ANNOUNCEMENT = (AnsweredBy.MACHINE_START, AnsweredBy.MACHINE_END_OTHER)


def _machine(progress: Progress) -> Prefill:
    talk = progress.talk_seconds
    if talk is None:  # still on the line
        return Prefill(Trigger.MACHINE, evidence("an answering machine picked up", progress))
    if talk > LONGEST_MACHINE_TALK:
        return Prefill(reason=evidence("a machine was heard, but the call was long", progress))
    if progress.answered_by in MAYBE_ANNOUNCEMENT and talk < SHORTEST_GREETING:
        return Prefill(reason=evidence("a recorded announcement?", progress))
    if _stayed_after_beep(progress):
        both = (Trigger.VOICEMAIL_LEFT, Trigger.MACHINE)
        return Prefill(reason=evidence("a machine; you stayed after the beep", progress), offer=both)
    return Prefill(Trigger.MACHINE, evidence("answering machine, no message left", progress))


def _stayed_after_beep(progress: Progress) -> bool:
    if progress.answered_by is not AnsweredBy.MACHINE_END_BEEP or not progress.verdict_at:
        return False
    assert progress.line_ended_at is not None  # talk_seconds is known only once the line is over
    return progress.line_ended_at - progress.verdict_at > timedelta(seconds=LONGEST_STAY_AFTER_BEEP)


def evidence(words: str, progress: Progress) -> str:
    """The evidence as a person reads it: ``Twilio: busy, SIP 486, rang 0 s``."""
    parts = [words]
    if progress.sip_code and progress.talk_seconds is None:
        parts.append(f"SIP {progress.sip_code}")
    if progress.talk_seconds is not None:
        parts.append(f"on the line {progress.talk_seconds} s")
    elif progress.ring_seconds is not None:
        parts.append(f"rang {progress.ring_seconds} s")
    return "Twilio: " + ", ".join(parts)
