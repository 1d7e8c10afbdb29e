"""The resources of Twilio's REST API, as its published description has them (documented)."""

from typing import Any
from urllib.parse import urlencode

from dialer.sandbox.config import Account, Application
from dialer.sandbox.legs import Leg
from dialer.sandbox.signature import rfc2822

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
        "friendly_name": "Sandbox application",
        "voice_url": application.voice_url,
        "voice_method": "POST",
        "voice_fallback_url": None,
        "voice_fallback_method": "POST",
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
        "voice_url",
        "voice_fallback_url",
        "status_callback",
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
    "voice_method": "POST",
    "voice_fallback_method": "POST",
    "sms_method": "POST",
    "sms_fallback_method": "POST",
    "status_callback_method": "POST",
}


def number_json(account: Account, number: str, created: str) -> dict[str, Any]:
    """An IncomingPhoneNumber; its sid is made of its digits."""
    sid = "PN" + number.removeprefix("+").rjust(32, "0")
    return (NEVER_ON_A_NUMBER | ALWAYS_ON_A_NUMBER) | {
        "sid": sid,
        "account_sid": account.sid,
        "phone_number": number,
        "friendly_name": formatted(number),
        "voice_application_sid": account.applications[0].sid if account.applications else None,
        "date_created": created,
        "date_updated": created,
        "uri": account_uri(account.sid, f"/IncomingPhoneNumbers/{sid}.json"),
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
