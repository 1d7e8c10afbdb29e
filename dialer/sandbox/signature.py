"""Twilio's request signature, and the small formats that go with it. All documented."""

import base64
import hashlib
import hmac
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime


def sign(token: str, url: str, fields: Mapping[str, str]) -> str:
    """The `X-Twilio-Signature` of a form POST to this URL; of a GET when there are no fields."""
    text = url + "".join(name + fields[name] for name in sorted(fields))
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def new_sid(prefix: str) -> str:
    """A fresh identifier, such as `CA` and 32 hexadecimal digits."""
    return prefix + uuid.uuid4().hex


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def rfc2822(moment: datetime) -> str:
    """`Mon, 16 Aug 2010 03:45:01 +0000`."""
    return format_datetime(moment)
