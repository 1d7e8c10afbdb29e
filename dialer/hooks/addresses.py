"""Which addresses may be sent to: https to a public host, or what the environment allows by name.

A host is resolved at the moment of connecting, every address it has is looked at, and the connection goes to one of
those very addresses: a name that answers otherwise a moment later gains nothing.
"""

import ipaddress
import socket
from dataclasses import dataclass
from functools import lru_cache
from string import printable
from urllib.parse import quote, urlsplit

from dialer.config import settings
from dialer.errors import Invalid

LONGEST_URL = 2000
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
UNICAST = ipaddress.IPv6Network("2000::/3")  # all that the internet routes; the rest translates and such


class Refused(Exception):
    """This is not to be sent to; the message says why, to the company whose address it is."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes, taken apart."""

    host: str
    port: int
    is_secure: bool
    path: str
    is_named: bool  # the environment allows it, wherever it is

    @property
    def netloc(self) -> str:
        """For the Host header: the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.is_secure else 80) else f"{host}:{self.port}"


def target_of(url: str) -> Target:
    """What an address says. Raises Refused for what we never send to, whatever it resolves to."""
    if len(url) > LONGEST_URL or any(ord(sign) <= 32 or ord(sign) == 127 for sign in url):
        raise Refused("the address is too long, or has spaces in it")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError):
        raise Refused("this is no web address") from None
    if parts.scheme not in ("http", "https") or not host:
        raise Refused("an address begins with https:// and names a host")
    if parts.username is not None or parts.password is not None:
        raise Refused(
            "an address may not hold a name or password; whatever it must keep secret, put into its path"
        )
    is_secure = parts.scheme == "https"
    place = port if port is not None else (443 if is_secure else 80)
    is_named = f"{host}:{place}" in _named()
    if not is_secure and not is_named:
        raise Refused("an address begins with https://, since what is sent names people")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(host, place, is_secure, quote(path, safe=printable), is_named)


def require_target(url: str) -> None:
    """Raises Invalid ``bad_url``, with what is wrong, for what could never be sent to."""
    try:
        target = target_of(url)
        if not target.is_named and (literal := _literal(target.host)) is not None:
            require_public(literal)
        if not target.is_named and f".{target.host.rstrip('.')}".endswith(".localhost"):
            raise Refused("localhost is not a public address")
    except Refused as refused:
        sentence = str(refused)
        if sentence[:1].islower() and ":" not in sentence.partition(" ")[0]:
            sentence = sentence[:1].upper() + sentence[1:]
        raise Invalid(f"{sentence}.", code="bad_url") from refused


def resolve(target: Target) -> list[str]:
    """The addresses to connect to. Raises Refused when there is none, or when any of them is not public."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(f"the name {target.host} is not known") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not target.is_named:
        for address in addresses:
            require_public(ipaddress.ip_address(address.partition("%")[0]))
    return addresses


def require_public(address: Address) -> None:
    """Raises Refused for an address that is not of the public internet, however it is written."""
    if not _is_public(address):
        raise Refused(f"{address} is not a public address")


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_public(address.ipv4_mapped)
        if address not in UNICAST or (address.sixtofour and not _is_public(address.sixtofour)):
            return False
    is_listed = any(address in network for network in _denied() if network.version == address.version)
    return address.is_global and not address.is_multicast and not is_listed


def _literal(host: str) -> Address | None:
    """An address written as such, also in the old ways that resolvers still read, such as 2130706433."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=1)
def _denied() -> tuple[Network, ...]:
    from AntiSSRF import IPAddressRanges  # here: it brings a whole HTTP client along

    return tuple(ipaddress.ip_network(one) for one in IPAddressRanges.recommended_latest)


def _named() -> frozenset[str]:
    return settings().named_webhook_targets
