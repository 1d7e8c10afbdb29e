"""The org: its lists of values, its people and tasks, who may come in, and what goes wrong on purpose."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web

FAULTS = ("", "down", "limit", "locked", "validation", "slow", "lost")
DAILY_LIMIT = 15_000
STANDARD, CUSTOM = "CallDisposition", "Call_Result__c"
KEY_FIELD = "Dialer_Call_Id__c"
ORG_ID = "00D5e000000SandBox"
USER_ID = "0055e000000SandBox"
USERNAME = "dialer@northlight.example"
VALUES = (
    *(
        "No voicemail",
        "Left voicemail",
        "Not in service",
        "Busy",
        "Follow up",
        "Meeting booked",
        "Bad timing",
    ),
    *("Has a solution", "Bad persona", "Wrong number", "Gave referral", "Bad fit", "Opt out", "Hung up"),
    *("Gatekeeper", "Not interested (other)"),
)
OTHER_VALUES = ("Interested", "Call back later", "Left message", "Busy", "No interest")
PEOPLE = (
    ("003", "Contact", "Hannah Osei", "(202) 555-0101", "hannah@brightwater.example"),
    ("00Q", "Lead", "Luca Ferrante", "212-555-0102", "luca@ferrante.example"),
    ("003", "Contact", "Priya Raman", "+1 303 555 0105", ""),
    ("00Q", "Lead", "Jonas Keller", "", "jonas@alpenblick.example"),
    ("003", "Contact", "Diego Santos", "512.555.0106", "diego@santos.example"),
)


@dataclass
class Value:
    """One entry of a picklist. The API name never changes."""

    value: str
    label: str
    active: bool = True


@dataclass(frozen=True)
class Person:
    """A contact or a lead."""

    id: str
    kind: str
    name: str
    phone: str
    email: str


@dataclass
class Faults:
    """What goes wrong on purpose; the default is an org that is well."""

    rest: str = ""
    """`down`: 503; `limit`: out of requests; `locked`: tasks are; `validation`: tasks are refused; `slow`; `lost`: what
    was written is written, and the answer never comes."""
    seconds: float = 5.0
    field_gone: bool = False
    """The call-result field was deleted."""
    metadata_forbidden: bool = False
    """Our user may not change lists."""
    plain_text: bool = False
    """The call result is a text without a list, as the reference has it."""
    key_field: bool = False
    """The org made an external id for calls."""


@dataclass
class Kept:
    """What survives a restart."""

    values: dict[str, list[Value]] = field(default_factory=dict)
    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    refresh_tokens: list[str] = field(default_factory=list)
    access_tokens: dict[str, str] = field(default_factory=dict)  # each with the refresh token it came from
    revoked: bool = False


@dataclass(frozen=True)
class Code:
    """Somebody allowed the application in and is on the way back to it."""

    challenge: str
    redirect_uri: str
    at: datetime


class Org:
    """One org."""

    def __init__(self, app: Mapping[str, str], data_dir: Path) -> None:
        self.app = app
        """The connected app: `client_id`, `client_secret`, `callback`, and a `refresh_token` that opens from the start."""
        self.faults = Faults()
        self.codes: dict[str, Code] = {}
        self.requests = 0
        self.asked: list[str] = []
        self._path = data_dir / "salesforce.json"
        self.kept = self._load()
        self.people = tuple(
            Person(f"{prefix}5e00000{number:08d}", kind, name, phone, email)
            for number, (prefix, kind, name, phone, email) in enumerate(PEOPLE, start=1)
        )

    def keep(self) -> None:
        """Write everything down, all of it or nothing."""
        unfinished = self._path.with_name(self._path.name + ".new")
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(asdict(self.kept), file)
        unfinished.replace(self._path)

    def values(self, name: str) -> list[Value]:
        """A field's list."""
        if name not in self.kept.values:
            raise LookupError(f"there is no field {name[:80]!r}")
        return self.kept.values[name]

    def value(self, name: str, api_name: str) -> Value:
        """An entry of a field's list."""
        for each in self.values(name):
            if each.value == api_name:
                return each
        raise LookupError(f"{name} has no value {api_name[:80]!r}")

    def new_access_token(self, refresh_token: str) -> str:
        """A session."""
        token = f"{ORG_ID[:15]}!{secrets.token_urlsafe(40)}"
        self.kept.access_tokens[token] = refresh_token
        while len(self.kept.access_tokens) > 50:
            del self.kept.access_tokens[next(iter(self.kept.access_tokens))]
        self.keep()
        return token

    def knows_refresh_token(self, token: str) -> bool:
        """Whether it still opens."""
        first = self.app.get("refresh_token") if not self.kept.revoked else None
        return bool(token) and (token in self.kept.refresh_tokens or token == first)

    def forget_tokens(self) -> None:
        """Nobody is let in any more until somebody allows it again."""
        self.kept.revoked, self.kept.refresh_tokens, self.kept.access_tokens = True, [], {}
        self.keep()

    def end_sessions(self) -> None:
        """Sessions are over; refresh tokens still open."""
        self.kept.access_tokens = {}
        self.keep()

    def person(self, who_id: str) -> Person | None:
        """A contact or lead by its id."""
        return next((each for each in self.people if each.id == who_id), None)

    def new_task(self, fields: dict[str, Any]) -> str:
        """Keep a task; its id."""
        task_id = f"00T5e{secrets.token_hex(7)[:13]}"
        made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")
        self.kept.tasks[task_id] = {"Id": task_id, "CreatedDate": made, **fields}
        self.keep()
        return task_id

    def _load(self) -> Kept:
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            values = {name: [Value(**each) for each in listed] for name, listed in data.pop("values").items()}
            return Kept(values=values, **data)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return Kept(values={STANDARD: list(map(_value, VALUES)), CUSTOM: list(map(_value, OTHER_VALUES))})


def _value(text: str) -> Value:
    return Value(text, text)


ORG: web.AppKey[Org] = web.AppKey("salesforce", Org)
