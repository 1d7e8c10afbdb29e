"""What was made of a delivery, in words for whoever looks at the other end."""

from typing import Any

from dialer import calls
from dialer.direct import Direct
from dialer.models import Call
from policies.vocabulary import CallState, LineResult

STATES = {
    CallState.DIALING: "dialing",
    CallState.RINGING: "ringing",
    CallState.LIVE: "live",
    CallState.WRAP_UP: "in wrap-up",
    CallState.ENDED: "ended",
}
MEASURES = {
    "answered_by": "answered by {}",
    "sip_code": "SIP {}",
    "ring_seconds": "rang {} s",
    "talk_seconds": "talked {} s",
}


def of_call(work: Direct, call_id: int, changed: dict[str, Any]) -> str:
    """What is new about a call: what its line came to, then what was filled in."""
    told = [_line(changed), *_measures(changed), _outcome(work, changed)]
    words = ", ".join(word for word in told if word) or ("a detail" if changed else "nothing new")
    return f"call {call_id}: {words}"


def of_inbound(call: Call) -> str:
    """Where an inbound call stands."""
    whose = f"rep {call.rep_id} has it" if call.rep_id else "nobody has it"
    line = _spaced(call.result) if call.result else "on the line"
    return f"call {call.id}: {STATES[call.state]}, {whose}, {line}"


def _line(changed: dict[str, Any]) -> str:
    result: LineResult | None = changed.get("result")
    if result:
        return _spaced(result)
    return STATES[changed["state"]] if "state" in changed else ""


def _measures(changed: dict[str, Any]) -> list[str]:
    known = {name: value for name, value in changed.items() if name in MEASURES and value is not None}
    return [words.format(_spaced(known[name])) for name, words in MEASURES.items() if name in known]


def _outcome(work: Direct, changed: dict[str, Any]) -> str:
    if "outcome_id" in changed:
        label = calls.label_of(work, changed["outcome_id"])
        return f"filled in {label}" if label else "nothing filled in any more"
    label = calls.label_of(work, changed.get("suggested_id"))
    return f"suggests {label}" if label else ""


def _spaced(word: object) -> str:
    return str(word).replace("_", " ")
