"""Recordings of calls: keeping what the provider says of them, and fetching their sound."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.errors import NotFound
from dialer.models import Call, Recording
from policies.vocabulary import RecordingStatus


@dataclass(frozen=True, slots=True)
class Word:
    """What the provider says of a recording. Seconds are whole, None while it runs."""

    sid: str
    status: RecordingStatus
    seconds: int | None
    channels: int | None
    started_at: datetime | None


def keep_word(session: Session, call: Call, word: Word, *, now: datetime) -> bool:
    """Keep what was said of a recording of this locked call. Returns False, having changed nothing, when it is old.

    A recording that is over stays so, in whatever order the words come.
    """
    row = session.scalar(select(Recording).where(Recording.sid == word.sid))
    if row is not None and (row.call_id != call.id or row.status is not RecordingStatus.IN_PROGRESS):
        return False
    if row is not None and word.status is RecordingStatus.IN_PROGRESS:
        return False
    if row is None:
        row = Recording(call_id=call.id, sid=word.sid, received_at=now)
        session.add(row)
    row.status, row.seconds, row.channels = word.status, word.seconds, word.channels
    row.started_at = word.started_at or row.started_at
    nudges.refetch(session, f"call:{call.id}", company_id=call.company_id, rep_id=call.rep_id)
    return True


def audible(call: Call) -> Recording:
    """The call's recording that can be heard. Raises NotFound."""
    done = [one for one in call.recordings if one.status is RecordingStatus.COMPLETED]
    if not done:
        raise NotFound("This call has no recording.", code="no_recording")
    return done[-1]
