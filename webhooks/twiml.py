"""The TwiML we answer with, and the callback URLs in it."""

from twilio.twiml.voice_response import VoiceResponse

from dialer.config import settings
from dialer.models import Call, Company

STATUS_EVENTS = "initiated ringing answered completed"
# Twilio retries once and only when it cannot connect, unless the URL asks for more
# (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
RETRIES = "#rc=5&rp=ct,rt,5xx"


def dial_lead(call: Call, company: Company) -> str:
    """Ring the lead; the rep hears ringing until there is an answer, because Dial is the first verb."""
    response = VoiceResponse()
    dial = response.dial(
        answer_on_bridge=True,
        caller_id=call.from_number,
        timeout=company.ring_timeout,
        action=callback_url("dial-result", call),
    )
    detection = {}
    if company.detect_machines:
        detection = {
            "machine_detection": "DetectMessageEnd",
            "amd_status_callback": callback_url("answered-by", call),
        }
    dial.number(
        call.to_number,
        status_callback=callback_url("status", call),
        status_callback_event=STATUS_EVENTS,
        **detection,
    )
    return str(response)


def hang_up() -> str:
    """End the leg that asked."""
    response = VoiceResponse()
    response.hangup()
    return str(response)


def callback_url(name: str, call: Call) -> str:
    """Where Twilio reports about a call. Plain ASCII, as the signature covers every character."""
    return f"{settings().public_url}/webhooks/twilio/{name}?call_id={call.id}{RETRIES}"
