"""What the accounts own: applications, numbers, API keys. Changes by REST are kept over a restart."""

import json
import logging
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dialer.sandbox.config import Account, Application, Config
from dialer.sandbox.signature import new_sid, now, rfc2822

INBOUND_PATH = "/webhooks/twilio/inbound"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class OurNumber:
    """A number of an account, and whom a call to it asks what to do."""

    phone_number: str
    voice_url: str
    voice_method: str = "POST"
    voice_application_sid: str | None = None
    status_callback: str | None = None
    voice_fallback_url: str | None = None
    voice_fallback_method: str = "POST"

    @property
    def sid(self) -> str:
        """Made of its digits, so that it stays the same."""
        return "PN" + "".join(char for char in self.phone_number if char.isdigit()).rjust(32, "0")


@dataclass(frozen=True)
class Key:
    """An API key. The secret is shown once, when it is made."""

    account: Account
    sid: str
    secret: str
    friendly_name: str
    created: str


class Holdings:
    """The configured ones, changed and added to by REST."""

    def __init__(self, config: Config, data_dir: Path) -> None:
        self._path = data_dir / "sandbox-holdings.json"
        self._config = config
        self._kept: dict[str, dict[str, Any]] = {"applications": {}, "numbers": {}, "keys": {}}
        self._load()

    def applications(self, account: Account) -> list[Application]:
        """The configured ones first."""
        configured = {app.sid: app for app in account.applications}
        kept = self._kept["applications"]
        changed = [self._changed(app, kept.get(sid)) for sid, app in configured.items()]
        made = [
            Application(**entry["now"])
            for sid, entry in kept.items()
            if sid not in configured and entry["account"] == account.sid
        ]
        return changed + made

    def application(self, account: Account, sid: str | None) -> Application | None:
        """The application of this account with that sid."""
        return next((app for app in self.applications(account) if app.sid == sid), None)

    def keep_application(self, account: Account, app: Application) -> Application:
        """A new one, or a changed one."""
        before = next((each for each in account.applications if each.sid == app.sid), None)
        self._keep("applications", app.sid, account, before, app)
        return app

    def made_at(self, app: Application) -> str | None:
        """When it was made by REST."""
        made: str | None = self._kept["applications"].get(app.sid, {}).get("made_at")
        return made

    def numbers(self, account: Account) -> list[OurNumber]:
        """The account's numbers."""
        return [
            self._changed(self._fresh_number(account, each), self._kept["numbers"].get(each))
            for each in account.numbers
        ]

    def number(self, account: Account, sid: str) -> OurNumber | None:
        """The number with that sid."""
        return next((each for each in self.numbers(account) if each.sid == sid), None)

    def find_number(self, phone_number: str) -> tuple[Account, OurNumber] | None:
        """Whose number this is, with the URLs that count: an application's before its own (documented)."""
        for account in self._config.accounts:
            for number in self.numbers(account):
                if number.phone_number == phone_number:
                    return account, self._with_application(account, number)
        return None

    def keep_number(self, account: Account, number: OurNumber) -> OurNumber:
        """A changed one."""
        before = self._fresh_number(account, number.phone_number)
        self._keep("numbers", number.phone_number, account, before, number)
        return number

    def owns(self, account: Account, phone_number: str) -> bool:
        """A caller ID the account may show."""
        return phone_number in account.numbers or phone_number in account.caller_ids

    def key(self, sid: str) -> Key | None:
        """The API key with that sid."""
        for account in self._config.accounts:
            if account.api_key_sid == sid:
                return Key(account, sid, account.api_key_secret, "Sandbox key", "")
        entry = self._kept["keys"].get(sid)
        account_of = self._config.account(entry["account"]) if entry else None
        return Key(account=account_of, **entry["now"]) if entry and account_of else None

    def make_key(self, account: Account, friendly_name: str) -> Key:
        """A new one. It signs access tokens and opens the REST API like the first."""
        key = Key(account, new_sid("SK"), secrets.token_urlsafe(24), friendly_name, rfc2822(now()))
        plain = {
            "sid": key.sid,
            "secret": key.secret,
            "friendly_name": friendly_name,
            "created": key.created,
        }
        self._kept["keys"][key.sid] = {"account": account.sid, "now": plain}
        self._save()
        return key

    def _fresh_number(self, account: Account, phone_number: str) -> OurNumber:
        origin = urlsplit(account.applications[0].voice_url) if account.applications else urlsplit("")
        return OurNumber(phone_number, f"{origin.scheme}://{origin.netloc}{INBOUND_PATH}")

    def _with_application(self, account: Account, number: OurNumber) -> OurNumber:
        app = self.application(account, number.voice_application_sid)
        if app is None:
            return number
        return replace(
            number,
            voice_url=app.voice_url,
            voice_method=app.voice_method,
            voice_fallback_url=app.voice_fallback_url,
            voice_fallback_method=app.voice_fallback_method,
            status_callback=app.status_callback,
        )

    def _changed(self, before: Any, entry: dict[str, Any] | None) -> Any:
        """The change counts as long as the configuration is the one it changed."""
        return type(before)(**entry["now"]) if entry and entry["before"] == asdict(before) else before

    def _keep(self, kind: str, key: str, account: Account, before: Any, after: Any) -> None:
        plain = asdict(before) if before else None
        entry = {"account": account.sid, "before": plain, "now": asdict(after)}
        if before is None:
            entry["made_at"] = self._kept[kind].get(key, {}).get("made_at") or rfc2822(now())
        self._kept[kind][key] = entry
        self._save()

    def _load(self) -> None:
        try:
            self._kept |= json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError) as error:
            log.warning("%s cannot be read and is left out: %s", self._path, error)

    def _save(self) -> None:
        fresh = self._path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(self._kept, indent=1), encoding="utf-8")
        fresh.replace(self._path)
