"""What Twilio says of recordings."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from dialer import calls, clock, recordings
from dialer.db import transaction
from webhooks import asked, payloads
from webhooks.door import guard, tell

bp = Blueprint("twilio_recording", __name__, url_prefix="/webhooks/twilio")
guard(bp)


@bp.post("/recording")
def recording() -> ResponseReturnValue:
    """A recording began, is complete, or came to nothing. Its CallSid is the leg that dialed the others."""
    now = clock.now()
    call_id = asked.number_in_query("call_id")
    with transaction(g.account.company_id) as session:
        try:
            word = payloads.read_recording(request.form, now=now)
        except payloads.UnknownWord as error:
            asked.keep(session, "unknown_word", f"{str(error)[:80]!r} is not a word we know.")
            return "", 204
        call = calls.lock_call(session, call_id) if call_id else None
        leg = calls.find_leg(session, asked.sid()) if asked.sid() else None
        if call is None or leg is None or leg.call_id != call.id:
            asked.keep(session, "unknown_call", "No call or leg of this account goes by these names.")
        elif not recordings.keep_word(session, call, word, now=now):
            asked.keep(session, "repeated", "Said before.", call_id=call.id)
        else:
            tell(f"call {call.id}: recording {word.status.value.replace('_', ' ')}")
    return "", 204
