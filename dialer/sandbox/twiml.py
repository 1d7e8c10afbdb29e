"""TwiML to plain verbs. What the sandbox cannot do is kept as `Unsupported`, and said aloud when it is reached."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

TIMEOUT_LIMITS = (5.0, 600.0)


@dataclass(frozen=True)
class Number:
    """`<Number>` and what it asks to be told."""

    number: str
    status_callback: str | None = None
    status_callback_method: str = "POST"
    events: frozenset[str] = frozenset({"completed"})
    machine_detection: str | None = None
    amd_status_callback: str | None = None
    amd_status_callback_method: str = "POST"


@dataclass(frozen=True)
class Dial:
    """`<Dial>` of one number."""

    to: Number
    caller_id: str | None = None
    timeout: float = 30.0
    answer_on_bridge: bool = False
    action: str | None = None
    method: str = "POST"
    ignored: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Say:
    """`<Say>`, heard as silence of a likely length."""

    text: str


@dataclass(frozen=True)
class Play:
    """`<Play>` of a sound file."""

    url: str
    loop: int = 1


@dataclass(frozen=True)
class Pause:
    """`<Pause>`."""

    seconds: float


@dataclass(frozen=True)
class Redirect:
    """`<Redirect>` to another document."""

    url: str
    method: str = "POST"


@dataclass(frozen=True)
class Reject:
    """`<Reject>`: the leg is refused without being answered."""

    reason: str = "rejected"


@dataclass(frozen=True)
class Hangup:
    """`<Hangup>`."""


@dataclass(frozen=True)
class Unsupported:
    """A verb, or a use of one, that the sandbox has no behaviour for."""

    what: str


Verb = Dial | Say | Play | Pause | Redirect | Reject | Hangup | Unsupported


class BadTwiml(Exception):
    """The document cannot be read; the message says why."""


def parse(text: str) -> list[Verb]:
    """The verbs of a `<Response>`, in order."""
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise BadTwiml(f"not XML: {error}") from error
    if root.tag != "Response":
        raise BadTwiml(f"<{root.tag}> where <Response> was expected")
    return [VERBS.get(element.tag, _unsupported)(element) for element in root]


def _unsupported(element: Element) -> Verb:
    return Unsupported(f"<{element.tag}>")


_DIAL_ATTRIBUTES = {"action", "method", "timeout", "callerId", "answerOnBridge"}


def _dial(element: Element) -> Verb:
    nouns = list(element)
    if len(nouns) > 1 or (nouns and nouns[0].tag != "Number"):
        return Unsupported(f"<Dial> of {' and '.join(f'<{noun.tag}>' for noun in nouns)}")
    ignored = set(element.keys()) - _DIAL_ATTRIBUTES
    if nouns:
        ignored |= set(nouns[0].keys()) - _NUMBER_ATTRIBUTES
    return Dial(
        to=_number(nouns[0]) if nouns else Number(_text(element)),
        caller_id=element.get("callerId"),
        timeout=_within(element.get("timeout"), 30.0, *TIMEOUT_LIMITS),
        answer_on_bridge=element.get("answerOnBridge", "").lower() == "true",
        action=element.get("action"),
        method=element.get("method", "POST").upper(),
        ignored=frozenset(ignored),
    )


_NUMBER_ATTRIBUTES = {
    "statusCallback",
    "statusCallbackEvent",
    "statusCallbackMethod",
    "machineDetection",
    "amdStatusCallback",
    "amdStatusCallbackMethod",
}


def _number(element: Element) -> Number:
    return Number(
        number=_text(element),
        status_callback=element.get("statusCallback"),
        status_callback_method=element.get("statusCallbackMethod", "POST").upper(),
        events=frozenset(element.get("statusCallbackEvent", "completed").split()),
        machine_detection=element.get("machineDetection"),
        amd_status_callback=element.get("amdStatusCallback"),
        amd_status_callback_method=element.get("amdStatusCallbackMethod", "POST").upper(),
    )


VERBS: dict[str, Callable[[Element], Verb]] = {
    "Dial": _dial,
    "Say": lambda element: Say(" ".join("".join(element.itertext()).split())),
    "Play": lambda element: Play(_text(element), int(_within(element.get("loop"), 1, 1, 1000))),
    "Pause": lambda element: Pause(_within(element.get("length"), 1.0, 0.0, 3600.0)),
    "Redirect": lambda element: Redirect(_text(element), element.get("method", "POST").upper()),
    "Reject": lambda element: Reject(element.get("reason", "rejected")),
    "Hangup": lambda element: Hangup(),
}


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _within(given: str | None, default: float, low: float, high: float) -> float:
    try:
        return min(high, max(low, float(given or default)))
    except ValueError:
        return default
