"""What every view of Twilio's door reads from its request, and how it answers."""

from flask import Response, request
from sqlalchemy.orm import Session

from dialer import clock, deliveries
from dialer.direct import Direct
from webhooks import payloads
from webhooks.door import tell

LARGEST_ID = 2**53


def sid() -> str:
    """The leg that the request is about; empty when it names none."""
    given = request.form.get("CallSid", "")
    return given if payloads.is_sid(given) else ""


def number_in_query(name: str) -> int | None:
    """A number that we put into the callback's URL."""
    return whole(request.args.get(name))


def whole(text: str | None) -> int | None:
    """An id, if the text can be one."""
    if not text or len(text) > 16 or not text.isascii() or not text.isdigit():
        return None
    return int(text) if int(text) < LARGEST_ID else None


def keep(work: Session | Direct, verdict: str, reason: str, call_id: int | None = None) -> None:
    """Keep a delivery that changes nothing, with why."""
    tell(f"{verdict}: {reason}")
    deliveries.keep(
        work,
        path=request.path,
        verdict=verdict,
        reason=reason,
        payload=request.form.to_dict(),
        call_id=call_id,
        now=clock.now(),
    )


def xml(document: str) -> Response:
    """TwiML."""
    return Response(document, content_type="application/xml; charset=utf-8")
