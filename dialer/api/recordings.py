"""The sound of a call, through our own door: who may see the call may hear it, and nobody sees our credentials."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from dialer import calls, recordings, telephony
from dialer.api.guards import allowed, me, permit
from dialer.db import reading
from policies.permissions import Action

LONGEST_RANGE = 100
bp = Blueprint("recordings", __name__, url_prefix="/api/calls")


@bp.get("/<int:call_id>/recording")
@allowed(Action.LOOK)
def play_recording(call_id: int) -> ResponseReturnValue:
    """The recording as WAV; a Range header asks for a part of it."""
    with reading(me().company_id) as session:
        call = calls.find_call(session, call_id, me())
        permit(Action.LOOK)
        sid = recordings.audible(call).sid
        account = telephony.account_of_company(session)
    part = request.headers.get("Range", "")[:LONGEST_RANGE] or None
    sound = telephony.fetch_sound(account, sid, part=part)
    answer = Response(sound.chunks, status=sound.status, headers=sound.headers, direct_passthrough=True)
    answer.call_on_close(sound.close)
    return answer
