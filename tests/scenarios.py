"""Scenarios a phone engineer can read: seconds, who it is about, what was said.

    +0   lead  initiated
    +1   lead  ringing
    +1   lead  busy       sip=486

``lead`` and ``rep`` are progress callbacks about that leg, ``dial`` is the dial's own result, ``amd`` the
answering-machine verdict, ``page`` what the rep's page or hand did. Seconds count from the dialing.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from policies.progress import LegEvent
from policies.vocabulary import AnsweredBy, EventKind, LegRole, LegStatus

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday
KINDS = {
    "lead": (LegRole.LEAD, EventKind.STATUS),
    "rep": (LegRole.REP, EventKind.STATUS),
    "dial": (LegRole.LEAD, EventKind.DIAL_RESULT),
    "amd": (LegRole.LEAD, EventKind.ANSWERED_BY),
    "page": (LegRole.REP, EventKind.REP_ACTION),
}


@dataclass(frozen=True)
class Step:
    """One line of a scenario."""

    second: float
    who: str
    word: str
    codes: dict[str, int] = field(default_factory=dict)

    @property
    def event(self) -> LegEvent:
        """The step as the core hears of it."""
        role, kind = KINDS[self.who]
        words = AnsweredBy if self.who == "amd" else LegStatus
        return LegEvent(
            leg=role,
            kind=kind,
            status=words(self.word),
            at=START + timedelta(seconds=self.second),
            sip_code=self.codes.get("sip"),
            error_code=self.codes.get("error"),
            duration=self.codes.get("lasted"),
        )


def steps(text: str) -> list[Step]:
    """Read a scenario."""
    return [_step(line.split()) for line in text.strip().splitlines() if line.strip()]


def events(text: str) -> list[LegEvent]:
    """A scenario as the core hears of it."""
    return [step.event for step in steps(text)]


def _step(words: list[str]) -> Step:
    second, who, word, *codes = words
    pairs = (code.split("=") for code in codes)
    return Step(float(second), who, word, {name: int(value) for name, value in pairs})


# What Twilio says in everyday calls.
BUSY = """
    +0   lead  initiated
    +1   lead  ringing
    +1   lead  busy        sip=486
"""
BUSY_IN_FULL = (
    BUSY
    + """
    +1   dial  busy
    +1   rep   completed
"""
)
RANG_OUT = """
    +0   lead  initiated
    +1   lead  ringing
    +36  lead  no_answer
"""
NOT_IN_SERVICE = """
    +0   lead  initiated
    +1   lead  failed      sip=404
"""
NO_PERMISSION = """
    +0   lead  initiated
    +0   lead  failed      error=13227
"""
BLOCKED = """
    +0   lead  initiated
    +1   lead  ringing
    +2   lead  busy        sip=603
"""
TALK = """
    +0   lead  initiated
    +1   lead  ringing
    +9   lead  answered
"""
TALKED = TALK + "\n    +54  lead  completed  lasted=45"
TALKED_IN_FULL = (
    TALK
    + """
    +13  amd   human
    +54  lead  completed   sip=200 lasted=45
    +54  dial  completed   lasted=45
    +54  rep   completed
"""
)
MACHINE = """
    +0   lead  initiated
    +1   lead  ringing
    +15  lead  answered
    +32  amd   machine_end_beep
"""
MACHINE_HUNG_UP = MACHINE + "\n    +35  lead  completed  lasted=20"
MACHINE_STAYED = MACHINE + "\n    +45  lead  completed  lasted=30"
MACHINE_TALKED_TO = MACHINE + "\n    +80  lead  completed  lasted=65"
RINGING = """
    +0   lead  initiated
    +1   lead  ringing
"""
