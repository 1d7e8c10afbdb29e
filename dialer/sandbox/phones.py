"""The scripted phones: what happens when a number is dialled, by its last four digits.

A new kind of far side is a new row; a new ability is a new `Step` in `far_phone.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dialer.sandbox.far_phone import Beep, Echo, Say, Stay, Step


@dataclass(frozen=True)
class Refusal:
    """How the network says no: the leg's last status and the SIP code behind it."""

    status: str
    sip_code: int


@dataclass(frozen=True)
class Detection:
    """What machine detection makes of the far side, and how long after the answer (assumed)."""

    answered_by: str
    seconds: float
    at_beep: str | None = None
    """With DetectMessageEnd a machine is reported later: at its beep, in this word."""


BUSY = Refusal("busy", 486)
RANG_OUT = Refusal("no-answer", 487)
NOT_IN_SERVICE = Refusal("failed", 404)

HUMAN = Detection("human", 2.0)
MACHINE = Detection("machine_start", 3.0, at_beep="machine_end_beep")


@dataclass(frozen=True)
class Phone:
    """One kind of far side. After `wait` seconds it refuses, or answers and plays its script."""

    suffix: str
    title: str
    does: str
    wait: float
    rings: bool = True
    refusal: Refusal | None = None
    script: tuple[Step, ...] = ()
    detection: Detection = HUMAN


PHONES = (
    Phone(
        "0101",
        "Answers and talks",
        "Rings for two seconds, says hello, then says back what it hears and beeps at digits.",
        wait=2.0,
        script=(Say("hello"), Echo()),
    ),
    Phone(
        "0102",
        "Busy",
        "The line is busy (SIP 486).",
        wait=1.0,
        rings=False,
        refusal=BUSY,
    ),
    Phone(
        "0103",
        "Rings out",
        "Rings until the dial's timeout, at most twelve seconds; nobody answers (SIP 487).",
        wait=12.0,
        refusal=RANG_OUT,
    ),
    Phone(
        "0104",
        "Not in service",
        "The network knows no such number and never rings (SIP 404).",
        wait=0.7,
        rings=False,
        refusal=NOT_IN_SERVICE,
    ),
    Phone(
        "0105",
        "Answering machine",
        "Rings for two seconds, plays a greeting of six seconds, beeps and records for up to a minute.",
        wait=2.0,
        script=(Say("voicemail"), Beep(), Stay(60.0)),
        detection=MACHINE,
    ),
    Phone(
        "0106",
        "Answers, then hangs up first",
        "Rings for two seconds, says it has no time and hangs up six seconds after it answered.",
        wait=2.0,
        script=(Say("in_a_hurry"), Stay(0.4)),
    ),
)


@dataclass(frozen=True)
class PhoneBook:
    """Which phone a number reaches."""

    by_suffix: Mapping[str, Phone]
    other: Phone
    nonsense: Phone

    def find(self, number: str) -> Phone:
        """The phone at this number; one that is no E.164 number reaches nobody."""
        digits = number.removeprefix("+")
        if not (digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 15):
            return self.nonsense
        return self.by_suffix.get(digits[-4:], self.other)


def phone_book(phones: tuple[Phone, ...] = PHONES) -> PhoneBook:
    """A book of these phones: any other number behaves like the first one."""
    by_suffix = {phone.suffix: phone for phone in phones}
    return PhoneBook(by_suffix, by_suffix["0101"], by_suffix["0104"])
