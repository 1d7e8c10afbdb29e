"""The resources of Twilio's REST API, as its published description has them (documented)."""

from typing import Any
from urllib.parse import urlencode

from dialer.sandbox.config import Account, Application
from dialer.sandbox.holdings import Key, OurNumber
from dialer.sandbox.legs import Leg
from dialer.sandbox.recordings import Recording
from dialer.sandbox.signature import rfc2822
from dialer.sandbox.state import Note

VERSION = "2010-04-01"
STATUS_NAMES = {"initiated": "queued"}
"""The API's enumeration has no `initiated`."""

SUBRESOURCES = (
    "notifications",
    "recordings",
    "payments",
    "events",
    "siprec",
    "streams",
    "transcriptions",
    "user_defined_message_subscriptions",
    "user_defined_messages",
)


def account_uri(account_sid: str, rest: str) -> str:
    """The path of something in an account."""
    return f"/{VERSION}/Accounts/{account_sid}{rest}"


NEVER_ON_A_CALL = dict.fromkeys(
    ("phone_number_sid", "price", "forwarded_from", "group_sid", "caller_name", "trunk_sid")
)


def call_json(leg: Leg) -> dict[str, Any]:
    """A Call. The duration is empty for legs nobody answered; prices never come."""
    return NEVER_ON_A_CALL | {
        "sid": leg.sid,
        "account_sid": leg.account_sid,
        "parent_call_sid": leg.parent_sid,
        "to": leg.to,
        "to_formatted": formatted(leg.to),
        "from": leg.from_,
        "from_formatted": formatted(leg.from_),
        "status": STATUS_NAMES.get(leg.status, leg.status),
        "start_time": rfc2822(leg.created_at),
        "end_time": leg.ended_at and rfc2822(leg.ended_at),
        "duration": str(leg.seconds) if leg.ended_at and leg.answered_at else None,
        "price_unit": "USD",
        "direction": leg.direction,
        "answered_by": leg.answered_by,
        "api_version": VERSION,
        "queue_time": "0",
        "date_created": rfc2822(leg.created_at),
        "date_updated": rfc2822(leg.updated_at),
        "uri": account_uri(leg.account_sid, f"/Calls/{leg.sid}.json"),
        "subresource_uris": _subresources(leg),
    }


def _subresources(leg: Leg) -> dict[str, str]:
    stem = account_uri(leg.account_sid, f"/Calls/{leg.sid}")
    return {name: f"{stem}/{name.title().replace('_', '')}.json" for name in SUBRESOURCES}


def account_json(account: Account, created: str) -> dict[str, Any]:
    """An Account; its real auth token is not told."""
    return {
        "sid": account.sid,
        "owner_account_sid": account.sid,
        "friendly_name": "Sandbox account",
        "status": "active",
        "type": "Full",
        "auth_token": None,
        "date_created": created,
        "date_updated": created,
        "uri": account_uri(account.sid, ".json"),
        "subresource_uris": {"calls": account_uri(account.sid, "/Calls.json")},
    }


def application_json(account: Account, application: Application, created: str) -> dict[str, Any]:
    """A TwiML Application."""
    return {
        "sid": application.sid,
        "account_sid": account.sid,
        "api_version": VERSION,
        "friendly_name": application.friendly_name,
        "voice_url": application.voice_url or None,
        "voice_method": application.voice_method,
        "voice_fallback_url": application.voice_fallback_url,
        "voice_fallback_method": application.voice_fallback_method,
        "voice_caller_id_lookup": False,
        "status_callback": application.status_callback,
        "status_callback_method": "POST",
        "sms_url": None,
        "sms_method": "POST",
        "sms_fallback_url": None,
        "sms_fallback_method": "POST",
        "sms_status_callback": None,
        "message_status_callback": None,
        "public_application_connect_enabled": False,
        "date_created": created,
        "date_updated": created,
        "uri": account_uri(account.sid, f"/Applications/{application.sid}.json"),
    }


NEVER_ON_A_NUMBER = dict.fromkeys(
    (
        "address_sid",
        "identity_sid",
        "bundle_sid",
        "emergency_address_sid",
        "trunk_sid",
        "sms_url",
        "sms_fallback_url",
        "sms_application_sid",
        "type",
    )
)
ALWAYS_ON_A_NUMBER = {
    "api_version": VERSION,
    "origin": "twilio",
    "status": "in-use",
    "beta": False,
    "address_requirements": "none",
    "capabilities": {"voice": True, "sms": False, "mms": False, "fax": False},
    "emergency_status": "Inactive",
    "emergency_address_status": "unregistered",
    "voice_receive_mode": "voice",
    "voice_caller_id_lookup": False,
    "sms_method": "POST",
    "sms_fallback_method": "POST",
    "status_callback_method": "POST",
}


