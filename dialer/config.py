"""Settings, read once from the environment; what is wrong is named in one sentence each."""

from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
MOST_PROXIES = 10
TWILIO_SETTINGS = (
    "twilio_account_sid",
    "twilio_auth_token",
    "twilio_api_key_sid",
    "twilio_api_key_secret",
    "twilio_twiml_app_sid",
    "twilio_caller_id",
)


class ConfigError(Exception):
    """The settings cannot be used; the message is for the person who set them."""


class Settings(BaseSettings):
    """Everything the environment decides. Frozen: a running program never changes its mind."""

    model_config = SettingsConfigDict(frozen=True, env_file=".env", extra="ignore", env_ignore_empty=True)

    data_dir: Path = Field(default=Path("data"), alias="DIALER_DATA_DIR")
    database_url: str = ""
    redis_url: str = ""
    secret_key: str = ""
    public_url: str = "http://127.0.0.1:8000"
    proxies: int = 0  # reverse proxies in front, whose word on the caller is taken
    sandbox_url: str = ""
    twilio_account_sid: str = ""
    twilio_auth_token: str = ""
    twilio_api_key_sid: str = ""
    twilio_api_key_secret: str = ""
    twilio_twiml_app_sid: str = ""
    twilio_caller_id: str = ""
    twilio_api_url: str = ""
    webhook_private_targets: str = (
        ""  # host:port, by commas, where webhooks may go though they are not public
    )
    api_requests_per_minute: int = Field(default=600, ge=1, le=1_000_000)  # of each API token
    demo_days: int = Field(default=90, ge=0, le=400)  # of calls that the demo company has made
    salesforce_client_id: str = ""
    salesforce_client_secret: str = ""
    salesforce_login_url: str = "https://login.salesforce.com"
    smtp_url: str = ""  # how messages leave; without it they wait
    mail_from: str = ""

    @field_validator("public_url", "sandbox_url", "twilio_api_url", "salesforce_login_url")
    @classmethod
    def _bare_origin(cls, url: str) -> str:
        if url and not _names_a_host(url, ("http", "https")):
            raise ValueError(f"{url!r} is not an http or https address")
        return url.rstrip("/")

    @field_validator("redis_url")
    @classmethod
    def _readable_redis(cls, url: str) -> str:
        if url and not (url.startswith("unix://") or _names_a_host(url, ("redis", "rediss"))):
            raise ValueError("it is not an address of the form redis://, rediss:// or unix://")
        return url

    @field_validator("smtp_url")
    @classmethod
    def _readable_smtp(cls, url: str) -> str:
        if url and not _names_a_host(url, ("smtp", "smtps")):  # not repeated: it may hold a password
            raise ValueError("it is not an address of the form smtp://user:password@host:port or smtps://…")
        return url

    @field_validator("mail_from")
    @classmethod
    def _one_sender(cls, given: str) -> str:
        address = parseaddr(given)[1]
        if given and (not given.isprintable() or not all(address.partition("@"))):
            raise ValueError(f"{given[:80]!r} is not an e-mail address")
        return given

    @field_validator("proxies", mode="before")
    @classmethod
    def _few_proxies(cls, given: Any) -> int:
        word = str(given).strip()
        if not (word.isascii() and word.isdigit() and len(word) <= 3 and int(word) <= MOST_PROXIES):
            raise ValueError(f"{word[:40]!r} is not a whole number from 0 to {MOST_PROXIES}")
        return int(word)

    @field_validator("webhook_private_targets")
    @classmethod
    def _hosts_and_ports(cls, given: str) -> str:
        for each in filter(None, (word.strip() for word in given.split(","))):
            host, _, port = each.rpartition(":")
            if not host or not port.isdigit() or not 0 < int(port) < 65_536 or "/" in each:
                raise ValueError(f"{each[:60]!r} is not a host and port, such as 127.0.0.1:8020")
        return given

    @field_validator("twilio_auth_token")
    @classmethod
    def _tokens(cls, given: str) -> str:
        if given and not auth_tokens(given):
            raise ValueError("there is no token between the commas")
        if any(len(token.split()) > 1 for token in auth_tokens(given)):
            raise ValueError("a token has no space in it; two tokens are separated by a comma")
        return given

    @model_validator(mode="after")
    def _twilio_whole_or_absent(self) -> "Settings":
        missing = [name.upper() for name in TWILIO_SETTINGS if not getattr(self, name)]
        if 0 < len(missing) < len(TWILIO_SETTINGS):
            raise ValueError(f"the Twilio settings are incomplete: {', '.join(missing)} missing")
        return self

    @property
    def database(self) -> str:
        """SQLAlchemy URL of the database: as set, else a SQLite file in the data directory."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'dialer.db'}"

    @property
    def redis(self) -> str:
        """Redis URL: as set, else the private socket of the bundled server."""
        return self.redis_url or f"unix://{self.data_dir.resolve() / 'redis' / 'redis.sock'}"

    @property
    def has_twilio(self) -> bool:
        """Whether the environment names a Twilio account (the sandbox's included)."""
        return bool(self.twilio_account_sid)

    @property
    def named_webhook_targets(self) -> frozenset[str]:
        """Where webhooks may go by plain http and on private addresses: nowhere, unless somebody says so."""
        words = (each.strip().lower() for each in self.webhook_private_targets.split(","))
        return frozenset(each.replace("[", "").replace("]", "") for each in words if each)

    @property
    def sender(self) -> str:
        """Whom messages are from: as set, else an address at the product's own host that nobody reads."""
        host = urlsplit(self.public_url).hostname or ""
        return self.mail_from or f"no-reply@{'dialer.invalid' if host in LOOPBACK else host}"

    @property
    def is_loopback(self) -> bool:
        """Whether the product is only reachable from this machine, going by its public address."""
        return urlsplit(self.public_url).hostname in LOOPBACK

    @property
    def secret(self) -> str:
        """The key for signing and encryption: as set, else kept in the data directory.

        Raises ConfigError when there is neither.
        """
        kept = self.data_dir / "secret_key"
        if self.secret_key:
            return self.secret_key
        if kept.is_file():
            return kept.read_text().strip()
        raise ConfigError(f"SECRET_KEY is not set and {kept} does not exist")


def auth_tokens(given: str) -> tuple[str, ...]:
    """The tokens of TWILIO_AUTH_TOKEN: one, or two while the old one is replaced."""
    return tuple(token.strip() for token in given.split(",") if token.strip())


def read_settings(**overrides: Any) -> Settings:
    """Read the environment. Raises ConfigError with one sentence per mistake."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        sentences = [_sentence(item) for item in error.errors()]
        raise ConfigError("; ".join(sentences)) from error


def _names_a_host(url: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        return False


def _sentence(item: Any) -> str:
    where = ".".join(str(part) for part in item["loc"]).upper()
    message = str(item["msg"]).removeprefix("Value error, ")
    return f"{where}: {message}" if where else message


_current: list[Settings] = []


def settings() -> Settings:
    """The settings of this process: as given to ``use``, else read from the environment once."""
    if not _current:
        _current.append(read_settings())
    return _current[0]


def use(chosen: Settings) -> None:
    """Make these the settings of this process."""
    _current[:] = [chosen]
