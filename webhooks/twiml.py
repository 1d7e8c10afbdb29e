"""The TwiML we answer with, and the callback URLs in it."""

from collections.abc import Iterable

from twilio.twiml.voice_response import VoiceResponse

from dialer import telephony
from dialer.config import settings
from dialer.models import Call, CallOffer, Company

STATUS_EVENTS = "initiated ringing answered completed"
SORRY = (
    "Thank you for calling. Nobody can take your call right now. Please try again a little later. Goodbye."
)
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
        **_recording(call, company),
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


def dial_reps(call: Call, company: Company, offers: Iterable[CallOffer]) -> str:
    """Ring these reps' browsers, all at once; the caller hears ringing until one of them answers."""
    response = VoiceResponse()
    dial = response.dial(
        answer_on_bridge=True,
        timeout=company.ring_timeout,
        action=callback_url("inbound-result", call),
        **_recording(call, company),
    )
    for offer in offers:
        client = dial.client(
            status_callback=callback_url("inbound-leg", call, rep_id=offer.rep_id),
            status_callback_event=STATUS_EVENTS,
        )
        client.identity(telephony.identity_of(offer.rep_id))
        client.parameter(name="call_id", value=str(call.id))
    return str(response)


def nobody_can_come() -> str:
    """Tell a caller kindly that nobody takes the call, and end it."""
    response = VoiceResponse()
    response.say(SORRY)
    response.hangup()
    return str(response)


def _recording(call: Call, company: Company) -> dict[str, str]:
    """Whether the conversation is recorded: each side on a channel of its own, from the answer on."""
    if not company.record_calls:
        return {}
    return {
        "record": "record-from-answer-dual",
        "recording_status_callback": callback_url("recording", call),
        "recording_status_callback_event": "in-progress completed absent",
    }


def hang_up() -> str:
    """End the leg that asked."""
    response = VoiceResponse()
    response.hangup()
    return str(response)


def callback_url(name: str, call: Call, *, rep_id: int | None = None) -> str:
    """Where Twilio reports about a call. Plain ASCII, as the signature covers every character."""
    whose = f"&rep_id={rep_id}" if rep_id is not None else ""
    return f"{settings().public_url}/webhooks/twilio/{name}?call_id={call.id}{whose}{RETRIES}"
