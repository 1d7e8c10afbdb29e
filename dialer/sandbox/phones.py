"""A scripted phone: what happens when its number is dialled. The list of them is in `phone_list.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dialer.sandbox.phone_settings import Settings
from dialer.sandbox.steps import Echo, Say, Step


@dataclass(frozen=True)
class Refusal:
    """How the network says no: the leg's last status, the SIP code behind it, and Twilio's error if it has one."""

    status: str
    sip_code: int | None
    error: tuple[int, str] | None = None


@dataclass(frozen=True)
class Detection:
    """What machine detection makes of the far side, and how long after the answer (assumed)."""

    answered_by: str
    seconds: float
    at_end: str | None = None
    """With DetectMessageEnd a machine is reported later: when its greeting ends, in this word."""


BUSY = Refusal("busy", 486)
RANG_OUT = Refusal("no-answer", 487)
NOT_IN_SERVICE = Refusal("failed", 404)

HUMAN = Detection("human", 2.0)
MACHINE = Detection("machine_start", 3.0, at_end="machine_end_beep")

CALLING = (Say("calling_back"), Echo())


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
    hang_up_after: float | None = None
    """Seconds after the answer; without them it hangs up when its script is over."""
    calling: tuple[Step, ...] = CALLING
    """What it does as the caller, once somebody answered."""
    behaves_like: str | None = None
    """The last four digits of the phone whose behaviour it was given."""

    @property
    def greeting(self) -> str | None:
        """The first thing it says by itself."""
        return next((step.sound for step in self.script if isinstance(step, Say)), None)

    @property
    def settings(self) -> Settings:
        """As it stands, in the words of the settings."""
        sip_code = self.refusal.sip_code if self.refusal else None
        return Settings(self.wait, self.hang_up_after, self.greeting, sip_code, self.behaves_like)

    def adjusted(self, given: Settings) -> "Phone":
        """The same phone with these settings; what they leave out stays."""
        refusal = self.refusal
        if refusal and given.sip_code is not None:
            refusal = replace(refusal, sip_code=given.sip_code)
        return replace(
            self,
            wait=self.wait if given.ring_seconds is None else given.ring_seconds,
            hang_up_after=self.hang_up_after if given.hang_up_after is None else given.hang_up_after,
            script=self._with_greeting(given.greeting),
            refusal=refusal,
        )

    def _with_greeting(self, sound: str | None) -> tuple[Step, ...]:
        if sound is None or self.greeting is None:
            return self.script
        first = next(at for at, step in enumerate(self.script) if isinstance(step, Say))
        changed = list(self.script)
        step = changed[first]
        assert isinstance(step, Say)
        changed[first] = replace(step, sound=sound)
        return tuple(changed)


class PhoneBook:
    """Which phone a number reaches: its last four digits choose."""

    def __init__(self, phones: tuple[Phone, ...], settings: Mapping[str, Settings] | None = None) -> None:
        self.originals = {phone.suffix: phone for phone in phones}
        self.by_suffix = dict(self.originals)
        for suffix, given in (settings or {}).items():
            if suffix in self.originals:
                self.adjust(suffix, given)

    def adjust(self, suffix: str, given: Settings) -> Phone:
        """Let this phone have these settings, and for the rest its own or those of the phone it is like."""
        self.by_suffix[suffix] = self.model(suffix, given.behaves_like).adjusted(given)
        return self.by_suffix[suffix]

    def model(self, suffix: str, behaves_like: str | None) -> Phone:
        """The phone as it behaves before any other setting."""
        like = self.originals.get(behaves_like or suffix)
        if like is None or like.suffix == suffix:
            return self.originals[suffix]
        return replace(like, suffix=suffix, behaves_like=like.suffix)

    def find(self, number: str) -> Phone:
        """The phone at this number; one that is no E.164 number reaches nobody."""
        if not is_number(number):
            return self.originals["0104"]
        return self.by_suffix.get(number[-4:], self.by_suffix["0101"])


def is_number(text: str) -> bool:
    """It looks like an international number."""
    digits = text.removeprefix("+")
    return digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 15
