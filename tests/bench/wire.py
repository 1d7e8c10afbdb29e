"""Requests as they go over the wire, prepared before the clock starts."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from dialer import config
from webhooks.signature import sign

HELLO = b"GET /bench/hello HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
HEALTH = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
COMMIT = b"POST /bench/commit HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n"


def busy(call_id: int) -> bytes:
    """Twilio says, signed, that the lead of this call was busy."""
    settings = config.settings()
    path = f"/webhooks/twilio/status?call_id={call_id}"
    form = {
        "AccountSid": settings.twilio_account_sid,
        "CallSid": f"CA{call_id:032x}",
        "ParentCallSid": f"CA{call_id + 10**9:032x}",
        "CallStatus": "busy",
        "CallDuration": "0",
        "SequenceNumber": "2",
        "SipResponseCode": "486",
        "Timestamp": datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000"),
        "CallbackSource": "call-progress-events",
        "Direction": "outbound-dial",
        "From": "+12025550199",
        "To": "+12025550102",
        "ApiVersion": "2010-04-01",
    }
    body = urlencode(form)
    signature = sign(settings.public_url + path, MultiDict(form), settings.twilio_auth_token)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Twilio-Signature: {signature}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def live(token: str) -> bytes:
    """A rep's browser asks for live events."""
    return f"GET /api/live HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