def number_json(account: Account, number: OurNumber, created: str) -> dict[str, Any]:
    """An IncomingPhoneNumber."""
    return (NEVER_ON_A_NUMBER | ALWAYS_ON_A_NUMBER) | {
        "sid": number.sid,
        "account_sid": account.sid,
        "phone_number": number.phone_number,
        "friendly_name": formatted(number.phone_number),
        "voice_url": number.voice_url or None,
        "voice_method": number.voice_method,
        "voice_fallback_url": number.voice_fallback_url,
        "voice_fallback_method": number.voice_fallback_method,
        "voice_application_sid": number.voice_application_sid,
        "status_callback": number.status_callback,
        "date_created": created,
        "date_updated": created,
        "uri": account_uri(account.sid, f"/IncomingPhoneNumbers/{number.sid}.json"),
    }


def caller_id_json(account: Account, phone_number: str, created: str) -> dict[str, Any]:
    """An OutgoingCallerId: a number of another carrier, verified."""
    sid = "PN" + phone_number.removeprefix("+").rjust(32, "0")
    return {
        "sid": sid,
        "account_sid": account.sid,
        "phone_number": phone_number,
        "friendly_name": formatted(phone_number),
        "date_created": created,
        "date_updated": created,
        "uri": account_uri(account.sid, f"/OutgoingCallerIds/{sid}.json"),
    }


def new_key_json(key: Key) -> dict[str, Any]:
    """A NewKey: the only answer that tells the secret."""
    return {
        "sid": key.sid,
        "friendly_name": key.friendly_name,
        "date_created": key.created,
        "date_updated": key.created,
        "secret": key.secret,
    }


def call_recording_json(recording: Recording) -> dict[str, Any]:
    """A recording as a part of its call."""
    uri = f"/Calls/{recording.call_sid}/Recordings/{recording.sid}.json"
    return _recording(recording) | {"track": "both", "uri": account_uri(recording.account_sid, uri)}


def recording_json(recording: Recording, address: str) -> dict[str, Any]:
    """A recording by itself."""
    stem = account_uri(recording.account_sid, f"/Recordings/{recording.sid}")
    parts = {"add_on_results": f"{stem}/AddOnResults.json", "transcriptions": f"{stem}/Transcriptions.json"}
    more = {"uri": f"{stem}.json", "media_url": f"{address}{stem}", "subresource_uris": parts}
    return _recording(recording) | more


def _recording(recording: Recording) -> dict[str, Any]:
    """The duration is not known before the end; prices never come."""
    over = recording.status != "in-progress"
    return {
        "sid": recording.sid,
        "account_sid": recording.account_sid,
        "call_sid": recording.call_sid,
        "conference_sid": None,
        "api_version": VERSION,
        "date_created": rfc2822(recording.started_at),
        "date_updated": rfc2822(recording.updated_at),
        "start_time": rfc2822(recording.started_at),
        "duration": str(recording.seconds) if over else None,
        "price": None,
        "price_unit": "USD",
        "status": recording.status,
        "channels": recording.channels,
        "source": "DialVerb",
        "error_code": None,
        "encryption_details": None,
    }


def notification_json(account_sid: str, note: Note) -> dict[str, Any]:
    """A Notification of a call: what the debugger says."""
    return {
        "sid": note.sid,
        "account_sid": account_sid,
        "call_sid": note.call_sid,
        "api_version": VERSION,
        "log": "0",
        "error_code": str(note.code),
        "message_text": note.text,
        "message_date": rfc2822(note.at),
        "more_info": f"https://www.twilio.com/docs/errors/{note.code}",
        "request_method": "POST",
        "request_url": None,
        "date_created": rfc2822(note.at),
        "date_updated": rfc2822(note.at),
        "uri": account_uri(account_sid, f"/Calls/{note.call_sid}/Notifications/{note.sid}.json"),
    }


def page_json(
    name: str, path: str, query: dict[str, str], items: list[dict[str, Any]], page: int, size: int
) -> dict[str, Any]:
    """One page of a list. All items are given; the page is cut out here."""
    start = page * size
    shown = items[start : start + size]

    def uri(number: int) -> str:
        return f"{path}?{urlencode(query | {'PageSize': str(size), 'Page': str(number)})}"

    return {
        name: shown,
        "page": page,
        "page_size": size,
        "start": start,
        "end": start + max(0, len(shown) - 1),
        "uri": uri(page),
        "first_page_uri": uri(0),
        "next_page_uri": uri(page + 1) if start + size < len(items) else None,
        "previous_page_uri": uri(page - 1) if page else None,
    }


def formatted(number: str) -> str:
    """`(202) 555-0199` for North American numbers, others as they are."""
    digits = number.removeprefix("+1")
    if number.startswith("+1") and len(digits) == 10 and digits.isdigit():
        return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    return number
