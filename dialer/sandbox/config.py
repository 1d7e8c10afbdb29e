"""The accounts the sandbox plays Twilio for, read from one JSON file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Application:
    """A TwiML application: where to ask what a browser's call should do."""

    sid: str
    voice_url: str
    status_callback: str | None = None


@dataclass(frozen=True)
class Account:
    """One company's account. The first auth token signs; all of them open the REST API."""

    sid: str
    auth_tokens: tuple[str, ...]
    api_key_sid: str
    api_key_secret: str
    applications: tuple[Application, ...]
    numbers: tuple[str, ...]

    def application(self, sid: str | None) -> Application | None:
        """The application of this account with that sid."""
        return next((app for app in self.applications if app.sid == sid), None)


@dataclass(frozen=True)
class Config:
    """Everything the sandbox is told at start."""

    accounts: tuple[Account, ...]

    def account(self, sid: str | None) -> Account | None:
        """The account with that sid."""
        return next((account for account in self.accounts if account.sid == sid), None)

    def account_of_key(self, key_sid: str | None) -> Account | None:
        """The account whose API key this is."""
        return next((account for account in self.accounts if account.api_key_sid == key_sid), None)


def load_config(path: Path) -> Config:
    """Read the file; a missing key says which."""
    return config_from(json.loads(path.read_text(encoding="utf-8")))


def config_from(data: Mapping[str, Any]) -> Config:
    """The same from parsed JSON."""
    return Config(tuple(_account(entry) for entry in data["accounts"]))


def _account(entry: Mapping[str, Any]) -> Account:
    return Account(
        sid=entry["account_sid"],
        auth_tokens=tuple(entry["auth_tokens"]),
        api_key_sid=entry["api_key_sid"],
        api_key_secret=entry["api_key_secret"],
        applications=tuple(
            Application(app["sid"], app["voice_url"], app.get("status_callback"))
            for app in entry["applications"]
        ),
        numbers=tuple(entry.get("numbers", ())),
    )
