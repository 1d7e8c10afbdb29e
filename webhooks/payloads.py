"""Twilio's form -> our words. Unknown fields are welcome, unknown words are not (they are kept and answered 204)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from dialer.recordings import Word
from dialer.telephony import LEG_STATUS
from policies.progress import OVER, LegEvent
from policies.vocabulary import AnsweredBy, EventKind, LegRole, LegStatus, RecordingStatus

LONGEST_CALL = 86_400  # seconds; Twilio ends a call after 24 h at the latest
LARGEST_NUMBER = 2**31 - 1
SID = re.compile("[A-Z]{2}[0-9a-fA-F]{32}")


class UnknownWord(Exception):
    """A status or verdict that we do not know."""


@dataclass(frozen=True, slots=True)
class Payload:
    """A callback, read: which leg, what was said of it, and Twilio's hint about order."""

    sid: str
    event: LegEvent
    sequence: int | None


def read_status(form: Mapping[str, str], role: LegRole, *, now: datetime) -> Payload:
    """A progress callback (https://www.twilio.com/docs/voice/twiml/number#attributes-status-callback).

    Raises UnknownWord.
    """
    status = _status(form.get("CallStatus", ""))
    at = _instant(form.get("Timestamp"), now)
    event = LegEvent(
        leg=role,
        kind=EventKind.STATUS,
        status=status,
        at=at,
        sip_code=_whole(form.get("SipResponseCode"), 999),
        error_code=_whole(form.get("ErrorCode"), LARGEST_NUMBER),
        duration=_whole(form.get("CallDuration"), LONGEST_CALL),
    )
    return Payload(form.get("CallSid", ""), event, _whole(form.get("SequenceNumber"), LARGEST_NUMBER))


def read_dial_result(form: Mapping[str, str], *, now: datetime) -> Payload | None:
    """The dial's action request: what became of the lead's leg. Raises UnknownWord.

    It is kept with the rep's leg, which asked for the dial: a number refused before dialing has no leg of its
    own. None when it says nothing.
    """
    if not form.get("DialCallStatus"):
        return None
    event = LegEvent(
        leg=LegRole.LEAD,
        kind=EventKind.DIAL_RESULT,
        status=_status(form.get("DialCallStatus", "")),
        at=now,
        sip_code=_whole(form.get("DialSipResponseCode"), 999),
        error_code=_whole(form.get("ErrorCode"), LARGEST_NUMBER),
        duration=_whole(form.get("DialCallDuration"), LONGEST_CALL),
    )
    return Payload(form.get("CallSid", ""), event, None)


def read_verdict(form: Mapping[str, str], *, now: datetime) -> Payload:
    """The answering-machine verdict. Raises UnknownWord."""
    word = form.get("AnsweredBy", "")
    if word not in set(AnsweredBy):
        raise UnknownWord(word)
    event = LegEvent(LegRole.LEAD, EventKind.ANSWERED_BY, AnsweredBy(word), now)
    return Payload(form.get("CallSid", ""), event, None)


RECORDING_STATUS = {
    "in-progress": RecordingStatus.IN_PROGRESS,
    "completed": RecordingStatus.COMPLETED,
    "absent": RecordingStatus.ABSENT,
    "failed": RecordingStatus.FAILED,
}


def read_recording(form: Mapping[str, str], *, now: datetime) -> Word:
    """What is said of a recording (https://www.twilio.com/docs/voice/twiml/dial#recordingstatuscallback).

    Raises UnknownWord, also for what names no recording.
    """
    sid, status = form.get("RecordingSid", ""), form.get("RecordingStatus", "")
    if status not in RECORDING_STATUS or not is_sid(sid, "RE"):
        raise UnknownWord(status or sid)
    started = form.get("RecordingStartTime")
    return Word(
        sid=sid,
        status=RECORDING_STATUS[status],
        seconds=_whole(form.get("RecordingDuration"), LONGEST_CALL),
        channels=_whole(form.get("RecordingChannels"), 2),
        started_at=_instant(started, now) if started else None,
    )


def read_end(form: Mapping[str, str], role: LegRole, *, now: datetime) -> Payload | None:
    """The end of the leg that asks, if its request says that it is over. Raises UnknownWord."""
    status = _status(form.get("CallStatus", ""))
    if status not in OVER:
        return None
    return Payload(form.get("CallSid", ""), LegEvent(role, EventKind.STATUS, status, now), None)


def is_sid(text: str, kind: str = "CA") -> bool:
    """Whether a text can be Twilio's name for a thing of this kind: two letters that tell it and 32 hex digits.

    Others are not worth asking the database about.
    """
    return text.startswith(kind) and SID.fullmatch(text) is not None


def _status(word: str) -> LegStatus:
    if word not in LEG_STATUS:
        raise UnknownWord(word)
    return LEG_STATUS[word]


def _whole(text: str | None, largest: int) -> int | None:
    """A whole number from 0 to ``largest``; anything else counts as not given."""
    if not text or len(text) > 12 or not text.isascii() or not text.isdigit():
        return None
    number = int(text)
    return number if number <= largest else None


def _instant(text: str | None, now: datetime) -> datetime:
    """Twilio's timestamp (RFC 2822), unless it is missing, unreadable or a day away from now: hints may lie."""
    try:
        at = parsedate_to_datetime(text or "").astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return now
    return at if abs((at - now).total_seconds()) < LONGEST_CALL else now
