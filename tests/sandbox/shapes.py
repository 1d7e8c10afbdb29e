"""The shapes of Twilio's REST resources, as its published description of the 2010-04-01 API gives them.

Written out by hand for the resources the sandbox has: what type each field is, and that no field is missing or
unknown. Every string may be null there; which ones never are is said here.
"""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

TEXT, WHOLE, FLAG, MAP, ANYTHING = "text", "whole", "flag", "map", "anything"
DATE, URI, METHOD, NUMBER = "date", "uri", "GET|POST", "number"

SIDS = {"account_sid": "AC", "call_sid": "CA", "parent_call_sid": "CA", "voice_application_sid": "AP"}

CALL_STATUS = "queued|ringing|in-progress|completed|busy|failed|no-answer|canceled"
RECORDING_STATUS = "in-progress|paused|stopped|processing|completed|absent"
SOURCE = (
    "DialVerb|Conference|OutboundAPI|Trunking|RecordVerb|StartCallRecordingAPI|StartConferenceRecordingAPI"
)


def fields(of: str, names: str) -> dict[str, str]:
    """Fields of one type."""
    return dict.fromkeys(names.split(), of)


BASE = fields(DATE, "date_created date_updated")

CALL = (
    BASE
    | fields(DATE, "start_time end_time")
    | fields(
        TEXT,
        "parent_call_sid account_sid to to_formatted from from_formatted phone_number_sid duration price "
        "price_unit direction answered_by api_version forwarded_from group_sid caller_name queue_time trunk_sid uri",
    )
    | {"sid": "CA", "status": CALL_STATUS, "subresource_uris": MAP}
)
RECORDING = (
    BASE
    | fields(DATE, "start_time")
    | fields(TEXT, "account_sid api_version call_sid conference_sid duration uri price_unit")
    | fields(WHOLE, "channels error_code")
    | {"sid": "RE", "encryption_details": ANYTHING, "status": RECORDING_STATUS, "source": SOURCE}
)
CALL_RECORDING = RECORDING | {"track": TEXT, "price": NUMBER}
ACCOUNT_RECORDING = RECORDING | {"price": TEXT, "subresource_uris": MAP, "media_url": URI}
APPLICATION = (
    BASE
    | fields(TEXT, "account_sid api_version friendly_name uri")
    | fields(
        URI,
        "message_status_callback sms_fallback_url sms_status_callback sms_url status_callback "
        "voice_fallback_url voice_url",
    )
    | fields(
        METHOD, "sms_fallback_method sms_method status_callback_method voice_fallback_method voice_method"
    )
    | fields(FLAG, "voice_caller_id_lookup public_application_connect_enabled")
    | {"sid": "AP"}
)
PHONE_NUMBER = (
    BASE
    | fields(
        TEXT,
        "account_sid address_sid api_version friendly_name identity_sid phone_number origin sms_application_sid "
        "trunk_sid uri voice_application_sid emergency_address_sid bundle_sid status type",
    )
    | fields(URI, "sms_fallback_url sms_url status_callback voice_fallback_url voice_url")
    | fields(
        METHOD, "sms_fallback_method sms_method status_callback_method voice_fallback_method voice_method"
    )
    | fields(FLAG, "beta voice_caller_id_lookup")
    | {
        "sid": "PN",
        "capabilities": MAP,
        "address_requirements": "none|any|local|foreign",
        "voice_receive_mode": "voice|fax",
        "emergency_status": "Active|Inactive",
        "emergency_address_status": "registered|unregistered|pending-registration|registration-failure"
        "|pending-unregistration|unregistration-failure",
    }
)
ACCOUNT = (
    BASE
    | fields(TEXT, "auth_token friendly_name owner_account_sid uri")
    | {"sid": "AC", "status": "active|suspended|closed", "type": "Trial|Full", "subresource_uris": MAP}
)
NEW_KEY = BASE | fields(TEXT, "friendly_name secret") | {"sid": "SK"}
CALLER_ID = BASE | fields(TEXT, "friendly_name account_sid phone_number uri") | {"sid": "PN"}
NOTIFICATION = (
    BASE
    | fields(DATE, "message_date")
    | fields(TEXT, "account_sid api_version call_sid error_code log message_text uri")
    | fields(URI, "more_info request_url")
    | {"sid": "NO", "request_method": METHOD}
)
PAGE = {
    "end": WHOLE,
    "first_page_uri": URI,
    "next_page_uri": URI,
    "page": WHOLE,
    "page_size": WHOLE,
    "previous_page_uri": URI,
    "start": WHOLE,
    "uri": URI,
}
ERROR = {"code": WHOLE, "message": TEXT, "more_info": URI, "status": WHOLE}


def misfits(shape: Mapping[str, str], given: Mapping[str, Any]) -> list[str]:
    """What is wrong with an answer, in words; nothing when it has the shape."""
    wrong = [f"{name} is missing" for name in shape.keys() - given.keys()]
    wrong += [f"{name} is unknown" for name in given.keys() - shape.keys()]
    wrong += [
        f"{name} is {given[name]!r}, not {of}"
        for name, of in shape.items()
        if name in given and not fits(name, of, given[name])
    ]
    return sorted(wrong)


def fits(name: str, of: str, value: Any) -> bool:
    """The value has the type. Only a resource's own sid and its enumerations are never null."""
    if re.fullmatch("[A-Z]{2}", of):
        return isinstance(value, str) and re.fullmatch(f"{of}[0-9a-fA-F]{{32}}", value) is not None
    if "|" in of and of != METHOD:
        return value in of.split("|")
    if value is None or of == ANYTHING:
        return True
    if name in SIDS and not re.fullmatch(f"{SIDS[name]}[0-9a-fA-F]{{32}}", str(value)):
        return False
    return TYPES[of](value)


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and parsedate_to_datetime(value).utcoffset() is not None


TYPES = {
    TEXT: lambda value: isinstance(value, str),
    WHOLE: lambda value: isinstance(value, int) and not isinstance(value, bool),
    NUMBER: lambda value: isinstance(value, int | float),
    FLAG: lambda value: isinstance(value, bool),
    MAP: lambda value: isinstance(value, dict),
    DATE: _is_date,
    URI: lambda value: isinstance(value, str) and value.startswith(("/", "http://", "https://")),
    METHOD: lambda value: value in METHOD.split("|"),
}
