"""Where a request goes: a URL with Twilio's connection overrides in its fragment (documented).

`https://example.com/x#rc=2&rp=ct,rt,5xx&ct=2000&rt=5000&tt=10000`: the fragment is never sent and never signed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag, urljoin

CONNECT = "ct"
READ = "rt"
CLIENT_ERROR = "4xx"
SERVER_ERROR = "5xx"
EVERYTHING = frozenset({CONNECT, READ, CLIENT_ERROR, SERVER_ERROR})

TOTAL_SECONDS = 15.0


@dataclass(frozen=True)
class Target:
    """A URL as it will be requested and signed, and what to do when that fails."""

    url: str
    retries: int = 1
    retry_on: frozenset[str] = frozenset({CONNECT})
    connect_seconds: float = 5.0
    read_seconds: float = 15.0
    total_seconds: float = TOTAL_SECONDS


def target_of(given: str, base: str = "") -> Target:
    """Resolve against the document's URL and take the overrides out of the fragment."""
    url, fragment = urldefrag(urljoin(base, given))
    asked = dict(parse_qsl(fragment))
    return Target(
        url=url,
        retries=_whole(asked, "rc", 1, 0, 5),
        retry_on=_policies(asked.get("rp", CONNECT)),
        connect_seconds=_whole(asked, "ct", 5_000, 100, 10_000) / 1000,
        read_seconds=_whole(asked, "rt", 15_000, 100, 15_000) / 1000,
        total_seconds=_whole(asked, "tt", 15_000, 100, 15_000) / 1000,
    )


def _policies(given: str) -> frozenset[str]:
    named = frozenset(part.strip() for part in given.split(","))
    return EVERYTHING if "all" in named else named & EVERYTHING


def _whole(asked: Mapping[str, str], key: str, default: int, low: int, high: int) -> int:
    given = asked.get(key, "")
    return min(high, max(low, int(given))) if given.isdigit() else default
