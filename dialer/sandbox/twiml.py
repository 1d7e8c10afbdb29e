"""TwiML to plain verbs. What the sandbox cannot do is kept as `Unsupported`, and said aloud when it is reached."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from dialer.sandbox.twiml_checks import LONGEST_LIFE, complaints

TIMEOUT_LIMITS = (5.0, 600.0)
TIME_LIMITS = (1.0, LONGEST_LIFE)
MOST_NOUNS = 10


@dataclass(frozen=True)
class Noun:
    """Whom a `<Dial>` calls, and what it asks to be told about that leg."""

    address: str
    status_callback: str | None = None
    status_callback_method: str = "POST"
    events: frozenset[str] = frozenset({"completed"})
    whisper: str | None = None
    """A document that whoever answers hears before the two are joined."""
    whisper_method: str = "POST"


@dataclass(frozen=True)
class Number(Noun):
    """`<Number>`: a telephone."""

    machine_detection: str | None = None
    amd_status_callback: str | None = None
    amd_status_callback_method: str = "POST"


@dataclass(frozen=True)
class Client(Noun):
    """`<Client>`: a browser, by its identity, with `<Parameter>`s for its page."""

    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Recorded:
    """What a `<Dial>` says about its recording."""

    from_ringing: bool
    channels: int
    callback: str | None
    method: str
    events: frozenset[str]


@dataclass(frozen=True)
class Dial:
    """`<Dial>` of up to ten telephones and browsers; the first to answer gets the call."""

    to: tuple[Noun, ...]
    caller_id: str | None = None
    timeout: float = 30.0
    time_limit: float = 14_400.0
    answer_on_bridge: bool = False
    action: str | None = None
    method: str = "POST"
    recorded: Recorded | None = None
    ignored: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Say:
    """`<Say>`, heard as a murmur of a likely length."""

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
    """A verb, or a use of one, that the sandbox has no behaviour for, and what there is instead."""

    what: str
    instead: str = ""


@dataclass(frozen=True)
class Warned:
    """The verb that follows says something that makes no sense, as Twilio's debugger would put it."""

    code: int
    text: str


Verb = Dial | Say | Play | Pause | Redirect | Reject | Hangup | Unsupported | Warned


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
    return [verb for element in root for verb in _warned_and_done(element)]


def _warned_and_done(element: Element) -> list[Verb]:
    verb = VERBS.get(element.tag, _unsupported)(element)
    if isinstance(verb, Unsupported):
        return [verb]
    return [*(Warned(code, text) for code, text in complaints(element)), verb]


INSTEAD = {
    "Gather": "digits reach the phones that hear them, never a document",
    "Record": "a call is recorded by <Dial record>, a message by the phones that are machines",
    "Conference": "<Dial> joins two sides by <Number> or <Client>",
    "Enqueue": "nobody waits in a line here",
}


def _unsupported(element: Element) -> Verb:
    return Unsupported(f"<{element.tag}>", INSTEAD.get(element.tag, ""))


_RECORDING_ATTRIBUTES = {
    "record",
    "recordingStatusCallback",
    "recordingStatusCallbackMethod",
    "recordingStatusCallbackEvent",
    "trim",
}
_DIAL_ATTRIBUTES = {
    "action",
    "method",
    "timeout",
    "timeLimit",
    "callerId",
    "answerOnBridge",
} | _RECORDING_ATTRIBUTES

RECORD = {
    "true": (False, 1),
    "record-from-answer": (False, 1),
    "record-from-answer-dual": (False, 2),
    "record-from-ringing": (True, 1),
    "record-from-ringing-dual": (True, 2),
}


def _dial(element: Element) -> Verb:
    nouns = list(element)
    if len(nouns) > MOST_NOUNS or any(noun.tag not in NOUNS for noun in nouns):
        strange = next((noun.tag for noun in nouns if noun.tag not in NOUNS), "")
        most = INSTEAD.get(strange) or f"it dials up to {MOST_NOUNS} of <Number> and <Client>"
        return Unsupported(f"<Dial> of {len(nouns)} with <{strange or nouns[0].tag}>", most)
    ignored = set(element.keys()) - _DIAL_ATTRIBUTES
    for noun in nouns:
        ignored |= set(noun.keys()) - _NOUN_ATTRIBUTES[noun.tag]
    return Dial(
        to=tuple(NOUNS[noun.tag](noun) for noun in nouns) if nouns else (Number(_text(element)),),
        caller_id=element.get("callerId"),
        timeout=_within(element.get("timeout"), 30.0, *TIMEOUT_LIMITS),
        time_limit=_within(element.get("timeLimit"), LONGEST_LIFE, *TIME_LIMITS),
        answer_on_bridge=element.get("answerOnBridge", "").lower() == "true",
        action=element.get("action"),
        method=element.get("method", "POST").upper(),
        recorded=_recorded(element),
        ignored=frozenset(ignored),
    )


def _recorded(element: Element) -> Recorded | None:
    wanted = RECORD.get(element.get("record", "").lower())
    return wanted and Recorded(
        *wanted,
        callback=element.get("recordingStatusCallback"),
        method=element.get("recordingStatusCallbackMethod", "POST").upper(),
        events=frozenset(element.get("recordingStatusCallbackEvent", "completed").split()),
    )


_TOLD_ATTRIBUTES = {"statusCallback", "statusCallbackEvent", "statusCallbackMethod", "url", "method"}
_NOUN_ATTRIBUTES = {
    "Number": _TOLD_ATTRIBUTES | {"machineDetection", "amdStatusCallback", "amdStatusCallbackMethod"},
    "Client": _TOLD_ATTRIBUTES,
}


def _told(element: Element) -> tuple[str | None, str, frozenset[str], str | None, str]:
    return (
        element.get("statusCallback"),
        element.get("statusCallbackMethod", "POST").upper(),
        frozenset(element.get("statusCallbackEvent", "completed").split()),
        element.get("url"),
        element.get("method", "POST").upper(),
    )


def _number(element: Element) -> Number:
    return Number(
        _text(element),
        *_told(element),
        machine_detection=element.get("machineDetection"),
        amd_status_callback=element.get("amdStatusCallback"),
        amd_status_callback_method=element.get("amdStatusCallbackMethod", "POST").upper(),
    )


def _client(element: Element) -> Client:
    identity = element.find("Identity")
    parameters = ((each.get("name", ""), each.get("value", "")) for each in element.findall("Parameter"))
    return Client(
        _text(element if identity is None else identity), *_told(element), parameters=tuple(parameters)
    )


NOUNS: dict[str, Callable[[Element], Noun]] = {"Number": _number, "Client": _client}


VERBS: dict[str, Callable[[Element], Verb]] = {
    "Dial": _dial,
    "Say": lambda element: Say(" ".join("".join(element.itertext()).split())),
    "Play": lambda element: Play(_text(element), int(_within(element.get("loop"), 1, 1, 1000))),
    "Pause": lambda element: Pause(_within(element.get("length"), 1.0, 0.0, LONGEST_LIFE)),
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
