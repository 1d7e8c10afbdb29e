"""Numbers that those we call may see."""

from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints

from dialer.api.schemas.base import In, Out

Label = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]


class CallerIdIn(In):
    number: Annotated[str, StringConstraints(max_length=40)]
    label: Label = ""


class CallerIdChange(In):
    label: Label | None = None
    default: bool | None = None


class CallerIdOut(Out):
    id: int
    number: str
    label: str
    default: bool
    checked_at: datetime | None
    missing_since: datetime | None


class KnownNumber(Out):
    number: str
    name: str
    added: bool


class KnownNumbers(Out):
    items: list[KnownNumber]
