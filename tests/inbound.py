"""Scenarios of calls from outside, and Twilio playing them.

    +0   lead   ringing
    +1   robin  ringing
    +2   sasha  busy
    +6   robin  answered

``lead`` is the caller's leg, ``dial`` the dial's own result, ``page`` what the page of the rep who has the call
did; any other name is a rep's leg.
"""

from datetime import datetime, timedelta
from email.utils import format_datetime
from itertools import count
from typing import Any
from xml.etree import ElementTree

from werkzeug.test import TestResponse

from policies.inbound import Said
from policies.progress import LegEvent
from policies.vocabulary import EventKind, LegRole, LegStatus
from tests.people import LEAD_PHONE, Person
from tests.scenarios import START, Step, steps
from tests.twilio_client import WORDS, Twilio, new_sid

INBOUND = "/webhooks/twilio/inbound"
OUR_NUMBER = "+12025550199"
KINDS = {
    "lead": (LegRole.LEAD, EventKind.STATUS),
    "dial": (LegRole.LEAD, EventKind.DIAL_RESULT),
    "page": (LegRole.REP, EventKind.REP_ACTION),
}


def said(text: str) -> list[Said]:
    """A scenario as the policy hears of it."""
    return [Said(step.who, _event(step)) for step in steps(text)]


def _event(step: Step) -> LegEvent:
    role, kind = KINDS.get(step.who, (LegRole.REP, EventKind.STATUS))
    at = START + timedelta(seconds=step.second)
    return LegEvent(role, kind, LegStatus(step.word), at, duration=step.codes.get("lasted"))


def reachable(*people: Person) -> None:
    """These reps have their page open."""
    for person in people:
        answer = person.ask("PUT", "/api/reachable", json={"reachable": True})
        assert answer.status_code == 204, answer.text


class InboundLine:
    """A call to our number at Twilio: the caller's leg, and one for each rep our TwiML rings."""

    def __init__(
        self, twilio: Twilio, *, caller: str = LEAD_PHONE, called: str = OUR_NUMBER, sid: str = ""
    ) -> None:
        self.twilio, self.sid = twilio, sid or new_sid()
        self.start: datetime = twilio.clock.at
        self.answer = self._arrive(caller, called)
        self.twiml = ElementTree.fromstring(self.answer.data)
        self.dial = self.twiml.find("Dial")
        self.legs = {identity: (new_sid(), url) for identity, url in self._rung()}
        self.sequence = count()

    @property
    def rings(self) -> list[int]:
        """The ids of the reps it rings, in the order of the TwiML."""
        return [int(identity.removeprefix("user_")) for identity in self.legs]

    def rep(self, person: Person, word: str, *, after: float | None = None, **codes: int) -> TestResponse:
        """A callback about this rep's leg, ``after`` seconds from the beginning, or right now."""
        sid, url = self.legs[f"user_{person.id}"]
        at = self.twilio.clock.at if after is None else self.start + timedelta(seconds=after)
        form = {
            "CallSid": sid,
            "ParentCallSid": self.sid,
            "CallStatus": WORDS.get(LegStatus(word), word),
            "Timestamp": format_datetime(at),
            "SequenceNumber": next(self.sequence),
        }
        if "lasted" in codes:
            form["CallDuration"] = codes["lasted"]
        return self._good(self.twilio.post(url, form))

    def result(self, word: str, *, caller: str = "in-progress", **extra: Any) -> TestResponse:
        """The dial is over; ``caller`` is the status of the caller's own leg then."""
        assert self.dial is not None, self.answer.text
        status = WORDS.get(LegStatus(word), word)
        form = {"CallSid": self.sid, "CallStatus": caller, "DialCallStatus": status, **extra}
        return self._good(self.twilio.post(self.dial.get("action", ""), form))

    def taken(self, person: Person) -> "InboundLine":
        """It rings and this rep takes it."""
        self.rep(person, "ringing")
        self.twilio.clock.tick(4)
        self.rep(person, "answered")
        return self

    def over(self, person: Person, *, lasted: int = 30) -> "InboundLine":
        """They talked, and the line is over."""
        self.twilio.clock.tick(lasted)
        self.rep(person, "completed", lasted=lasted)
        self.result("completed", caller="completed", DialCallDuration=lasted)
        return self

    def _arrive(self, caller: str, called: str) -> TestResponse:
        form = {
            "CallSid": self.sid,
            "From": caller,
            "To": called,
            "CallStatus": "ringing",
            "Direction": "inbound",
        }
        return self._good(self.twilio.post(INBOUND, form))

    def _rung(self) -> list[tuple[str, str]]:
        clients = self.twiml.findall("Dial/Client")
        return [(client.findtext("Identity", ""), client.get("statusCallback", "")) for client in clients]

    @staticmethod
    def _good(answer: TestResponse) -> TestResponse:
        assert answer.status_code in (200, 204), answer.text
        return answer
