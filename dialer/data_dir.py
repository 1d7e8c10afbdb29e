"""The folder of `dialer up`: one running stack at a time, and the secrets that are made once."""

import fcntl
import json
import os
import secrets
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dialer.config import ConfigError, Settings

SANDBOX_NUMBERS = ("+12025550199", "+12025550198")  # for the first company and the second
VERIFIED_NUMBERS = ("+442079460018", "+12125550123")  # of other carriers, for an admin to choose from


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Make the folder and keep it to ourselves. Raises ConfigError when it cannot be used or already is."""
    try:
        for part in (folder, folder / "logs", folder / "redis"):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = open(folder / "up.lock", "a+")  # noqa: SIM115
    except FileExistsError as error:
        raise ConfigError(f"{folder} is to be the data directory, but it is a file") from error
    except OSError as error:
        raise ConfigError(f"the data directory {folder} cannot be written: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            owner = f" (process {pid})" if (pid := lock.read().strip()) else ""
            raise ConfigError(f"another dialer{owner} already runs on the data directory {folder}") from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def keep_secret_key(folder: Path) -> None:
    """Make the key for signing and encryption, once."""
    path = folder / "secret_key"
    if not path.is_file():
        write_private(path, secrets.token_urlsafe(48) + "\n")


def keep_sandbox_accounts(path: Path, public_url: str) -> dict[str, Any]:
    """Two invented Twilio accounts, made once; they call the product at its present address.

    Returns the first, for the first company. Raises ConfigError when the address or the file is none.
    """
    if urlsplit(public_url).scheme not in ("http", "https") or not urlsplit(public_url).netloc:
        raise ConfigError(f"{public_url!r} is not an http or https address of the product")
    accounts = _kept_accounts(path) if path.is_file() else _invent_accounts()
    webhooks = f"{public_url.rstrip('/')}/webhooks/twilio"
    for account in accounts:
        _complete_tokens(account)
        account.setdefault("caller_ids", list(VERIFIED_NUMBERS))
        for application in account["applications"]:
            application["voice_url"] = f"{webhooks}/voice"
            application["status_callback"] = f"{webhooks}/rep-status"
    org = _kept_org(path) | {"callback": f"{public_url.rstrip('/')}/api/crm/callback"}
    told = {"accounts": accounts, "salesforce": org, "payments": _kept_payments(path, public_url)}
    write_private(path, json.dumps(told, indent=2) + "\n")
    return accounts[0]


def salesforce_environment(path: Path, address: str) -> dict[str, str]:
    """The sandbox's Salesforce org, as the product's environment names it."""
    org = _kept_org(path)
    return {
        "SALESFORCE_CLIENT_ID": org["client_id"],
        "SALESFORCE_CLIENT_SECRET": org["client_secret"],
        "SALESFORCE_LOGIN_URL": address,
    }


def sandbox_environment(account: dict[str, Any], address: str) -> dict[str, str]:
    """An account of the sandbox at this address, as the product's environment names it."""
    return {
        "TWILIO_ACCOUNT_SID": account["account_sid"],
        "TWILIO_AUTH_TOKEN": ",".join(account["auth_tokens"]),
        "TWILIO_API_KEY_SID": account["api_key_sid"],
        "TWILIO_API_KEY_SECRET": account["api_key_secret"],
        "TWILIO_TWIML_APP_SID": account["applications"][0]["sid"],
        "TWILIO_CALLER_ID": account["numbers"][0],
        "TWILIO_API_URL": address,
        "SANDBOX_URL": address,
    }


def mail_environment(port: int) -> dict[str, str]:
    """The sandbox's mail server, as the product's environment names it."""
    return {"SMTP_URL": f"smtp://127.0.0.1:{port}"}


def stack_environment(settings: Settings) -> dict[str, str]:
    """What every process of the stack is told, whatever the shell around it says."""
    kept = {name: value for name, value in os.environ.items() if name not in ("TWILIO_EDGE", "TWILIO_REGION")}
    return kept | {
        "DIALER_DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database,
        "PYTHONUNBUFFERED": "1",
    }


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, all of it or nothing."""
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    unfinished.replace(path)


def _kept_accounts(path: Path) -> list[dict[str, Any]]:
    accounts: list[dict[str, Any]] = []
    try:
        accounts = json.loads(path.read_text(encoding="utf-8"))["accounts"]
        usable = bool(accounts) and all(each["applications"] and each["numbers"] for each in accounts)
    except (OSError, ValueError, TypeError, LookupError):
        usable = False
    if not usable:
        raise ConfigError(f"the sandbox's accounts in {path} cannot be read; mend that file or take it away")
    return accounts


def _kept_org(path: Path) -> dict[str, str]:
    """The connected app of the sandbox's Salesforce org; its first refresh token is the demo company's."""
    made = {
        "client_id": "3MVG9" + secrets.token_urlsafe(40),
        "client_secret": secrets.token_hex(32),
        "refresh_token": "5Aep861" + secrets.token_urlsafe(40),
    }
    kept: dict[str, str] = (
        json.loads(path.read_text(encoding="utf-8")).get("salesforce", {}) if path.is_file() else {}
    )
    return made | kept


def _kept_payments(path: Path, public_url: str) -> dict[str, Any]:
    """The two payment processors of the sandbox: whose door each knocks at, and its secret, made once."""
    kept = json.loads(path.read_text(encoding="utf-8")).get("payments", {}) if path.is_file() else {}
    found = {}
    for name, where in (("stripe", "/webhooks/payments/stripe"), ("webhook", "/webhooks/payments")):
        key = b64encode(secrets.token_bytes(24)).decode()
        made = {"account": f"pay_{secrets.token_hex(12)}", "secret": f"whsec_{key}"}
        own = made | {each: kept[name][each] for each in made if name in kept}
        found[name] = own | {"url": f"{public_url.rstrip('/')}{where}?account={own['account']}"}
    return found


def _invent_accounts() -> list[dict[str, Any]]:
    return [
        {
            "account_sid": _sid("AC"),
            "auth_tokens": [],
            "api_key_sid": _sid("SK"),
            "api_key_secret": secrets.token_urlsafe(32),
            "applications": [{"sid": _sid("AP")}],
            "numbers": [number],
        }
        for number in SANDBOX_NUMBERS
    ]


def _complete_tokens(account: dict[str, Any]) -> None:
    """Two auth tokens, as while one is replaced, and one that was taken out before."""
    for kind, wanted in (("auth_tokens", 2), ("retired_tokens", 1)):
        kept = account.setdefault(kind, [])
        kept += [secrets.token_hex(16) for _ in range(wanted - len(kept))]


def _sid(prefix: str) -> str:
    return prefix + secrets.token_hex(16)
