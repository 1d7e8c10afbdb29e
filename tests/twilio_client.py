"""Twilio as the application meets it: signed form posts, to the URLs that our own TwiML named."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from email.utils import format_datetime
from itertools import count
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

from flask import Flask
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from dialer.config import Settings
from policies.vocabulary import LegStatus
from tests.people import Person
from tests.scenarios import Step, steps

VOICE = "/webhooks/twilio/voice"
WORDS = {
    LegStatus.ANSWERED: "in-progress",
    LegStatus.NO_ANSWER: "no-answer",
}
_numbers = count(1)


def new_sid() -> str:
    """A call SID that nobody has."""
    return f"CA{next(_numbers):032x}"


class Twilio:
    """The account of the demo company, at Twilio's side."""

    def __init__(self, app: Flask, settings: Settings, clock: Any) -> None:
        self.app, self.settings, self.clock = app, settings, clock
        self.account_sid, self.auth_token = settings.twilio_account_sid, settings.twilio_auth_token

    def post(self, url: str, form: dict[str, Any], **options: Any) -> TestResponse:
        """Post a form as Twilio does: to the URL without its fragment, signed unless told otherwise."""
        form = _texts({"AccountSid": self.account_sid, "ApiVersion": "2010-04-01", **form})
        split = urlsplit(url)
        target = split.path + (f"?{split.query}" if split.query else "")
        signature = options.pop("signature", None)
        if signature is None:
            signature = self.sign(self.settings.public_url + target, form)
        headers = {"X-Twilio-Signature": signature} if signature else {}
        body = options.pop("body", None) or urlencode(form, doseq=True)
        return self.app.test_client().post(
            target,
            base_url=self.settings.public_url,
            data=body,
            content_type="application/x-www-form-urlencoded; charset=UTF-8",
            headers=headers,
        )

    def sign(self, url: str, form: dict[str, Any]) -> str:
        """The signature by Twilio's own library."""
        return str(RequestValidator(self.auth_token).compute_signature(url, MultiDict(_texts(form))))

    def asks_for(self, call_id: int | str, person: Person, sid: str) -> TestResponse:
        """The rep's browser has connected: Twilio asks what to do."""
        form = {
            "CallSid": sid,
            "From": f"client:user_{person.id}",
            "To": "",
            "CallStatus": "ringing",
            "Direction": "inbound",
            "call_id": str(call_id),
        }
        return self.post(VOICE, form)

    def connect(self, person: Person, call_id: int) -> "Line":
        """The rep's browser connects and gets its dial."""
        return Line(self, person, call_id)


class Line:
    """One call at Twilio: its two legs, and where our TwiML wants to be told of them."""

    def __init__(self, twilio: Twilio, person: Person, call_id: int) -> None:
        self.twilio, self.rep_sid, self.lead_sid = twilio, new_sid(), new_sid()
        self.start: datetime = twilio.clock.at
        answer = twilio.asks_for(call_id, person, self.rep_sid)
        self.twiml = ElementTree.fromstring(answer.data)
        dial, number = self.twiml.find("Dial"), self.twiml.find("Dial/Number")
        assert dial is not None, answer.text
        assert number is not None, answer.text
        self.urls = {
            "lead": number.get("statusCallback"),
            "amd": number.get("amdStatusCallback"),
            "dial": dial.get("action"),
            "rep": "/webhooks/twilio/rep-status",
        }
        self.sequence = count()

    def play(self, scenario: str) -> "Line":
        """Say everything in its time."""
        return self.deliver(steps(scenario))

    def deliver(self, said: Iterable[Step]) -> "Line":
        """Say these things in this order; the clock never goes back, so what is out of order comes late."""
        for step in said:
            self.twilio.clock.at = max(self.twilio.clock.at, self._at(step))
            answer = self.say(step)
            assert answer.status_code in (200, 204), answer.text
        return self

    def say(self, step: Step) -> TestResponse:
        """One callback."""
        url = self.urls[step.who]
        assert url, f"our TwiML does not ask about {step.who}"
        return self.twilio.post(url, FORMS[step.who](self, step))

    def hears(self, who: str, word: str, **codes: int) -> TestResponse:
        """One callback about what happens right now."""
        second = (self.twilio.clock.at - self.start).total_seconds()
        return self.say(Step(second, who, word, codes))

    def _at(self, step: Step) -> datetime:
        return self.start + timedelta(seconds=step.second)

    def _status(self, step: Step, sid: str) -> dict[str, Any]:
        return {
            "CallSid": sid,
            "CallStatus": WORDS.get(LegStatus(step.word), step.word),
            "Timestamp": format_datetime(self._at(step)),
            "CallbackSource": "call-progress-events",
            "SequenceNumber": next(self.sequence),
            **_codes(step, sip="SipResponseCode", error="ErrorCode", lasted="CallDuration"),
        }

    def lead_form(self, step: Step) -> dict[str, Any]:
        return {**self._status(step, self.lead_sid), "ParentCallSid": self.rep_sid}

    def rep_form(self, step: Step) -> dict[str, Any]:
        return self._status(step, self.rep_sid)

    def amd_form(self, step: Step) -> dict[str, Any]:
        return {"CallSid": self.lead_sid, "AnsweredBy": step.word, "MachineDetectionDuration": 4000}

    def dial_form(self, step: Step) -> dict[str, Any]:
        return {
            "CallSid": self.rep_sid,
            "DialCallSid": self.lead_sid,
            "DialCallStatus": WORDS.get(LegStatus(step.word), step.word),
            **_codes(step, sip="DialSipResponseCode", error="ErrorCode", lasted="DialCallDuration"),
        }


FORMS: dict[str, Callable[[Line, Step], dict[str, Any]]] = {
    "lead": Line.lead_form,
    "rep": Line.rep_form,
    "amd": Line.amd_form,
    "dial": Line.dial_form,
}


def _codes(step: Step, **names: str) -> dict[str, int]:
    return {names[name]: value for name, value in step.codes.items()}


def after(person: Person, twilio: Twilio, scenario: str, **options: Any) -> int:
    """Dial, let the line go through a scenario; the call's number."""
    call_id = person.dial(**options)
    twilio.connect(person, call_id).play(scenario)
    return call_id


def _texts(form: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [str(one) for one in value] if isinstance(value, list) else str(value)
        for name, value in form.items()
    }
