"""The accounts the sandbox plays Twilio for, read from one JSON file."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Application:
    """A TwiML application: where to ask what a browser's call should do."""

    sid: str
    voice_url: str
    status_callback: str | None = None
    voice_method: str = "POST"
    friendly_name: str = "Sandbox application"
    voice_fallback_url: str | None = None
    voice_fallback_method: str = "POST"


@dataclass(frozen=True)
class Account:
    """One company's account. The first auth token signs; all of them open the REST API."""

    sid: str
    auth_tokens: tuple[str, ...]
    api_key_sid: str
    api_key_secret: str
    applications: tuple[Application, ...]
    numbers: tuple[str, ...]
    caller_ids: tuple[str, ...] = ()
    """Numbers of other carriers that the account may show."""
    retired_tokens: tuple[str, ...] = ()
    """Auth tokens that were taken out: they open nothing, a switch lets them sign."""


class Misused(Exception):
    """The sandbox cannot start as it was told to; the message says why."""


@dataclass(frozen=True)
class Config:
    """Everything the sandbox is told at start."""

    accounts: tuple[Account, ...]
    salesforce: Mapping[str, str] = field(default_factory=dict)
    """The connected app of the Salesforce org, and where it is called back."""
    payments: Mapping[str, Any] = field(default_factory=dict)
    """Where each payment processor posts, and the secret it signs with."""
    most_calls: int = 20
    """Calls at once. One core carries more, but a machine that also runs browsers does not."""

    def account(self, sid: str | None) -> Account | None:
        """The account with that sid."""
        return next((account for account in self.accounts if account.sid == sid), None)


def most_calls() -> int:
    """How many calls at once it is told to carry; Misused when that is no number."""
    given = os.environ.get("SANDBOX_MOST_CALLS") or str(Config.most_calls)
    if not (given.isascii() and given.isdigit() and 1 <= len(given.lstrip("0")) <= 4):
        raise Misused(f"SANDBOX_MOST_CALLS is {given[:40]!r}; give a whole number from 1 to 9999")
    return int(given)


def load_config(path: Path) -> Config:
    """Read the file; Misused says what it lacks."""
    carried = most_calls()
    try:
        return replace(config_from(json.loads(path.read_text(encoding="utf-8"))), most_calls=carried)
    except OSError as error:
        raise Misused(f"the accounts in {path} cannot be read: {error.strerror}") from error
    except KeyError as error:
        raise Misused(f"{path} lacks {error.args[0]}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise Misused(f"{path} is no list of accounts: {error}") from error


def config_from(data: Mapping[str, Any]) -> Config:
    """The same from parsed JSON."""
    return Config(
        tuple(_account(entry) for entry in data["accounts"]),
        dict(data.get("salesforce", {})),
        dict(data.get("payments", {})),
    )


def _account(entry: Mapping[str, Any]) -> Account:
    return Account(
        sid=entry["account_sid"],
        auth_tokens=tuple(entry["auth_tokens"]),
        api_key_sid=entry["api_key_sid"],
        api_key_secret=entry["api_key_secret"],
        applications=tuple(
            Application(
                app["sid"],
                app["voice_url"],
                app.get("status_callback"),
                voice_fallback_url=app.get("voice_fallback_url"),
            )
            for app in entry["applications"]
        ),
        numbers=tuple(entry.get("numbers", ())),
        caller_ids=tuple(entry.get("caller_ids", ())),
        retired_tokens=tuple(entry.get("retired_tokens", ())),
    )
